package config

import (
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// Offline says whether readers can use a site without a connection once they were there.
type Offline string

// The zero value is a site that never offered it.
const (
	OfflineYes Offline = "yes" // a service worker is published
	OfflineNo  Offline = "no"  // one that was published before is taken back
)

var offlines = []string{string(OfflineYes), string(OfflineNo)}

// offline reads "offline".
func (c *Config) offline(n *source.Node, l *diag.List) {
	if n.Empty() {
		return
	}
	how := n.Text("offline", l)
	switch {
	case n.Kind != source.Scalar:
	case slices.Contains(offlines, how):
		c.Offline = Offline(how)
	default:
		d := l.Add(n.Pos, "config-value", "offline: %q is not known", how)
		if d.HintNearest(how, offlines); d.Hint == "" {
			d.Hint = "write " + strings.Join(offlines, " or ")
		}
	}
}
