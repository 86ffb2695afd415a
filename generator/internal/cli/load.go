package cli

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/check"
	"signpost/generator/internal/config"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/drill"
	"signpost/generator/internal/export"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/site"
	embedded "signpost/themes/signpost"
)

// workspace is a project's folder with what is kept from one load to the next.
type workspace struct {
	root    string // absolute
	fsys    fs.FS
	loader  project.Loader
	checked check.Memory
	flows   map[string]compiled // by name, from the last load

	last     *loaded // what load gave, as long as the files of the site have the mark
	lastMark string

	self     []string               // the command by which the program runs itself; nil for none
	partners map[string]readPartner // by id
	special  map[string]special     // by flow and what is known
}

// compiled is what became of a flow. from are the flow and those it uses: as
// long as they are the same, so is the rest.
type compiled struct {
	from []*decision.Flow
	flow *decision.Flow // linked; nil where that is not to be had
	a    *automaton.Automaton
	l    diag.List

	drilled *drilled // nil where it has none
}

// drilled are the drills of a flow, as long as their text is the same.
type drilled struct {
	doc    *prose.Document // in the source language
	drills []*drill.Drill
	l      diag.List
}

// loaded is a project with its compiled flows and all that is known to be
// wrong with it.
type loaded struct {
	project  *project.Project
	linked   map[string]*decision.Flow
	automata map[string]*automaton.Automaton
	drills   map[string][]*drill.Drill // by flow, in the order of their text
	list     diag.List
	partners []guarded // that were read, whether sound or not
}

func (l *loaded) input() site.Input {
	return site.Input{Project: l.project, Automata: l.automata, Drills: l.drills}
}

func (a *app) open() (*workspace, error) {
	root := a.path(a.dir)
	info, err := os.Stat(root)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("there is no folder %s", a.dir)
	case err != nil:
		return nil, err
	case !info.IsDir():
		return nil, fmt.Errorf("%s is not a folder", a.dir)
	}
	return &workspace{root: root, fsys: os.DirFS(root), self: a.env.Self}, nil
}

// load reads and checks the project: everything that can be known without
// building it. Where no file of the site changed since the last time, that is
// known: whoever edits a partner need not wait for it.
func (w *workspace) load() (*loaded, error) {
	mark, err := w.mark(slices.DeleteFunc(append(sourceFolders(), config.File), func(dir string) bool { return dir == partnersFolder })...)
	if err == nil && w.last != nil && mark == w.lastMark {
		out := *w.last
		return &out, nil
	}
	l, err := w.loadAnew()
	if err != nil {
		return nil, err
	}
	l.list = slices.Clip(l.list) // who appends to it gets a list of its own
	w.last, w.lastMark = l, mark
	out := *l
	return &out, nil
}

// mark tells one state of files and folders from others.
func (w *workspace) mark(names ...string) (string, error) {
	var b strings.Builder
	for _, name := range names {
		err := fs.WalkDir(w.fsys, name, func(name string, d fs.DirEntry, err error) error {
			if errors.Is(err, fs.ErrNotExist) {
				return nil
			}
			if err != nil {
				return err
			}
			info, err := d.Info()
			if err != nil {
				return err
			}
			fmt.Fprintln(&b, name, info.Size(), info.ModTime().UnixNano(), info.Mode())
			return nil
		})
		if err != nil {
			return "", err
		}
	}
	return b.String(), nil
}

