package cli

import (
	"fmt"
	"maps"
	"slices"

	"signpost/generator/internal/check"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/lookalike"
	"signpost/generator/internal/terms"
)

// bearer is a partner by what readers know it by.
type bearer struct {
	id    string
	names []terms.Ref // none where its facts cannot be read
}

func bearerOf(p *terms.Partner) bearer {
	b := bearer{id: p.ID}
	if t := p.Newest(); t != nil {
		b.names = t.Organisation.Names
	}
	return b
}

// ofPartners are the warnings of alike as the project has them.
func ofPartners(l *loaded, partners []bearer) diag.List {
	titles := slices.Sorted(maps.Values(l.project.Config.Title))
	return check.Settle(l.project.Config, alike(partners, slices.Compact(titles)))
}

// alike warns of partners whose names or ids nobody can tell apart by eye from
// those of another, or from the titles of the site: at the later one by its id.
// It is for people to say which of two is the one that it says it is. So none of
// them is left out for it: else whoever imitates another could take it off the
// site.
func alike(partners []bearer, titles []string) diag.List {
	var l diag.List
	type other struct {
		id, what string
		at       diag.Pos
	}
	ids, names := map[string]other{}, map[string]other{}
	for _, t := range titles {
		for _, k := range lookalike.Keys(t) {
			names[k] = other{what: fmt.Sprintf("the title of the site, %q", t)}
		}
	}
	hold := func(id string, text terms.Ref, among map[string]other) {
		keys := lookalike.Keys(text.ID)
		if i := slices.IndexFunc(keys, func(k string) bool { o, taken := among[k]; return taken && o.id != id }); i >= 0 {
			o := among[keys[i]]
			d := l.Warn(text.Pos, "terms-look-alike", "%q cannot be told apart from %s", text.ID, o.what)
			if d.Hint = "find out who the two are: one may pose as the other"; o.id != "" {
				d.Related = []diag.Related{{Pos: o.at, Message: "the other is here"}}
			}
		}
		for _, k := range keys {
			if _, taken := among[k]; !taken {
				among[k] = other{id, fmt.Sprintf("%q of partner %q", text.ID, id), text.Pos}
			}
		}
	}
	for _, b := range partners {
		if len(b.names) > 0 {
			hold(b.id, terms.Ref{ID: b.id, Pos: diag.Pos{File: b.names[0].Pos.File, Line: 1, Col: 1}}, ids)
		}
		for _, n := range b.names {
			hold(b.id, n, names)
		}
	}
	return l
}
