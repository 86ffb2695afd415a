package locale

import (
	"strings"
	texttemplate "text/template"
)

// Fill gives a string with values in its places, "" where it is no template:
// check reported that.
func (m Message) Fill(form string, values map[string]string) string {
	text, ok := m.Forms[form]
	if !ok {
		text = m.Forms["other"]
	}
	t, err := texttemplate.New("").Parse(text)
	if err != nil {
		return ""
	}
	var b strings.Builder
	if err := t.Execute(&b, values); err != nil {
		return ""
	}
	return b.String()
}

// Count gives a string about a number, as Format.Number reads it: the form
// that the language has for it, with the number written into {{ .Count }}.
func (c *Catalogue) Count(key, n string) (string, error) {
	form, err := Plural(c.Lang, n)
	if err != nil {
		return "", err
	}
	written, err := NewFormat(c.Lang).Number(n)
	if err != nil {
		return "", err
	}
	return c.Messages[key].Fill(form, map[string]string{"Count": written}), nil
}
