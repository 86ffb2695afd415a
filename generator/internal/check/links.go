package check

import (
	"path"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// links: a link in a text leads to a page or flow of the same language, and to
// a section that is there.
var links = Rule{
	Codes: []string{"link-broken", "link-section", "link-language"},
	Doc:   "a link leads to a file of the site in the same language, and to a section it has",
	Run: func(p *project.Project, l *diag.List) {
		for _, page := range p.Pages {
			for _, lang := range p.Config.Languages {
				docLinks(p, page.Texts[lang], lang, l)
			}
		}
		for _, f := range p.Flows {
			for _, lang := range p.Config.Languages {
				docLinks(p, f.Texts[lang], lang, l)
			}
		}
	},
}

func docLinks(p *project.Project, doc *prose.Document, lang string, l *diag.List) {
	if doc == nil {
		return
	}
	for _, link := range doc.Links {
		if !link.Internal() || strings.HasPrefix(link.Dest, "//") {
			continue // its scheme was checked where it was read
		}
		t, ok := p.Resolve(doc.File, link.Dest)
		switch {
		case !ok && p.Unreadable(p.File(doc.File, link.Dest)): // reported there
		case !ok:
			broken(p, doc, link, lang, l)
		case t.Lang != lang:
			l.Add(link.Pos, "link-language", "the link leads to a page in language %q", t.Lang).Hint =
				"link to the same page in language \"" + lang + "\""
		case t.Fragment != "" && !t.Document.Has(t.Fragment):
			d := l.Add(link.Pos, "link-section", "%s has no section %q", t.Document.File, t.Fragment)
			var ids []string
			for _, h := range t.Document.Headings {
				if h.ID != "" {
					ids = append(ids, h.ID)
				}
			}
			if d.HintNearest(t.Fragment, ids); d.Hint == "" && len(ids) > 0 {
				d.Hint = "its sections: " + strings.Join(ids, ", ")
			}
		}
	}
}

func broken(p *project.Project, doc *prose.Document, link prose.Link, lang string, l *diag.List) {
	d := l.Add(link.Pos, "link-broken", "link %q leads to no page of the site", link.Dest)
	name, _, _ := strings.Cut(link.Dest, "#")
	if strings.HasPrefix(name, "/") {
		d.Hint = "write the path from this file to the other one, as guides/page.md"
		return
	}
	file := path.Join(path.Dir(doc.File), name)
	var names []string
	for _, t := range p.LinkTargets(lang) {
		names = append(names, t)
		if path.Base(t) == path.Base(file) && t != file && path.Base(t) != lang+".md" && path.Base(t) != "_index.md" {
			d.Hint = "is " + t + " meant?"
		}
	}
	if d.Hint == "" {
		if n, ok := diag.Nearest(file, names); ok {
			d.Hint = "is " + n + " meant?"
		}
	}
}
