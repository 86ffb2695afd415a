package prose

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

const sectioned = `---
title: t
description: d
made: person
reviewed: no
questions: [one, three]
---
Before.

## One {#one}

Some *words*
go on \<here>, [see](a.md).

### Sub {#sub}

1. First
2. Second

   - ` + "`deep`" + ` – item

### Other {#other}

| a | b |
|---|---|
| c | d |

> [!NOTE]
> Said aside.

#### Not cut {#no}

    code

## Three {#three}

Last.
`

// TestSectionText: the text of a section is what a reader sees of it, line by line,
// up to the next heading of its level.
func TestSectionText(t *testing.T) {
	d, l := Parse("a.md", []byte(sectioned), KeysOf(true, true))
	if len(l) > 0 {
		t.Fatal(l)
	}
	for id, want := range map[string]string{
		"one":     "Some words go on <here>, see.\nSub\n1. First\n2. Second\n– deep – item\nOther\na | b\nc | d\nSaid aside.\nNot cut\ncode",
		"sub":     "1. First\n2. Second\n– deep – item",
		"other":   "a | b\nc | d\nSaid aside.\nNot cut\ncode",
		"three":   "Last.",
		"nothing": "",
	} {
		if d := cmp.Diff(want, d.Plain(id)); d != "" {
			t.Errorf("%s: %s", id, d)
		}
	}
	var below []string
	for _, id := range []string{"one", "three", "nothing"} {
		for _, h := range d.Below(id) {
			below = append(below, h.ID)
		}
	}
	if d := cmp.Diff([]string{"sub", "other", "three"}, below); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]string{"one", "three"}, d.Front.Questions); d != "" {
		t.Error(d)
	}
}
