package verify

import (
	"fmt"
	"io/fs"
	"strings"

	"signpost/generator/internal/diag"
)

// maxHints is how many broken addresses are compared with all others.
const maxHints = 200

// finding is a link of a file that does not hold.
type finding struct {
	link *link
	code string
}

// resolve holds the links of all files against all files. files has an entry
// for every path, nil where the file was not scanned.
func resolve(tree fs.FS, st site, paths []string, all []*facts, files map[string]*facts, list *diag.List) error {
	found := make([][]finding, len(paths))
	parallel(len(paths), func() func(i int) {
		return func(i int) {
			if all[i] != nil {
				found[i] = judge(st, paths[i], all[i], files)
			}
		}
	})
	a := adviser{paths: paths, files: files, hints: map[string]string{}}
	for i, p := range paths {
		if len(found[i]) == 0 {
			continue
		}
		data, err := read(tree, p)
		if err != nil {
			return fmt.Errorf("read %s: %w", p, err)
		}
		problems := make([]problem, len(found[i]))
		for k, f := range found[i] {
			problems[k] = a.explain(f, all[i])
		}
		*list = append(*list, report(p, data, problems)...)
	}
	return nil
}

// judge gives the links of one file that do not hold.
func judge(st site, p string, f *facts, files map[string]*facts) (found []finding) {
	for i := range f.links {
		l := &f.links[i]
		target, exists := f, true
		if l.target != p {
			target, exists = files[l.target]
		}
		switch {
		case !exists:
			found = append(found, finding{l, "out-link"})
			continue
		case target == nil:
			continue // not scanned: nothing known but that it is there
		case l.fragment != "" && !target.hasID(l.fragment):
			found = append(found, finding{l, "out-anchor"})
		case l.kind == linkListed && target.noindex:
			found = append(found, finding{l, "out-noindex"})
		}
		if l.hreflang == "" || l.hreflang == "x-default" || target.kind != kindPage || l.kind == linkRequest {
			continue
		}
		if !strings.EqualFold(l.hreflang, target.lang) {
			found = append(found, finding{l, "out-hreflang"})
		} else if l.kind == linkAlternate && l.target != p && !target.names(p) {
			found = append(found, finding{l, "out-reciprocal"})
		}
	}
	return found
}

// names reports whether the page names p as a translation of itself.
func (f *facts) names(p string) bool {
	for i := range f.links {
		if f.links[i].kind == linkAlternate && f.links[i].target == p {
			return true
		}
	}
	return false
}

// adviser words findings, and remembers the hints it found.
type adviser struct {
	paths []string
	files map[string]*facts
	hints map[string]string
}

func (a *adviser) explain(f finding, page *facts) problem {
	l := f.link
	p := problem{off: l.off, code: f.code, other: -1}
	target := a.files[l.target]
	switch f.code {
	case "out-link":
		p.message = fmt.Sprintf("address leads to %q, which is not in the site", l.target)
		p.hint = a.nearest(l.target)
	case "out-anchor":
		p.message = fmt.Sprintf("fragment %s is no id in %q", quote(l.fragment), l.target)
		if id, ok := diag.Nearest(l.fragment, target.ids); ok {
			p.hint = fmt.Sprintf("did you mean %q?", id)
		}
	case "out-hreflang":
		p.message = fmt.Sprintf("link promises language %s and %q is in %q", quote(l.hreflang), l.target, target.lang)
	case "out-noindex":
		p.message = fmt.Sprintf("%q is listed and asks not to be", l.target)
	case "out-reciprocal":
		p.message = fmt.Sprintf("%q is named as a translation and does not name this page", l.target)
	}
	return p
}

// nearest gives the hint for a path that is not there.
func (a *adviser) nearest(target string) string {
	if h, ok := a.hints[target]; ok {
		return h
	}
	if len(a.hints) >= maxHints {
		return ""
	}
	hint := ""
	if _, ok := a.files[target+"/index.html"]; ok {
		hint = `add "/" at the end: it is a folder`
	} else if n, ok := diag.Nearest(target, a.paths); ok {
		hint = fmt.Sprintf("did you mean %q?", n)
	}
	a.hints[target] = hint
	return hint
}
