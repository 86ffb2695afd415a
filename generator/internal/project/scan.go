package project

import (
	"io/fs"
	"path"
	"slices"
	"strings"

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

// scan finds the files of a project.
type scan struct {
	fsys fs.FS
	cfg  *config.Config
	jobs []job
	l    diag.List

	sources    map[string]bool // keys of pages in the source language
	unreadable map[string]bool
}

func (s *scan) run() error {
	s.sources = map[string]bool{}
	var content []string
	if err := s.walk("content", func(name string) {
		content = append(content, name)
		if strings.HasPrefix(name, "content/"+s.cfg.Source()+"/") {
			key, _ := pageKey(name)
			s.sources[key] = true
		}
	}); err != nil {
		return err
	}
	for _, name := range content {
		s.content(name)
	}
	if err := s.walk("decisions", s.decision); err != nil {
		return err
	}
	if err := s.walk("i18n", s.catalogue); err != nil {
		return err
	}
	if err := s.walk(ledger.Folder, s.ledger); err != nil {
		return err
	}
	// The files of a theme are for others to read. Its links and devices are
	// reported here.
	for _, dir := range []string{"assets", "i18n", "layouts"} {
		if err := s.walk(path.Join("themes", s.cfg.Theme, dir), func(string) {}); err != nil {
			return err
		}
	}
	return nil
}

// walk calls file for each file below root, in order. Hidden files are passed
// over, as editors leave them about.
func (s *scan) walk(root string, file func(name string)) error {
	for i, c := range root + "/" {
		if c != '/' {
			continue
		}
		info, err := fs.Lstat(s.fsys, root[:i])
		if err != nil {
			return nil // a project need not have it
		}
		if info.Mode()&fs.ModeSymlink != 0 {
			s.irregular(root[:i], info.Mode())
			return nil
		}
	}
	return fs.WalkDir(s.fsys, root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			s.l.Add(diag.Pos{File: name, Line: 1, Col: 1}, "file-unreadable", "cannot read: %v", err)
			s.unreadable[name] = true
			return nil
		case strings.HasPrefix(d.Name(), ".") || strings.HasSuffix(d.Name(), "~"):
			if d.IsDir() {
				return fs.SkipDir
			}
			return nil
		case d.IsDir() && path.Ext(name) != ".md" && path.Ext(name) != ".yaml":
			return nil
		case d.IsDir():
			s.l.Add(diag.Pos{File: name, Line: 1, Col: 1}, "file-unreadable", "a folder with the name of a file").Hint =
				"rename it, or put the file itself here"
			s.unreadable[name] = true
			return fs.SkipDir
		case !d.Type().IsRegular():
			s.irregular(name, d.Type())
			return nil
		}
		file(name)
		return nil
	})
}

// irregular reports a link or a device, once.
func (s *scan) irregular(name string, mode fs.FileMode) {
	if s.unreadable[name] {
		return
	}
	s.l.Add(diag.Pos{File: name, Line: 1, Col: 1}, "file-unreadable", "not a regular file (%s)", source.KindOf(mode)).Hint =
		"put the file itself here: links and devices are not read"
	s.unreadable[name] = true
}

func (s *scan) stray(name, hint string) {
	s.l.Add(diag.Pos{File: name, Line: 1, Col: 1}, "project-file", "the file is not part of a site").Hint = hint
}

func (s *scan) content(name string) {
	parts := strings.Split(name, "/")
	if s.image(name, parts) {
		return
	}
	if len(parts) < 3 || !s.language(parts[1]) {
		s.stray(name, "pages stand in content/<language>/, with a language of config.yaml")
		return
	}
	if !strings.HasSuffix(name, ".md") {
		s.stray(name, "content holds Markdown files, *.md, and images: *.png, *.jpg, *.jpeg, *.webp")
		return
	}
	if err := PageName(strings.TrimSuffix(strings.Join(parts[2:], "/"), ".md")); err != nil {
		s.stray(name, err.Error())
		return
	}
	s.doc(name, parts[1], true)
}

