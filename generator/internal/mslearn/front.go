package mslearn

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/source"
)

// field is a key of the front matter as it came.
type field struct{ key, value string }

// load reads the file of a page: front matter and lines.
func (f *folder) load(p *page) {
	p.made, p.locale = "person", strings.ToLower(f.opt.Lang)
	if p.kind != "" {
		f.loadYAML(p)
		return
	}
	data := f.read(p.file, maxPage)
	if data == nil {
		return
	}
	if !strings.HasPrefix(string(data), "---\n") {
		f.report(f.at(p.file, 1, 1), "mslearn-front", "the page has no front matter").Hint =
			"its title is its first heading; it counts as made by a person"
		p.lines = f.linesOf(p.file, data, 1)
		return
	}
	meta, body, l := source.FrontMatter(f.at(p.file, 1, 1).File, data)
	f.soften(l)
	if body == nil { // the front matter has no end
		p.lines = f.linesOf(p.file, data, 1)
		return
	}
	f.metadata(p, meta)
	p.lines = f.linesOf(p.file, body, 1) // its line numbers are those of the file
	for len(p.lines) > 0 && strings.TrimSpace(p.lines[0].text) == "" {
		p.lines = p.lines[1:]
	}
}

// sameLocale gives pages that do not say in which locale they are read the one of
// the others.
func (f *folder) sameLocale() {
	said := slices.IndexFunc(f.pages, func(p *page) bool { return p.metaOf("ms.contentlocale") != "" })
	if said < 0 {
		return
	}
	for _, p := range f.pages {
		if p.metaOf("ms.contentlocale") == "" {
			p.locale = f.pages[said].locale
		}
	}
}

// soften takes what the reader of YAML reports as warnings: the page comes
// along with what could be read.
func (f *folder) soften(l diag.List) {
	for _, d := range l {
		x := f.report(d.Pos, "mslearn-front", "%s", d.Message)
		x.Hint, x.Related = d.Hint, d.Related
	}
}

var locales = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z]+)*$`)

// metadata takes the keys that Signpost has a meaning for, and all of them as
// they came.
func (f *folder) metadata(p *page, meta *source.Node) {
	if meta == nil || meta.Kind != source.Map {
		return
	}
	for _, e := range meta.Entries {
		v := ""
		switch e.Value.Kind {
		case source.Scalar:
			v = strings.Join(strings.Fields(e.Value.Value), " ")
		case source.List:
			var items []string
			for _, item := range e.Value.Items {
				items = append(items, strings.TrimSpace(item.Value))
			}
			v = strings.Join(items, ", ")
		default:
			f.report(e.Pos, "mslearn-front", "key %q holds a map, and is left out", e.Key)
			continue
		}
		key := visible(e.Key)
		v = visible(v)
		switch key {
		case "description":
			p.description = v
			continue
		case "title":
			p.title = v
		case "ms.translationtype":
			switch v {
			case "MT":
				p.made = "machine"
			case "HT":
			default:
				f.report(e.Value.Pos, "mslearn-front", "ms.translationtype %q is neither MT nor HT", v).Hint =
					"the page counts as made by a machine, which promises less"
				p.made = "machine"
			}
		case "ms.contentlocale":
			if locales.MatchString(v) {
				p.locale = strings.ToLower(v)
			}
			if lang, _, _ := strings.Cut(v, "-"); !strings.EqualFold(lang, strings.SplitN(f.opt.Lang, "-", 2)[0]) {
				f.report(e.Value.Pos, "mslearn-front", "the page is in %q, and imported as %q", v, f.opt.Lang)
			}
		}
		p.meta = append(p.meta, field{key, v})
	}
}

// alone reports whether the source language does not have a page, so that it
// says of itself where it stands.
func (f *folder) alone(p *page) bool {
	return f.theirs != nil && !f.theirs[p.out] && f.opt.Theirs[p.out] == nil
}

func (f *folder) keys(p *page) prose.Keys {
	if f.alone(p) {
		return prose.KeysAlone()
	}
	return prose.KeysOf(true, f.opt.Main)
}

// front writes the front matter of a page.
func (f *folder) front(p *page) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s\ndescription: %s\nmade: %s\nreviewed: no\n", scalar(p.title), scalar(p.description), p.made)
	if (f.opt.Main || f.alone(p)) && p.order > 0 {
		fmt.Fprintf(&b, "order: %d\n", p.order)
	}
	b.WriteString("origin:\n")
	fmt.Fprintf(&b, "  file: %s\n", scalar(p.file))
	for _, m := range p.meta {
		if m.value == "" || m.key == "file" || m.key == hashKey || m.key == "title" && m.value == p.title {
			continue
		}
		fmt.Fprintf(&b, "  %s: %s\n", scalar(m.key), scalar(m.value))
	}
	b.WriteString("---\n")
	return b.String()
}

// hashKey is the fact of the origin that says what the page was when it was
// imported: a hash of it without this line.
const hashKey = "imported"

var hashLine = regexp.MustCompile(`(?m)^  ` + hashKey + `: .*\n`)

// hashOf is the hash of a page without the line that holds it.
func hashOf(data []byte) string {
	if at := hashLine.FindIndex(data[:max(0, bytes.Index(data, []byte("\n---\n"))+1)]); at != nil {
		data = append(bytes.Clone(data[:at[0]]), data[at[1]:]...)
	}
	return fmt.Sprintf("%x", sha256.Sum256(data))[:16]
}

// signed adds the hash to a page, at the end of its front matter, where its
// origin stands.
func signed(data []byte) []byte {
	at := bytes.Index(data, []byte("\n---\n")) + 1
	line := fmt.Sprintf("  %s: %q\n", hashKey, hashOf(data))
	return append(append(bytes.Clone(data[:at]), line...), data[at:]...)
}

// Untouched reports whether a page is as it was imported.
func Untouched(data []byte, origin map[string]string) bool {
	return origin[hashKey] != "" && origin[hashKey] == hashOf(data)
}

var plainScalar = regexp.MustCompile(`^[\p{L}\p{N}/(][^\x00-\x1f]*$`)

// scalar writes a text as YAML: plain where that is what it looks like.
func scalar(s string) string {
	if plainScalar.MatchString(s) && !strings.Contains(s, ": ") && !strings.Contains(s, " #") &&
		!strings.HasSuffix(s, ":") && strings.TrimSpace(s) == s {
		return s
	}
	r := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", " ", "\t", " ")
	return `"` + r.Replace(s) + `"`
}
