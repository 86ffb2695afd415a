// Command build makes the lists of words in data/ from texts and lists, one file of each language in a folder:
//
//	go run ./generator/internal/spelling/testdata/build WORDS OUT
//
// WORDS/<language>.txt is any text: every word of it in lower case is taken. sources.sh beside this file gathers them; see NOTICE.md.
package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"signpost/generator/internal/spelling"
)

var languages = []struct {
	tag, letters, prefixes string
	compound               bool
}{
	{"cs", "abcdefghijklmnopqrstuvwxyzáčďéěíňóřšťúůýž", "ne nej", false},
	{"en", "abcdefghijklmnopqrstuvwxyz", "re un pre non auto multi", false},
	{"fr", "abcdefghijklmnopqrstuvwxyzàâæçéèêëîïôœùûüÿ", "re ré dé pré auto multi", false},
	{"nl", "abcdefghijklmnopqrstuvwxyzéëïöüèê", "", true},
	{"ru", "абвгдежзийклмнопрстуфхцчшщъыьэюя", "не само пере", false},
}

func main() {
	if err := build(os.Args[1], os.Args[2]); err != nil {
		fmt.Fprintln(os.Stderr, "build:", err)
		os.Exit(1)
	}
}

func build(from, to string) error {
	for _, l := range languages {
		text, err := os.ReadFile(filepath.Join(from, l.tag+".txt"))
		if err != nil {
			return err
		}
		words := strings.FieldsFunc(norm.NFC.String(string(text)), func(r rune) bool { return !unicode.IsLetter(r) })
		var low []string
		for _, w := range words {
			if strings.IndexFunc(w, unicode.IsUpper) < 0 {
				low = append(low, w)
			}
		}
		out := spelling.Make(low, l.letters, strings.Fields(l.prefixes), l.compound)
		if err := os.WriteFile(filepath.Join(to, l.tag+".words"), out, 0o644); err != nil {
			return err
		}
	}
	return nil
}
