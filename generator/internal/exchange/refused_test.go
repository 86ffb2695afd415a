package exchange

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"signpost/generator/internal/diag"
)

// small is a project with one page in two languages, of which one section is
// missing in the second, and strings.
func small() fstest.MapFS {
	out := fstest.MapFS{}
	for name, text := range map[string]string{
		"config.yaml": "title: T\nbaseURL: https://t.example/\nlanguages: [en, ru]\n",
		"content/en/hours.md": `---
title: Hours
description: When we are there.
made: person
reviewed: 2026-11-21
order: 1
audience: all
---
We answer **within 4 hours** on [working days](days.md), see ` + "`az login`" + `.

## Days {#days}

- Monday to Friday, 9 to 17
- 1,000 people & more < few

## Phone {#phone}

Call us\
at 112 or [write](mailto:a@b.example).

` + "`+1 555`" + `
`,
		"content/ru/hours.md": `---
title: Часы
description: Когда мы на месте.
made: machine
reviewed: no
---
Мы отвечаем **в течение 4 часов** по [рабочим дням](days.md), см. ` + "`az login`" + `.

## Дни {#days}

- С понедельника по пятницу, с 9 до 17
- 1000 человек & больше < мало
`,
		"i18n/en.yaml": "home: \"Start\"\nfound:\n  one: \"{{ .Count }} page\"\n  other: \"{{ .Count }} pages\"\n",
		"i18n/ru.yaml": "home: Начало # как в меню\n",
	} {
		out[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return out
}

// filled is a file of the small project with its translations.
func filled(t *testing.T, format Format) string {
	f := Collect(load(t, small()), "ru", true)
	words := map[string][]Span{
		"phone":                   {{Text: "Телефон"}},
		"phone ":                  {{Text: "Звоните"}, {Kind: Alone, Code: "1"}, {Text: "по номеру 112 или "}, {Kind: Open, Code: "2"}, {Text: "пишите"}, {Kind: Close, Code: "2"}, {Text: "."}},
		`plural form "one"`:       {{Kind: Alone, Code: "1"}, {Text: " страница"}},
		`plural form "few"`:       {{Kind: Alone, Code: "1"}, {Text: " страницы"}},
		`plural form "many"`:      {{Kind: Alone, Code: "1"}, {Text: " страниц"}},
		`plural form "other"`:     {{Kind: Alone, Code: "1"}, {Text: " страницы"}},
		"no segment has this key": nil,
	}
	each(f, func(_ *Text, s *Segment) {
		key := s.Kind
		if strings.HasPrefix(s.ID, "phone.") {
			key = map[string]string{"heading": "phone", "paragraph": "phone "}[s.Kind]
		}
		if len(s.Target) == 0 {
			s.Target, s.State = words[key], Done
		} else if s.State == Review {
			s.State = Done
		}
	})
	return string(Write(f, format))
}

// TestTaken imports what is missing in the small project.
func TestTaken(t *testing.T) {
	want := map[string]string{
		"content/ru/hours.md": string(small()["content/ru/hours.md"].Data) + "\n## Телефон {#phone}\n\nЗвоните\\\nпо номеру 112 или [пишите](mailto:a@b.example).\n\n`+1 555`\n",
		"i18n/ru.yaml":        "home: Начало # как в меню\nfound:\n  one: \"{{ .Count }} страница\"\n  few: \"{{ .Count }} страницы\"\n  many: \"{{ .Count }} страниц\"\n  other: \"{{ .Count }} страницы\"\n",
	}
	for _, format := range Formats() {
		p := load(t, small())
		res, l := Import(p, clean(t, []byte(filled(t, format))), byPerson)
		for _, d := range l {
			t.Errorf("%s: %s %s", format, d.Code, d.Message)
		}
		for name, text := range want {
			if string(res.Files[name]) != text {
				t.Errorf("%s: %s:\n%s", format, name, res.Files[name])
			}
		}
		if len(res.Files) != 2 || res.Segments != 6 || res.Stamped != 7 || len(res.Open) > 0 {
			t.Errorf("%s: %d files, %d segments, %d stamped, open %q", format, len(res.Files), res.Segments, res.Stamped, res.Open)
		}
		for name, led := range res.Ledgers {
			for _, e := range led.Entries {
				if e.Made != "person" || e.Reviewed != "no" || e.Day != "2026-11-28" {
					t.Errorf("%s: %s: %+v", format, name, e)
				}
			}
		}
	}
}

// TestRefused spoils a file in many ways. Each is reported with its code, in the
// line where it is and with the segment, and what it spoils is not taken.
func TestRefused(t *testing.T) {
	for _, c := range []struct {
		name     string
		format   Format
		old, new string
		code     string
		says     string
	}{
		{"a lost pair", XLIFF12, `<g id="1" ctype="bold">в течение 4 часов</g>`, "в течение 4 часов", "exchange-mark", "placeholder 1 is lost (strong)"},
		{"a lost link", XLIFF12, `<g id="2" ctype="link" equiv-text="days.md">рабочим дням</g>`, "рабочим дням", "exchange-mark", "placeholder 2 is lost (link days.md)"},
		{"lost code", XLIFF12, `, см. <x id="3" ctype="x-code" equiv-text="az login"/>`, "", "exchange-mark", "placeholder 3 is lost (code az login)"},
		{"an invented placeholder", XLIFF12, "<target state=\"translated\">Часы", `<target state="translated"><x id="9"/>Часы`, "exchange-mark", "placeholder 9 is invented"},
		{"an invented link", PO, "msgstr \"Часы\"", "msgstr \"<1>Часы</1>\"", "exchange-mark", "placeholder 1 is invented"},
		{"a doubled placeholder", XLIFF12, "дням</g>, см. ", `дням</g>, <x id="3"/> см. `, "exchange-mark", "placeholder 3 stands twice"},
		{"crossed placeholders", PO, "<1>в течение 4 часов</1> по <2>рабочим дням</2>", "<1>в течение 4 <2>часов</1> по рабочим дням</2>", "exchange-mark", "inside another one"},
		{"a placeholder without its end", PO, "часов</1>", "часов", "exchange-mark", "placeholder"},
		{"a link without words", XLIFF12, ">рабочим дням</g>", "></g>рабочим дням", "exchange-mark", "placeholder 2 holds no words"},
		{"the wrong kind", XLIFF20, `<ph id="3" canCopy="no" canDelete="no" type="other" subType="signpost:code" disp="az login"/>.</target>`, `<pc id="3">az</pc>.</target>`, "exchange-mark", "wrong kind"},
		{"a broken tag", PO, "<1>в течение", "<1 в течение", "exchange-mark", "a tag is broken"},
		{"an element among the words", XLIFF12, ">Часы<", "><b>Часы</b><", "exchange-mark", "an element \"b\" among the words"},
		{"a lost line break", XLIFF20, `Звоните<ph id="1" canCopy="no" canDelete="no" type="fmt" subType="xlf:lb"/>`, "Звоните ", "exchange-mark", "placeholder 1 is lost (break)"},
		{"a lost variable", PO, "msgstr \"<1/> страниц\"", "msgstr \"страниц\"", "exchange-mark", "placeholder 1 is lost (variable {{ .Count }})"},
		{"another number", XLIFF12, "в течение 4 часов", "в течение 8 часов", "exchange-number", "the number 4 is lost"},
		{"an invented number", XLIFF12, ">Когда мы на месте.", ">Когда мы на месте 24 часа.", "exchange-number", "the number 24 is not in the source"},
		{"a lost number", PO, "по номеру 112", "по номеру", "exchange-number", "the number 112 is lost"},
		{"digits of a large number", XLIFF20, ">1000 человек", ">100 человек", "exchange-number", "the number 1000 is lost"},
		{"a damaged id", XLIFF12, `<trans-unit id="days.`, `<trans-unit id="dais.`, "exchange-unit", "no segment \"dais."},
		{"an id twice", PO, "msgctxt \"content/ru/hours.md#_description.94ef5f10\"\n", "msgctxt \"content/ru/hours.md#_title.49543719\"\n", "exchange-unit", "stands twice"},
		{"a segment taken out", XLIFF12, "<trans-unit", "", "exchange-unit", "came back without its segment"},
		{"a changed source", XLIFF12, "<source>When we are there.", "<source>When we were there.", "exchange-source", "the source is not what the project has"},
		{"a placeholder of the source", XLIFF20, `<source>We answer <pc id="1"`, `<source>We answer <pc id="7"`, "exchange-source", "the source is not"},
		{"an emptied translation", XLIFF12, ">Когда мы на месте.<", "><", "exchange-target", "the translation is gone"},
		{"blanks alone", PO, "msgstr \"Телефон\"", "msgstr \"  \"", "exchange-section", "not all of it is translated"},
		{"a character that hides", XLIFF12, ">Часы<", ">Ча&#x202E;сы<", "exchange-target", "invisible character U+202E"},
		{"another language", XLIFF12, `target-language="ru"`, `target-language="uk"`, "exchange-file", "from \"en\" to \"ru\", and before it was from \"en\" to \"uk\""},
		{"another text", XLIFF20, `original="content/ru/hours.md"`, `original="../../etc/passwd"`, "exchange-file", "has no text \"../../etc/passwd\""},
		{"another version", XLIFF20, `version="2.0"`, `version="2.2"`, "exchange-file", "XLIFF of version \"2.2\""},
		{"a document type", XLIFF12, "<xliff", "<!DOCTYPE xliff [<!ENTITY a \"b\">]>\n<xliff", "exchange-syntax", "a document type"},
		{"an entity", XLIFF12, ">Часы<", ">&hours;<", "exchange-syntax", "invalid character entity &hours;"},
		{"an instruction", XLIFF20, "<xliff", "<?php echo 1 ?>\n<xliff", "exchange-syntax", "an instruction \"php\""},
		{"a file cut off", XLIFF12, "</body>", "", "exchange-syntax", "no XML that is read here"},
		{"an attribute twice", XLIFF20, `<unit id=`, `<unit id="a" id=`, "exchange-syntax", "attribute \"id\" stands twice"},
		{"too deep", XLIFF12, ">Часы<", ">" + strings.Repeat("<mrk mtype=\"x-a\">", 30) + "Часы" + strings.Repeat("</mrk>", 30) + "<", "exchange-syntax", "nested deeper than 24"},
		{"no such state", XLIFF20, `state="translated"`, `state="perfect"`, "exchange-syntax", "there is no state \"perfect\""},
		{"a plural of gettext", PO, "msgid \"Start\"", "msgid \"Start\"\nmsgid_plural \"Starts\"", "exchange-syntax", "a plural of gettext"},
		{"a line of something else", PO, "msgid \"Start\"", "hello", "exchange-syntax", "no line of PO"},
		{"an escape that there is not", PO, "msgstr \"Часы\"", `msgstr "Ча\x41сы"`, "exchange-syntax", "no line of PO"},
		{"not UTF-8", PO, "Часы", "\xff", "file-encoding", "not UTF-8"},
		{"a form left out", XLIFF12, `<x id="1" ctype="x-variable" equiv-text="{{ .Count }}"/> страниц</target>`, "</target>", "exchange-section", "lacks some of its plural forms"},
		{"half a section", XLIFF12, `>Телефон<`, `><`, "exchange-section", "not all of it is translated"},
		{"half a word bold", XLIFF12, `Мы отвечаем <g id="1" ctype="bold">в течение`, `Мы отвечаем<g id="1" ctype="bold">«в» течение`, "exchange-target", "no Markdown says this"},
	} {
		t.Run(c.name, func(t *testing.T) {
			before := filled(t, c.format)
			i := strings.Index(before, c.old)
			if c.code == "exchange-unit" && strings.HasPrefix(c.says, "came back") {
				i = strings.Index(before, `<trans-unit id="days.`) // one of several
				end := i + strings.Index(before[i:], "</trans-unit>") + len("</trans-unit>")
				c.old = before[i:end]
			}
			if i < 0 {
				t.Fatalf("nothing to spoil: %s", before)
			}
			after := before[:i] + c.new + before[i+len(c.old):]
			f, l := Read("in", []byte(after))
			res := &Result{}
			if f != nil && !l.HasErrors() {
				res, l = Import(load(t, small()), f, byPerson)
			}
			found := slices.IndexFunc(l, func(d diag.Diagnostic) bool { return d.Code == c.code && strings.Contains(d.Message, c.says) })
			if found < 0 {
				t.Fatalf("not refused so: %+v", l)
			}
			if d := l[found]; d.Pos.Line < 1 || d.Pos.Line > bytes.Count([]byte(after), []byte("\n"))+1 || d.Pos.File != "in" {
				t.Errorf("at %s", d.Pos)
			} else if where := before[:i]; c.code == "exchange-mark" || c.code == "exchange-number" {
				// From the segment's first line to the place itself.
				from := max(strings.LastIndex(where, "<trans-unit"), strings.LastIndex(where, "<unit"), strings.LastIndex(where, "\nmsgctxt")+1)
				first, last := 1+strings.Count(where[:from], "\n"), 1+strings.Count(where, "\n")
				if d.Pos.Line < first || d.Pos.Line > last || !strings.Contains(d.Message, "segment \"") {
					t.Errorf("%s, want line %d to %d: %s", d.Pos, first, last, d.Message)
				}
			}
			for name, text := range res.Files {
				if bytes.Contains(text, []byte("в течение 8")) || bytes.Contains(text, []byte("24 часа")) {
					t.Errorf("%s was written:\n%s", name, text)
				}
			}
		})
	}
}

// TestAccept takes a number that a person says is right.
func TestAccept(t *testing.T) {
	file := strings.Replace(filled(t, PO), "по номеру 112", "по номеру 113", 1)
	f := clean(t, []byte(file))
	id := ""
	each(f, func(_ *Text, s *Segment) {
		if strings.Contains(text(s.Target), "113") {
			id = s.ID
		}
	})
	o := byPerson
	if o.Accept = []string{id}; id == "" {
		t.Fatal("no segment")
	}
	res, l := Import(load(t, small()), f, o)
	if len(l) > 0 || !bytes.Contains(res.Files["content/ru/hours.md"], []byte("113")) {
		t.Errorf("%v", l)
	}
}

// TestStates stamps what is finished, and only that.
func TestStates(t *testing.T) {
	whole := filled(t, XLIFF12)
	review := strings.Replace(whole, `state="translated">Телефон`, `state="needs-review-translation">Телефон`, 1)
	res, l := Import(load(t, small()), clean(t, []byte(review)), byPerson)
	if len(l) > 0 || !slices.Equal(res.Open, []string{"content/ru/hours.md#phone"}) || res.Files["content/ru/hours.md"] == nil {
		t.Errorf("%v, open %q", l, res.Open)
	}
	if e := res.Ledgers["translations/ru/content/hours.yaml"].Entry("phone"); e != nil {
		t.Errorf("a section that needs review is in the ledger: %+v", e)
	}
	o := byPerson
	o.By = ""
	if res, _ = Import(load(t, small()), clean(t, []byte(whole)), o); res.Unsigned == "" {
		t.Error("nobody asked who translated")
	}
	machine := strings.ReplaceAll(whole, `state="translated"`, `state="translated" state-qualifier="mt-suggestion"`)
	res, _ = Import(load(t, small()), clean(t, []byte(machine)), o)
	if e := res.Ledgers["translations/ru/content/hours.yaml"].Entry("phone"); res.Unsigned != "" || e == nil || e.Made != "machine" {
		t.Errorf("unsigned %q, %+v", res.Unsigned, e)
	}

	// Words that are others end a review, whether finished or not.
	files := small()
	maps.Copy(files, with(files, res))
	for name, led := range res.Ledgers {
		for i := range led.Entries {
			led.Entries[i].Reviewed = "2026-11-29"
		}
		files[name] = &fstest.MapFile{Data: led.Bytes()}
	}
	p := load(t, files)
	all := string(Write(Collect(p, "ru", true), XLIFF12))
	if !strings.Contains(all, `<target state="final">Телефон`) || strings.Contains(string(Write(Collect(p, "ru", false), XLIFF12)), "<file") {
		t.Errorf("reviewed and up to date, and exported as something else:\n%s", all)
	}
	res, l = Import(p, clean(t, []byte(strings.Replace(all, ">Телефон", ">Номер", 1))), byPerson)
	if len(l) > 0 || len(res.Ledgers) != 1 || len(res.Files) != 1 {
		t.Fatalf("%v, %d ledgers", l, len(res.Ledgers))
	}
	for _, e := range res.Ledgers["translations/ru/content/hours.yaml"].Entries {
		if want := map[bool]string{true: "no", false: "2026-11-29"}[e.ID == "phone"]; e.Reviewed != want {
			t.Errorf("%s: reviewed %s", e.ID, e.Reviewed)
		}
	}
}

// TestDrifted holds a translation whose source has changed against the new
// source: what it lacked before is no excuse, but for emphasis.
func TestDrifted(t *testing.T) {
	files := small()
	p := load(t, files)
	res, l := Import(p, clean(t, []byte(filled(t, XLIFF12))), byPerson)
	if len(l) > 0 {
		t.Fatal(l)
	}
	files = with(files, res)
	edit := func(old, new string) {
		text := string(files["content/en/hours.md"].Data)
		if !strings.Contains(text, old) {
			t.Fatalf("no %q", old)
		}
		files["content/en/hours.md"] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
	}
	edit("**within 4 hours**", "*at once*, **within 8 hours**")
	edit("see `az login`", "see `az login` and [rights](rights.md)")
	f := Collect(load(t, files), "ru", false)
	if f.Segments() != 1 || f.Texts[0].Units[0].Segments[0].State != Review {
		t.Fatalf("%+v", f)
	}
	whole := string(Write(f, PO))
	if !strings.Contains(whole, "#, fuzzy\n") || !strings.Contains(whole, "it states other numbers") {
		t.Error(whole)
	}
	for _, c := range []struct{ target, says string }{
		{"Мы отвечаем <2>в течение 4 часов</2> по <3>рабочим дням</3>, см. <4/>!", "placeholder 5 is lost (link rights.md)|the number 8 is lost, and 4 is not in the source"},
		{"Мы отвечаем <2>в течение 8 часов</2> по <3>рабочим дням</3>, см. <4/> и <5>права</5>.", ""},
	} {
		i := strings.LastIndex(whole, "msgstr ")
		back := strings.Replace(whole[:i], "#, fuzzy\n", "", 1) + "msgstr \"" + c.target + "\"\n"
		res, l := Import(load(t, files), clean(t, []byte(back)), byPerson)
		var says []string
		for _, d := range l {
			says = append(says, d.Message[strings.LastIndex(d.Message, "\": ")+3:])
		}
		if strings.Join(says, "|") != c.says {
			t.Errorf("%q: %q", c.target, says)
		}
		if ok := c.says == ""; ok != (res.Stamped == 1) || ok && !bytes.Contains(res.Files["content/ru/hours.md"], []byte("[права](rights.md)")) {
			t.Errorf("%q: %d stamped, %s", c.target, res.Stamped, res.Files)
		}
	}
}

// TestLinks pairs links of two languages that lead to the same place.
func TestLinks(t *testing.T) {
	k := linker{p: load(t, small()), lang: "ru", from: "content/en/hours.md", to: "content/ru/hours.md"}
	for _, c := range []struct {
		a, b string
		same bool
	}{
		{"days.md", "./days.md", true},
		{"days.md#x", "days.md#x", true},
		{"days.md#x", "days.md#y", false},
		{"days.md", "nights.md", false},
		{"https://learn.example/en-us/azure/", "https://learn.example/ru-ru/azure/", true},
		{"https://learn.example/en-us/azure/", "https://learn.example/ru-ru/office/", false},
		{"tel:112", "tel:113", false},
	} {
		if k.key(c.a) == k.key(c.b) != c.same {
			t.Errorf("%s and %s: %t", c.a, c.b, !c.same)
		}
	}
	for from, want := range map[string]string{"hours.md#days": "hours.md#days", "../en/hours.md": "hours.md", "#days": "#days", "none.md": "none.md", "https://a.example/": "https://a.example/"} {
		if got := k.local(from); got != want {
			t.Errorf("%s: %s, want %s", from, got, want)
		}
	}
}
