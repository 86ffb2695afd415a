package check

import (
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

// portals: an address in a text is in one piece.
var portals = Rule{
	Codes: []string{"address-broken"},
	Doc:   "no space cuts an address in two",
	Run: func(p *project.Project, l *diag.List) {
		for _, docs := range byLanguage(p) {
			for _, doc := range docs {
				s := p.Spelling(doc)
				if s == nil {
					continue
				}
				for _, c := range s.Cuts {
					l.Warn(c.Pos, "address-broken", "a space cuts the address %q in two", c.Address).Hint =
						"delete the space, and write the address in backquotes"
				}
			}
		}
	},
}
