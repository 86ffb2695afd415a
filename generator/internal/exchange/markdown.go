package exchange

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/source"
)

// edit puts a text in the place of some bytes.
type edit struct {
	start, end int
	text       string
}

// apply makes edits, none of which overlap; those at one place in their order.
func apply(data []byte, edits []edit) []byte {
	sort.SliceStable(edits, func(i, j int) bool { return edits[i].start < edits[j].start })
	var out []byte
	at := 0
	for _, e := range edits {
		out = append(append(out, data[at:e.start]...), e.text...)
		at = e.end
	}
	return append(out, data[at:]...)
}

// writing is a text in Markdown as it becomes.
type writing struct {
	*importer
	edits []edit
	// want is what each division of the translation has to hold in the end.
	want map[string][][]prose.Piece
}

// prose writes the new translations into a page, the words of a flow or of the
// glossary, or makes the file. false where nothing was taken.
func (im *importer) prose() ([]byte, bool) {
	t := im.v.t
	w := writing{importer: im, want: map[string][][]prose.Piece{}}
	if t.Text == nil {
		return w.create()
	}
	data := im.v.p.Source(t.File)
	raw := t.Text.Raw()
	cut := bodyStart(data)
	lead := bytes.Count(data[:cut], []byte("\n")) // of raw, in the place of the front matter
	if !t.Text.Readable() || len(data)-cut != len(raw)-lead {
		im.refuse(im.v.segments, "%s cannot be read well enough to change it", t.File)
		return nil, false
	}
	for id, d := range im.v.have {
		for _, s := range d.Segments {
			w.want[id] = append(w.want[id], s.Pieces)
		}
	}
	for i := range im.v.divisions {
		w.division(i)
	}
	head, ok := w.front(data[:cut])
	if !ok || len(im.news) == 0 {
		return nil, len(im.news) == 0
	}
	out := append(head, apply(raw, w.edits)[lead:]...)
	return w.proven(out)
}

// bodyStart is where the body of a file with front matter begins.
func bodyStart(data []byte) int {
	if i := bytes.Index(data, []byte("\n---\n")); i >= 0 {
		return i + len("\n---\n")
	}
	return len(data)
}

// of lists the segments of a division.
func (w *writing) of(i int) []*live {
	var out []*live
	for _, l := range w.v.segments {
		if l.division == i && l.front == "" {
			out = append(out, l)
		}
	}
	return out
}

// division changes a section where it stands, or makes it anew from the source
// where something in it has no place in the translation yet.
func (w *writing) division(i int) {
	src := w.v.divisions[i]
	segments := w.of(i)
	anew, some := false, false
	for _, l := range segments {
		if _, there := w.news[l]; there {
			some = true
			anew = anew || l.to == nil
		}
	}
	switch {
	case !some:
		return
	case anew:
		w.again(i, src, segments)
		return
	}
	raw := w.v.t.Text.Raw()
	have := w.v.have[src.ID]
	for _, l := range segments {
		spans, there := w.news[l]
		if !there {
			continue
		}
		pieces := l.pieces(spans)
		text, _ := prose.Markdown(l.to.Kind, pieces, prose.Prefix(raw, l.to.Start))
		w.edits = append(w.edits, edit{l.to.Start, l.to.End, text})
		for j := range have.Segments {
			if have.Segments[j].Start == l.to.Start {
				w.want[src.ID][j] = pieces
			}
		}
	}
}

// again makes a section anew.
func (w *writing) again(i int, src prose.Division, segments []*live) {
	text, want, ok := w.translated(src, segments)
	if !ok {
		w.refuse(segments, "%s: section %q is not there as the source has it, and not all of it is translated", w.v.file(), src.ID)
		return
	}
	have, there := w.v.have[src.ID]
	start, end := have.Start, have.End
	if !there {
		start = w.place(i)
		end = start
	} else if lost := len(have.Segments) - paired(segments); lost > 0 {
		w.res.Remarks = append(w.res.Remarks, fmt.Sprintf("%s: section %q was made anew from the source; %d passages that the source does not have are gone", w.v.file(), src.ID, lost))
	}
	raw := w.v.t.Text.Raw()
	text = strings.TrimRight(text, "\n") + "\n"
	if rest := raw[end:]; len(rest) > 0 {
		text += "\n"
	} else if before := raw[:start]; !bytes.HasSuffix(before, []byte("\n\n")) && len(bytes.Trim(before, "\n")) > 0 {
		text = "\n" + text
		if !bytes.HasSuffix(before, []byte("\n")) {
			text = "\n" + text
		}
	}
	w.edits = append(w.edits, edit{start, end, text})
	w.want[src.ID] = want
}

func paired(segments []*live) int {
	n := 0
	for _, l := range segments {
		if l.to != nil {
			n++
		}
	}
	return n
}

// place is where a section goes that the translation does not have: behind the
// nearest one before it that is there.
func (w *writing) place(i int) int {
	for j := i - 1; j >= 0; j-- {
		if d, ok := w.v.have[w.v.divisions[j].ID]; ok {
			return d.End
		}
	}
	return len(w.v.t.Text.Raw())
}

