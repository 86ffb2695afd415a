package cli

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing/fstest"

	"github.com/spf13/cobra"

	"signpost/generator/internal/confine"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/hours"
	"signpost/generator/internal/terms"
	"signpost/generator/internal/verify"
)

// rehearsal is the command by which the program has the words of partners read
// by another process of itself.
const rehearsal = "rehearse-words"

// rehearse is that command. A piece of work is the name of a file, a line feed,
// and the text.
func (a *app) rehearse() *cobra.Command {
	return &cobra.Command{
		Use:    rehearsal,
		Short:  "Read words of partners from the standard input, within limits; signpost itself calls it",
		Args:   cobra.NoArgs,
		Hidden: true,
		RunE: func(*cobra.Command, []string) error {
			return confine.Serve(a.env.Stdin, a.env.Stdout, confine.Usual(), func(work []byte) []byte {
				name, text, _ := bytes.Cut(work, []byte("\n"))
				return terms.Rehearse(string(name), text)
			})
		},
	}
}

// guarded is a partner as its folder has it, with what is wrong. Of a partner
// whose list has errors no page may be made; the others do not depend on it.
type guarded struct {
	*terms.Partner
	files fs.FS // what was taken from the folder
	list  diag.List
}

// guard reads the folders of partners as what strangers wrote.
type guard struct {
	root *os.Root
	crew *confine.Crew // nil: this process reads the words itself

	mu    sync.Mutex
	sound map[[sha256.Size]byte]bool // names with texts that were tried
}

func (w *workspace) guard() (*guard, error) {
	root, err := os.OpenRoot(w.root)
	if err != nil {
		return nil, err
	}
	g := &guard{root: root, sound: map[[sha256.Size]byte]bool{}}
	if len(w.self) > 0 {
		g.crew = confine.NewCrew(append(slices.Clone(w.self), rehearsal), 0, confine.Usual())
	}
	return g, nil
}

// close ends the processes. Nothing may be loading.
func (g *guard) close() {
	if g.crew != nil {
		g.crew.Close()
	}
	_ = g.root.Close() // it was only read
}

// all loads partners, each by itself, and gives them in the order of their ids.
func (g *guard) all(ctx context.Context, ids []string, today hours.Date) ([]guarded, error) {
	out, errs := make([]guarded, len(ids)), make([]error, len(ids))
	var done sync.WaitGroup
	free := make(chan bool, runtime.GOMAXPROCS(0))
	for i, id := range ids {
		done.Go(func() {
			free <- true
			defer func() { <-free }()
			out[i], errs[i] = g.load(ctx, id, today)
		})
	}
	done.Wait()
	return out, errors.Join(errs...)
}

// load loads one partner. The error is not about the partner.
func (g *guard) load(ctx context.Context, id string, today hours.Date) (guarded, error) {
	dir := path.Join(partnersFolder, id)
	files, l, err := confine.Read(g.root, dir)
	out := guarded{&terms.Partner{ID: id}, files, l}
	if err != nil {
		return out, err
	}
	sound, harm, err := g.try(ctx, files, dir, &out.list)
	if err != nil {
		return out, err
	}
	if !out.list.HasErrors() || len(sound) > 0 {
		var l diag.List
		out.Partner, l = terms.Load(sound, dir, today)
		out.list = append(out.list, without(l, out.list)...)
	}
	out.list = append(out.list, slices.DeleteFunc(harm, func(h diag.Diagnostic) bool {
		return slices.ContainsFunc(out.list, func(d diag.Diagnostic) bool { return d.Severity == diag.Error && d.Pos.File == h.Pos.File })
	})...)
	return out, nil
}

// without drops what follows from files that were refused: that they are missing,
// among them a picture that the facts name.
func without(l, refused diag.List) diag.List {
	return slices.DeleteFunc(l, func(d diag.Diagnostic) bool {
		return slices.ContainsFunc(refused, func(r diag.Diagnostic) bool {
			return r.Pos.File == d.Pos.File || d.Code == "brand-picture" && path.Base(path.Dir(r.Pos.File)) == "brand"
		})
	})
}

// try has all words read by a process that can be killed, and gives the files
// without the words that it was killed for: what this process reads after that
// is known to come to an end. harm are words of which no page may be made, for
// when nothing else is found that is wrong with them, and says so with a line.
func (g *guard) try(ctx context.Context, files fs.FS, dir string, l *diag.List) (sound fstest.MapFS, harm diag.List, err error) {
	sound = fstest.MapFS{}
	err = fs.WalkDir(files, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(files, name)
		if err != nil {
			return err
		}
		if path.Ext(name) == ".md" {
			sum := sha256.Sum256(append([]byte(name+"\n"), data...))
			if g.passed(sum, false) {
				sound[name] = &fstest.MapFile{Data: data, Mode: 0o444}
				return nil
			}
			at := diag.Pos{File: name, Line: 1, Col: 1}
			html, wrong, err := g.words(ctx, name, data)
			if err != nil {
				return err
			}
			if wrong != "" {
				l.Add(at, "partner-words", "the text is not read: %s", wrong).Hint =
					"shorten it, and write it plainly: brackets, stars and quotations within each other take longest"
				return nil
			}
			if wrong, err = harmful(html); err != nil {
				return err
			}
			if wrong != "" {
				harm.Add(at, "partner-words", "%s", wrong).Hint = "find what makes it, and write it plainly: links, headings and code in words alone"
			} else {
				g.passed(sum, true)
			}
		}
		sound[name] = &fstest.MapFile{Data: data, Mode: 0o444}
		return nil
	})
	return sound, harm, err
}

// passed reports whether a text of a name was tried before, and nothing was wrong with it: the same is not tried again. now says
// that it was.
func (g *guard) passed(sum [sha256.Size]byte, now bool) bool {
	g.mu.Lock()
	defer g.mu.Unlock()
	known := g.sound[sum]
	if now {
		g.sound[sum] = true
	}
	return known
}

// words tries one text, and tells why it cannot be read; "" for no reason.
func (g *guard) words(ctx context.Context, name string, data []byte) (html []byte, wrong string, err error) {
	if g.crew == nil {
		html = terms.Rehearse(name, data)
	} else if html, err = g.crew.Do(ctx, append([]byte(name+"\n"), data...)); err != nil {
		if errors.Is(err, confine.ErrTime) || errors.Is(err, confine.ErrMemory) || errors.Is(err, confine.ErrEnded) {
			return nil, err.Error(), nil
		}
		return nil, "", err
	}
	if most := terms.MaxHTML(len(data)); len(html) > most {
		return nil, fmt.Sprintf("it becomes %d bytes of HTML; the limit is %d", len(html), most), nil
	}
	return html, "", nil
}

// dangers are what verify may not find in what words become.
var dangers = []string{"out-element", "out-attribute", "out-handler", "out-inline-script", "out-inline-style", "out-scheme", "out-external", "out-base", "out-leftover", "out-markup", "out-link-text"}

// harmful tells what the HTML of words holds that no page may have, "" for
// nothing. The rules for words leave nothing to be found here; this does not
// rely on them.
func harmful(html []byte) (string, error) {
	page := "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>a</title></head><body><main><h1>a</h1>" + string(html) + "</main></body></html>"
	var c verify.Checker
	l, err := c.Check(fstest.MapFS{"index.html": {Data: []byte(page)}}, verify.Options{})
	for _, d := range l {
		if slices.Contains(dangers, d.Code) {
			return "the text becomes HTML that no page may hold: " + strings.ReplaceAll(d.Message, "\n", " "), err
		}
	}
	return "", err
}
