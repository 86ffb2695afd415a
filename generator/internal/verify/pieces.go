package verify

import (
	"bytes"
	"slices"
	"sync/atomic"

	xhtml "golang.org/x/net/html"
)

// Pages of different trees may hold the same pieces, in the same memory: Options.Pieces tells of them. What a piece says
// is noted when it is read first, from one end of a tag to another; where the scanner comes to it again at the same
// path and in the same state, it takes over what was noted and reads on behind it. Pieces in which something is wrong
// are read again each time.

// keptChecks is for how many checks a piece is kept that no file had.
const keptChecks = 12

// leastPiece is from how many bytes on a piece is worth it.
const leastPiece = 2048

// pieceKey is a piece of memory, read from an offset in it, in the file at a path: links depend on that.
type pieceKey struct {
	path string
	at   *byte
	size int
	from int
}

// piece is what was noted.
type piece struct {
	before, after stance
	size          int // bytes that were read
	ids           []idAt
	links         []link
	foreign       [][]byte // absolute addresses: none is the site's
	languages     []string // of the site
	last          atomic.Int64
}

// stance is the state of a scanner between two tags, as far as it matters for what comes next.
type stance struct {
	code, template, svg                      int
	titles, headings, mains                  int
	doctype, charset, html, csp, titleFilled bool
	early                                    bool
	lang                                     string
	noindex                                  bool
}

// stance gives that of the scanner; false within a link or an element of raw text, or where tokens are searched for
// leftovers.
func (s *scanner) stance() (stance, bool) {
	p := &s.page
	return stance{p.code, p.template, p.svg, p.titles, p.headings, p.mains, p.doctype, p.charset, p.html, p.csp, p.titleFilled, p.early >= 0,
		s.facts.lang, s.facts.noindex}, !p.link.open && p.raw == "" && !p.suspect
}

// reading is where the scanner stands among the pieces of a file.
type reading struct {
	pieces []span
	key    pieceKey
	rec    *piece // being noted, nil for none
	begin  int    // offset in the file at which that began
	ids    int    // counts at that time
	links  int
	wrong  int
	told   int
	good   pieceEnd // the last end of a tag at which it could end
}

type span struct {
	start int
	text  []byte
}

type pieceEnd struct {
	off, ids, links, foreign int
	after                    stance
}

// at is called between two tags, the first of which has ended an element. It gives the offset to read on at: the same,
// or one behind a piece that is known.
func (r *reading) at(s *scanner, off int) int {
	now, ok := s.stance()
	for len(r.pieces) > 0 && off >= r.pieces[0].start+len(r.pieces[0].text) {
		r.end(s)
		r.pieces = r.pieces[1:]
	}
	if len(r.pieces) == 0 || off < r.pieces[0].start {
		return off
	}
	if r.rec != nil {
		if ok {
			r.good = pieceEnd{off, len(s.page.ids), len(s.links), len(s.foreigners), now}
		}
		return off
	}
	if !ok {
		return off
	}
	text := r.pieces[0].text
	key := pieceKey{s.path, &text[0], len(text), off - r.pieces[0].start}
	if known := s.known[key]; known != nil && known.before == now && slices.Equal(known.languages, s.site.languages) && !slices.ContainsFunc(known.foreign, s.isOwn) {
		known.last.Store(s.round)
		for _, id := range known.ids {
			s.page.ids = append(s.page.ids, idAt{id.id, id.off + off})
		}
		for _, l := range known.links {
			l.off += off
			s.links = append(s.links, l)
		}
		a := known.after
		p := &s.page
		p.code, p.template, p.svg, p.titles, p.headings, p.mains = a.code, a.template, a.svg, a.titles, a.headings, a.mains
		r.pieces = r.pieces[1:]
		return off + known.size
	}
	r.key, r.rec, r.begin = key, &piece{before: now}, off
	r.ids, r.links, r.wrong, r.told = len(s.page.ids), len(s.links), len(s.problems), s.toldCount()
	r.good = pieceEnd{off: off, ids: r.ids, links: r.links, after: now}
	s.foreigners, s.rooted = s.foreigners[:0], false
	return off
}

// end notes the piece that was read, if there is one.
func (r *reading) end(s *scanner) {
	rec, good := r.rec, r.good
	r.rec = nil
	// The head of a page is not within a piece: what it says does not change.
	a, b := good.after, stance{}
	if rec != nil {
		b = rec.before
	}
	if rec == nil || len(s.problems) > r.wrong || s.rooted || s.toldCount() != r.told || good.off-r.begin < leastPiece || a.doctype != b.doctype || a.charset != b.charset || a.html != b.html ||
		a.csp != b.csp || a.titleFilled != b.titleFilled || a.early != b.early || a.lang != b.lang || a.noindex != b.noindex {
		return
	}
	rec.after, rec.size, rec.languages = good.after, good.off-r.begin, s.site.languages
	for _, id := range s.page.ids[r.ids:good.ids] {
		rec.ids = append(rec.ids, idAt{id.id, id.off - r.begin})
	}
	for _, l := range s.links[r.links:good.links] {
		l.off -= r.begin
		rec.links = append(rec.links, l)
	}
	for _, address := range s.foreigners[:good.foreign] {
		if s.isOwn(address) {
			return
		}
		rec.foreign = append(rec.foreign, bytes.Clone(address))
	}
	rec.last.Store(s.round)
	s.fresh[r.key] = rec
}

// toldCount is how much was said to programs so far: it is held against the whole page.
func (s *scanner) toldCount() int {
	return len(s.page.told) + len(s.page.claimed) + len(s.page.named)
}

// isOwn reports whether an absolute address is the site's.
func (s *scanner) isOwn(address []byte) bool {
	_, own := s.ownAddress(address)
	return own
}

// piecesOf lists the pieces of a file that are worth it.
func (s *scanner) piecesOf(path string) reading {
	var r reading
	if s.pieces != nil && !s.site.offline && !s.site.single { // rules of their own, of which nothing is noted
		s.pieces(path, func(start int, text []byte) {
			if len(text) >= leastPiece {
				r.pieces = append(r.pieces, span{start, text})
			}
		})
	}
	return r
}

// tokens begins to read at an offset.
func (s *scanner) tokens(off int) *xhtml.Tokenizer {
	s.input.Reset(s.data[off:])
	return xhtml.NewTokenizer(&s.input)
}

// keepPieces adds what scanners noted, and forgets what no file had for long.
func (c *Checker) keepPieces(fresh []map[pieceKey]*piece) {
	for _, m := range fresh {
		for key, p := range m {
			if c.pieces == nil {
				c.pieces = map[pieceKey]*piece{}
			}
			c.pieces[key] = p
		}
	}
	for key, p := range c.pieces {
		if p.last.Load()+keptChecks < c.round {
			delete(c.pieces, key)
		}
	}
}
