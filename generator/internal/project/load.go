package project

import (
	"bytes"
	"cmp"
	"errors"
	"io/fs"
	"maps"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"time"

	"signpost/generator/internal/brand"
	"signpost/generator/internal/config"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/ledger"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/media"
	"signpost/generator/internal/orthography"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/source"
)

// Loader loads a project, and remembers what it parsed: loading again reads
// only files whose size or time of change differ. The zero value is ready. It
// is not safe for concurrent use.
type Loader struct {
	files map[string]parsed
	theme map[string]themeStrings // by file
}

// themeStrings are the interface strings of a theme in a language, as long as the file has the same bytes.
type themeStrings struct {
	data []byte
	cat  *locale.Catalogue
	l    diag.List
}

// parsed is what became of one file. Its values are never changed.
type parsed struct {
	size int64
	time time.Time
	keys string // what the parser was told
	data []byte
	doc  *prose.Document
	flow *decision.Flow
	cat  *locale.Catalogue
	gls  *locale.Glossary
	img  *media.Image
	led  *ledger.Ledger
	l    diag.List

	units   []ledger.Unit    // of a document in the source language
	spelt   *Spelling        // of a document
	figures []ledger.Figures // of a document
}

// job is a file to parse. parse fills in everything but size, time and data.
type job struct {
	file  string
	keys  string
	limit int64
	image bool // not text
	parse func(data []byte, p *parsed)
}

// Load reads a project. themes gives the file system of a theme by its name,
// or nil where there is none. An error means that the file system failed; what
// is wrong with the project is in the list.
func (ld *Loader) Load(fsys fs.FS, themes func(name string) fs.FS) (*Project, diag.List, error) {
	cfg, l := config.Parse(fsys)
	theme := themes(cfg.Theme)
	if theme == nil {
		l.Add(cfg.ThemePos(), "config-value", "there is no theme %q", cfg.Theme).Hint =
			"make the folder themes/" + cfg.Theme + ", or leave the key out for the theme that comes with the program"
		theme = themes(config.Default().Theme)
	}
	p := &Project{Config: cfg, Theme: theme, Catalogues: map[string]*locale.Catalogue{},
		pages: map[string]*Page{}, folders: map[string][]*Page{}, flows: map[string]*Flow{}, bytes: map[string][]byte{}, images: map[string]*media.Image{}, unreadable: map[string]bool{},
		ledgers: map[string]*ledger.Ledger{}, units: map[*prose.Document][]ledger.Unit{}, spelling: map[*prose.Document]*Spelling{},
		figures: map[*prose.Document][]ledger.Figures{}, strings: map[string]*locale.Catalogue{}}
	p.stringUnits = sync.OnceValue(p.ownStrings)
	p.bytes[config.File] = cfg.Text()
	p.unreadable[config.File] = cfg.Unread
	for _, tag := range slices.Clone(cfg.Languages) {
		if _, ok := locale.Lookup(tag); !ok {
			l.Add(cfg.LanguagePos(slices.Index(cfg.Languages, tag)), "config-language", "%q is no language that is known", tag).Hint =
				"tags are those of BCP 47: en, ru, nl-BE"
			cfg.Drop(tag)
		}
	}
	for _, tag := range cfg.Languages {
		lang, _ := locale.Lookup(tag)
		p.Languages = append(p.Languages, lang)
	}
	p.Logo = brand.Load(fsys, cfg.Brand.Logo, false, &l)
	p.Icon = brand.Load(fsys, cfg.Brand.Icon, true, &l)
	s := scan{fsys: fsys, cfg: cfg, unreadable: p.unreadable}
	if err := s.run(); err != nil {
		return nil, nil, err
	}
	l = append(l, s.l...)
	files, list := ld.parse(fsys, s.jobs)
	l = append(l, list...)
	l = append(l, p.assemble(files)...)
	l = append(l, ld.catalogues(p, fsys, files)...)
	p.Files = len(files) + 1
	return p, l, nil
}

// parse runs the jobs on all processors and returns the results by file.
func (ld *Loader) parse(fsys fs.FS, jobs []job) (map[string]parsed, diag.List) {
	results := make([]parsed, len(jobs))
	work := make(chan int, len(jobs))
	for i := range jobs {
		work <- i
	}
	close(work)
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), len(jobs)) {
		wg.Go(func() {
			for i := range work {
				results[i] = ld.one(fsys, jobs[i])
			}
		})
	}
	wg.Wait()
	var l diag.List
	ld.files = make(map[string]parsed, len(jobs))
	for i, j := range jobs {
		ld.files[j.file] = results[i]
		l = append(l, results[i].l...)
	}
	return ld.files, l
}

// one parses a file, or takes it from the last time.
func (ld *Loader) one(fsys fs.FS, j job) parsed {
	var p parsed
	if info, err := fs.Stat(fsys, j.file); err == nil {
		p.size, p.time = info.Size(), info.ModTime()
	}
	old, ok := ld.files[j.file]
	if ok && old.data != nil && old.size == p.size && old.time.Equal(p.time) && !p.time.IsZero() && old.keys == j.keys {
		return old
	}
	p.keys = j.keys
	if j.image {
		p.data, p.l = source.Bytes(fsys, j.file, j.limit)
		for i := range p.l {
			p.l[i].Hint = strings.Replace(p.l[i].Hint, "split it into several files", "save it smaller, or as WebP", 1)
		}
	} else {
		p.data, p.l = source.Read(fsys, j.file, j.limit)
	}
	if p.data != nil {
		j.parse(p.data, &p)
	}
	return p
}

