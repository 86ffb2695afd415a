package site

import (
	"path"
	"strings"

	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// Addresses are paths from the site's root, without a leading slash and, for
// pages, with a slash at the end: "fr/guides/severities/".

func pagePath(p *project.Page, lang string) string {
	if p.Key == "" {
		return tagPath(lang)
	}
	return tagPath(lang) + p.Key + "/"
}

func flowPath(name, lang string) string { return tagPath(lang) + name + "/" }

// glossaryPath is that of the glossary: no page or flow may have it.
func glossaryPath(lang string) string { return tagPath(lang) + "glossary/" }

// tagPath is the folder of a language: its tag in lower case, as in all
// addresses.
func tagPath(lang string) string { return hugoTag(lang) + "/" }

// hugoTag is a tag as Hugo knows it: it writes all of them in lower case.
func hugoTag(lang string) string { return strings.ToLower(lang) }

// rootOf is the way up from a page to the site's root: "../../", or "./".
func rootOf(pagePath string) string {
	n := strings.Count(pagePath, "/")
	if n == 0 {
		return "./"
	}
	return strings.Repeat("../", n)
}

// resolver turns links as written in a file into relative addresses from the
// file's page.
func resolver(in Input, from, fromPath string) func(string) string {
	p := in.Project
	return func(dest string) string {
		t, ok := p.Resolve(from, dest)
		if !ok {
			if img := p.Image(from, dest); img != nil {
				return rootOf(fromPath) + imagePath(img)
			}
			return dest // an error that check reported
		}
		to := ""
		fragment := t.Fragment
		switch {
		case t.Glossary != nil:
			to = glossaryPath(t.Lang)
		case t.Flow != nil:
			to = flowPath(t.Flow.Name, t.Lang)
			fragment = in.stateOf(t.Flow, fragment)
			if isWithheld(p, t.Flow, t.Lang) {
				fragment = ""
			}
			if fragment != "" && fromPath == embedPath(t.Flow.Name, t.Lang) {
				to = fromPath // a state of this flow stays in the frame
			}
		default:
			to = pagePath(t.Page, t.Lang)
			if t.Page.Texts[t.Lang] == nil && p.Missing(t.Page.Texts, t.Lang) == prose.Withheld {
				fragment = "" // the page says that it is not there, and has no sections
			}
		}
		href := relative(fromPath, to)
		if to == fromPath && fragment != "" {
			href = ""
		}
		if fragment != "" {
			href += "#" + fragment
		}
		return href
	}
}

// stateOf gives the id of the first state of a node: a link to a section of a
// flow names the node. On the site of a partner it is "" for a question that
// nobody is asked there, since the answer is known: the link leads to the flow.
func (in Input) stateOf(f *project.Flow, node string) string {
	a := in.Automata[f.Name]
	if a == nil || node == "" {
		return node
	}
	for i := range a.States {
		if n := a.States[i].Node; n != nil && n.ID == node {
			return a.States[i].ID
		}
	}
	if in.Project.Partner != nil && f.Node(node) != nil {
		return ""
	}
	return node
}

// relative gives the way from one page to another: "../severity/".
func relative(from, to string) string {
	a, b := strings.Split(strings.TrimSuffix(from, "/"), "/"), strings.Split(strings.TrimSuffix(to, "/"), "/")
	i := 0
	for i < len(a) && i < len(b) && a[i] == b[i] {
		i++
	}
	up := strings.Repeat("../", len(a)-i)
	down := path.Join(b[i:]...)
	switch {
	case up+down == "":
		return "./"
	case down == "":
		return up
	}
	return up + down + "/"
}

// topOf is the path of the page at the top that a page lies below or is:
// "fr/guides/"; "fr/" of the home page.
func topOf(path string) string {
	parts := strings.SplitAfter(path, "/")
	return parts[0] + parts[1]
}
