package locale

import "strings"

// And joins what all holds: "A, B a C", with the space that does not break
// behind the Czech "a". Of a language whose words are not known it puts commas.
func (f Format) And(items ...string) string {
	if f.names == nil {
		return strings.Join(items, ", ")
	}
	return f.join(items, f.names.and)
}

// Or joins what one of holds: "A, B nebo C".
func (f Format) Or(items ...string) string {
	if f.names == nil {
		return strings.Join(items, ", ")
	}
	return f.join(items, f.names.or)
}

// join puts commas between all but the last two, which word joins. English has
// a comma there too, of three and more.
func (f Format) join(items []string, word string) string {
	if len(items) < 2 {
		return strings.Join(items, "")
	}
	last := len(items) - 1
	if f.base == "en" && last > 1 {
		word = "," + word
	}
	return strings.Join(items[:last], ", ") + word + items[last]
}
