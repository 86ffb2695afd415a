package mslearn

import (
	"bytes"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/source"
)

// folder is a folder with what was read of it.
type folder struct {
	from    Folder
	opt     Options
	l       diag.List
	files   []string          // all but hidden ones, in order
	lower   map[string]string // their names by those in lower case
	pages   []*page           // in order of their files
	byFile  map[string]*page
	tocs    []string
	others  []string // what no page is made of; it may be included
	toc     []entry
	names   map[string]string // what the tables of contents call a file or address
	theirs  map[string]bool   // paths of the pages of the source; nil where there is none
	images  map[string]string // where the images that pages show go, by their files
	sources map[string][]byte // text by name in positions
}

// page is a page to be.
type page struct {
	file        string // in the folder
	out         string // below Options.Out, with .md
	kind        string // "" Markdown, "FAQ", "Landing", "Hub"
	title       string
	description string
	meta        []field
	made        string
	order       int
	locale      string // as in addresses, "cs-cz"

	lines   []line
	text    []byte // of the lines
	starts  []int  // offset of each line
	parts   []prose.Part
	anchors map[string]string // ids as written to ids here, "" for the top of the page
	edits   []edit            // from the headings
	ids     map[string]bool

	kept map[int]string // ids from an earlier import, by the offset of the heading
	last int            // the highest number among them
}

// line is a line of text with where it came from: column 1 of the line is
// column 1-shift of the author's.
type line struct {
	text  string
	file  string // in the folder
	no    int
	shift int
	cuts  []cut // what was taken out
}

// limits, in bytes.
const (
	maxPage  = source.MaxMarkdown
	maxImage = 8 << 20
)

// section reports whether the page is that of a folder.
func (p *page) section() bool { return path.Base(p.out) == "_index.md" }

// list finds the files.
func (f *folder) list() error {
	return fs.WalkDir(f.from.FS, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case name != "." && (strings.HasPrefix(d.Name(), ".") || strings.HasSuffix(d.Name(), "~")):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir():
			return nil
		case !d.Type().IsRegular():
			f.report(f.at(name, 1, 1), "mslearn-file", "not a regular file, and not read")
			return nil
		}
		f.files = append(f.files, name)
		f.lower[strings.ToLower(name)] = name
		f.classify(name)
		return nil
	})
}

var (
	mime       = regexp.MustCompile(`^\s*#{1,3}\s*YamlMime:\s*(\w+)`)
	includeDir = regexp.MustCompile(`(?i)(^|/)_?(includes?|shared)/`)
	imageFile  = regexp.MustCompile(`(?i)\.(png|jpe?g|webp|gif|svg|bmp|ico)$`)
)

// classify decides what a file is.
func (f *folder) classify(name string) {
	base, ext := strings.ToLower(path.Base(name)), strings.ToLower(path.Ext(name))
	switch {
	case base == "toc.yml" || base == "toc.yaml" || base == "toc.md":
		f.tocs = append(f.tocs, name)
	case ext == ".md" && includeDir.MatchString(name):
		f.others = append(f.others, name)
	case ext == ".md":
		f.add(&page{file: name})
	case ext == ".yml" || ext == ".yaml":
		data := f.read(name, source.MaxYAML)
		m := mime.FindSubmatch(data)
		switch {
		case data == nil: // reported
		case m == nil:
			f.report(f.at(name, 1, 1), "mslearn-file", "a YAML file that says not what it is, and is not read").Hint =
				"a page begins with \"### YamlMime:FAQ\", Landing or Hub"
		case string(m[1]) == "FAQ" || string(m[1]) == "Landing" || string(m[1]) == "Hub":
			f.add(&page{file: name, kind: string(m[1])})
		case string(m[1]) == "TableOfContent":
			f.tocs = append(f.tocs, name)
		default:
			f.report(f.at(name, 1, 1), "mslearn-yaml", "a page of kind %q is not read", m[1]).Hint = "write it as Markdown"
		}
	case imageFile.MatchString(name):
	default:
		f.others = append(f.others, name)
	}
}

// unread reports the files that nothing was made of.
func (f *folder) unread() {
	for _, name := range f.others {
		if _, ok := f.sources[path.Join(f.from.Name, name)]; ok {
			continue // included somewhere
		}
		d := f.report(f.at(name, 1, 1), "mslearn-file", "a file that is not read")
		if d.Hint = "pages are .md and .yml files; images come along where a page shows them"; strings.HasSuffix(name, ".md") {
			d.Hint = "it stands in a folder of files to include, and no page includes it"
		}
	}
}

func (f *folder) add(p *page) {
	p.anchors, p.ids = map[string]string{}, map[string]bool{}
	f.pages = append(f.pages, p)
	f.byFile[p.file] = p
}

