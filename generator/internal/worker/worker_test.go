package worker

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/mod/sumdb/dirhash"
)

// site is a small one: two languages, assets that pages name in every way, files that no copy has.
func site() map[string]string {
	return map[string]string{
		"index.html":                   `<a href="en/">`,
		"404.html":                     `<link href="/assets/a.0123456789ab.css">`,
		"en/index.html":                `<link href="../assets/a.0123456789ab.css"><script src="../assets/b.0123456789ab.js"></script>`,
		"en/guides/index.html":         `<img srcset="../../assets/p-en.0123456789ab.png 2x"> assets/none.0123456789ab.png`,
		"en/llms.txt":                  "# A",
		"en/calendar.ics":              "BEGIN",
		"nl-be/index.html":             `<link href='../assets/a.0123456789ab.css'>`,
		"assets/a.0123456789ab.css":    `p{background:url(assets/c.0123456789ab.svg)}`,
		"assets/b.0123456789ab.js":     "b()",
		"assets/c.0123456789ab.svg":    "<svg/>",
		"assets/p-en.0123456789ab.png": "png",
		"assets/unused.0123456789ab.x": "",
	}
}

func filesOf(t *testing.T, files map[string]string) map[string][]byte {
	t.Helper()
	size := func(bytes int64) string { return fmt.Sprint(bytes) }
	out, err := Files(Site{
		Script: []byte("run()"), Names: slices.Sorted(maps.Keys(files)), Roots: []string{"index.html"},
		Read:      func(name string) ([]byte, error) { return []byte(files[name]), nil },
		Languages: []Language{{"en/", size}, {"nl-be/", size}},
		Leave:     func(name string) bool { return path.Base(name) == "llms.txt" },
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

// parts takes a worker apart: what it is told, and the list of each language.
func parts(t *testing.T, files map[string][]byte) (header, map[string]list) {
	t.Helper()
	told, script, ok := strings.Cut(strings.TrimPrefix(string(files[Name]), "self.signpost="), ";\n")
	var h header
	if err := json.Unmarshal([]byte(told), &h); err != nil || !ok || script != "run()" {
		t.Fatalf("%s: %v", files[Name], err)
	}
	lists := map[string]list{}
	for folder, at := range h.Lists {
		var l list
		if err := json.Unmarshal(files[at], &l); err != nil {
			t.Fatalf("%s: %v", at, err)
		}
		lists[folder] = l
	}
	return h, lists
}

func TestFiles(t *testing.T) {
	all := site()
	h, lists := parts(t, filesOf(t, all))
	for folder, want := range map[string][]string{
		"en/": {"assets/a.0123456789ab.css", "assets/b.0123456789ab.js", "assets/c.0123456789ab.svg", "assets/p-en.0123456789ab.png",
			"en/calendar.ics", "en/guides/index.html", "en/index.html", "index.html"},
		"nl-be/": {"assets/a.0123456789ab.css", "assets/c.0123456789ab.svg", "index.html", "nl-be/index.html"},
	} {
		got := slices.Sorted(maps.Keys(lists[folder].Files))
		if !slices.Equal(got, want) {
			t.Errorf("%s holds %q, want %q", folder, got, want)
		}
		size := 0
		for _, name := range want {
			size += len(all[name])
		}
		if lists[folder].Size != fmt.Sprint(size) {
			t.Errorf("%s takes %s, want %d", folder, lists[folder].Size, size)
		}
	}
	// What printf png | openssl sha256 -binary | head -c 16 | basenc --base64url says.
	if got := lists["en/"].Files["assets/p-en.0123456789ab.png"]; got != "j4y7fc9G4Lx9UyZXSabBfQ" {
		t.Errorf("the hash of a file is %s", got)
	}
	// The version is the hash of a tree as others compute it.
	names := map[string]bool{}
	for _, l := range lists {
		for name := range l.Files {
			names[name] = true
		}
	}
	want, err := dirhash.Hash1(slices.Collect(maps.Keys(names)), func(name string) (io.ReadCloser, error) {
		return io.NopCloser(strings.NewReader(all[name])), nil
	})
	if err != nil || h.Version != want {
		t.Errorf("version %s, want %s; %v", h.Version, want, err)
	}
}

// TestChange: what changes is what has to.
func TestChange(t *testing.T) {
	before := filesOf(t, site())
	h, _ := parts(t, before)
	if again := filesOf(t, site()); !maps.EqualFunc(before, again, bytes.Equal) {
		t.Error("the same site gives other bytes")
	}
	for name, want := range map[string][]string{ // folders whose lists change
		"en/guides/index.html":         {"en/"},
		"assets/a.0123456789ab.css":    {"en/", "nl-be/"},
		"404.html":                     nil,
		"en/llms.txt":                  nil,
		"assets/unused.0123456789ab.x": nil,
	} {
		all := site()
		all[name] += " "
		now, _ := parts(t, filesOf(t, all))
		var changed []string
		for _, folder := range []string{"en/", "nl-be/"} {
			if now.Lists[folder] != h.Lists[folder] {
				changed = append(changed, folder)
			}
		}
		if !slices.Equal(changed, want) || (now.Version == h.Version) != (want == nil) {
			t.Errorf("%s: the lists of %q change, want %q; version %s, before %s", name, changed, want, now.Version, h.Version)
		}
	}
}

func TestUnreadable(t *testing.T) {
	lost := errors.New("lost")
	_, err := Files(Site{Names: []string{"en/index.html"}, Read: func(string) ([]byte, error) { return nil, lost },
		Languages: []Language{{Folder: "en/"}}, Leave: func(string) bool { return false }})
	if !errors.Is(err, lost) {
		t.Errorf("%v", err)
	}
}
