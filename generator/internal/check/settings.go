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
	"name-old", "page-fallback", "term-forbidden", "term-kept", "term-language", "term-mixed", "terms-gap", "terms-language", "terms-review-due",
	"text-language", "word-unknown",
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
// as the code may be turned, and leaves out those switched off.
func Settle(c *config.Config, l diag.List) diag.List {
	levels := map[string]string{}
	for _, r := range c.Rules {
		if turnable(r.Code, r.Level) {
			levels[r.Code] = r.Level
		}
	}
	out := make(diag.List, 0, len(l))
	for _, d := range l {
		switch levels[d.Code] {
		case config.Off:
			continue
		case config.Warn:
			d.Severity = diag.Warning
		case config.Fail:
			d.Severity = diag.Error
		}
		out = append(out, d)
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