// image takes an image; false for another file.
func (s *scan) image(name string, parts []string) bool {
	if !media.IsImage(name) || len(parts) < 3 || parts[1] != mediaFolder && !s.language(parts[1]) {
		return false
	}
	if err := PageName(strings.TrimSuffix(strings.Join(parts[2:], "/"), path.Ext(name))); err != nil {
		s.stray(name, strings.Replace(err.Error(), "pages", "images", 1))
		return true
	}
	s.jobs = append(s.jobs, job{file: name, limit: media.MaxBytes, image: true, parse: func(data []byte, p *parsed) {
		p.img, p.l = media.Parse(name, data)
	}})
	return true
}

func (s *scan) doc(name, lang string, page bool) {
	keys := prose.KeysOf(page, lang == s.cfg.Source())
	if page && lang != s.cfg.Source() {
		if key, _ := pageKey(name); !s.sources[key] {
			keys = prose.KeysAlone()
		}
	}
	told := strings.Join(keys, " ")
	if lang == s.cfg.Source() {
		told += " source"
	}
	several := len(s.cfg.Languages) > 1 // else there is nothing to hold against it
	if several {
		told += " figures"
	}
	s.jobs = append(s.jobs, job{name, told, source.MaxMarkdown, false, func(data []byte, p *parsed) {
		var l diag.List
		if p.doc, l = prose.Parse(name, data, keys); p.doc.Readable() {
			units := p.doc.Units(strings.HasPrefix(name, "decisions/"))
			l = append(l, orthography.Check(p.doc, data, lang)...)
			l = append(l, p.doc.Bold()...)
			if several {
				p.figures = ledger.FiguresOf(units, lang)
			}
			if lang == s.cfg.Source() {
				p.units = ledger.Units(units, lang)
			}
			p.spelt = spell(p.doc, lang)
		} else {
			p.doc = nil
		}
		p.l = append(p.l, l...)
	}})
}

func (s *scan) decision(name string) {
	parts := strings.Split(name, "/")
	if len(parts) != 3 {
		s.stray(name, "a flow has the files decisions/<flow>/flow.yaml and <language>.md, and may have drills.<language>.md")
		return
	}
	if err := FlowName(parts[1]); err != nil {
		s.stray(name, err.Error())
		return
	}
	lang, isText := strings.CutSuffix(parts[2], ".md")
	lang = strings.TrimPrefix(lang, drillPrefix)
	switch {
	case parts[2] == "flow.yaml":
		s.jobs = append(s.jobs, job{name, "", source.MaxFlow, false, func(data []byte, p *parsed) {
			var l diag.List
			p.flow, l = decision.Parse(parts[1], name, data)
			p.l = append(p.l, l...)
		}})
	case isText && s.language(lang):
		s.doc(name, lang, false)
	default:
		s.stray(name, "a flow has the files flow.yaml and <language>.md, and may have drills.<language>.md, with a language of config.yaml")
	}
}

func (s *scan) catalogue(name string) {
	if s.glossary(name) {
		return
	}
	lang, ok := strings.CutSuffix(path.Base(name), ".yaml")
	if !ok || path.Dir(name) != "i18n" || !s.language(lang) {
		s.stray(name, "i18n holds <language>.yaml, glossary.yaml and glossary.<language>.md, with a language of config.yaml")
		return
	}
	s.jobs = append(s.jobs, job{name, "", source.MaxYAML, false, func(data []byte, p *parsed) {
		var l diag.List
		p.cat, l = locale.ParseCatalogue(lang, name, data)
		p.l = append(append(p.l, l...), orthography.CheckStrings(name, data, lang)...)
	}})
}

// ledger takes what a translation was made from.
func (s *scan) ledger(name string) {
	parts := strings.Split(name, "/")
	if len(parts) < 4 || !s.language(parts[1]) || parts[1] == s.cfg.Source() || !strings.HasSuffix(name, ".yaml") {
		s.stray(name, "ledgers are translations/<language>/<path of the text>.yaml, with a language that others are translated to")
		return
	}
	s.jobs = append(s.jobs, job{name, "", source.MaxYAML, false, func(data []byte, p *parsed) {
		var l diag.List
		p.led, l = ledger.Parse(name, data)
		p.l = append(p.l, l...)
	}})
}

func (s *scan) language(tag string) bool { return slices.Contains(s.cfg.Languages, tag) }
