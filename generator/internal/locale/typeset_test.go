package locale

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// shown makes spaces that do not break visible, as "~" and, narrow, "'".
var shown = strings.NewReplacer(nbsp, "~", nnbsp, "¦", Object, "@", LineBreak, "$", joiner, "_")

var hidden = strings.NewReplacer("~", nbsp, "¦", nnbsp, "@", Object, "$", LineBreak, "_", joiner)

// TestTypeset sets texts; "~" is a no-break space, "¦" a narrow one, "|" cuts
// a text into the parts that markup makes of it, "@" is an object, "$" a line
// break, "_" a word joiner.
func TestTypeset(t *testing.T) {
	for _, x := range []struct{ lang, in, want string }{
		// French: high punctuation
		{"fr", "Avez-vous un plan ? Oui ! Non ; peut-être : voyons.", "Avez-_vous un plan¦? Oui¦! Non¦; peut-être~: voyons."},
		{"fr", "Quoi? Vraiment?! Fini: non;", "Quoi¦? Vraiment¦?! Fini~: non¦;"},
		{"fr", "Déjà~? Déjà¦: oui~: non~! «~!", "Déjà¦? Déjà¦: oui~: non¦! «~!"},
		{"fr", "« Oui », dit-il, «Non», «~Si~», «¦Bon¦».", "«~Oui~», dit-_il, «~Non~», «~Si~», «¦Bon¦»."},
		{"fr", "« Pourquoi ? » et «Pourquoi?»", "«~Pourquoi¦?~» et «~Pourquoi¦?~»"},
		{"fr", "à 14:05, https://a.example/?x=1, https://a.example/b?, C:, x:y, !important", "à 14:05, https://a.example/?x=1, https://a.example/b?, C:, x:y, !important"},
		{"fr", "un |lien| ? Un |lien|: oui. «|Oui|»|!", "un |lien|¦? Un |lien|~: oui. «~|Oui|~»|¦!"},
		{"fr", "le code |@| : |@|: |@|?", "le code |@|~: |@|~: |@|¦?"},
		{"fr", "fin\n: suite\n! ok", "fin~: suite¦! ok"},
		{"fr", "fin$: suite", "fin$: suite"},
		{"fr", "A-t-il, suis-je, est-ce que, dit-elle ? Rendez-|vous|, vous-même, est-à-dire, on-line, -vous, ce-ci", "A-_t-_il, suis-_je, est-_ce que, dit-_elle¦? Rendez-_|vous|, vous-même, est-à-dire, on-line, -vous, ce-ci"},
		// French: numbers
		{"fr", "21,5 % de 1 234 567 €, 8 h, 30 minutes, 5 jours ouvrés, 12 345,50 £", "21,5~% de 1¦234¦567~€, 8~h, 30~minutes, 5~jours ouvrés, 12¦345,50~£"},
		{"fr", "le 1er mai 2026, le 5 mars 2025, mars 2025, n° 5, art. 5", "le 1er~mai~2026, le 5~mars~2025, mars~2025, n°~5, art.~5"},
		{"fr", "+33 1 23 45 67 89 ou 01 23 45 67 89", "+33~1~23~45~67~89 ou 01 23 45 67 89"},
		// Czech
		{"cs", "K tomu s partnerem v portálu z e-mailu o u a i.", "K~tomu s~partnerem v~portálu z~e-mailu o~u~a~i."},
		{"cs", "(v portálu) „z nabídky“ – a pak\nv nabídce", "(v~portálu) „z~nabídky“~– a~pak\nv~nabídce"},
		{"cs", "v\nportálu a$i", "v~portálu a$i"},
		{"cs", "v |portálu| a |@|, k|o| v", "v~|portálu| a~|@|, k|o| v"},
		{"cs", "5. března 2025, 5. 3. 2025, 21. století, roku 2025. Potom", "5.~března~2025, 5.~3.~2025, 21.~století, roku 2025. Potom"},
		{"cs", "1 234 567 Kč, 100 000 lidí, 8 h, 21 %, 5 hodin, 2 pracovních dnů, č. 5", "1~234~567~Kč, 100~000 lidí, 8~h, 21~%, 5~hodin, 2~pracovních dnů, č.~5"},
		{"cs", "do 2, 4 nebo 8 h; Microsoft 365 místo Office 365", "do 2, 4 nebo 8~h; Microsoft 365 místo Office 365"},
		{"cs", "volejte +420 123 456 789 (a dál)", "volejte +420~123~456~789 (a~dál)"},
		{"cs", "slovo – slovo |–| a – konec, 9–17, 9 –17", "slovo~– slovo~|–| a~– konec, 9–17, 9 –17"},
		// Russian
		{"ru", "Передайте в службу — с ней и о ней, а не к ней у нас", "Передайте в~службу~— с~ней и~о~ней, а~не к~ней у~нас"},
		{"ru", "слово\n— слово |— и| — слово -— слово", "слово~— слово~|— и|~— слово -— слово"},
		{"ru", "А. С. Пушкин, А.С. Пушкин, № 5, § 3, т. е. так, п. 5, 2025 г., 5 марта 2025 г.", "А.~С.~Пушкин, А.С.~Пушкин, №~5, §~3, т.~е. так, п.~5, 2025~г., 5~марта~2025~г."},
		{"ru", "1 234 ₽, 21,5 %, 2 часа, 5 рабочих дней, «и т. д.»", "1~234~₽, 21,5~%, 2~часа, 5~рабочих дней, «и~т.~д.»"},
		{"ru", "+7 (495) 123-45-67", "+7~(495)~123-45-67"},
		// Dutch and English
		{"nl", "woord – woord, 9 – 17 — woord", "woord~– woord, 9~– 17 — woord"},
		{"en", "a word – and\n– another", "a word~– and~– another"},
		{"fr", "un mot – un autre", "un mot – un autre"},
		{"nl", "8 uur, 21 %, € 1.234,50, 5 maart 2025, 10 GB, 's avonds om 9 of u", "8~uur, 21~%, €~1.234,50, 5~maart~2025, 10~GB, 's~avonds om 9 of u"},
		{"nl", "om 9 uur ’s ochtends, de foto’s van u, (’s nachts)", "om 9~uur ’s~ochtends, de foto’s van u, (’s~nachts)"},
		{"ru", "уровень A. Подайте, тариф B. Как", "уровень A. Подайте, тариф B. Как"},
		{"en", "8 hours, 10 GB, March 5, 2025 and 21 November 2026, 9:00 AM, a 5 x 3 grid?", "8~hours, 10~GB, March~5,~2025 and 21~November~2026, 9:00~AM, a 5 x 3 grid?"},
		{"en", "Office 365 100 users, in 2025. I am. May 2025, 10 May your account, 5 May.", "Office 365 100 users, in 2025. I am. May~2025, 10 May your account, 5~May."},
		{"nl-BE", "5 mei 2025 om 9 uur", "5~mei~2025 om 9~uur"},
		{"de", "5 GB v 5 Tage ?", "5~GB v 5 Tage ?"},
		{"cs", "", ""}, {"fr", "?", "?"}, {"fr", " ?", " ?"}, {"cs", "v ", "v "},
	} {
		set := NewTypesetter(x.lang)
		parts := set.Parts(strings.Split(hidden.Replace(x.in), "|"))
		got := shown.Replace(strings.Join(parts, "|"))
		if got != x.want {
			t.Errorf("%s %q:\n got %q\nwant %q", x.lang, x.in, got, x.want)
		}
		if again := set.Parts(parts); !slices.Equal(again, parts) {
			t.Errorf("%s %q: a second time gives %q", x.lang, x.in, shown.Replace(strings.Join(again, "|")))
		}
	}
}