// read returns the text of a file, less the characters that no text of ours
// may hold; nil where it cannot be read.
func (f *folder) read(name string, limit int64) []byte {
	display := path.Join(f.from.Name, name)
	if data, ok := f.sources[display]; ok {
		return data
	}
	info, err := fs.Stat(f.from.FS, name)
	if err == nil && info.Size() > limit {
		err = fmt.Errorf("it has %d bytes, and the limit is %d", info.Size(), limit)
	}
	var data []byte
	if err == nil {
		data, err = fs.ReadFile(f.from.FS, name)
	}
	if err == nil && !utf8.Valid(data) {
		err = fmt.Errorf("it is not UTF-8")
	}
	if err != nil {
		f.l.Add(f.at(name, 1, 1), "mslearn-file", "cannot be read: %v", err)
		f.sources[display] = nil
		return nil
	}
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	data = bytes.ReplaceAll(bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n")), []byte("\r"), []byte("\n"))
	f.sources[display] = data
	return data
}

// hidden are characters that reorder or hide text; source refuses them.
func hidden(r rune) bool {
	return r < 0x20 && r != '\t' || 0x7f <= r && r <= 0x9f || 0x202a <= r && r <= 0x202e || 0x2066 <= r && r <= 0x2069 || r == 0xfeff
}

// visible is a text without such characters.
func visible(s string) string {
	return strings.Map(func(r rune) rune {
		if hidden(r) {
			return -1
		}
		return r
	}, s)
}

// linesOf cuts a file into lines, from line first (1-based) on.
func (f *folder) linesOf(name string, data []byte, first int) []line {
	var out []line
	for i, s := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n") {
		if i+1 < first {
			continue
		}
		if at := strings.IndexFunc(s, hidden); at >= 0 {
			f.report(f.at(name, i+1, utf8.RuneCountInString(s[:at])+1), "mslearn-file", "an invisible character is left out").Hint =
				"it can hide or reorder what a reader sees"
			s = visible(s)
		}
		out = append(out, line{text: s, file: name, no: i + 1})
	}
	if bytes.Contains(data, []byte("sxs-lookup")) {
		out = f.sides(out)
	}
	return out
}

var notInName = regexp.MustCompile(`[^a-z0-9]+`)

// nameOf makes a name of a page or folder.
func nameOf(s string) string {
	s = strings.Trim(notInName.ReplaceAllString(strings.ToLower(s), "-"), "-")
	if len(s) > 64 {
		s = strings.TrimRight(s[:64], "-")
	}
	if s == "" || s == "index" {
		s = "page"
	}
	return s
}

// place gives each page its path. A page beside a folder of its name becomes
// the page of that folder. known are paths by files that stay as they are: those
// of an earlier import, and those of the source language. A file that has
// another ending now is the same page.
func (f *folder) place(known map[string]string) {
	dirs, taken := map[string]bool{}, map[string]bool{}
	stem := func(file string) string { return strings.ToLower(strings.TrimSuffix(file, path.Ext(file))) }
	fixed, stems := map[string]string{}, map[string]string{}
	for _, file := range sorted(known) {
		fixed[strings.ToLower(file)] = known[file]
		if _, there := f.lower[strings.ToLower(file)]; !there {
			stems[stem(file)] = known[file]
		}
		taken[known[file]] = true
	}
	pageOf := map[string]bool{} // folders that are pages themselves, so that no page can be in them
	for _, out := range fixed {
		if path.Base(out) != "_index.md" {
			pageOf[strings.TrimSuffix(out, ".md")] = true
		}
	}
	for _, p := range f.pages {
		for d := path.Dir(p.file); d != "."; d = path.Dir(d) {
			dirs[d] = true
		}
	}
	index := func(p *page) bool {
		return strings.EqualFold(strings.TrimSuffix(path.Base(p.file), path.Ext(p.file)), "index")
	}
	// Pages of folders first: they cannot have another name.
	order := slices.Clone(f.pages)
	slices.SortStableFunc(order, func(a, b *page) int {
		switch {
		case index(a) == index(b):
			return 0
		case index(a):
			return -1
		}
		return 1
	})
	order = slices.DeleteFunc(order, func(p *page) bool {
		out, ok := fixed[strings.ToLower(p.file)]
		if !ok {
			if out, ok = stems[stem(p.file)]; ok {
				delete(stems, stem(p.file))
			}
		}
		p.out = out
		if ok {
			f.renamed(p)
		}
		return ok
	})
	for _, p := range order {
		dir, base := path.Dir(p.file), strings.TrimSuffix(path.Base(p.file), path.Ext(p.file))
		var parts []string
		if dir != "." {
			for _, part := range strings.Split(dir, "/") {
				parts = append(parts, nameOf(part))
				if pageOf[path.Join(parts...)] {
					parts[len(parts)-1] += "-pages"
				}
			}
		}
		at := path.Join(parts...)
		own := path.Join(dir, base)
		switch {
		case index(p) && !taken[path.Join(at, "_index.md")]:
			p.out = path.Join(at, "_index.md")
		case dirs[own] && !taken[path.Join(at, nameOf(base), "_index.md")] && !pageOf[path.Join(at, nameOf(base))]:
			p.out = path.Join(at, nameOf(base), "_index.md")
		default:
			p.out = path.Join(at, nameOf(base)+".md")
			for n := 2; taken[p.out]; n++ {
				p.out = path.Join(at, fmt.Sprintf("%s-%d.md", nameOf(base), n))
			}
		}
		taken[p.out] = true
		f.renamed(p)
	}
}

// renamed reports a page that has another name here.
func (f *folder) renamed(p *page) {
	if plain := strings.TrimSuffix(p.out, ".md"); plain != strings.TrimSuffix(p.file, path.Ext(p.file)) && !p.section() {
		f.report(f.at(p.file, 1, 1), "mslearn-name", "the page is called %q here", plain).Hint =
			"names of pages have lower-case letters, digits and hyphens; links were changed with it"
	}
}

// find returns the file of the folder that a path means, whatever its case.
func (f *folder) find(name string) (string, bool) {
	if n, ok := f.lower[strings.ToLower(name)]; ok {
		return n, true
	}
	return "", false
}
