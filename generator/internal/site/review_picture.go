package site

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"signpost/generator/internal/decision"
	"signpost/generator/internal/export"
)

// reviewPicture is a picture of a flow, or of a part of it.
type reviewPicture struct {
	ID    string `json:"id"`
	Title string `json:"title"` // of a part, with its number; "" where there is one picture
	Wide  bool   `json:"wide"`  // wider than high: on paper it is turned
	SVG   string `json:"svg"`
	File  string `json:"file"` // path of the same picture alone
}

// reviewItem is a node in the list of a flow.
type reviewItem struct {
	Title    string         `json:"title"`
	Note     string         `json:"note"` // what it is, and how it is answered
	Href     string         `json:"href,omitempty"`
	Ref      bool           `json:"ref,omitempty"` // described elsewhere in the list
	Branches []reviewBranch `json:"branches,omitempty"`
}

type reviewBranch struct {
	Label string     `json:"label"`
	To    reviewItem `json:"to"`
}

// pictures draws the flow and lists it in words. A flow too large to be drawn
// has neither: its screens say the same.
func (rv *reviewer) pictures(to *review, d *drawings) error {
	if len(rv.a.Flow.Nodes) > export.MaxDrawn {
		return nil // at once: the list would be long
	}
	o := rv.exportOptions()
	// No links: a picture of them would be as many stops on the way through the
	// page.
	list := export.List(rv.a, o)
	one := d.at(pictureKey(export.DOT(rv.a, o), list, o))
	to.drawn = one
	one.once.Do(func() {
		if o.Engine = rv.c.in.Engine; o.Engine == nil {
			o.Engine = &d.engine
		}
		one.parts, one.err = export.Draw(rv.a, o)
	})
	switch {
	case errors.Is(one.err, export.ErrTooLarge):
		return nil
	case one.err != nil:
		return fmt.Errorf("flow %q: %w", rv.f.Name, one.err)
	}
	for i, part := range one.parts {
		w, h := size(part.SVG)
		p := reviewPicture{ID: part.Name, SVG: string(part.SVG), Wide: w > h,
			File: hashedPath(part.Name+"-"+hugoTag(rv.lang), ".svg", part.SVG)}
		if len(one.parts) > 1 {
			number := rv.sentence("review-part", map[string]string{"Number": strconv.Itoa(i + 1)})
			p.Title = rv.sentence("review-colon", map[string]string{"Text": number}) + " " + strings.TrimPrefix(part.Title, o.Title+o.Terms.Colon+" ")
		}
		to.Pictures = append(to.Pictures, p)
	}
	for _, item := range list {
		to.List = append(to.List, rv.item(item))
	}
	return nil
}

// size reads how large a picture is, in units of SVG.
func size(svg []byte) (w, h float64) {
	read := func(name string) float64 {
		_, rest, _ := bytes.Cut(svg, []byte(" "+name+`="`))
		digits, _, _ := bytes.Cut(rest, []byte(`"`))
		v, err := strconv.ParseFloat(string(digits), 64)
		if err != nil {
			return 0
		}
		return v
	}
	return read("width"), read("height")
}

// item gives an item of the list the address of its screen: here tables have
// one too.
func (rv *reviewer) item(i export.Item) reviewItem {
	note := cmp.Or(i.Outcome, rv.c.text(rv.lang, "review-kind-"+i.Kind))
	if i.About != "" {
		note += rv.c.text(rv.lang, "semicolon") + " " + i.About
	}
	out := reviewItem{Title: i.Title, Note: rv.c.typeset(rv.lang, note), Href: rv.href(i.ID), Ref: i.Ref}
	for _, b := range i.Branches {
		out.Branches = append(out.Branches, reviewBranch{rv.c.typeset(rv.lang, b.Label), rv.item(b.To)})
	}
	return out
}

// href leads to the screen of a node.
func (rv *reviewer) href(id string) string {
	if name, ok := strings.CutPrefix(id, "flow:"); ok {
		return rv.target(decision.Target{Flow: name}).Href
	}
	if n := rv.a.Flow.Node(id); n != nil {
		return rv.node(n).Href
	}
	return ""
}

// exportOptions gives the words to pictures and lists.
func (rv *reviewer) exportOptions() export.Options {
	text := func(key string) string { return rv.c.text(rv.lang, key) }
	fill := func(key string, names ...string) string {
		values := map[string]string{}
		for i, name := range names {
			values[name] = fmt.Sprintf("%%[%d]d", i+1)
		}
		return rv.sentence(key, values)
	}
	return export.Options{
		Title: rv.c.title(rv.f.Texts[rv.lang], rv.lang),
		Words: func(n *decision.Node) string {
			if n.Kind == decision.Table {
				return rv.title(n)
			}
			if _, sec := words(rv.c.p, rv.f, n, rv.lang); sec != nil {
				return rv.c.typeset(rv.lang, sec.Title)
			}
			return ""
		},
		Answer: rv.label,
		Flow:   func(name string) string { return rv.c.flowTitle(name, rv.lang) },
		Kind:   func(kind string) string { return text("outcome-" + kind) },
		Terms: export.Terms{
			Start: text("review-start"), Otherwise: text("review-else"), None: text("flow-none"), Or: text("review-or"), Colon: text("colon"), Semicolon: text("semicolon"),
			Then: text("review-then"), Row: rv.sentence("review-row", map[string]string{"Number": "%s"}), Part: fill("review-part", "Number"),
			See: rv.sentence("review-see", map[string]string{"Title": "%s"}), LeadsTo: text("review-leads-to"), Outcome: text("review-outcome"),
			Numbers: fill("number-limits", "Min", "Max"), Any: text("review-any-number"), Describe: fill("review-describe", "Questions", "Ends"),
			Kinds: rv.kinds(),
		},
	}
}

func (rv *reviewer) kinds() map[string]string {
	out := map[string]string{}
	for _, kind := range []string{"question", "use", "step", "table", "result", "outcome", "exit"} {
		out[kind] = rv.c.text(rv.lang, "review-kind-"+kind)
	}
	return out
}
