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

// learnLanguages are those that the pages are in; the first plays the source.
var learnLanguages = []string{"cs", "nl", "fr", "ru"}

// learnProject makes an empty project for the pages: where these are, where it
// is, and a way to run commands there, which succeed.
func learnProject(t *testing.T) (from, dir string, run func(args ...string) string) {
	t.Helper()
	from, err := filepath.Abs(learnPages)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(from); err != nil {
		t.Skip("there are no pages of Microsoft Learn beside the project")
	}
	dir = t.TempDir()
	run = func(args ...string) string {
		t.Helper()
		out, errs, code := signpost(dir, args...)
		if code != 0 {
			t.Fatalf("%v: exit %d\n%s", args, code, errs)
		}
		return out
	}
	run("new", ".", "--languages", strings.Join(learnLanguages, ","))
	return from, dir, run
}

// imported is a line of JSON that "import mslearn --json" prints.
type imported struct {
	File, Code, Message string
	Line                int
}

// TestImportCorpus imports the pages in four languages into a new project,
// builds it, and holds what was reported against a count that knows nothing of
// the importer (testdata/count.py of mslearn).
func TestImportCorpus(t *testing.T) {
	t.Parallel()
	from, dir, run := learnProject(t)
	counts := map[string]map[string]int{} // by code, by language
	count := func(list []imported, lang string) {
		for _, d := range list {
			if counts[d.Code] == nil {
				counts[d.Code] = map[string]int{}
			}
			counts[d.Code][lang]++
		}
	}
	for _, lang := range learnLanguages {
		args := []string{"import", "mslearn", filepath.Join(from, lang), "--lang", lang, "--json"}
		if lang != "cs" {
			args = append(args, "--source", filepath.Join(from, "cs"))
		}
		var list []imported
		if err := json.Unmarshal([]byte(run(args...)), &list); err != nil {
			t.Fatal(err)
		}
		held(t, from, lang, list, func(string) bool { return true })
		count(list, lang)
	}
	var checked []imported
	if err := json.Unmarshal([]byte(run("check", "--json")), &checked); err != nil {
		t.Fatal(err)
	}
	for _, lang := range learnLanguages {
		count(slices.DeleteFunc(slices.Clone(checked), func(d imported) bool { return !strings.HasPrefix(d.File, "content/"+lang+"/") }), lang)
	}
	figures(t, counts, learnLanguages)
	run("build", "--out", "public")
	for _, lang := range learnLanguages {
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

// figures holds the tables of docs/import.md against what was reported: each code
// has a row, which has the numbers of the languages.
func figures(t *testing.T, counts map[string]map[string]int, languages []string) {
	t.Helper()
	page, err := os.ReadFile("../docs/import.md")
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]bool{}
	for line := range strings.Lines(string(page)) {
		cells := strings.Split(strings.Trim(strings.TrimSpace(line), "|"), "|")
		codes := codeNames.FindAllString(cells[0], -1)
		if !strings.HasPrefix(line, "| `") || len(cells) != len(languages)+3 || len(codes) == 0 {
			continue
		}
		for i, lang := range learnLanguages {
			sum := 0
			for _, code := range codes {
				sum += counts[code][lang]
				rows[code] = true
			}
			if want := strings.TrimSpace(cells[i+1]); want != strconv.Itoa(sum) && !(want == "" && sum == 0) {
				t.Errorf("docs/import.md says %q of %v in %s, and there are %d: read those that are new, then write the figure", want, codes, lang, sum)
			}
		}
	}
	for code := range counts {
		if !rows[code] {
			t.Errorf("%s has no row in docs/import.md", code)
		}
	}
}

var codeNames = regexp.MustCompile(`[a-z]+-[a-z-]+`)

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
