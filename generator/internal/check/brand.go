package check

import (
	"io/fs"

	"signpost/generator/internal/brand"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
	"signpost/generator/internal/terms"
)

// brandColours: what has the colours of the brand can be told from its ground.
var brandColours = Rule{
	Codes: []string{"brand-contrast"},
	Doc:   "the colours of a brand, the site's or a partner's, and their shades have the contrast that readers need",
	Run: func(p *project.Project, l *diag.List) {
		contrast(p, p.Config.Brand, l)
	},
	Partner: func(p *project.Project, partner *terms.Partner, l *diag.List) {
		for _, t := range partner.Ahead() {
			contrast(p, t.Look, l)
		}
	},
}

func contrast(p *project.Project, look brand.Settings, l *diag.List) {
	if !look.Accent.Set && !look.Signal.Set {
		return // then the colours are those of the theme
	}
	css, err := fs.ReadFile(p.Theme, "assets/css/tokens.css")
	if err != nil {
		return // a theme with other styles has other pairs
	}
	brand.Check(brand.ReadTokens(css), look, l)
}
