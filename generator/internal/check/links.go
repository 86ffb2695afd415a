package check

import (
	"path"
	"path/filepath"
	"slices"
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
	Text:  docLinks,
}

func docLinks(p *project.Project, doc *prose.Document, lang string, l *diag.List) {
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

// broken reports a link that leads nowhere, with what was probably meant.
func broken(p *project.Project, doc *prose.Document, link prose.Link, lang string, l *diag.List) {
	d := l.Add(link.Pos, "link-broken", "link %q leads to no page of the site", link.Dest)
	name, _, _ := strings.Cut(link.Dest, "#")
	if host, _, _ := strings.Cut(name, "/"); strings.HasPrefix(name, "www.") {
		d.Hint = "write an address elsewhere with its beginning: https://" + host
		return
	}
	if t := meant(p, doc.File, name, lang); t != "" {
		if rel, err := filepath.Rel(path.Dir(doc.File), t); err == nil {
			d.Hint = "is " + filepath.ToSlash(rel) + " meant?"
		}
	} else if strings.HasPrefix(name, "/") {
		d.Hint = "write the path from this file to the other one, as guides/page.md"
	}
}

// meant finds the file that a broken link probably means: with its ending, as
// an address of the site, of the same name in another folder, or one slip of
// the keyboard away; "" where there is none.
func meant(p *project.Project, from, name, lang string) string {
	targets := p.LinkTargets(lang)
	file := path.Join(path.Dir(from), name)
	if strings.HasPrefix(name, "/") {
		file = path.Join("content", lang, strings.TrimPrefix(name, "/"+lang))
	}
	for _, candidate := range []string{file + ".md", path.Join(file, "_index.md")} {
		if slices.Contains(targets, candidate) {
			return candidate
		}
	}
	found := ""
	for _, t := range targets {
		if base := path.Base(t); base == path.Base(file) && base != lang+".md" && base != "_index.md" {
			found = t
		}
	}
	if found == "" {
		found, _ = diag.Nearest(file, targets)
	}
	return found
}
