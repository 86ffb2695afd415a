package config

import (
	"net/url"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// embed reads the origins of the sites that may show flows in a frame.
func (c *Config) embed(n *source.Node, l *diag.List) {
	if n.Empty() || !n.Is(source.List, "embed", l) {
		return
	}
	for _, item := range n.Items {
		text := item.Text("an origin in embed", l)
		switch as := origin(text); {
		case item.Kind != source.Scalar:
		case as == "":
			l.Add(item.Pos, "config-value", "%q in embed is not an origin", text).Hint =
				"write scheme and host alone, as https://portal.example; http is for localhost only"
		case as != text:
			l.Add(item.Pos, "config-value", "%q in embed is not written as browsers write it", text).Hint = "write " + as
		case slices.Contains(c.Embed, text):
			l.Add(item.Pos, "config-value", "%q in embed stands twice", text)
		default:
			c.Embed = append(c.Embed, text)
		}
	}
}

// origin gives the origin that a text names, as browsers write one, or "". A
// "*" and the origins of files are none: a height is for one site, not for all.
func origin(text string) string {
	u, err := url.Parse(text)
	if err != nil || u.User != nil || u.Path != "" && u.Path != "/" || u.RawQuery != "" || u.ForceQuery || strings.Contains(text, "#") {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	local := host == "localhost" || strings.HasSuffix(host, ".localhost") || host == "127.0.0.1"
	if host == "" || strings.Trim(host, "abcdefghijklmnopqrstuvwxyz0123456789.-") != "" || strings.HasSuffix(u.Host, ":") {
		return ""
	}
	switch {
	case u.Scheme != "https" && !(u.Scheme == "http" && local):
		return ""
	case u.Port() == "" || u.Scheme == "https" && u.Port() == "443" || u.Scheme == "http" && u.Port() == "80":
		return u.Scheme + "://" + host
	default:
		return u.Scheme + "://" + host + ":" + u.Port()
	}
}
