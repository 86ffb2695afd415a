package site

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// What Hugo makes of a page depends on its content file, and on what all pages have in common: configuration,
// layouts, strings. Templates that read nothing else (reads.go) give the same bytes for the same bytes, whatever
// other pages there are. So the sites of partners, which have slots for what differs, share what Hugo made.

// Bounds of what is kept: so many settings, and of each the pages that one of the last sites had. A site's own
// pages are kept in vain that long; guidance and flows are found again and again.
const (
	keptSettings = 6
	keptSites    = 12
)

// memo is what Hugo made of pages under one set of settings.
type memo struct {
	settings [sha256.Size]byte
	pages    map[[sha256.Size]byte]*keptPage
	sites    int // that were asked for
}

type keptPage struct {
	path  string // in the site
	parts []part
	last  int // the site that had it last
}

// memoFor gives the memo of settings, and forgets those that were not used for longest.
func (b *Builder) memoFor(settings map[string][]byte) *memo {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(settings)) {
		fmt.Fprintf(h, "%s %d\n", name, len(settings[name]))
		h.Write(settings[name])
	}
	sum := [sha256.Size]byte(h.Sum(nil))
	i := slices.IndexFunc(b.memos, func(m *memo) bool { return m.settings == sum })
	m := &memo{settings: sum, pages: map[[sha256.Size]byte]*keptPage{}}
	if i >= 0 {
		m = b.memos[i]
		b.memos = slices.Delete(b.memos, i, i+1)
	}
	b.memos = append(b.memos, m)
	if len(b.memos) > keptSettings {
		b.memos = slices.Delete(b.memos, 0, 1)
	}
	return m
}

// runShared brings Hugo to those files alone of which it made nothing before, and sets the values of this site
// into all pages.
func (b *Builder) runShared(files map[string][]byte, values slots) (*output, error) {
	settings, content := map[string][]byte{}, map[string][]byte{}
	for name, data := range files {
		if strings.HasPrefix(name, "content/") {
			content[name] = data
		} else {
			settings[name] = data
		}
	}
	m := b.memoFor(settings)
	m.sites++
	keys := make(map[string][sha256.Size]byte, len(content))
	given := settings
	for name, data := range content {
		key := keyOf(name, data)
		keys[name] = key
		if m.pages[key] == nil {
			withAbove(given, content, name)
		}
	}
	if err := b.make(m, given, keys); err != nil {
		return nil, err
	}
	out := newOutput(&b.writes)
	for _, name := range slices.Sorted(maps.Keys(content)) {
		page := m.pages[keys[name]]
		page.last = m.sites
		out.put(page.path, values.filled(page.parts))
	}
	maps.DeleteFunc(m.pages, func(_ [sha256.Size]byte, page *keptPage) bool { return page.last+keptSites < m.sites })
	return out, nil
}

func keyOf(name string, data []byte) [sha256.Size]byte {
	h := sha256.New()
	fmt.Fprintln(h, name)
	h.Write(data)
	return [sha256.Size]byte(h.Sum(nil))
}

// withAbove adds a content file, and the pages of the folders it lies in: Hugo would make up those that are
// missing.
func withAbove(given, content map[string][]byte, name string) {
	given[name] = content[name]
	for dir := path.Dir(name); dir != "content"; dir = path.Dir(dir) {
		index := path.Join(dir, "_index.md")
		if data, ok := content[index]; ok {
			given[index] = data
		}
	}
}

// make has Hugo make the pages that are not kept.
func (b *Builder) make(m *memo, given map[string][]byte, keys map[string][sha256.Size]byte) error {
	if err := b.drop(); err != nil {
		return err
	}
	var err error
	if b.engine, err = newEngine(given, false, &b.writes); err != nil {
		return err
	}
	made, err := b.engine.build(given)
	if err != nil {
		return err
	}
	for name, data := range given {
		if !strings.HasPrefix(name, "content/") {
			continue
		}
		at, err := pathOf(data)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		page, ok := made.files[at]
		if !ok {
			return fmt.Errorf("%s: Hugo made no %s of it", name, at)
		}
		m.pages[keys[name]] = &keptPage{path: at, parts: cut(bytes.Clone(page.data))}
	}
	return b.drop()
}

// pathOf is where the page of a content file is in the site.
func pathOf(data []byte) (string, error) {
	var front struct {
		Params struct {
			Path string `json:"path"`
		} `json:"params"`
	}
	if err := json.Unmarshal(data, &front); err != nil {
		return "", err
	}
	at := front.Params.Path
	if !strings.HasSuffix(at, ".html") {
		at += "index.html"
	}
	return at, nil
}
