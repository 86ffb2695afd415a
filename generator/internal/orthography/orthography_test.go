package orthography

import (
	"fmt"
	"strings"
	"testing"

	"signpost/generator/internal/prose"
)

// TestFind is the table of what is found in a line, and of what is not. A want
// is the codes in order, less "letter-" and "typography-", then what is right
// where it can be mended.
func TestFind(t *testing.T) {
	for _, x := range []struct{ lang, in, want string }{
		// letters
		{"nl", "de categorieƫn en commerciƫle", "foreign foreign"},
		{"nl", "Categorieën, één, façade, café, über, Ångström, MAÑANA", ""},
		{"nl", "De клиент belt", "foreign"},
		{"nl", "De *клиент* belt", ""},
		{"nl", "De `клиент` belt", ""},
		{"fr", "À l’œuvre, Noël, Łódź", "foreign"},
		{"cs", "příliš žluťoučký kůň, Müller, ďábel, Škoda Ltd.", ""},
		{"cs", "naţi lidé", "foreign"},
		{"ru", "Служба Microsoft 365, ёж, CSP, Wi-Fi, IP-адрес, café, за́мок", ""},
		{"ru", "сервиc и Центp", "mixed mixed"},
		{"ru", "Ціна", "foreign"},
		{"en", "Ω, µs, nº, naïve, coöperate", ""},
		{"de", "Straße, клиент, naţi", ""},
		{"de", "сервиc", "mixed"},
		{"cs", "pr\u030ci\u0301klad", "form: příklad"},
		{"ru", "и\u0306з", "form: йз"},
		{"en", "zero\u200bwidth, soft\u00adhyphen, \u200emark", "invisible invisible invisible: zerowidth, softhyphen, mark"},
		{"nl", "service\u00adstatus\u2060en", ""},
		{"en", "\U0001F468\u200d\U0001F469\u200d\U0001F467 family", ""},
		{"fa", "می\u200cخواهم", ""},
		// quotes
		{"en", `He said "yes" and 'no'`, "quotes quotes quotes quotes: He said “yes” and “no”"},
		{"en", `A 24" screen, 6'2, don't, partners' rights, the "5" key`, `apostrophe apostrophe quotes quotes: A 24" screen, 6'2, don’t, partners’ rights, the “5” key`},
		{"en", `no "partner`, "quotes"},
		{"en", "“yes” ‘no’ don’t", ""},
		{"en", "«oui» and „ano“", "quotes quotes quotes quotes: “oui” and “ano”"},
		{"ru", `«Да „нет“ да»`, ""},
		{"ru", `"Да" и “нет”`, "quotes quotes quotes quotes: «Да» и «нет»"},
		{"ru", `"Компания "Рога""`, "quotes quotes quotes quotes: «Компания „Рога“»"},
		{"ru", `на " **вкладке** ". Файл ".NET"`, "quotes quotes quotes quotes: на «**вкладке**». Файл «.NET»"},
		{"cs", `„Ano ‚ne‘ ano“ »tak« don’t`, ""},
		{"cs", `"ano" a “ne”`, "quotes quotes quotes quotes: „ano“ a „ne“"},
		{"fr", `"Oui" et « non “peut-être” »`, "quotes quotes: «~Oui~» et « non “peut-être” »"},
		{"fr", "«~Oui~»", ""},
		{"fr", `l'aide d‘un j´ai aujourd'hui`, "apostrophe apostrophe apostrophe apostrophe: l’aide d’un j’ai aujourd’hui"},
		{"fr", `l' **ID** et l' **alias**, qu' il, d''un, l'“aide”, la lettre 'l' ici`, "apostrophe apostrophe apostrophe apostrophe apostrophe quotes quotes quotes quotes: l’**ID** et l’**alias**, qu’il, d’un, l’«~aide~», la lettre «~l~» ici"},
		{"nl", `'s avonds foto's "a" ‘b’ ’t`, "apostrophe apostrophe quotes quotes: ’s avonds foto’s “a” ‘b’ ’t"},
		{"nl", `de 'aanvraag' hier`, "quotes quotes: de “aanvraag” hier"},
		{"de", `"ja" geht's`, "apostrophe: \"ja\" geht’s"},
		// dashes
		{"en", "one - two -- three--four", "dash dash dash: one – two – three – four"},
		{"en", "one – two — three, well-known, --fix, a-b, 9-17, ---", ""},
		{"ru", "Служба - это – то", "dash dash: Служба — это — то"},
		{"ru", "9 – 17, 5 - 7", "dash: 9 – 17, 5 – 7"},
		{"cs", "slovo — slovo", "dash: slovo – slovo"},
		{"ru", "`partner` – Мы партнёр", ""},
		{"en", "- 5 degrees", ""},
		{"ru", "текущая (N) и прежняя (N – 1) версии; CSP - 1 версия", "dash: текущая (N) и прежняя (N – 1) версии; CSP — 1 версия"},
		// points
		{"en", "Wait... .../path a.... b", "ellipsis: Wait… .../path a.... b"},
		// spaces
		{"en", "two  spaces , here . And ( so ) .NET [ a", "space space space space space space: two spaces, here. And (so) .NET [a"},
		{"ru", "раздел « **Да** » и « нет »; \" *ой* \"", "space space space space quotes quotes: раздел «**Да**» и «нет»; «*ой*»"},
		{"fr", "Oui ? Non ; si , vraiment : oui .", "space space: Oui ? Non ; si, vraiment : oui."},
		{"cs", "Microsoftu,může; služeb(Správa dat) uživatel(é)", "space space: Microsoftu, může; služeb (Správa dat) uživatel(é)"},
		{"en", "a~ b, `code` . x (s), 1,000;2, f(x), user(s)", "space: a~b, `code` . x (s), 1,000;2, f(x), user(s)"},
		{"en", "over\n  lines  \nof", ""},
		{"de", "zwei  Leerzeichen , hier", "space: zwei Leerzeichen , hier"},
		// ordinals
		{"fr", "le 2ème, la 1ère, le 1er, 3ième, 21e, 2emes", "ordinal ordinal ordinal ordinal: le 2e, la 1re, le 1er, 3e, 21e, 2es"},
		{"ru", "5-ый, 5-ого, 5-й, 1-ая, 2-ому", "ordinal ordinal ordinal ordinal: 5-й, 5-го, 5-й, 1-я, 2-му"},
		{"cs", "Do 5.března, 21.století, 3.2, 1-ý", "ordinal ordinal ordinal: Do 5. března, 21. století, 3.2, 1."},
		{"nl", "de 1ste, 2-de, 5e", "ordinal: de 1ste, 2e, 5e"},
		// words
		{"en", "the the case, that that, Service service, is\nis", "repeated repeated repeated"},
		{"fr", "nous nous demandons, de de", "repeated"},
		{"ru", "чуть-чуть и и", ""},
		{"cs", "schválený partner partner.example.com, partner partner.", "repeated"},
		{"nl", "laat deze deze koppeling gebruiken", ""},
	} {
		in := strings.ReplaceAll(x.in, "~", "\u00a0")
		text := "---\ntitle: T\ndescription: D\nmade: person\nreviewed: no\n---\n" + in + "\n"
		d, _ := prose.Parse("a.md", []byte(text), prose.KeysOf(true, true))
		var codes []string
		for _, d := range Check(d, []byte(text), x.lang) {
			_, code, _ := strings.Cut(d.Code, "-")
			codes = append(codes, code)
		}
		got := strings.Join(codes, " ")
		if m := Mend("a.md", []byte(text), prose.KeysOf(true, true), x.lang); string(m.Data) != text {
			got += ": " + strings.TrimSuffix(strings.ReplaceAll(string(m.Data[strings.LastIndex(text[:len(text)-len(in)-1], "\n")+1:]), "\u00a0", "~"), "\n")
		}
		if got != x.want {
			t.Errorf("%s %q:\n got %q\nwant %q", x.lang, x.in, got, x.want)
		}
	}
}