// translated is a division of the source with the words of the translation.
func (w *writing) translated(src prose.Division, segments []*live) (string, [][]prose.Piece, bool) {
	raw := w.v.t.Source.Raw()
	var edits []edit
	var want [][]prose.Piece
	for _, l := range segments {
		pieces := l.target
		if spans, there := w.news[l]; there {
			pieces = l.pieces(spans)
		}
		if l.silent && len(pieces) == 0 {
			pieces = l.pieces(l.sourceSpans)
		}
		if len(pieces) == 0 {
			return "", nil, false
		}
		text, ok := prose.Markdown(l.from.Kind, pieces, prose.Prefix(raw, l.from.Start))
		if !ok {
			return "", nil, false
		}
		edits = append(edits, edit{l.from.Start - src.Start, l.from.End - src.Start, text})
		want = append(want, prose.Tidy(pieces))
	}
	return string(apply(raw[src.Start:src.End], edits)), want, true
}

// words gives the new or old words of a key of the front matter.
func (w *writing) words(front string) (text string, fresh bool) {
	for _, l := range w.v.segments {
		if l.front != front {
			continue
		}
		if spans, there := w.news[l]; there {
			return plain(l.pieces(spans)), true
		}
		return prose.WordsOf(l.target), false
	}
	return "", false
}

func plain(pieces []prose.Piece) string { return prose.WordsOf(prose.Tidy(pieces)) }

// front writes the title, the description and the sentence of a change.
func (w *writing) front(head []byte) ([]byte, bool) {
	out := bytes.Clone(head)
	set := func(key, text string) bool {
		meta, _, _ := source.FrontMatter(w.v.file(), out)
		if meta == nil {
			return false
		}
		for _, e := range meta.Entries {
			if e.Key == key {
				next, ok := source.SetScalar(out, e.Pos, e.Value.Pos, text)
				out = next
				return ok
			}
		}
		out = append(bytes.TrimSuffix(out, []byte("---\n")), key+": "+source.Plain(text)+"\n---\n"...)
		return true
	}
	for _, key := range []string{"title", "description", "change"} {
		text, fresh := w.words(key)
		if !fresh {
			continue
		}
		ok := set(key, text)
		if day := w.v.t.Source.Front.Changed; ok && key == "change" && w.v.t.Text.Front.Changed != day {
			ok = set("changed", day)
		}
		if !ok {
			w.refuse(w.v.segments, "%s: the front matter cannot be changed", w.v.file())
			return nil, false
		}
	}
	return out, true
}

// create makes the file of a translation that is not there.
func (w *writing) create() ([]byte, bool) {
	t := w.v.t
	var body strings.Builder
	for i, src := range w.v.divisions {
		text, want, ok := w.translated(src, w.of(i))
		if !ok {
			w.refuse(w.v.segments, "%s is not there, and not all of it is translated: nothing of section %q, or only a part", w.v.file(), src.ID)
			return nil, false
		}
		body.WriteString(text)
		w.want[src.ID] = want
	}
	made := w.opt.By
	if made == "" {
		made = "person"
		for l := range w.news {
			if w.back[l].Machine {
				made = "machine"
			}
		}
	}
	var head strings.Builder
	head.WriteString("---\n")
	for _, key := range []string{"title", "description"} {
		text, _ := w.words(key)
		if text == "" {
			w.refuse(w.v.segments, "%s is not there, and its %s is not translated", w.v.file(), key)
			return nil, false
		}
		head.WriteString(key + ": " + source.Plain(text) + "\n")
	}
	head.WriteString("made: " + made + "\nreviewed: no\n")
	if text, _ := w.words("change"); text != "" {
		head.WriteString("changed: " + t.Source.Front.Changed + "\nchange: " + source.Plain(text) + "\n")
	}
	return w.proven([]byte(head.String() + "---\n" + body.String()))
}

// proven reads a text again and holds it against what it should be. What a
// translator wrote may mean something else among the rest of a page.
func (w *writing) proven(data []byte) ([]byte, bool) {
	t := w.v.t
	doc, l := prose.Parse(w.v.file(), data, prose.KeysOf(t.Kind == project.PageText, false))
	why := ""
	if l.HasErrors() && !w.broken() {
		i := slices.IndexFunc(l, func(d diag.Diagnostic) bool { return d.Severity == diag.Error })
		why = l[i].Message
	}
	got := map[string]prose.Division{}
	for _, d := range doc.Divisions(t.Kind.Listed()) {
		got[d.ID] = d
	}
	for id, want := range w.want {
		d := got[id]
		if why == "" && (len(want) != len(d.Segments) || slices.ContainsFunc(d.Segments, func(s prose.Segment) bool {
			return !prose.Equal(s.Pieces, want[slices.IndexFunc(d.Segments, func(o prose.Segment) bool { return o.Start == s.Start })])
		})) {
			why = "section " + id + " would be read as something else"
		}
	}
	for key, is := range map[string]string{"title": doc.Front.Title, "description": doc.Front.Description, "change": doc.Front.Change} {
		if text, fresh := w.words(key); fresh && why == "" && text != is {
			why = "its " + key + " would be read as something else"
		}
	}
	if why != "" {
		w.refuse(w.v.segments, "%s would not be what was translated: %s", w.v.file(), why)
		return nil, false
	}
	return data, true
}

// broken reports whether the translation had errors before.
func (w *writing) broken() bool {
	t := w.v.t
	if t.Text == nil {
		return false
	}
	_, l := prose.Parse(w.v.file(), w.v.p.Source(t.File), prose.KeysOf(t.Kind == project.PageText, false))
	return l.HasErrors()
}
