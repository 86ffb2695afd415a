package main

import (
	"bytes"
	"encoding/hex"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"signpost/generator/internal/cli"
)

var update = flag.Bool("update", false, "rewrite the want files of testdata/broken; read the difference before you keep it")

// TestBroken builds testdata/broken/*.txtar, each a project with something
// wrong, made from testdata/base.txtar. Files of an archive replace or join
// those of the base, but for two: "setup" holds a line for each further change
// (see setUp), and "want" all that stderr must hold.
func TestBroken(t *testing.T) {
	names, err := filepath.Glob("testdata/broken/*.txtar")
	if err != nil || len(names) < 40 {
		t.Fatalf("%d archives, %v", len(names), err)
	}
	base, err := txtar.ParseFile("testdata/base.txtar")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			t.Parallel()
			broken(t, base, name)
		})
	}
}

func broken(t *testing.T, base *txtar.Archive, name string) {
	ar, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if len(bytes.TrimSpace(ar.Comment)) == 0 {
		t.Error("the archive does not say what is wrong with it")
	}
	dir := t.TempDir()
	unpack(t, dir, base.Files)
	want, at, setup := "", -1, ""
	for i, f := range ar.Files {
		switch f.Name {
		case "want":
			want, at = string(f.Data), i
		case "setup":
			setup = string(f.Data)
		default:
			unpack(t, dir, ar.Files[i:i+1])
		}
	}
	for line := range strings.Lines(setup) {
		if err := setUp(dir, strings.TrimSpace(line)); err != nil {
			t.Fatalf("setup: %s: %v", line, err)
		}
	}
	stdout, got, code := signpost(dir, "check")
	if code != 1 || stdout != "" {
		t.Errorf("check: exit %d, stdout %q, want 1 and nothing\n%s", code, stdout, got)
	}
	placed(t, got)
	if *update && got != want {
		if at < 0 {
			ar.Files, at = append(ar.Files, txtar.File{Name: "want"}), len(ar.Files)
		}
		ar.Files[at].Data = []byte(got)
		if err := os.WriteFile(name, txtar.Format(ar), 0o644); err != nil {
			t.Fatal(err)
		}
	} else if d := cmp.Diff(want, got); d != "" {
		t.Errorf("stderr of check (-want +got):\n%s", d)
	}
	stdout, built, code := signpost(dir, "build", "--out", "public")
	if code != 1 || stdout != "" || built != got {
		t.Errorf("build: exit %d, stdout %q; stderr against that of check (-check +build):\n%s", code, stdout, cmp.Diff(got, built))
	}
	if _, err := os.Lstat(filepath.Join(dir, "public")); err == nil {
		t.Error("a broken project was published")
	}
}

// signpost runs a command in dir, in this process.
func signpost(dir string, args ...string) (stdout, stderr string, code int) {
	var out, err bytes.Buffer
	code = cli.Main(args, cli.Env{Stdout: &out, Stderr: &err, Dir: dir})
	return out.String(), err.String(), code
}

var placedLine = regexp.MustCompile(`^[^:]+:[1-9]\d*:[1-9]\d*: (error|warning): .+ \[[a-z]+(-[a-z]+)*\]$`)

// placed holds every line that is a diagnostic against its form: each has a
// file, a line and a column.
func placed(t *testing.T, stderr string) {
	t.Helper()
	n := 0
	for line := range strings.Lines(stderr) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case placedLine.MatchString(line):
			n++
		case !strings.HasPrefix(line, "  ") && !regexp.MustCompile(`^\d+ errors?(, \d+ warnings?)?$`).MatchString(line):
			t.Errorf("a line without file, line, column and code: %q", line)
		}
	}
	if n == 0 {
		t.Error("no diagnostic")
	}
}

func unpack(t *testing.T, dir string, files []txtar.File) {
	t.Helper()
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// setUp changes the project in dir. Words are separated by a space; OLD, NEW
// and TEXT are quoted as in Go.
//
//	delete PATH            a file or folder
//	mkdir PATH
//	symlink TARGET PATH
//	append PATH HEX        bytes at the end of a file
//	crlf PATH              Windows line ends
//	bom PATH               a byte order mark in front
//	repeat N PATH TEXT     the text N times, %d being the number, at the end of a file
//	replace PATH OLD NEW   OLD must stand there once
func setUp(dir, line string) error {
	words := regexp.MustCompile(`"(?:[^"\\]|\\.)*"|\S+`).FindAllString(line, -1)
	if len(words) == 0 {
		return nil
	}
	for i, w := range words {
		if w[0] == '"' {
			s, err := strconv.Unquote(w)
			if err != nil {
				return err
			}
			words[i] = s
		}
	}
	path := func(i int) string { return filepath.Join(dir, filepath.FromSlash(words[i])) }
	edit := func(i int, f func(old string) (string, error)) error {
		data, err := os.ReadFile(path(i))
		if err != nil && !os.IsNotExist(err) {
			return err
		}
		out, err := f(string(data))
		if err != nil {
			return err
		}
		return os.WriteFile(path(i), []byte(out), 0o644)
	}
	switch words[0] {
	case "delete":
		return os.RemoveAll(path(1))
	case "mkdir":
		return os.MkdirAll(path(1), 0o755)
	case "symlink":
		return os.Symlink(words[1], path(2))
	case "append":
		data, err := hex.DecodeString(words[2])
		if err != nil {
			return err
		}
		return edit(1, func(s string) (string, error) { return s + string(data), nil })
	case "crlf":
		return edit(1, func(s string) (string, error) { return strings.ReplaceAll(s, "\n", "\r\n"), nil })
	case "bom":
		return edit(1, func(s string) (string, error) { return "\ufeff" + s, nil })
	case "repeat":
		n, err := strconv.Atoi(words[1])
		if err != nil {
			return err
		}
		return edit(2, func(s string) (string, error) {
			var b strings.Builder
			b.WriteString(s)
			for i := range n {
				b.WriteString(strings.ReplaceAll(words[3], "%d", strconv.Itoa(i)))
			}
			return b.String(), nil
		})
	case "replace":
		return edit(1, func(s string) (string, error) {
			if n := strings.Count(s, words[2]); n != 1 {
				return "", fmt.Errorf("%q stands there %d times", words[2], n)
			}
			return strings.Replace(s, words[2], words[3], 1), nil
		})
	}
	return fmt.Errorf("unknown")
}
