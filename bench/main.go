//go:build unix

// Bench measures Signpost against the plain hugo command of the same version,
// on a corpus that it makes itself.
//
// In: this repository; the hugo command, which it installs once into the
// user's cache folder. Out: a table of times, ratios and memory on stdout, and
// with -md the same table in a Markdown file. It never touches the project's
// own content, and leaves nothing behind but the hugo command.
//
//	go run ./bench [-quick] [-flows] [-partners] [-runs 5] [-md docs/benchmarks.md] [-keep DIR]
//
// Whole processes are measured, each into a fresh folder, in turn, after one
// run that does not count; what is printed are medians. Before each run the
// disk is synced: Signpost flushes what it publishes, and must not pay for what
// another run left behind.
package main

import (
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

// options are the command's flags.
type options struct {
	pages int // guidance pages in each language
	times int // how much larger the large corpus is
	runs  int // how often each thing is measured
	tries int // how many edits of a page under serve
	md    string
	keep  string
	bin   string
	serve bool // only the edits under serve
	flows bool // only flows

	few, many int  // partners whose sites are built
	partner   bool // only those
}

func main() {
	var o options
	var quick bool
	flag.BoolVar(&quick, "quick", false, "a corpus a fifth as large, 3 runs: for a first look, not for the record")
	flag.IntVar(&o.pages, "pages", 500, "guidance pages in each of the four languages")
	flag.IntVar(&o.times, "times", 10, "how many times larger the large corpus is; 0 leaves it out")
	flag.IntVar(&o.runs, "runs", 5, "runs of each command; medians are printed")
	flag.IntVar(&o.tries, "edits", 20, "edits of one page under serve")
	flag.BoolVar(&o.serve, "serve", false, "measure only the edits under serve")
	flag.BoolVar(&o.flows, "flows", false, "measure only the compiling of flows")
	flag.IntVar(&o.few, "few", 20, "partners whose sites are built for comparison with more")
	flag.IntVar(&o.many, "many", 200, "partners whose sites are built; 0 leaves them out")
	flag.BoolVar(&o.partner, "partners", false, "measure only the sites of partners")
	flag.StringVar(&o.md, "md", "", "Markdown file whose parts between the bench marks are replaced by the figures")
	flag.StringVar(&o.keep, "keep", "", "folder for corpora and sites, which stay (default: a temporary one)")
	flag.StringVar(&o.bin, "bin", "", "a signpost binary to measure (default: built from this checkout)")
	flag.Parse()
	if quick {
		o.pages, o.runs, o.tries = o.pages/5, 3, 5
		o.few, o.many = o.few/5, o.many/5
	}
	if err := run(o); err != nil {
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

func run(o options) error {
	dir := o.keep
	if dir == "" {
		tmp, err := os.MkdirTemp("", "signpost-bench-")
		if err != nil {
			return err
		}
		defer os.RemoveAll(tmp)
		dir = tmp
	}
	dir, err := filepath.Abs(dir)
	if err != nil {
		return err
	}
	b := bench{options: o, dir: dir, signpost: o.bin}
	if b.signpost == "" {
		b.signpost = filepath.Join(dir, "signpost")
		say("building signpost")
		if err := quiet(exec.Command("go", "build", "-o", b.signpost, "signpost/generator")); err != nil {
			return err
		}
	}
	if !o.partner {
		if err := b.part(atFlow, b.flows); err != nil || o.flows {
			return err
		}
	}
	if b.hugo, b.version, err = hugo(); err != nil {
		return err
	}
	if o.serve {
		small := corpus{dir: filepath.Join(dir, "small"), pages: o.pages}
		if err := small.write(); err != nil {
			return err
		}
		r := results{version: b.version, small: small}
		if r.edits, err = b.edits(small); err != nil {
			return err
		}
		fmt.Print(r.editLines())
		return nil
	}
	if o.many > 0 {
		if err := b.part(atPartners, b.partners); err != nil || o.partner {
			return err
		}
	}
	r, err := b.all()
	if err != nil {
		return err
	}
	fmt.Print(r.text())
	if o.md == "" {
		return nil
	}
	return writeMarkdown(o.md, pages, r.text())
}

// part measures something of its own, prints it and records it.
func (b *bench) part(name string, measure func() (string, error)) error {
	text, err := measure()
	if err != nil {
		return err
	}
	fmt.Print(text, "\n")
	if b.md == "" {
		return nil
	}
	return writeMarkdown(b.md, name, text)
}

// say tells on stderr what goes on.
func say(format string, args ...any) { fmt.Fprintf(os.Stderr, "bench: "+format+"\n", args...) }

// quiet runs a command; what it printed is part of the error, if there is one.
func quiet(c *exec.Cmd) error {
	out, err := c.CombinedOutput()
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", c.Args[0], err, out)
	}
	return nil
}
