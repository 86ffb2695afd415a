package verify

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

// sites are trees whose pages hold pieces of the same memory, as sites of partners do.
type sites struct {
	pieces [][]byte
	random *rand.Rand
}

// tree makes one; where in a page a piece stands is in the map.
func (s *sites) tree() (fstest.MapFS, map[string][]span) {
	tree, where := fstest.MapFS{}, map[string][]span{}
	for n := range 4 {
		var b bytes.Buffer
		fmt.Fprintf(&b, `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8">%s<title>T%d</title></head><body><main><h1>H</h1>`, policy, s.random.IntN(1000))
		name := fmt.Sprintf("en/p%d/index.html", n)
		for i := range 3 {
			fmt.Fprintf(&b, `<p id="own%d">%s<a href="`, i, strings.Repeat("é", s.random.IntN(9)))
			fmt.Fprintf(&b, `../p%d/">own</a></p>`, s.random.IntN(5))
			if s.random.IntN(3) == 0 {
				b.WriteString("<code>{{") // within code nothing is looked for
			}
			p := s.pieces[s.random.IntN(len(s.pieces))]
			if s.random.IntN(2) == 0 {
				p = s.pieces[0] // nothing is wrong with it
			}
			where[name] = append(where[name], span{b.Len(), p})
			b.Write(p)
		}
		b.WriteString("</main></body></html>\n")
		tree[name] = &fstest.MapFile{Data: b.Bytes()}
	}
	return tree, where
}

// TestPieces checks many sites one after another with one Checker that knows of their pieces, and each with a fresh one that
// does not: they find the same.
func TestPieces(t *testing.T) {
	long := strings.Repeat("<p>Some words about something, and <a href=\"../p1/#own1\">a link</a>.</p>\n", 60)
	s := sites{random: rand.New(rand.NewPCG(1, 2))}
	for _, text := range []string{
		"x\">" + long + `<a href="https://elsewhere.example/">elsewhere</a>` + long,
		" a tail of a tag\">" + long + "</p><p class=\"cut",
		"x\">" + long + `<p id="own1">An id that the page has, perhaps twice</p>` + long,
		"x\">" + long + `<a href="../p9/">nowhere</a>` + long,
		"x\">" + long + `<a href="https://two.example/en/p7/">the second site's</a><a href="https://three.example/en/p0/#gone">and the third's</a>` + long,
		"x\">" + long + `<h1>A second heading</h1>` + long,
		"x\">" + long + `<template><p id="own1">a</p>` + long + "</template>" + long,
		"x\">" + long + `<a href="../p2/">` + long,
		"x\">" + long + "{{ left over }}" + long,
		"x\">" + long + `<code>` + long,
		"x\">" + long + `<script src="../../a.js">` + long + "</script>" + long,
		"x\">" + long + `<img src="../p0/">` + long,
		"x\">short",
		long + "</template></code></a>",
	} {
		s.pieces = append(s.pieces, []byte(text))
	}
	var c Checker
	bases := []string{"https://one.example/", "https://two.example/", "", "https://three.example/"}
	found, known, noted := 0, 0, map[pieceKey]bool{}
	for n := range 400 {
		tree, where := s.tree()
		opt := Options{BaseURL: bases[n/3%len(bases)], Languages: []string{"en"}}
		want, err := new(Checker).Check(tree, opt)
		if err != nil {
			t.Fatal(err)
		}
		opt.Pieces = func(path string, piece func(int, []byte)) {
			for _, p := range where[path] {
				piece(p.start, p.text)
			}
		}
		got, err := c.Check(tree, opt)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("site %d: (-alone +with pieces)\n%s", n, diff)
		}
		found += len(got)
		for key, p := range c.pieces {
			if noted[key] && p.last.Load() == c.round {
				known++
			}
			noted[key] = true
		}
	}
	if found < 1000 || known < 400 {
		t.Errorf("%d findings, %d times a piece was known: the test says little", found, known)
	}
	for range keptChecks + 1 {
		if _, err := c.Check(fstest.MapFS{}, Options{}); err != nil {
			t.Fatal(err)
		}
	}
	if len(c.pieces) != 0 {
		t.Errorf("%d pieces are kept that no file has", len(c.pieces))
	}
}