// assemble puts the parsed files in their places.
func (p *Project) assemble(files map[string]parsed) diag.List {
	var l diag.List
	for _, name := range slices.Sorted(maps.Keys(files)) {
		f := files[name]
		if f.img != nil || media.IsImage(name) {
			p.unreadable[name] = f.img == nil
			if f.img != nil {
				p.images[name] = f.img
			}
			continue
		}
		p.bytes[name] = f.data
		p.unreadable[name] = f.doc == nil && f.flow == nil && f.cat == nil && f.gls == nil && f.led == nil
		if f.doc != nil && f.units != nil {
			p.units[f.doc] = f.units
		}
		if f.spelt != nil {
			p.spelling[f.doc] = f.spelt
		}
		if f.doc != nil {
			p.figures[f.doc] = f.figures
		}
		parts := strings.Split(name, "/")
		switch {
		case f.led != nil:
			p.ledgers[name] = f.led
		case f.flow != nil:
			flow := p.flow(f.flow.Name)
			flow.Flow = f.flow
			flow.Sound = decision.Compilable(f.l)
		case f.doc != nil && parts[0] == "content":
			key, section := pageKey(name)
			page := p.pages[key]
			if page == nil {
				page = &Page{Key: key, Section: section, Texts: map[string]*prose.Document{}}
				p.pages[key] = page
				p.Pages = append(p.Pages, page)
			}
			if twin := page.Texts[parts[1]]; twin != nil {
				l.Add(diag.Pos{File: name, Line: 1, Col: 1}, "project-file", "the page has the same address as %s", twin.File).Hint =
					"keep one of the two"
				continue
			}
			page.Texts[parts[1]] = f.doc
		case f.gls != nil:
			p.glossary().Glossary = f.gls
		case f.doc != nil && parts[0] == "i18n":
			p.glossary().Texts[glossaryLanguage(name)] = f.doc
		case f.doc != nil && strings.HasPrefix(parts[2], drillPrefix):
			lang := strings.TrimSuffix(strings.TrimPrefix(parts[2], drillPrefix), ".md")
			p.flow(parts[1]).Drills[lang] = f.doc
		case f.doc != nil:
			p.flow(parts[1]).Texts[strings.TrimSuffix(parts[2], ".md")] = f.doc
		case parts[0] == "decisions" && parts[2] == "flow.yaml":
			p.flow(parts[1]) // unreadable, and reported
		}
	}
	slices.SortFunc(p.Pages, func(a, b *Page) int { return strings.Compare(a.Key, b.Key) })
	for _, page := range p.Pages {
		l = append(l, page.sameForm(p.Config.Languages)...)
		if page.Key != "" {
			p.folders[page.Parent()] = append(p.folders[page.Parent()], page)
		}
	}
	for _, f := range p.flows {
		p.Flows = append(p.Flows, f)
	}
	slices.SortFunc(p.Flows, func(a, b *Flow) int { return cmp.Compare(a.Name, b.Name) })
	return l
}

// sameForm reports a page that is a section, _index.md, in one language and
// not in another. The first language that has the page decides what it is.
func (p *Page) sameForm(languages []string) diag.List {
	var l diag.List
	var first *prose.Document
	for _, lang := range languages {
		doc := p.Texts[lang]
		if doc == nil {
			continue
		}
		_, section := pageKey(doc.File)
		if first == nil {
			first, p.Section = doc, section
		} else if section != p.Section {
			l.Add(diag.Pos{File: doc.File, Line: 1, Col: 1}, "project-file", "the page has another form than %s", first.File).Hint =
				"move it to " + p.File(lang)
		}
	}
	return l
}

// flow returns the flow with the name, making an empty one where flow.yaml was
// not met yet or does not exist.
func (p *Project) flow(name string) *Flow {
	f := p.flows[name]
	if f == nil {
		f = &Flow{Flow: &decision.Flow{Name: name, File: path.Join("decisions", name, "flow.yaml")},
			Texts: map[string]*prose.Document{}, Drills: map[string]*prose.Document{}}
		p.flows[name] = f
	}
	return f
}

// catalogues lays the project's strings over those of the theme.
func (ld *Loader) catalogues(p *Project, fsys fs.FS, files map[string]parsed) diag.List {
	var l diag.List
	read := map[string]themeStrings{}
	for _, lang := range p.Config.Languages {
		base := &locale.Catalogue{Lang: lang, Messages: map[string]locale.Message{}}
		file := "i18n/" + lang + ".yaml"
		if _, err := fs.Stat(p.Theme, file); !errors.Is(err, fs.ErrNotExist) {
			name := path.Join("themes", p.Config.Theme, file)
			data, list := source.Read(p.Theme, file, source.MaxYAML)
			for i := range list {
				list[i].Pos.File = name
			}
			if data != nil {
				known := ld.theme[name]
				if known.cat == nil || !bytes.Equal(known.data, data) {
					known = themeStrings{data: data}
					known.cat, known.l = locale.ParseCatalogue(lang, name, data)
				}
				read[name] = known
				base, list = known.cat, known.l
			}
			l = append(l, list...)
			p.bytes[name] = data
			if _, err := fs.Stat(fsys, name); err == nil {
				p.strings[name] = base
				l = append(l, orthography.CheckStrings(name, data, lang)...)
			}
		}
		if own := files[file].cat; own != nil {
			p.strings[file] = own
			base = own.Over(base)
		}
		p.Catalogues[lang] = base
	}
	ld.theme = read
	return l
}
