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
	title string // as the content file has it
	path  string // in the site
	parts []part
	last  int // the site that had it last
}

// memoFor gives the memo of the settings among files, and forgets those that were not used for longest.
func (b *Builder) memoFor(files map[string][]byte) *memo {
	h := sha256.New()
	for _, name := range slices.Sorted(maps.Keys(files)) {
		if !isContent(name) {
			fmt.Fprintf(h, "%s %d\n", name, len(files[name]))
			h.Write(files[name])
		}
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
// into all pages: those of the files, and those that are kept.
func (b *Builder) runShared(c *context, files map[string][]byte) (*output, error) {
	m := c.memo
	m.sites++
	keys, given, missing := map[string][sha256.Size]byte{}, map[string][]byte{}, false
	for name, data := range files {
		if !isContent(name) {
			given[name] = data
			continue
		}
		keys[name] = keyOf(name, data)
		if m.pages[keys[name]] == nil {
			missing = true
			given[name] = data
			for _, dir := range foldersOf(name) { // Hugo would make up the page of a folder that has none
				if index := path.Join(dir, "_index.md"); files[index] != nil {
					given[index] = files[index]
				}
			}
		}
	}
	if missing {
		for _, l := range c.p.Languages { // as it would the home page of a language
			if index := path.Join("content", l.Tag, "_index.md"); files[index] != nil {
				given[index] = files[index]
			}
		}
		if err := b.make(m, given, keys); err != nil {
			return nil, err
		}
	}
	for _, s := range c.found {
		keys[s.name] = s.key
	}
	out := newOutput(&b.writes)
	for _, name := range slices.Sorted(maps.Keys(keys)) {
		page := m.pages[keys[name]]
		page.last = m.sites
		b.writes++
		out.files[page.path] = written{c.slots.filled(page.parts), b.writes, page.parts}
	}
	maps.DeleteFunc(m.pages, func(_ [sha256.Size]byte, page *keptPage) bool { return page.last+keptSites < m.sites })
	return out, nil
}

// isContent tells the files of pages from settings.
func isContent(name string) bool { return strings.HasPrefix(name, "content/") }

func keyOf(name string, data []byte) [sha256.Size]byte {
	h := sha256.New()
	fmt.Fprintln(h, name)
	h.Write(data)
	return [sha256.Size]byte(h.Sum(nil))
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
		if !isContent(name) {
			continue
		}
		title, at, err := frontOf(data)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		page, ok := made.files[at]
		if !ok {
			return fmt.Errorf("%s: Hugo made no %s of it", name, at)
		}
		m.pages[keys[name]] = &keptPage{title: title, path: at, parts: cut(bytes.Clone(page.data))}
	}
	return b.drop()
}

// frontOf is the title of a content file, and where its page is in the site.
func frontOf(data []byte) (title, at string, err error) {
	var front struct {
		Title  string `json:"title"`
		Params struct {
			Path string `json:"path"`
		} `json:"params"`
	}
	if err := json.Unmarshal(data, &front); err != nil {
		return "", "", err
	}
	at = front.Params.Path
	if !strings.HasSuffix(at, ".html") {
		at += "index.html"
	}
	return front.Title, at, nil
}
