package site

import (
	"fmt"
	"path"
	"strings"

	"signpost/generator/internal/config"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/worker"
)

// offlinePath is the page on which readers keep a language on their device; unavailablePath the one that the worker gives
// them in the place of a page that is not there.
func offlinePath(lang string) string     { return tagPath(lang) + "offline/" }
func unavailablePath(lang string) string { return tagPath(lang) + "offline/unavailable/" }

// keeps reports whether the site publishes a worker that keeps pages.
func (c *context) keeps() bool { return c.in.Offline == config.OfflineYes && c.in.Bundle == nil }

// offlineParams are what all pages of a site with a worker have for it; nil without.
func (c *context) offlineParams() map[string]string {
	if !c.keeps() {
		return nil
	}
	return map[string]string{"css": c.assets.offline, "js": c.assets.scripts["offline"], "folder": "offline/"}
}

// offlinePages computes the two pages in each language.
func (c *context) offlinePages(out map[string][]byte) error {
	if !c.keeps() {
		return nil
	}
	for _, l := range c.p.Languages {
		lang := l.Tag
		for _, one := range []struct {
			kind, title, description string
			at                       func(lang string) string
		}{{"offline", "offline-title", "offline-description", offlinePath}, {"unavailable", "unavailable-title", "unavailable-description", unavailablePath}} {
			front := prose.Front{Title: c.text(lang, one.title), Description: c.text(lang, one.description)}
			p := c.common(one.kind, lang, one.at, front)
			p.Breadcrumbs = c.above("", lang)
			data, err := file(front.Title, one.kind, "/"+one.at(lang), p, nil)
			if err != nil {
				return err
			}
			out[path.Join("content", lang, "_root-"+one.kind+".md")] = data
		}
	}
	return nil
}

// workerFiles are the worker of a finished site and the lists that it reads, or a worker that takes one back.
func (c *context) workerFiles(t *Tree) (map[string][]byte, error) {
	switch {
	case c.in.Bundle != nil:
		return nil, nil
	case c.in.Offline == config.OfflineNo:
		return map[string][]byte{worker.Name: worker.Removal()}, nil
	case !c.keeps():
		return nil, nil
	}
	s := worker.Site{Script: c.assets.worker, Names: t.names, Read: t.Peek, Roots: []string{"index.html"}, Leave: c.notKept()}
	for _, l := range c.p.Languages {
		s.Languages = append(s.Languages, worker.Language{Folder: tagPath(l.Tag), Size: func(bytes int64) string { return c.megabytes(l.Tag, bytes) }})
	}
	return worker.Files(s)
}

// notKept tells the files of a language that no reader opens there: those for machines, and pages for frames of
// other sites.
func (c *context) notKept() func(name string) bool {
	framed := map[string]bool{}
	if len(c.p.Config.Embed) > 0 {
		for _, l := range c.p.Languages {
			for _, f := range c.p.Flows {
				framed[embedPath(f.Name, l.Tag)+"index.html"] = true
			}
		}
	}
	return func(name string) bool {
		base := path.Base(name)
		return framed[name] || base == fileLLMs || base == fileFeed || strings.HasPrefix(base, "sitemap") && path.Ext(base) == ".xml"
	}
}

// megabytes writes an amount of bytes in millions, with one place: "3,1 MB".
func (c *context) megabytes(lang string, bytes int64) string {
	tenths := max(1, (bytes+50_000)/100_000)
	n, err := c.tongues[lang].Number(fmt.Sprintf("%d.%d", tenths/10, tenths%10))
	if err != nil {
		panic(err) // digits
	}
	return c.typeset(lang, (&speaker{c: c, lang: lang}).sentence("offline-size", map[string]string{"Number": n}))
}
