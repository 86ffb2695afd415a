package check

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"text/template"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/project"
)

// catalogues: the interface has all its strings in every language, with all
// forms the language's plural rules ask for, and no others.
var catalogues = Rule{
	Codes: []string{"catalogue-missing", "catalogue-plural", "catalogue-language", "catalogue-unknown", "catalogue-value"},
	Doc:   "every interface string stands in every language, in all its plural forms and no others, with the same values in each",
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
				values(lang, key, m, all[key], l)
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
	var missing, extra []string
	for _, form := range lang.Plurals {
		if m.Forms[form] == "" {
			missing = append(missing, form)
		}
	}
	for _, form := range slices.Sorted(maps.Keys(m.Forms)) {
		if !slices.Contains(lang.Plurals, form) {
			extra = append(extra, form)
		}
	}
	hint := "the language has: " + strings.Join(lang.Plurals, ", ")
	if len(missing) > 0 {
		l.Add(m.Pos, "catalogue-plural", "string %q lacks the plural form %s of language %q", key, strings.Join(missing, ", "), lang.Tag).Hint = hint
	}
	if len(extra) > 0 {
		l.Add(m.Pos, "catalogue-plural", "string %q has the plural form %s, which language %q has not", key, strings.Join(extra, ", "), lang.Tag).Hint = hint
	}
}

// values holds the values of each form of a string against those of the source.
func values(lang locale.Language, key string, m, source locale.Message, l *diag.List) {
	want := map[string]bool{}
	for _, text := range source.Forms {
		for _, v := range valuesIn(text) {
			want[v] = true
		}
	}
	all := slices.Sorted(maps.Keys(want))
	for _, form := range slices.Sorted(maps.Keys(m.Forms)) {
		got := valuesIn(m.Forms[form])
		var missing, extra []string
		for _, v := range all {
			if !slices.Contains(got, v) && !(v == ".Count" && m.Plural() && lang.Exact(form)) {
				missing = append(missing, v)
			}
		}
		for _, v := range got {
			if !want[v] {
				extra = append(extra, v)
			}
		}
		if len(missing)+len(extra) == 0 {
			continue
		}
		if untemplated(source) || untemplated(m) {
			return // reported where it was read
		}
		what := fmt.Sprintf("string %q", key)
		if m.Plural() {
			what = fmt.Sprintf("the form %q of string %q", form, key)
		}
		d := l.Add(m.Pos, "catalogue-value", "%s has other values than the source", what)
		d.Related = []diag.Related{{Pos: source.Pos, Message: "the source is here"}}
		var hints []string
		if len(missing) > 0 {
			hints = append(hints, "it lacks {{ "+strings.Join(missing, " }}, {{ ")+" }}")
		}
		if len(extra) > 0 {
			hints = append(hints, "nothing gives it {{ "+strings.Join(extra, " }}, {{ ")+" }}")
		}
		d.Hint = strings.Join(hints, "; ")
		return // one form of a string is enough to look at it
	}
}

// untemplated reports whether a form of a string is no template.
func untemplated(m locale.Message) bool {
	for _, text := range m.Forms {
		if strings.Contains(text, "{{") {
			if _, err := template.New("").Parse(text); err != nil {
				return true
			}
		}
	}
	return false
}

var (
	action = regexp.MustCompile(`\{\{.*?\}\}`)
	field  = regexp.MustCompile(`\.[A-Za-z]\w*`)
)

// valuesIn lists the values that a string has places for, each once, in order.
func valuesIn(text string) []string {
	if !strings.Contains(text, "{{") {
		return nil
	}
	var out []string
	for _, a := range action.FindAllString(text, -1) {
		out = append(out, field.FindAllString(a, -1)...)
	}
	slices.Sort(out)
	return slices.Compact(out)
}
