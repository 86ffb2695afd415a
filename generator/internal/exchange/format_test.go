package exchange

import (
	"encoding/xml"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// rule is what the schema of XLIFF says of an element, as far as it is written
// here: its attributes, the required ones with "!", and its children in the order
// in which they have to stand, "*" behind those that may repeat. text is whether
// words may stand in it.
type rule struct {
	attrs, children string
	text            bool
}

// From xliff-core-1.2-strict.xsd.
var rules12 = map[string]rule{
	"xliff":      {"version! xmlns", "file*", false},
	"file":       {"original! source-language! target-language datatype!", "header body", false},
	"header":     {"", "note*", false},
	"note":       {"", "", true},
	"body":       {"", "group*", false},
	"group":      {"id resname", "note* trans-unit*", false},
	"trans-unit": {"id! resname space", "source target note*", false},
	"source":     {"", "g* x*", true},
	"target":     {"state", "g* x*", true},
	"g":          {"id! ctype equiv-text", "g* x*", true},
	"x":          {"id! ctype equiv-text", "", false},
}

// From xliff_core_2.0.xsd.
var rules20 = map[string]rule{
	"xliff":   {"version! xmlns srcLang! trgLang", "file*", false},
	"file":    {"id! original", "notes group*", false},
	"notes":   {"", "note*", false},
	"note":    {"", "", true},
	"group":   {"id! name", "notes unit*", false},
	"unit":    {"id! name space", "notes segment*", false},
	"segment": {"state subState", "source target", false},
	"source":  {"", "pc* ph*", true},
	"target":  {"", "pc* ph*", true},
	"pc":      {"id! canCopy canDelete type subType dispStart", "pc* ph*", true},
	"ph":      {"id! canCopy canDelete type subType disp", "", false},
}

var (
	nmtoken = regexp.MustCompile(`^[A-Za-z0-9._:-]+$`)
	values  = map[string]*regexp.Regexp{
		"ctype":    regexp.MustCompile(`^(bold|italic|link|image|lb|x-\S+)$`),
		"state":    regexp.MustCompile(`^(new|needs-review-translation|translated|final|initial)$`),
		"datatype": regexp.MustCompile(`^x-\S+$`),
		"type":     regexp.MustCompile(`^(fmt|ui|quote|link|image|other)$`),
		"subType":  regexp.MustCompile(`^[^\s:]+:[^\s:]+$`),
		"subState": regexp.MustCompile(`^[^\s:]+:[^\s:]+$`),
		"canCopy":  regexp.MustCompile(`^(yes|no)$`),
		"space":    regexp.MustCompile(`^preserve$`),
	}
)

// valid holds a file against rules, and lists what is wrong with it.
func valid(data []byte, rules map[string]rule) []string {
	var wrong []string
	type open struct {
		name string
		last int // of the children
		ids  map[string]bool
	}
	var stack []*open
	d := xml.NewDecoder(strings.NewReader(string(data)))
	report := func(format string, args ...any) {
		line, _ := d.InputPos()
		wrong = append(wrong, fmt.Sprintf("%d: ", line)+fmt.Sprintf(format, args...))
	}
	ids := map[string]bool{} // of units, groups and files, by file
	for {
		token, err := d.Token()
		if err == io.EOF {
			return wrong
		}
		if err != nil {
			return append(wrong, err.Error())
		}
		switch token := token.(type) {
		case xml.StartElement:
			name := token.Name.Local
			r, ok := rules[name]
			if !ok {
				report("no element %q", name)
			}
			if n := len(stack); n > 0 {
				parent := stack[n-1]
				list := strings.Fields(rules[parent.name].children)
				i := slices.IndexFunc(list, func(c string) bool { return strings.TrimSuffix(c, "*") == name })
				mixed := rules[parent.name].text
				switch {
				case i < 0:
					report("%q in %q", name, parent.name)
				case !mixed && (i < parent.last || i == parent.last && !strings.HasSuffix(list[i], "*")):
					report("%q in %q not in its place", name, parent.name)
				}
				parent.last = i
			}
			got := map[string]string{}
			for _, a := range token.Attr {
				got[a.Name.Local] = a.Value
				if !slices.ContainsFunc(strings.Fields(r.attrs), func(s string) bool { return strings.TrimSuffix(s, "!") == a.Name.Local }) {
					report("no attribute %q in %q", a.Name.Local, name)
				}
				if v := values[a.Name.Local]; v != nil && !v.MatchString(a.Value) {
					report("%s=%q", a.Name.Local, a.Value)
				}
			}
			for _, a := range strings.Fields(r.attrs) {
				if want, must := strings.CutSuffix(a, "!"); must && got[want] == "" {
					report("%q without %q", name, want)
				}
			}
			switch name {
			case "file":
				ids = map[string]bool{}
			case "trans-unit", "unit", "group":
				key := strings.TrimPrefix(name, "trans-") + got["id"]
				if ids[key] || !nmtoken.MatchString(got["id"]) {
					report("id %q of %q", got["id"], name)
				}
				ids[key] = true
			case "g", "x", "pc", "ph": // once in each source and target
				for _, o := range stack {
					if o.ids != nil {
						if o.ids[got["id"]] {
							report("placeholder %q twice", got["id"])
						}
						o.ids[got["id"]] = true
					}
				}
			}
			o := &open{name: name, last: -1}
			if name == "source" || name == "target" {
				o.ids = map[string]bool{}
			}
			stack = append(stack, o)
		case xml.EndElement:
			stack = stack[:len(stack)-1]
		case xml.CharData:
			if n := len(stack); n > 0 && !rules[stack[n-1].name].text && strings.TrimSpace(string(token)) != "" {
				report("words in %q", stack[n-1].name)
			}
		}
	}
}

// TestValid holds what is written against the schemas' rules.
func TestValid(t *testing.T) {
	p := load(t, repository())
	for _, lang := range p.Config.Languages[1:] {
		f := Collect(p, lang, true)
		for format, rules := range map[Format]map[string]rule{XLIFF12: rules12, XLIFF20: rules20} {
			for _, w := range valid(Write(f, format), rules) {
				t.Errorf("%s %s: %s", lang, format, w)
			}
		}
	}
	for format, rules := range map[Format]map[string]rule{XLIFF12: rules12, XLIFF20: rules20} {
		whole := filled(t, format)
		for _, spoil := range [][2]string{{"<source>", "<note>x</note><source>"}, {" id=", " it="}, {`id="_title.`, `id="_title `}, {"</source>", "</source>words"}} {
			if len(valid([]byte(strings.Replace(whole, spoil[0], spoil[1], 1)), rules)) == 0 {
				t.Errorf("%s: %q is said to be valid", format, spoil[1])
			}
		}
	}
}

// schemas is where Debian's php-symfony-translation has the schemas of XLIFF.
const schemas = "/usr/share/php/Symfony/Component/Translation/Resources/schemas/"

// TestSchemas holds what is written against the schemas themselves, where they and
// xmllint are at hand.
func TestSchemas(t *testing.T) {
	lint, err := exec.LookPath("xmllint")
	if err != nil {
		t.Skip("no xmllint")
	}
	dir := t.TempDir()
	for _, name := range []string{"xliff-core-1.2-strict.xsd", "xliff-core-2.0.xsd", "xml.xsd"} {
		data, err := os.ReadFile(schemas + name)
		if err != nil {
			t.Skip("no schemas of XLIFF")
		}
		// Nothing is fetched.
		data = regexp.MustCompile(`schemaLocation="[^"]*xml\.xsd"`).ReplaceAll(data, []byte(`schemaLocation="xml.xsd"`))
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	p := load(t, repository())
	for _, lang := range p.Config.Languages[1:] {
		for format, schema := range map[Format]string{XLIFF12: "xliff-core-1.2-strict.xsd", XLIFF20: "xliff-core-2.0.xsd"} {
			file := filepath.Join(dir, lang+string(format))
			if err := os.WriteFile(file, Write(Collect(p, lang, true), format), 0o644); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command(lint, "--nonet", "--noout", "--schema", filepath.Join(dir, schema), file).CombinedOutput(); err != nil {
				t.Errorf("%s %s: %v\n%s", lang, format, err, out)
			}
		}
	}
}

// TestOtherPrograms reads what other programs make of a file: segments cut in
// two, pairs written as two marks, words marked, notes of their own.
func TestOtherPrograms(t *testing.T) {
	old12 := `<target state="translated">Мы отвечаем <g id="1" ctype="bold">в течение 4 часов</g>`
	old20 := `<segment state="translated">
     <source>We answer <pc id="1" canCopy="no" canDelete="no" type="fmt" subType="xlf:b">within 4 hours</pc> on `
	for _, c := range []struct {
		name     string
		format   Format
		old, new string
	}{
		{"marked words", XLIFF12, old12, `<target state="signed-off"><mrk mtype="seg" mid="1">Мы отвечаем <g id="1">в течение 4 часов</g></mrk>`},
		{"a pair as two marks", XLIFF12, old12, `<target>Мы отвечаем <bx id="1" rid="1"/>в течение 4 часов<ex id="5" rid="1"/>`},
		{"a memory beside it", XLIFF12, old12, `<seg-source>x</seg-source>` + old12},
		{"another program's own", XLIFF12, "<body>", `<x:y xmlns:x="urn:x"><x:z>words</x:z></x:y><body>`},
		{"indented", XLIFF12, old12, strings.Replace(old12, "отвечаем ", "отвечаем\n        ", 1)},
		{"two marks", XLIFF20, old20, strings.NewReplacer(`<pc id="1" canCopy="no" canDelete="no" type="fmt" subType="xlf:b">`, `<sc id="1"/>`, "</pc>", `<ec startRef="1"/>`).Replace(old20)},
		{"cut in two", XLIFF20, "<source>Monday to Friday, 9 to 17</source>\n     <target>С понедельника по пятницу, с 9 до 17</target>",
			"<source>Monday to Friday,</source><target>С понедельника по пятницу,</target></segment><ignorable><source> </source></ignorable><segment state=\"final\"><source>9 to 17</source><target>с 9 до 17</target>"},
		{"lines of PO", PO, `msgstr "Когда мы на месте."`, "msgstr \"\"\n\"Когда мы \"\n\"на месте.\"\n"},
		{"comments of PO", PO, "\nmsgctxt", "\n#~ msgid \"old\"\n#~ msgstr \"alt\"\n\n#| msgid \"before\"\nmsgctxt"},
		{"line ends of Windows", PO, "\n", "\r\n"},
	} {
		before := filled(t, c.format)
		after := strings.Replace(before, c.old, c.new, 1)
		if c.old == "\n" {
			after = strings.ReplaceAll(before, c.old, c.new)
		}
		if after == before {
			t.Fatalf("%s: nothing to change in\n%s", c.name, before)
		}
		f, l := Read("in", []byte(after))
		res := &Result{}
		if len(l) == 0 {
			res, l = Import(load(t, small()), f, byPerson)
		}
		if len(l) > 0 || res.Segments != 6 {
			t.Errorf("%s: %d segments, %+v", c.name, res.Segments, l)
		}
	}
}

// TestTags writes words that look like tags of PO, and reads them again.
func TestTags(t *testing.T) {
	for words, want := range map[string]string{"a < b": "a < b", "<1>": "&lt;1>", "</2>": "&lt;/2>", "&lt;": "&amp;lt;", "R&D": "R&D", "&amp;": "&amp;amp;", "x<": "x&lt;", "<b>": "<b>", "<ж": "<ж"} {
		got := tagged([]Span{{Text: words}})
		back, ok := untagged(got)
		if got != want || !ok || len(back) != 1 || back[0].Text != words {
			t.Errorf("%q is %q, and again %+v", words, got, back)
		}
	}
}

// TestNumbers compares the numbers of a source and a translation.
func TestNumbers(t *testing.T) {
	for _, c := range []struct{ source, target, lang, want string }{
		{"1,000 users", "1 000 utilisateurs", "fr", ""},
		{"1,000,000 users", "1.000.000 gebruikers", "nl", ""},
		{"99.9%", "99,9 %", "cs", ""},
		{"from 9 a.m. to 6 p.m.", "с 9:00 до 18:00", "ru", ""},
		{"from 9 to 17", "de 9 h à 17 h", "fr", ""},
		{"June 5, 2020", "5 июня 2020 г.", "ru", ""},
		{"within two hours", "в течение 2 ч", "ru", ""},
		{"2 hours", "двух часов", "ru", ""},
		{"24 × 7", "24 h/24 et 7 j/7", "fr", ""},
		{"4 hours", "8 часов", "ru", "4 | 8"},
		{"4 or 4", "4", "nl", "4 | "},
		{"2 hours", "tři hodiny", "cs", "2 | "},
		{"call 112", "bel", "nl", "112 | "},
		{"call", "bel 112", "nl", " | 112"},
		{"6 a.m.", "18:00", "nl", "6 | 18"},
		{"2 hours", "kaksi tuntia", "fi", "2 | "},
	} {
		lost, invented := compareNumbers(c.source, c.target, languages{"en", c.lang})
		got := strings.Join(lost, " ") + " | " + strings.Join(invented, " ")
		if c.want == "" {
			c.want = " | "
		}
		if got != c.want {
			t.Errorf("%q, %q: %q, want %q", c.source, c.target, got, c.want)
		}
	}
}

// FuzzRead reads anything, and imports what can be read: no panic, positions in
// the file, and no text of a unit that was refused.
func FuzzRead(f *testing.F) {
	for _, format := range Formats() {
		f.Add(string(Write(Collect(load(f, small()), "ru", true), format)))
	}
	for _, s := range []string{"", "<", "<xliff", `<xliff version="1.2" xmlns="` + space12 + `"><file/></xliff>`, "msgid", "msgid \"\"\nmsgstr \"Language: ru\\nX-Source-Language: en\\n\"\n\nmsgctxt \"#\"\nmsgid \"<\"\nmsgstr \"</1><1/>\"\n"} {
		f.Add(s)
	}
	p := load(f, small())
	f.Fuzz(func(t *testing.T, s string) {
		file, l := Read("in", []byte(s))
		if file != nil {
			_, more := Import(p, file, byPerson)
			l = append(l, more...)
		}
		for _, d := range l {
			if d.Pos.Line < 1 || d.Pos.Line > strings.Count(s, "\n")+1 || d.Pos.Col < 1 {
				t.Errorf("%s: %s", d.Pos, d.Message)
			}
		}
	})
}
