package main

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

var (
	wideCopies = flag.Int("wide", 1, "how many copies of each page of Microsoft Learn TestWide imports; 7 are about 370 pages a language")
	wideDir    = flag.String("wide-dir", "", "a folder in which TestWide leaves its pages and its project, to be looked at")
)

// TestWide imports hundreds of pages whose sets differ between the languages,
// builds the site, imports a later state, and builds again. Every page is there,
// every report names a line that exists.
func TestWide(t *testing.T) {
	t.Parallel()
	if _, err := os.Stat(learnPages); err != nil {
		t.Skip("there are no pages of Microsoft Learn beside the project")
	}
	dir := *wideDir
	if dir == "" {
		dir = t.TempDir()
	}
	from, site := filepath.Join(dir, "from"), filepath.Join(dir, "site")
	if err := os.MkdirAll(site, 0o755); err != nil {
		t.Fatal(err)
	}
	w := newWideCorpus(t, learnPages, max(2, *wideCopies))
	w.write(t, from)
	run := func(args ...string) string {
		t.Helper()
		start := time.Now()
		out, errs, code := signpost(site, args...)
		if code != 0 {
			t.Fatalf("%v: exit %d\n%.8000s", args, code, errs)
		}
		t.Logf("%.2f s  signpost %s", time.Since(start).Seconds(), strings.Join(args, " "))
		return out
	}
	run("new", ".", "--languages", strings.Join(learnLanguages, ","))
	replaceIn(t, filepath.Join(site, "config.yaml"), "languages:", `missing: fallback
rules: {page-unknown: warning, section-missing: warning, section-unknown: warning, zone-order: warning}
languages:`)
	load := func(lang string, more ...string) {
		t.Helper()
		args := append([]string{"import", "mslearn", filepath.Join(from, lang), "--lang", lang, "--json"}, more...)
		if lang != "cs" {
			args = append(args, "--source", filepath.Join(from, "cs"))
		}
		var list []imported
		if err := json.Unmarshal([]byte(run(args...)), &list); err != nil {
			t.Fatal(err)
		}
		placedIn(t, site, list)
		// The count knows no forms of Microsoft Learn but links, lists, alerts and bold text.
		held(t, from, lang, list, func(file string) bool { return !strings.HasPrefix(file, "odd-") })
	}
	for _, lang := range learnLanguages {
		load(lang)
	}
	whole := func() {
		t.Helper()
		run("check")
		run("build", "--out", "public")
		for lang, files := range w.files {
			n, paths := 0, pathsOf(t, site, lang)
			for name := range files {
				if !isLearnPage(name) {
					continue
				}
				n++
				if paths[name] == "" || !built(site, lang, paths[name]) {
					t.Errorf("%s/%s has no page", lang, name)
				}
			}
			t.Logf("%s: %d pages", lang, n)
		}
	}
	whole()

	before := pathsOf(t, site, "nl")
	run("translate", "stamp", "--all", "--day", "2026-11-20")
	w.later("nl")
	w.write(t, from)
	load("nl", "--update")
	whole()
	for file, at := range pathsOf(t, site, "nl") {
		if was := before[file]; was != "" && was != at {
			t.Errorf("nl/%s was %s, and is %s", file, was, at)
		}
	}
	run("status", "--lang", "nl")
}

func replaceIn(t *testing.T, file, old, new string) {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil || strings.Count(string(data), old) != 1 {
		t.Fatal(file, err)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(data), old, new, 1)), 0o644); err != nil {
		t.Fatal(err)
	}
}

// isLearnPage reports whether a page is made of a file.
func isLearnPage(name string) bool {
	return (strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".yml")) && !strings.Contains(name, "includes/") &&
		!strings.EqualFold(strings.TrimSuffix(filepath.Base(name), filepath.Ext(name)), "toc")
}

var originFile = regexp.MustCompile(`(?m)^  file: "?([^"\n]+)"?$`)

// pathsOf are the paths of the imported pages of a language by their files, each
// of which has a page in the site.
func pathsOf(t *testing.T, site, lang string) map[string]string {
	t.Helper()
	out := map[string]string{}
	top := filepath.Join(site, "content", lang, "learn")
	err := filepath.WalkDir(top, func(name string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		data, err := os.ReadFile(name)
		if m := originFile.FindSubmatch(data); m != nil {
			rel, _ := filepath.Rel(top, name)
			out[string(m[1])] = filepath.ToSlash(rel)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// built reports whether a page of the project has one in the site.
func built(site, lang, rel string) bool {
	rel = strings.TrimSuffix(strings.TrimSuffix(rel, ".md"), "_index")
	_, err := os.Stat(filepath.Join(site, "public", lang, "learn", rel, "index.html"))
	return err == nil
}

// placedIn holds the places of what was reported against the files.
func placedIn(t *testing.T, site string, list []imported) {
	t.Helper()
	lines := map[string]int{}
	codes := map[string]int{}
	for _, d := range list {
		codes[d.Code]++
		n, ok := lines[d.File]
		if !ok {
			at := d.File
			if !filepath.IsAbs(at) {
				at = filepath.Join(site, at)
			}
			data, err := os.ReadFile(at)
			if err != nil {
				t.Errorf("%s: %s: %v", d.File, d.Code, err)
			}
			n = strings.Count(string(data), "\n") + 1
			lines[d.File] = n
		}
		if d.Line < 1 || d.Line > n {
			t.Errorf("%s:%d: %s, and the file has %d lines", d.File, d.Line, d.Code, n)
		}
	}
	var all []string
	for code := range codes {
		all = append(all, code)
	}
	slices.Sort(all)
	for i, code := range all {
		all[i] = code + " " + plain(codes[code])
	}
	t.Log(strings.Join(all, ", "))
}

func plain(n int) string {
	b, _ := json.Marshal(n)
	return string(b)
}
