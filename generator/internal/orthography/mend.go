package orthography

import (
	"bytes"
	"cmp"
	"slices"
	"strings"

	"signpost/generator/internal/locale"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/source"
)

// passes is how often a file is gone through at most: mending one thing can
// bring another to light.
const passes = 8

// Mended is what Mend made of a file.
type Mended struct {
	Data []byte // the whole file; the bytes given where nothing was mended
	// Count is how many places were mended, by code.
	Count map[string]int
	// Refused is whether something was left, as the file would be read otherwise
	// with it: a sign was part of its Markdown.
	Refused bool
}

// Mend writes what can be mended for certain in the words of a Markdown file.
// raw are its bytes as they are on the disk: a byte order mark and Windows line
// ends stay, as does every byte that is not part of the words. Mending twice
// is mending once. What has a code in skip stays.
func Mend(file string, raw []byte, keys prose.Keys, tag string, skip ...string) Mended {
	return mend(file, raw, tag, skip, func(data []byte) ([]passage, string) {
		d, _ := prose.Parse(file, data, keys)
		// Offsets of the body are those of the file less what its front matter is
		// longer than its lines.
		shift := len(data) - len(d.Body())
		all := front(d, data)
		for _, p := range body(d) {
			moved := slices.Clone(p.pieces)
			for i := range moved {
				moved[i].Start += shift
				moved[i].End += shift
			}
			all = append(all, passage{data, moved})
		}
		return all, d.Shape()
	})
}

// MendStrings does the same for the strings of a catalogue.
func MendStrings(file string, raw []byte, tag string, skip ...string) Mended {
	return mend(file, raw, tag, skip, func(data []byte) ([]passage, string) { return catalogue(file, data), "" })
}

// edit puts other bytes in the place of some of a file.
type edit struct {
	at, n int
	with  string
	code  string
}

func mend(file string, raw []byte, tag string, skip []string, read func([]byte) ([]passage, string)) Mended {
	out := Mended{Data: raw, Count: map[string]int{}}
	o := languageOf(tag)
	for range passes {
		data, l := source.Text(file, out.Data)
		if data == nil || l.HasErrors() {
			return out
		}
		before, shape := read(data)
		edits := edits(before, o, tag, skip)
		if len(edits) == 0 {
			break
		}
		next := apply(out.Data, edits)
		clean, _ := source.Text(file, next)
		if after, now := read(clean); shape != now || !same(before, after) {
			out.Refused = true
			break
		}
		for _, e := range edits {
			out.Count[e.code]++
		}
		out.Data = next
	}
	return out
}

// edits lists what is to be mended, in order, none over another.
func edits(all []passage, o *orthography, tag string, skip []string) []edit {
	var out []edit
	f := finder{o: o}
	for _, p := range all {
		found := f.find(lineOf(p.pieces))
		for i, mends := range p.mendable(found) {
			if x := found[i]; mends && !slices.Contains(skip, x.code) {
				out = append(out, edit{p.offset(x.at), x.n, x.with, x.code})
			}
		}
	}
	if len(out) == 0 && !slices.Contains(skip, "typography-nobreak") { // letters and signs first: they say what a space binds
		if missing, there := bound(all, o, tag); missing >= fewest && missing > there {
			out = bindings(all, tag)
		}
	}
	slices.SortStableFunc(out, func(a, b edit) int { return cmp.Compare(a.at, b.at) })
	return out
}

// bindings writes the spaces that may not break. The joiner behind a hyphen,
// which is no space, stays with the build.
func bindings(all []passage, tag string) []edit {
	var out []edit
	set := locale.NewTypesetter(tag)
	for _, p := range all {
		for i, s := range set.Parts(texts(p.pieces)) {
			old := p.pieces[i]
			if !strings.Contains(old.Text, "\u2060") {
				s = strings.ReplaceAll(s, "\u2060", "")
			}
			if old.Literal && s != old.Text {
				out = append(out, edit{old.Start, len(old.Text), s, "typography-nobreak"})
			}
		}
	}
	return out
}

// apply makes the edits, whose offsets count in the text without a byte order
// mark and with plain line ends, in the bytes of the file.
func apply(raw []byte, edits []edit) []byte {
	var out bytes.Buffer
	from, plain := 0, 0 // the same place in raw and in the plain text
	if bytes.HasPrefix(raw, []byte("\ufeff")) {
		from = len("\ufeff")
		out.Write(raw[:from])
	}
	for _, e := range edits {
		for plain < e.at {
			if bytes.HasPrefix(raw[from:], []byte("\r\n")) {
				out.WriteByte('\r')
				from++
			}
			out.WriteByte(raw[from])
			from++
			plain++
		}
		out.WriteString(e.with)
		from += e.n
		plain += e.n
	}
	out.Write(raw[from:])
	return out.Bytes()
}

// same reports whether two readings of a file have the same structure: as many
// passages, each with its code, addresses and images where they were.
func same(a, b []passage) bool {
	return slices.EqualFunc(a, b, func(a, b passage) bool {
		return strings.Count(lineOf(a.pieces).text, object) == strings.Count(lineOf(b.pieces).text, object)
	})
}
