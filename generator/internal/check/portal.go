package check

import (
	"regexp"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

// portals: an address in a text is in one piece.
var portals = Rule{
	Codes: []string{"address-broken"},
	Doc:   "no space cuts an address in two",
	Run: func(p *project.Project, l *diag.List) {
		for _, lang := range p.Config.Languages {
			for _, t := range texts(p, lang) {
				lines := t.doc.Lines()
				for i := range lines {
					for _, m := range cutAddress.FindAllStringSubmatchIndex(lines[i].Text, -1) {
						for k := 2; k < len(m); k += 2 {
							if m[k] >= 0 {
								l.Warn(lines[i].Pos(m[k]), "address-broken", "a space cuts the address %q in two", lines[i].Text[m[0]:m[1]]).Hint =
									"delete the space, and write the address in backquotes"
							}
						}
					}
				}
			}
		}
	},
}

// cutAddress finds the space in "https://host/ [placeholder]", "https://host/ {placeholder}", "https: //host" and "https://host. com".
var cutAddress = regexp.MustCompile(`https?://[^\s\x{fffc}]*[/=]([  \n]+)[\[{<][\p{L}\d_ -]{1,60}[\]}>]` +
	`|https?:([  \n]+)//[^\s]+` +
	`|https?://[\w-]+(?:\.[\w-]+)*\.([  ]+)(?:[a-z\d-]+\.)*(?:com|net|org|eu|fr|nl|cz|ru)\b`)