// TestTypesetSpaces sets a space of several signs, over a cut too, as one.
func TestTypesetSpaces(t *testing.T) {
	got := strings.Join(NewTypesetter("cs").Parts([]string{"v  ", " \n", "lese a  b"}), "|")
	if want := "v\u00a0||lese a\u00a0b"; got != want {
		t.Errorf("%+q, want %+q", got, want)
	}
}

// TestTypesetTemplate leaves alone what stands in the places for values.
// TestPlain takes out what a typesetter put in, and what authors did.
func TestPlain(t *testing.T) {
	for lang, s := range map[string]string{"fr": "Avez-vous fini : « oui » ?", "cs": "Jde o\u00a0chybu v Azure k\u202f1. 1.?", "ru": "Это — в Azure"} {
		set := NewTypesetter(lang).Text(s)
		if got := Plain(set); strings.ContainsAny(got, "\u00a0\u202f\u2060") || got == set || len(strings.Fields(got)) != len(strings.Fields(s)) {
			t.Errorf("%s: Plain(%q) = %q", lang, set, got)
		}
	}
}

func TestTypesetTemplate(t *testing.T) {
	for _, x := range []struct{ lang, in, want string }{
		{"fr", "Schéma {{ .Number }} ; faites défiler", "Schéma {{ .Number }}¦; faites défiler"},
		{"cs", "v {{ if .A }} a {{ end }}z {{ .B }}", "v~{{ if .A }} a~{{ end }}z {{ .B }}"},
		{"cs", "v {{ nic", "v~{{ nic"}, {"cs", "{{ .A }}", "{{ .A }}"}, {"cs", "v lese", "v~lese"},
	} {
		if got := shown.Replace(NewTypesetter(x.lang).Template(x.in)); got != x.want {
			t.Errorf("%s %q: %q, want %q", x.lang, x.in, got, x.want)
		}
	}
}

