package spelling

import (
	"strings"
	"testing"
)

// TestDoubtful knows words in all their forms, and finds what is none.
func TestDoubtful(t *testing.T) {
	for lang, table := range map[string]struct{ right, wrong string }{
		"cs":    {"vynechám neprodukční obejdu navázali zákazníkovými neschůdné", "natáhodili obeštku neprodukní vynechu zasouborte"},
		"nl-BE": {"ondersteuningsaanvraagformulier servicestatusinformatie doorverkochte klantgegevens", "categoriern ondersteunimg problem3men"},
		"fr":    {"externalisez dysfonctionnement réexaminer indisponibles", "déreprésentéees disponlible reliensez"},
		"ru":    {"серьёзности невыполненные эскалации подписками", "владеетй партнерствоми клеараце"},
		"en":    {"escalations resellers unavailable rescheduled", "recieveing servicce depolyment"},
	} {
		w := Of(lang)
		for _, word := range strings.Fields(table.right) {
			if w.Doubtful(word) {
				t.Errorf("%s: %q is taken for no word", lang, word)
			}
		}
		for _, word := range strings.Fields(table.wrong) {
			if !w.Doubtful(word) && !strings.ContainsAny(word, "0123456789") {
				t.Errorf("%s: %q is taken for a word", lang, word)
			}
		}
	}
	for _, word := range []string{"", "xyzq", "Xyzqwx", "абвгдежз", "teřem1"} {
		if Of("en").Doubtful(word) {
			t.Errorf("%q is doubtful in English", word)
		}
	}
	if Of("xx") != nil {
		t.Error("a language without a list has one")
	}
}

func TestScan(t *testing.T) {
	for text, want := range map[string]string{
		"Two words, and (three).":            "Two words and three",
		"multi-tenant and l’escalade":        "tenant and escalade",
		"portal.azure.com ab_c a@b x\ufffcy": "",
		"aanvraag- en and/or":                "en and or",
		"a.example/[domain]/pcv/new word":    "word",
		"\ufffc[domain] and/or\ufffc [name]": "and name",
		"2,5 uur 24x7 M365 v2":               "uur",
		"End. «Слово» — „slovo“":             "End Слово slovo",
		"\xff\xfe a":                         "a",
		"":                                   "",
	} {
		var got []string
		Scan(text, func(word string, at int) {
			if !strings.HasPrefix(text[at:], word) {
				t.Errorf("%q: %q does not stand at %d", text, word, at)
			}
			got = append(got, word)
		})
		if s := strings.Join(got, " "); s != want {
			t.Errorf("words of %q: %q, want %q", text, s, want)
		}
	}
}

// TestFile holds what is read against what was made: every word is found, of others few.
func TestFile(t *testing.T) {
	var words []string
	for _, stem := range []string{"kopat", "malov", "hledat", "stavit", "vozit"} {
		for _, end := range []string{"", "a", "i", "ovali", "elo"} {
			words = append(words, stem+end)
		}
	}
	raw := Make(words, "abcdefghijklmnopqrstuvwxyz", []string{"ne"}, true)
	w, err := read(raw)
	if err != nil {
		t.Fatal(err)
	}
	for _, word := range words {
		if !w.Known(word) || !w.like("ne"+word) || !w.like("kopats"+word) {
			t.Errorf("%q was put in and is not found", word)
		}
	}
	found := 0
	for a := 'a'; a <= 'z'; a++ {
		for b := 'a'; b <= 'z'; b++ {
			if w.Known("q" + string(a) + string(b) + "zz") {
				found++
			}
		}
	}
	if found > 20 {
		t.Errorf("%d of 676 other words are found", found)
	}
	for _, bad := range []string{"", "words 1\n", "words 1\n\n", "what 1\n\nx", "ending\n\nx"} {
		if _, err := read([]byte(bad)); err == nil {
			t.Errorf("%q is read", bad)
		}
	}
	for _, lang := range Languages() {
		if w := Of(lang); w == nil || len(w.goes) < 50 {
			t.Errorf("the list of %s cannot be read, or knows no endings", lang)
		}
	}
}

// TestLanguages tells five languages apart by a sentence of each.
func TestLanguages(t *testing.T) {
	for lang, text := range map[string]string{
		"cs": "Pokud problém trvá i po skončení výpadku, předejte ho poskytovateli se všemi údaji, které jste shromáždili",
		"en": "If the problem persists after the outage has ended, hand it to the provider with everything you have gathered",
		"fr": "Si le problème persiste après la fin de la panne, transmettez-le au fournisseur avec tout ce que vous avez réuni",
		"nl": "Als het probleem na het einde van de storing aanhoudt, draag het dan over aan de provider met alles wat u hebt verzameld",
		"ru": "Если проблема остаётся и после окончания сбоя, передайте её поставщику со всем, что вы собрали",
	} {
		var words []string
		Scan(text, func(word string, _ int) {
			if Telling(word) {
				words = append(words, word)
			}
		})
		for _, other := range Languages() {
			all, known := len(words), Of(other).Count(words)
			if share := float64(known) / float64(all); (share > 0.9) != (other == lang) {
				t.Errorf("%s knows %d of %d words of a sentence in %s", other, known, all, lang)
			}
		}
	}
}

func BenchmarkDoubtful(b *testing.B) {
	w := Of("cs")
	words := strings.Fields("pokud problém trvá i po skončení výpadku předejte ho poskytovateli vynecháváte")
	for b.Loop() {
		for _, word := range words {
			w.Doubtful(word)
		}
	}
}