// TestExemplars reads the sets of CLDR as they are meant.
func TestExemplars(t *testing.T) {
	for in, want := range map[string]string{
		`[a b {ch} á]`: "abchá", `[\- a-e \u0041 \\ \]]`: `-abcdeA\]`, `[]`: "", `[{а́}]`: "а\u0301", `[- a]`: "-a",
	} {
		if got := string(unicodeSet(in)); got != want {
			t.Errorf("%s: %q, want %q", in, got, want)
		}
	}
	for lang, n := range map[string]int{"en": 58, "ru": 34, "nl": 54, "fr": 63, "cs": 79} {
		if got := len(languageOf(lang).letters); got < n-20 {
			t.Errorf("%s has %d letters, want about %d", lang, got, n)
		}
	}
}

func ExampleCheckStrings() {
	const file = "home: \"Wait...\"\nn:\n  one: '{{ .Count }}  day'\n  other: 2 - 3 {{ .Count }} - days\n"
	for _, d := range CheckStrings("i18n/en.yaml", []byte(file), "en") {
		fmt.Println(d.Pos, d.Message)
	}
	fmt.Print(string(MendStrings("i18n/en.yaml", []byte(file), "en").Data))
	// Output:
	// i18n/en.yaml:1:12 three points are one sign: …
	// i18n/en.yaml:3:21 2 spaces in a row
	// i18n/en.yaml:4:12 a hyphen in the place of a dash: between numbers stands –
	// i18n/en.yaml:4:29 "-" in the place of a dash: –
	// home: "Wait…"
	// n:
	//   one: '{{ .Count }} day'
	//   other: 2 – 3 {{ .Count }} – days
}
