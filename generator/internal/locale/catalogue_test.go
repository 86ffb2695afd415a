package locale

import "testing"

// TestOver lays a project's strings over the theme's.
func TestOver(t *testing.T) {
	base, l := ParseCatalogue("en", "theme.yaml", []byte("home: Home\nmenu: Menu\n"))
	own, m := ParseCatalogue("en", "own.yaml", []byte("home: Start\nzz: Z\naa: A\n"))
	if len(l)+len(m) > 0 {
		t.Fatal(l, m)
	}
	c := own.Over(base)
	if c.Text("home") != "Start" || c.Text("menu") != "Menu" || len(c.Added) != 2 || c.Added[0] != "aa" || c.Added[1] != "zz" {
		t.Errorf("%+v", c)
	}
}

// TestFaults parses strings that go-i18n would refuse, or fail to run.
func TestFaults(t *testing.T) {
	for data, want := range map[string]string{
		`a: "{{"`:                          "catalogue-template 1:1",
		`a: "x }} y"`:                      "",
		`a: "{{ nothing . }}"`:             "catalogue-template 1:1",
		"a:\n  one: x\n  other: '{{ if }'": "catalogue-template 3:3",
		`a: "{{ .Count }} {{ \"{{\" }}"`:   "",
		`Description: x`:                   "catalogue-key 1:1",
		`few: {one: x, other: y}`:          "catalogue-key 1:1",
		`fewer: x`:                         "",
	} {
		_, l := ParseCatalogue("en", "f", []byte(data))
		got := ""
		if len(l) > 0 {
			got = l[0].Code + " " + l[0].Pos.String()[2:]
		}
		if got != want || len(l) > 1 {
			t.Errorf("%s: %q, want %q: %v", data, got, want, l)
		}
	}
}
