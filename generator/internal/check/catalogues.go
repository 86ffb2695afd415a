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
// forms the language's plural rules ask for.
var catalogues = Rule{
	Codes: []string{"catalogue-missing", "catalogue-plural", "catalogue-language"},
	Doc:   "every interface string stands in every language, in all its plural forms",
	Run: func(p *project.Project, l *diag.List) {
		all := map[string]locale.Message{}
		for i := len(p.Config.Languages) - 1; i >= 0; i-- {
			maps.Copy(all, p.Catalogues[p.Config.Languages[i]].Messages)
		}
		keys := slices.Sorted(maps.Keys(all))
		for i, lang := range p.Languages {
			c := p.Catalogues[lang.Tag]
			if len(c.Messages) == 0 && len(all) > 0 {
				l.Add(p.Config.LanguagePos(i), "catalogue-language", "the theme has no interface strings in language %q", lang.Tag).Hint =
					"add them as i18n/" + lang.Tag + ".yaml"
				continue
			}
			for _, key := range keys {
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
