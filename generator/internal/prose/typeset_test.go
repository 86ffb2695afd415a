package prose

import (
	"strings"
	"testing"
)

// TestTypeset has each line of a page typeset as one, whatever markup is in it,
// and leaves code and addresses alone.
func TestTypeset(t *testing.T) {
	body := "Un *mot* [lié](<a b.md>) `x y` ![z w](i.png)<b>\nfin &amp; \\* “q”  \nligne <https://a.example/x>\n\n" +
		"## Titre **fort** ici {#titre}\n\n| a b | c |\n|---|---|\n| d e | *f* g |\n\n> [!TAB un] Un deux\n> texte\n\n> [!TAB deux] Deux\n> texte\n\n```\nx y\n```\n\n" +
		"- `id` – un *choix* à\n  faire\n\n  un indice\n"
	d, _ := Parse("a.md", []byte("---\ntitle: a\n---\n"+body), KeysOf(true, false))
	var lines []string
	r := NewRenderer(Words{Code: "code", Table: "le tableau", Tabs: "onglets"})
	r.Typeset = func(parts []string) []string {
		lines = append(lines, strings.Join(parts, "|"))
		out := make([]string, len(parts))
		for i, p := range parts {
			out[i] = strings.NewReplacer(" ", "_", "\n", "\\").Replace(p)
		}
		return out
	}
	html := r.Body(d, func(s string) string { return s })
	for _, want := range []string{
		`<p>Un_<em>mot</em>_`, `>lié</a>_<code>x y</code>_z_w\fin_&amp;_*_“q”<br>` + "\n" + `ligne_`,
		`<h2 id="titre">Titre_<strong>fort</strong>_ici</h2>`, `<th>a_b</th>`, `<td><em>f</em>_g</td>`,
		`aria-label="le_tableau:_Titre_fort_ici"`, `<p class="tab-title">Un_deux</p>`, `<code>x y` + "\n", `<code>id</code>_–_un_<em>choix</em>_à\faire`,
	} {
		if !strings.Contains(html, want) {
			t.Errorf("no %s in\n%s", want, html)
		}
	}
	if want := "Un |mot| |lié| |\ufffc| |\ufffc|\n|fin & * “q”\u2028"; !strings.HasPrefix(lines[0], want) {
		t.Errorf("the first line is %+q, want %+q", lines[0], want)
	}
	for _, l := range lines {
		if strings.Contains(l, "x y") || strings.Contains(l, "z w|") || strings.Contains(l, "|z w") || strings.Contains(l, "a b.md") {
			t.Errorf("code or an address is typeset: %q", l)
		}
	}
	choices, _ := d.Choices(d.Section("titre"))
	lines = nil
	if got := r.Label(d, choices[0], nil); got != `un_<em>choix</em>_à\faire` {
		t.Errorf("label: %s", got)
	}
	if got := r.Hint(d, choices[0], nil); got != "<p>un_indice</p>\n" {
		t.Errorf("hint: %s", got)
	}
	if want := "un |choix| à\n|faire"; len(lines) != 2 || lines[0] != want {
		t.Errorf("lines %+q, want first %q", lines, want)
	}
}

// TestTypesetNothing renders the same with a function that changes nothing as
// without one.
func TestTypesetNothing(t *testing.T) {
	for _, body := range []string{
		"a  \nb\\\nc\nd &nbsp; &lt;x&gt; &#0; \\& \\\\ \"q\" 'a' <i> `c` *e*", "# x", "a\u2028b \ufffc", "- a\n- b\n\n1. c", "[a\nb](c) ~~d~~ ![e](f) g", "|a|\n|-|\n|b \\| c|",
	} {
		d, _ := Parse("a.md", []byte("---\ntitle: a\n---\n"+body), KeysOf(true, false))
		r := NewRenderer(Words{})
		id := func(s string) string { return s }
		plain := r.Body(d, id)
		r.Typeset = func(parts []string) []string { return parts }
		if set := r.Body(d, id); set != plain {
			t.Errorf("%q:\n%q\n%q", body, plain, set)
		}
	}
}
