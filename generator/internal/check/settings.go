package check

import (
	"slices"

	"signpost/generator/internal/config"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

// warnings are the codes of all warnings there are: a project may switch each
// off, or have it stop a build.
var warnings = []string{
	"address-broken", "example-missing", "example-unused", "flow-answer-single", "flow-answer-unreachable", "flow-else-unreachable",
	"flow-row-masked", "flow-row-redundant", "flow-row-unreachable", "hours-provisional", "image-unused",
	"letter-foreign", "letter-form", "letter-invisible", "letter-mixed",
	"name-old", "page-fallback",
	"structure-bold", "structure-callout", "structure-code", "structure-fact", "structure-heading", "structure-image",
	"structure-link", "structure-list", "structure-table",
	"term-forbidden", "term-kept", "term-language", "term-mixed", "terms-example", "terms-gap", "terms-language", "terms-look-alike", "terms-review-due",
	"text-bold", "text-language",
	"typography-apostrophe", "typography-dash", "typography-ellipsis", "typography-nobreak", "typography-ordinal",
	"typography-quotes", "typography-repeated", "typography-space",
	"word-unknown",
}

// tolerable are the codes of errors that a project may take for warnings, since
// the site can be built and says nothing wrong: a text differs from its source
// in what there is, and readers are told or led past it. No error can be
// switched off, and none that would show readers something broken or untrue can
// be less than an error.
var tolerable = []string{
	"page-unknown", "section-missing", "section-unknown", "translation-gone", "zone-order",
}

// Warnings lists the codes of all warnings.
func Warnings() []string { return slices.Clone(warnings) }

// Tolerable lists the codes of errors that a project may take for warnings.
func Tolerable() []string { return slices.Clone(tolerable) }

// Settle gives each finding the level that config.yaml sets for its code, as far
// as the code may be turned, and leaves out those switched off. A code may be that
// of warnings and of errors, which say that something is worse: these stay.
func Settle(c *config.Config, l diag.List) diag.List {
	levels := levels(c)
	out := make(diag.List, 0, len(l))
	for _, d := range l {
		level := levels[d.Code]
		switch {
		case d.Severity == diag.Error:
			if level == config.Warn && slices.Contains(tolerable, d.Code) {
				d.Severity = diag.Warning
			}
		case level == config.Off:
			continue
		case level == config.Fail:
			d.Severity = diag.Error
		}
		out = append(out, d)
	}
	return out
}

// Off lists the codes that config.yaml switches off.
func Off(c *config.Config) []string {
	var out []string
	for code, level := range levels(c) {
		if level == config.Off {
			out = append(out, code)
		}
	}
	slices.Sort(out)
	return out
}

// levels are the levels that config.yaml sets, by code.
func levels(c *config.Config) map[string]string {
	out := map[string]string{}
	for _, r := range c.Rules {
		if turnable(r.Code, r.Level) {
			out[r.Code] = r.Level
		}
	}
	return out
}

// turnable reports whether a code may have a level.
func turnable(code, level string) bool {
	return slices.Contains(warnings, code) || slices.Contains(tolerable, code) && level != config.Off
}

// settings: config.yaml sets levels for codes that may have them.
var settings = Rule{
	Codes: []string{"config-rule"},
	Doc:   "every code under ignore is that of a warning, every code under rules that of a finding whose level may be set",
	Run: func(p *project.Project, l *diag.List) {
		seen := map[string]diag.Pos{}
		for _, r := range p.Config.Rules {
			first, again := seen[r.Code]
			seen[r.Code] = r.Pos
			known := slices.Concat(warnings, tolerable)
			if r.Level == config.Off {
				known = warnings
			}
			switch {
			case again:
				l.Add(r.Pos, "config-rule", "%q has a level already", r.Code).Related = []diag.Related{{Pos: first, Message: "it is set here"}}
			case turnable(r.Code, r.Level):
			case slices.Contains(tolerable, r.Code):
				l.Add(r.Pos, "config-rule", "%q cannot be switched off", r.Code).Hint = "it can be a warning: rules: {" + r.Code + ": warning}"
			default:
				d := l.Add(r.Pos, "config-rule", "%q is not the code of a finding that can be %s", r.Code, turned(r.Level))
				if d.HintNearest(r.Code, known); d.Hint == "" {
					d.Hint = "warnings can be, and of errors those that docs/errors.md lists under config-rule"
				}
			}
		}
	},
}

func turned(level string) string {
	if level == config.Off {
		return "switched off"
	}
	return "set to " + level
}
