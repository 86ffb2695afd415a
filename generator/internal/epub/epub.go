// Package epub makes an EPUB 3 of one language of a finished site: guidance and
// flows for readers without a script, and for devices that have no browser.
//
// In: the built tree as an fs.FS, and what the tree does not say of itself
// (Facts). Out: the bytes of one file. The pages are read as a stranger would
// read them, from their HTML alone; what a page is, the class of its body says,
// and the order of the book is the one in which the home page, the menu and the
// sections lead to pages. The same tree and facts give the same bytes.
//
// A page becomes a chapter. A flow becomes a section for each of its states,
// numbered as on the page; answers are links. A flow of many states is cut over
// several files, since readers on small devices lay out a file as a whole. Terms
// of the glossary are notes, at the end of the file that uses them. Links to
// pages that are not in the book lead to the site on the web, where it has an address.
//
// What never happens: a script, a form, a font, a request; a link that leads
// nowhere, an id that stands twice. Make holds the finished file against these
// with Check before it gives it away. It never reads the clock, and claims no
// conformance that somebody would have to judge: what is known of accessibility
// is said as single facts.
//
// Formats: EPUB 3.3 (https://www.w3.org/TR/epub-33/), so written that a checker
// of EPUB 3.2 is content; EPUB Accessibility 1.1 for its metadata.
//
// # Limits
//
//	a file of the book   48 KiB where it can be cut between states
//	a book               4,000 pages of the site
package epub

import (
	"errors"
	"fmt"
	"image/color"
	"io/fs"
	"path"
	"strings"
	"time"
)

// Limits of a book: bytes of a file that states are put into, and pages.
const (
	maxFile  = 48 << 10
	maxPages = 4000
)

// Facts is what a book says that no page of the site does.
type Facts struct {
	// Language is the tag of the book; in lower case it is the folder of the tree that is taken.
	Language string
	// LanguageName stands on the cover: "Nederlands".
	LanguageName string
	// Title is the site's name; the home page says more.
	Title string
	// Publisher answers for the book; optional.
	Publisher string
	// Identifier is a URI that stays the same from one edition to the next.
	Identifier string
	// Modified is when this edition was made; whole seconds, in UTC.
	Modified time.Time
	// Edition says the same to a reader: "Edition of 26 November 2026".
	Edition string
	// Accent is the ground of the cover, dark enough for white letters.
	Accent color.RGBA
	// Mark puts the mark of Signpost on the cover.
	Mark bool
	// Words are the words of the book's own, in its language; none may be empty.
	Words Words
}

// Words are the strings epub-… of the theme.
type Words struct {
	Cover, Contents, Start string // names of places in the book
	Goto                   string // stands before the number of a section, and a space
	Hint                   string // how to read a flow in a book
	Summary                string // what a reader with a disability can expect
}

// Make makes the book. Errors are faults of the tree, which a site that was
// checked does not have, and bugs; those of reading name the file.
func Make(tree fs.FS, f Facts) ([]byte, error) {
	if err := f.whole(); err != nil {
		return nil, err
	}
	b, err := read(tree, f)
	if err != nil {
		return nil, err
	}
	if err := b.compose(); err != nil {
		return nil, err
	}
	files, err := b.files()
	if err != nil {
		return nil, err
	}
	data, err := pack(files)
	if err != nil {
		return nil, err
	}
	if found := Check(data); len(found) > 0 {
		return nil, fmt.Errorf("the book is not sound: %w", errors.Join(asErrors(found)...))
	}
	return data, nil
}

func (f Facts) whole() error {
	w := f.Words
	for name, s := range map[string]string{
		"Language": f.Language, "Title": f.Title, "Identifier": f.Identifier, "Edition": f.Edition,
		"Cover": w.Cover, "Contents": w.Contents, "Start": w.Start, "Goto": w.Goto, "Hint": w.Hint, "Summary": w.Summary,
	} {
		if strings.TrimSpace(s) == "" {
			return fmt.Errorf("the facts of the book lack %s", name)
		}
	}
	if f.Modified.IsZero() {
		return errors.New("the facts of the book lack Modified")
	}
	return nil
}

func asErrors(found []Finding) []error {
	var out []error
	for _, f := range found {
		out = append(out, errors.New(f.String()))
	}
	return out
}

// folder is that of the language in the tree, home the path of its home page.
func (f Facts) folder() string { return strings.ToLower(f.Language) }
func (f Facts) home() string   { return f.folder() + "/" }

// book is what is known while it is made.
type book struct {
	facts    Facts
	tree     fs.FS
	base     string // the address of the site's root, ending in "/"; "" for none
	chapters []*chapter
	byPath   map[string]*chapter
	contents []*entry
	notes    map[string][]*node // definitions by the id of their term
	pictures map[string]*picture
	about    string // one sentence, of the home page
}

// entry is a line of the contents. chapter is nil for a heading alone.
type entry struct {
	title   string
	chapter *chapter
	below   []*entry
}

// chapter is a page of the site in the book.
type chapter struct {
	path   string // of the page on the site: "en/guides/severities/"
	kind   string // the page's kind, from the class of its body
	title  string // its h1
	page   *page
	files  []*file
	places map[string]place // by the ids of the page; "" is its beginning
}

// file is a part of a chapter, one XHTML file.
type file struct {
	name  string // within the package: "text/escalate_2.xhtml"
	nodes []*node
}

// place is where an id of the site stands in the book.
type place struct {
	file   *file
	id     string // "" is the beginning of the file
	number int    // of a state; 0 for all else
}

// name gives a chapter's file a name that no other has: letters, digits, dots
// and hyphens of ASCII, in lower case, by its path below the language.
func name(chapterPath, home string, taken map[string]bool) string {
	base := strings.Trim(strings.TrimPrefix(chapterPath, home), "/")
	if base == "" {
		base = "home"
	}
	base = strings.Map(func(r rune) rune {
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9', r == '-', r == '.':
			return r
		case 'A' <= r && r <= 'Z':
			return r + 'a' - 'A'
		}
		return '-'
	}, base)
	if len(base) > 60 {
		base = base[:60]
	}
	out := base
	for n := 2; taken[out]; n++ {
		out = fmt.Sprintf("%s-%d", base, n)
	}
	taken[out] = true
	return path.Join("text", out)
}
