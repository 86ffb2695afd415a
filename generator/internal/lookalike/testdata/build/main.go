// This program makes confusables.txt of the list in a module of Go that holds
// that of Unicode: tables.go of github.com/mtibben/confusables
// v0.0.0-20210201002637-9d1b0723b659, which is version 13.0.0 of
// https://www.unicode.org/Public/security/13.0.0/confusables.txt.
//
//	dir=$(go mod download -json github.com/mtibben/confusables@v0.0.0-20210201002637-9d1b0723b659 | jq -r .Dir)
//	go run ./generator/internal/lookalike/testdata/build < "$dir/tables.go" > generator/internal/lookalike/confusables.txt
//
// It leaves out what no name of letters in the alphabets of package lookalike has:
// marks of punctuation, other scripts.
package main

import (
	"bufio"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

var row = regexp.MustCompile(`^\s*0x([0-9A-Fa-f]+): *("(?:[^"\\]|\\.)*"),`)

func known(r rune) bool {
	return unicode.In(r, unicode.Letter, unicode.Number, unicode.Mark) &&
		unicode.In(r, unicode.Latin, unicode.Cyrillic, unicode.Greek, unicode.Armenian, unicode.Cherokee, unicode.Coptic, unicode.Lisu, unicode.Georgian, unicode.Common, unicode.Inherited)
}

func main() {
	var out []string
	in := bufio.NewScanner(os.Stdin)
	for in.Scan() {
		m := row.FindStringSubmatch(in.Text())
		if m == nil {
			continue
		}
		n, err := strconv.ParseUint(m[1], 16, 32)
		to, err2 := strconv.Unquote(m[2])
		if err != nil || err2 != nil {
			fmt.Fprintln(os.Stderr, in.Text(), err, err2)
			os.Exit(1)
		}
		from := rune(n)
		if to == "" || !known(from) || unicode.IsMark(from) || strings.ContainsFunc(to, func(r rune) bool { return !known(r) }) {
			continue
		}
		out = append(out, string(from)+" "+to)
	}
	if err := in.Err(); err != nil || len(out) < 1000 {
		fmt.Fprintln(os.Stderr, len(out), "rows", err)
		os.Exit(1)
	}
	slices.Sort(out)
	fmt.Println("# Characters and what they look like: letters, digits and numbers of the alphabets that package lookalike tells apart.")
	fmt.Println("# From confusables.txt of Unicode 13.0.0 (UTS #39), made by testdata/build. © 2020 Unicode, Inc.; see NOTICE.md.")
	for _, line := range out {
		fmt.Println(line)
	}
}
