package check

import (
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

// warnings are the codes of all warnings there are: those that a project may
// ignore. An error cannot be ignored.
var warnings = []string{
	"example-missing", "example-unused", "flow-answer-single", "flow-answer-unreachable", "flow-else-unreachable",
	"flow-row-masked", "flow-row-redundant", "flow-row-unreachable", "image-unused",
	"letter-foreign", "letter-form", "letter-invisible", "letter-mixed",
	"structure-bold", "structure-callout", "structure-code", "structure-fact", "structure-heading", "structure-image",
	"structure-link", "structure-list", "structure-table", "text-bold",
	"typography-apostrophe", "typography-dash", "typography-ellipsis", "typography-nobreak", "typography-ordinal",
	"typography-quotes", "typography-repeated", "typography-space",
}

// Warnings lists the codes of all warnings.
func Warnings() []string { return slices.Clone(warnings) }

// settings: what config.yaml ignores can be ignored.
var settings = Rule{
	Codes: []string{"config-ignore"},
	Doc:   "every code under ignore is that of a warning",
	Run: func(p *project.Project, l *diag.List) {
		for i, code := range p.Config.Ignore {
			if slices.Contains(warnings, code) {
				continue
			}
			d := l.Add(p.Config.IgnorePos(i), "config-ignore", "%q is not the code of a warning", code)
			if d.HintNearest(code, warnings); d.Hint == "" {
				d.Hint = "warnings are: " + strings.Join(warnings, ", ") + "; errors cannot be ignored"
			}
		}
	},
}
