package confine

import (
	"regexp"
	"strings"
	"unicode/utf8"
)

var (
	nameForm     = regexp.MustCompile(`^[a-z0-9][a-zA-Z0-9.-]*$`)
	languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?$`)
	numberForm   = regexp.MustCompile(`^[1-9]\d{0,3}(\.(0|[1-9]\d{0,3})){0,2}$`)
	// reserved are names that Windows gives to devices, with any ending.
	reserved = regexp.MustCompile(`(?i)^(con|prn|aux|nul|com[0-9]|lpt[0-9])(\.|$)`)
)

// maxName is how long a name may be, in bytes.
const maxName = 64

// nameWrong says what is wrong with a name whatever lies under it, "" for
// nothing, and what to do about it.
func nameWrong(name string) (wrong, hint string) {
	hint = "name it with a-z, 0-9, points and hyphens, or delete it"
	switch {
	case len(name) > maxName:
		return "the name is too long", hint
	case !utf8.ValidString(name):
		return "the name is not UTF-8", hint
	case strings.ContainsFunc(name, func(r rune) bool { return r < 0x20 || r == 0x7f }):
		return "the name holds a control character", hint
	case strings.ContainsFunc(name, func(r rune) bool { return r > 0x7f }):
		return "the name holds a character that can look like another", hint
	case reserved.MatchString(name):
		return "the name is that of a device on Windows", hint
	case strings.HasSuffix(name, ".") || strings.Contains(name, ".."):
		return "the name ends otherwise on Windows, or holds two points", hint
	case !nameForm.MatchString(name):
		return "the name has a wrong form", hint
	}
	return "", ""
}