func (w *workspace) loadAnew() (*loaded, error) {
	p, l, err := w.loader.Load(w.fsys, w.theme)
	if err != nil {
		return nil, err
	}
	out := &loaded{project: p, linked: map[string]*decision.Flow{}, automata: map[string]*automaton.Automaton{}, drills: map[string][]*drill.Drill{}}
	doubtful := map[string]bool{} // files with errors that leave the flow to be compiled: what follows from them is no news
	for _, d := range l {
		doubtful[d.Pos.File] = doubtful[d.Pos.File] || d.Severity == diag.Error
	}
	l = append(l, w.checked.Run(p)...)
	flows := map[string]compiled{}
	var drills []*drill.Drill
	for _, f := range p.Flows {
		if !f.Sound {
			continue
		}
		from := []*decision.Flow{f.Flow}
		for _, name := range decision.Closure(f.Flow, p.Sound) {
			from = append(from, p.Sound(name))
		}
		c, ok := w.flows[f.Name]
		if !ok || !slices.Equal(c.from, from) {
			c = compile(f.Flow, p.Sound)
			c.from = from
		}
		c.drill(f.Drills[p.SourceLanguage()])
		flows[f.Name] = c
		if c.a == nil || !doubtful[f.File] {
			l = append(l, c.l...)
		}
		if c.a != nil {
			out.linked[f.Name], out.automata[f.Name] = c.flow, c.a
		}
		if c.drilled != nil && !doubtful[f.File] {
			l = append(l, c.drilled.l...)
			out.drills[f.Name] = c.drilled.drills
			drills = append(drills, c.drilled.drills...)
		}
	}
	w.flows = flows
	l = append(l, drill.Limits(drills)...)
	out.list = check.Settle(p.Config, check.Primary(l)).Sorted()
	return out, nil
}

// sourceFolders are the folders of a project that a site is made from.
func sourceFolders() []string {
	return []string{"brand", "content", "decisions", "i18n", "partners", "themes", "translations"}
}

// project opens the folder of the project and loads it.
func (a *app) project() (*loaded, error) {
	w, err := a.open()
	if err != nil {
		return nil, err
	}
	return w.load()
}

// compile links a flow with those it uses and compiles it.
func compile(f *decision.Flow, flows func(string) *decision.Flow) compiled {
	linked, l := decision.Link(f, flows)
	if linked == nil || !decision.Compilable(l) {
		return compiled{l: l}
	}
	a, list := automaton.Compile(linked)
	l = append(l, list...)
	if a != nil {
		l = append(l, a.Examples()...)
	}
	return compiled{flow: linked, a: a, l: l}
}

// drill makes the drills of a compiled flow, or keeps those of the same text.
func (c *compiled) drill(doc *prose.Document) {
	switch {
	case doc == nil || c.a == nil:
		c.drilled = nil
	case c.drilled == nil || c.drilled.doc != doc:
		drills, l := drill.Make(c.a, doc)
		c.drilled = &drilled{doc, drills, l}
	}
}

// engine draws pictures.
func (a *app) engine() *export.Engine {
	e := &export.Engine{}
	if a.env.Cache != "" {
		e.Cache = filepath.Join(a.env.Cache, "graphviz")
	}
	return e
}

// theme is the theme of that name in the project over the embedded one, file by
// file; nil where the project has none of that name and it is not the embedded
// one's. Links in the project's theme are not followed.
func (w *workspace) theme(name string) fs.FS {
	own := regular{w.fsys, "themes/" + name}
	if info, err := fs.Stat(own, "."); err == nil && info.IsDir() {
		return overlay{own, embedded.Files}
	}
	if name == config.Default().Theme {
		return embedded.Files
	}
	return nil
}

// report prints diagnostics, and returns errProject where there are errors.
func (a *app) report(l diag.List, source func(string) []byte) error {
	if err := diag.Text(a.env.Stderr, l, source); err != nil {
		return err
	}
	if l.HasErrors() {
		errors, warnings := l.Count()
		fmt.Fprintf(a.env.Stderr, "%s\n", counts(errors, warnings))
		return errProject
	}
	return nil
}

func counts(errors, warnings int) string {
	s := plural(errors, "error")
	if warnings > 0 {
		s += ", " + plural(warnings, "warning")
	}
	return s
}

func plural(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}

// seconds prints a duration for people.
func seconds(d time.Duration) string { return fmt.Sprintf("%.2f s", d.Seconds()) }