// FuzzTypeset holds what is true of every text: only spaces change, a text that
// is set stays as it is, and cuts change nothing but where parts end.
func FuzzTypeset(f *testing.F) {
	for _, s := range []string{"Avez-vous ? «Oui»", "v lese 5. března 2025", "А. С. — в 5 г.", "+420 123 456", "1 234 567 %", "a\n\n ? :", "\u00a0!\u2009;", "«»", "«\u202f?", "é\xff ?"} {
		f.Add(s, 3)
	}
	letters := func(s string) string {
		return strings.Map(func(r rune) rune {
			if strings.ContainsRune(" \n\t"+nbsp+nnbsp+joiner, r) {
				return -1
			}
			return r
		}, s)
	}
	f.Fuzz(func(t *testing.T, s string, at int) {
		for _, lang := range []string{"en", "ru", "nl", "fr", "cs", "de"} {
			set := NewTypesetter(lang)
			once := set.Text(s)
			if twice := set.Text(once); twice != once {
				t.Errorf("%s %+q: %+q, then %+q", lang, s, once, twice)
			}
			if letters(s) != letters(once) {
				t.Errorf("%s %+q: %+q changes more than spaces", lang, s, once)
			}
			cut := min(max(at, 0), len(s))
			if parts := set.Parts([]string{s[:cut], s[cut:]}); strings.Join(parts, "") != once {
				t.Errorf("%s %+q cut at %d: %+q, want %+q", lang, s, cut, parts, once)
			}
		}
	})
}

// BenchmarkTypeset sets the Czech and French guidance of this repository.
func BenchmarkTypeset(b *testing.B) {
	for _, lang := range []string{"en", "ru", "nl", "fr", "cs"} {
		files, _ := filepath.Glob("../../../content/" + lang + "/guides/*.md")
		var text strings.Builder
		for _, name := range files {
			data, err := os.ReadFile(name)
			if err != nil {
				b.Fatal(err)
			}
			text.Write(data)
		}
		s, set := text.String(), NewTypesetter(lang)
		b.Run(lang, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				set.Text(s)
			}
		})
	}
}
