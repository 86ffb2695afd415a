package check

import (
	"io/fs"

	"signpost/generator/internal/brand"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

// brandColours: what has the colours of the brand can be told from its ground.
var brandColours = Rule{
	Codes: []string{"brand-contrast"},
	Doc:   "the colours of the brand and their shades have the contrast that readers need",
	Run: func(p *project.Project, l *diag.List) {
		css, err := fs.ReadFile(p.Theme, "assets/css/tokens.css")
		if err != nil {
			return // a theme with other styles has other pairs
		}
		brand.Check(brand.ReadTokens(css), p.Config.Brand, l)
	},
}
