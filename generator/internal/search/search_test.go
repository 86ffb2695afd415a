package search

import (
	"bytes"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// TestFold holds Fold against the table that the theme's fold is held against.
func TestFold(t *testing.T) {
	data, err := os.ReadFile("../../../e2e/vectors/search/fold.txt")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for line := range strings.Lines(string(data)) {
		word, want, ok := strings.Cut(strings.TrimSpace(line), " = ")
		if !ok {
			continue
		}
		n++
		for _, w := range []string{word, norm.NFD.String(word), norm.NFC.String(word)} {
			if got := Fold(w); got != want {
				t.Errorf("Fold(%q) = %q, want %q", w, got, want)
			}
		}
		if again := Fold(want); again != want {
			t.Errorf("Fold(%q) = %q: what is folded stays", want, again)
		}
	}
	if n < 30 {
		t.Errorf("only %d words in the table", n)
	}
}

func TestWords(t *testing.T) {
	for text, want := range map[string]string{
		"":                           "",
		"One, two.":                  "One two",
		"l’escalade d'un":            "l escalade d un",
		"an e-mail":                  "an e mail email",
		"self-service-portal ":       "self service portal selfserviceportal",
		"a - b -- c–d":               "a b c d",
		"a--b":                       "a b",
		"-x-":                        "x",
		"e\u2011mail":                "e mail email",
		"24/7, 99.9 %":               "24 7 99 9",
		"sup\u00adport":              "sup\u00adport",
		"avez-\u2060vous":            "avez \u2060vous avez\u2060vous",
		"5\u00a0% à\u202f: v\u00a0a": "5 à v a",
		"Azure-подписка":             "Azure подписка Azureподписка",
		"https://a.b/c?d=e":          "https a b c d e",
		"cafe\u0301 🙂 (Microsoft®)":  "cafe\u0301 Microsoft",
		"\xff\xfex\xff":              "x",
	} {
		var got []string
		words(text, func(w string) { got = append(got, w) })
		if s := strings.Join(got, " "); s != want {
			t.Errorf("words of %q: %q, want %q", text, s, want)
		}
	}
}

// TestStems joins the forms of one word in each language.
func TestStems(t *testing.T) {
	for lang, groups := range map[string][]string{
		"ru":    {"проблема проблему проблем проблемами проблемой", "серьёзность серьезности серьёзностью", "support supports supported"},
		"nl-BE": {"aanvraag aanvragen", "storing storingen"},
		"fr":    {"demande demandes demandé", "résilier résiliation"},
		"en":    {"escalate escalated escalating escalation", "company companies"},
		"cs":    {"služba služby službu službou", "žádost žádosti žádostí žádostem"},
		"xx":    {"same Same SAME"},
	} {
		a := NewAnalyzer(lang)
		for _, group := range groups {
			terms := map[string]bool{}
			for _, word := range strings.Fields(group) {
				_, term := a.stemmed(word)
				terms[term] = true
			}
			if len(terms) != 1 {
				t.Errorf("%s: %s have the terms %v", lang, group, terms)
			}
		}
	}
}

func page(i int, title, text string) Page {
	return Page{Path: fmt.Sprintf("en/p%d/", i), Title: title, Kind: Guidance, Passages: []Passage{
		{Kind: Guidance, Text: text}, {ID: "more", Kind: Guidance, Heading: "More about " + title, Text: text + " again"},
	}}
}

// TestScriptOfItsPages makes the same index with an analyzer that met other
// pages before.
func TestScriptOfItsPages(t *testing.T) {
	pages := []Page{page(1, "Severities", "How severe is it, is asked often, often, often."), page(2, "Žádosti", "Příliš e-mail l’escalade.")}
	fresh := NewAnalyzer("en")
	var a []*Analyzed
	for _, p := range pages {
		a = append(a, fresh.Analyze(p))
	}
	used := NewAnalyzer("en")
	for i := range 40 {
		used.Analyze(page(i, fmt.Sprint("Other severitys ", i), "zadosti ŽÁDOSTI severe\u00ad asked"))
	}
	var b []*Analyzed
	for _, p := range slices.Backward(pages) {
		b = append(b, used.Analyze(p))
	}
	slices.Reverse(b)
	one, two := fresh.Script(a), used.Script(b)
	if !bytes.Equal(one, two) {
		t.Errorf("the scripts differ:\n%s\n%s", one, two)
	}
	if !utf8.Valid(one) || bytes.ContainsAny(one, "\u2028\u2029") {
		t.Error("the script is not plain text")
	}
	if none := NewAnalyzer("en").Script(nil); !bytes.HasPrefix(none, []byte(`self.signpostIndex={"v":1,`)) {
		t.Errorf("without pages: %s", none)
	}
}

// TestSwap exchanges letters and gives them back.
func TestSwap(t *testing.T) {
	text := strings.Repeat("Съешь же ещё этих мягких французских булок, да выпей чаю. ", 9) + "Microsoft Azure 365"
	own := []string{text}
	lists := swapped([][]string{own})
	if len(own[0]) >= len(text)*3/4 {
		t.Errorf("%d bytes of %d: nothing was won", len(own[0]), len(text))
	}
	wide, narrow := []rune(lists[0]), []rune(lists[1])
	to := map[rune]rune{}
	for i := range wide {
		to[wide[i]], to[narrow[i]] = narrow[i], wide[i]
	}
	back := strings.Map(func(r rune) rune {
		if s, ok := to[r]; ok {
			return s
		}
		return r
	}, own[0])
	if back != text {
		t.Errorf("given back: %q", back)
	}
	plain := []string{"Plain ASCII"}
	if lists := swapped([][]string{plain}); lists != [2]string{} || plain[0] != "Plain ASCII" {
		t.Errorf("exchanged %q in plain text", lists)
	}
}

func TestClip(t *testing.T) {
	for _, c := range []struct {
		text  string
		limit int
		want  string
	}{
		{"short", 10, "short"},
		{"one two three", 8, "one two …"},
		{"one, two three", 6, "one …"},
		{"слово другое", 7, "слово …"},
		{"Donaudampfschifffahrt", 6, "Donau …"},
	} {
		if got := clip(c.text, c.limit); got != c.want {
			t.Errorf("clip(%q, %d) = %q, want %q", c.text, c.limit, got, c.want)
		}
	}
}

// TestNumbers reads numbers back as the matcher does.
func TestNumbers(t *testing.T) {
	for _, n := range []int{0, 1, 63, 64, 65, 90, 91, 1000, 1791, 1792, 1793, 100_000, 8_000_000} {
		value, unit := 0, 1
		for _, c := range appendNumber(nil, n) {
			digit := strings.IndexByte(digits, c)
			value += digit * unit
			unit *= len(digits) - last
		}
		if value != n {
			t.Errorf("%d is read as %d", n, value)
		}
	}
	if strings.ContainsAny(digits, "\"\\ ") {
		t.Error("a digit needs an escape")
	}
}
