package check

import (
	"maps"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/project"
)

// catalogues: the interface has all its strings in every language, with all
// forms the language's plural rules ask for, and no others.
var catalogues = Rule{
	Codes: []string{"catalogue-missing", "catalogue-plural", "catalogue-language", "catalogue-unknown"},
	Doc:   "every interface string stands in every language, in all its plural forms",
	Run: func(p *project.Project, l *diag.List) {
		all := map[string]locale.Message{}
		for i := len(p.Config.Languages) - 1; i >= 0; i-- {
			maps.Copy(all, p.Catalogues[p.Config.Languages[i]].Messages)
		}
		known := themeKeys(p)
		keys := slices.Sorted(maps.Keys(all))
		for i, lang := range p.Languages {
			c := p.Catalogues[lang.Tag]
			if len(c.Messages) == 0 && len(all) > 0 {
				l.Add(p.Config.LanguagePos(i), "catalogue-language", "the theme has no interface strings in language %q", lang.Tag).Hint =
					"add them as i18n/" + lang.Tag + ".yaml"
				continue
			}
			for _, key := range keys {
				if !slices.Contains(known, key) {
					if slices.Contains(c.Added, key) {
						l.Add(c.Messages[key].Pos, "catalogue-unknown", "the theme has no string %q", key).HintNearest(key, known)
					}
					continue
				}
				m, ok := c.Messages[key]
				if !ok {
					d := l.Add(diag.Pos{File: "i18n/" + lang.Tag + ".yaml", Line: 1, Col: 1}, "catalogue-missing",
						"string %q is missing in language %q", key, lang.Tag)
					d.Related = []diag.Related{{Pos: all[key].Pos, Message: "it stands here in another language"}}
					d.Hint = "add it to i18n/" + lang.Tag + ".yaml"
					continue
				}
				plural(lang, key, m, all[key].Plural() || m.Plural(), l)
			}
		}
	},
}

// themeKeys lists the keys that the theme has in one language of the site or
// another; all keys where it speaks none of them.
func themeKeys(p *project.Project) []string {
	keys := map[string]bool{}
	for _, lang := range p.Config.Languages {
		c := p.Catalogues[lang]
		for key := range c.Messages {
			if !slices.Contains(c.Added, key) {
				keys[key] = true
			}
		}
	}
	if len(keys) == 0 { // none of the site's languages is the theme's
		for _, lang := range p.Config.Languages {
			for key := range p.Catalogues[lang].Messages {
				keys[key] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(keys))
}

func plural(lang locale.Language, key string, m locale.Message, needed bool, l *diag.List) {
	if !needed {
		return
	}
	var missing []string
	for _, form := range lang.Plurals {
		if m.Forms[form] == "" {
			missing = append(missing, form)
		}
	}
	if len(missing) > 0 {
		l.Add(m.Pos, "catalogue-plural", "string %q lacks the plural form %s of language %q", key, strings.Join(missing, ", "), lang.Tag).Hint =
			"the language has: " + strings.Join(lang.Plurals, ", ")
	}
}
