package prose

import (
	"strings"
	"testing"
)

// TestBold is the table of bold text that came apart, and of what is whole.
func TestBold(t *testing.T) {
	for text, want := range map[string]string{
		"**Now**, **two words**; *one*, **a (b) c**": "",
		"Select ** Save ** now":                      "1:8 mark nothing",
		"**Now in preview*":                          "1:1 mark nothing",
		"**text **":                                  "1:1 mark nothing",
		"a literal \\*\\* and `**`":                  "",
		"**Customers (клиенты**) are":                "1:1 pair of brackets",
		"**Service management (Správa** služeb)":     "1:1 pair of brackets",
		"(**all**)":                                  "",
		"the **esca**late":                           "1:5 a word",
		"es**calate**":                               "1:3 a word",
		"**Microsoft**, **365**-day":                 "",
		"**[a](b.md)** and **`code`** x":             "",
	} {
		d, _ := Parse("a.md", []byte("---\ntitle: t\n---\n"+text+"\n"), KeysOf(true, true))
		got := ""
		for _, x := range d.Bold() {
			x.Pos.Line -= 3
			got += strings.TrimPrefix(x.Pos.String(), "a.md:") + " "
			for _, kind := range []string{"mark nothing", "pair of brackets", "a word"} {
				if strings.Contains(x.Message, kind) {
					got += kind
				}
			}
		}
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}
