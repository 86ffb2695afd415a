package config

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

var place = regexp.MustCompile(`\{([^{}]*)\}`)

// pattern reads an address with places such as {title} in it, which Fill
// replaces; "" where there is none, or where it cannot be used.
func pattern(n *source.Node, key string, schemes, places []string, l *diag.List) string {
	if n.Empty() {
		return ""
	}
	s := n.Text(key, l)
	if n.Kind != source.Scalar {
		return ""
	}
	bad := func(message, hint string) string {
		l.Add(n.Pos, "config-value", "%s %q %s", key, s, message).Hint = hint
		return ""
	}
	for _, m := range place.FindAllStringSubmatch(s, -1) {
		if !slices.Contains(places, m[1]) {
			return bad("has a place {"+m[1]+"}, which nothing fills", "known places: {"+strings.Join(places, "}, {")+"}")
		}
	}
	// With the places filled it is an address, or it never is one.
	u, err := url.Parse(Fill(s, func(string) string { return "x" }))
	switch {
	case err != nil || !slices.Contains(schemes, u.Scheme+":") || u.Scheme == "https" && u.Hostname() == "" || u.Scheme == "mailto" && !strings.Contains(u.Opaque, "@") ||
		strings.ContainsAny(s, " \"<>\\"):
		return bad("is not an address", "begin with "+strings.Join(schemes, " or ")+" and write it as a browser shows it, without spaces")
	case key == "edit" && !strings.Contains(s, "{path}"):
		return bad("names no file", "write {path} where the path of a file stands: https://code.example.com/edit/main/{path}")
	}
	return s
}

// Fill puts values into the places of an address, percent-encoded.
func Fill(address string, value func(place string) string) string {
	return place.ReplaceAllStringFunc(address, func(m string) string {
		v := value(m[1 : len(m)-1])
		parts := strings.Split(v, "/")
		if m != "{path}" {
			parts = []string{v}
		}
		for i := range parts {
			parts[i] = strings.ReplaceAll(url.QueryEscape(parts[i]), "+", "%20")
		}
		return strings.Join(parts, "/")
	})
}
