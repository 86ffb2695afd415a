package brand

import (
	"regexp"
	"strings"
)

var (
	comment  = regexp.MustCompile(`(?s)/\*.*?\*/`)
	property = regexp.MustCompile(`^\s*--([a-z0-9-]+)\s*:\s*(#[0-9a-fA-F]{6})\s*$`)
)

// ReadTokens takes the colours out of a theme's tokens.css: what is written as
// #rrggbb in a rule for :root, outside of any condition for light, within
// (prefers-color-scheme: dark) for dark. What is not set for dark is as in light.
func ReadTokens(css []byte) [2]Tokens {
	out := [2]Tokens{{}, {}}
	dark := Tokens{}
	text := comment.ReplaceAllString(string(css), "")
	var open []string // the selectors and conditions around
	for text != "" {
		i := strings.IndexAny(text, "{};")
		if i < 0 {
			break
		}
		part := strings.TrimSpace(text[:i])
		switch text[i] {
		case '{':
			open = append(open, part)
		default:
			if m := property.FindStringSubmatch(part); m != nil {
				c, _ := ParseRGB(m[2])
				switch around := strings.Join(open, " "); {
				case around == ":root":
					out[Light][m[1]] = c
				case strings.HasSuffix(around, "(prefers-color-scheme: dark) :root"):
					dark[m[1]] = c
				}
			}
			if text[i] == '}' && len(open) > 0 {
				open = open[:len(open)-1]
			}
		}
		text = text[i+1:]
	}
	for name, c := range out[Light] {
		out[Dark][name] = c
	}
	for name, c := range dark {
		out[Dark][name] = c
	}
	return out
}
