//go:build unix

package main

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// corpus is a made-up site of guidance: the same files for Signpost and, each
// with its configuration, for the hugo command. It is the same on every
// machine.
//
// Sections hold 25 pages and stand in ten areas, so that a site ten times as
// large has more sections, not a longer menu.
type corpus struct {
	dir   string
	pages int // guidance pages in each language
}

const (
	perSection = 25
	areas      = 10
)

func (c corpus) project() string   { return filepath.Join(c.dir, "signpost") }
func (c corpus) plainSite() string { return filepath.Join(c.dir, "plain") }
func (c corpus) leanSite() string  { return filepath.Join(c.dir, "lean") }

// section names the folder of a page, article its file; from 0.
func (c corpus) section(page int) string {
	s := page / perSection
	return fmt.Sprintf("area-%02d/section-%03d", s%areas+1, s+1)
}

func (c corpus) article(page int) string { return fmt.Sprintf("article-%05d.md", page+1) }

// write makes the three sites.
func (c corpus) write() error {
	say("writing %d pages", c.pages*len(languages))
	if err := os.RemoveAll(c.dir); err != nil {
		return err
	}
	if err := put(filepath.Join(c.project(), "config.yaml"), projectConfig()); err != nil {
		return err
	}
	if err := c.peer(c.plainSite(), plainConf); err != nil {
		return err
	}
	if err := c.peer(c.leanSite(), plainConf); err != nil {
		return err
	}
	for i := range languages {
		if err := c.language(&languages[i]); err != nil {
			return err
		}
	}
	return nil
}

func projectConfig() string {
	var tags []string
	for _, l := range languages {
		tags = append(tags, l.tag)
	}
	return fmt.Sprintf("title: Support\nbaseURL: https://example.org/\nlanguages: [%s]\n", strings.Join(tags, ", "))
}

func (c corpus) language(l *language) error {
	if err := c.put(l.tag, "_index.md", l.index(0)); err != nil {
		return err
	}
	seen := map[string]bool{}
	for page := range c.pages {
		section := c.section(page)
		for _, s := range []string{filepath.Dir(section), section} {
			if seen[s] {
				continue
			}
			seen[s] = true
			if err := c.put(l.tag, s+"/_index.md", l.index(len(seen))); err != nil {
				return err
			}
		}
		if err := c.put(l.tag, section+"/"+c.article(page), c.page(l, page)); err != nil {
			return err
		}
	}
	return nil
}

// page writes a page. What it holds and where its links go depend on its
// number only, so that it is the same in every language; the words are the
// language's.
func (c corpus) page(l *language, n int) string {
	w := writer{l: l, shape: rand.New(rand.NewPCG(1, uint64(n))), words: rand.New(rand.NewPCG(2, uint64(n)))}
	first := n - n%perSection
	w.link = func() string {
		if w.shape.IntN(3) > 0 { // in the same section
			return c.article(first + w.shape.IntN(min(perSection, c.pages-first)))
		}
		to := w.shape.IntN(c.pages)
		return "../../" + c.section(to) + "/" + c.article(to)
	}
	return l.front(fmt.Sprintf("%s %d", l.title(n), n+1), n%perSection*10) + w.body()
}

// put writes a file of a language into all three sites.
func (c corpus) put(lang, name, text string) error {
	for _, site := range []string{c.project(), c.plainSite(), c.leanSite()} {
		if err := put(filepath.Join(site, "content", lang, filepath.FromSlash(name)), text); err != nil {
			return err
		}
	}
	return nil
}

// edited is the page that edits change: in the middle of the first section.
func (c corpus) edited() string {
	return filepath.Join(c.project(), "content", languages[0].tag, filepath.FromSlash(c.section(12)), c.article(12))
}

// mark is what the n-th edit adds to the page: letters, as a number would be
// a fact that the translations lack.
func mark(n int) string {
	letters := strings.Map(func(r rune) rune { return r - '0' + 'a' }, strconv.Itoa(n))
	return fmt.Sprintf("Edit %s was here.", letters)
}

// edit adds a paragraph to the edited page.
func (c corpus) edit(n int) error {
	return put(c.edited(), c.page(&languages[0], 12)+"\n"+mark(n)+"\n")
}

// restore takes it away again.
func (c corpus) restore() error { return put(c.edited(), c.page(&languages[0], 12)) }

func put(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		return err
	}
	return os.WriteFile(name, []byte(text), 0o644)
}
