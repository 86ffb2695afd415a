package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
)

// learnPages is where pages of Microsoft Learn are that may be read in place.
const learnPages = "../../shared/data/partner-docs"

// imported is a line of JSON that "import mslearn --json" prints.
type imported struct {
	File, Code, Message string
	Line                int
}

// TestImportCorpus imports the pages in four languages into a new project,
// builds it, and holds what was reported against a count that knows nothing of
// the importer (testdata/count.py of mslearn).
func TestImportCorpus(t *testing.T) {
	from, err := filepath.Abs(learnPages)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(from); err != nil {
		t.Skip("there are no pages of Microsoft Learn beside the project")
	}
	dir := t.TempDir()
	languages := []string{"cs", "nl", "fr", "ru"}
	run := func(args ...string) string {
		t.Helper()
		out, errs, code := signpost(dir, args...)
		if code != 0 {
			t.Fatalf("%v: exit %d\n%s", args, code, errs)
		}
		return out
	}
	run("new", ".", "--languages", strings.Join(languages, ","))
	for _, lang := range languages {
		args := []string{"import", "mslearn", filepath.Join(from, lang), "--lang", lang, "--json"}
		if lang != "cs" {
			args = append(args, "--source", filepath.Join(from, "cs"))
		}
		var list []imported
		if err := json.Unmarshal([]byte(run(args...)), &list); err != nil {
			t.Fatal(err)
		}
		held(t, from, lang, list, func(string) bool { return true })
	}
	run("check")
	run("build", "--out", "public")
	for _, lang := range languages {
		pages := 0
		err := fs.WalkDir(os.DirFS(filepath.Join(from, lang)), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || name == "TOC.yml" {
				return err
			}
			pages++
			page := strings.TrimSuffix(name, filepath.Ext(name))
			if _, err := os.Stat(filepath.Join(dir, "public", lang, "learn", page, "index.html")); err != nil {
				t.Errorf("%s/%s has no page: %v", lang, name, err)
			}
			return nil
		})
		if err != nil || pages < 40 {
			t.Errorf("%d pages of %s: %v", pages, lang, err)
		}
	}
}

var unequal = regexp.MustCompile(`^(\d+) (link|callout|list item|bold passage)s?, and the source has (\d+) `)

// held holds the findings in one language against those of the count, for the
// files that both can count.
func held(t *testing.T, from, lang string, list []imported, counted func(file string) bool) {
	t.Helper()
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Log("no python3: nothing to hold the findings against")
		return
	}
	out, err := exec.Command(python, "internal/mslearn/testdata/count.py", from, lang, "cs").Output()
	if err != nil {
		t.Fatal(err)
	}
	var want struct{ Empty, Dead, Broken, Unequal []string }
	if err := json.Unmarshal(out, &want); err != nil {
		t.Fatal(err)
	}
	for i, d := range want.Dead {
		want.Dead[i], _, _ = strings.Cut(d, " ")
	}
	for _, found := range []*[]string{&want.Empty, &want.Dead, &want.Broken, &want.Unequal} {
		var kept []string
		for _, x := range *found {
			if x = path.Base(x); counted(x) {
				kept = append(kept, x)
			}
		}
		*found = kept
	}
	var empty, dead, broken, different []string
	for _, d := range list {
		file := filepath.Base(d.File)
		if !counted(file) {
			continue
		}
		switch d.Code {
		case "mslearn-link-empty":
			empty = append(empty, file+":"+strconv.Itoa(d.Line))
		case "mslearn-link-dead":
			dead = append(dead, file+":"+strconv.Itoa(d.Line))
		case "mslearn-bold":
			broken = append(broken, file+":"+strconv.Itoa(d.Line))
		case "mslearn-parity":
			m := unequal.FindStringSubmatch(d.Message)
			if m == nil {
				continue // what the count does not count
			}
			kind := map[string]string{"link": "links", "callout": "callouts", "list item": "items", "bold passage": "bold"}[m[2]]
			different = append(different, fmt.Sprintf("%s %s %s %s", file, kind, m[3], m[1]))
		}
	}
	for name, pair := range map[string][2][]string{"empty": {want.Empty, empty}, "dead": {want.Dead, dead}, "broken": {want.Broken, broken}, "unequal": {want.Unequal, different}} {
		slices.Sort(pair[0])
		slices.Sort(pair[1])
		if d := cmp.Diff(pair[0], pair[1], cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%s, %s (-count +import):\n%s", lang, name, d)
		}
	}
	t.Logf("%s: %d empty, %d dead, %d broken, %d unequal", lang, len(empty), len(dead), len(broken), len(different))
}
