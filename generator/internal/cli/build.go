package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"signpost/generator/internal/check"
	"signpost/generator/internal/config"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/publish"
	"signpost/generator/internal/site"
	"signpost/generator/internal/verify"
)

// gcPercent lets the heap grow to five times what lives in it before garbage
// is collected: what a build makes it mostly keeps, and collecting rarely saves
// a tenth of the time (docs/benchmarks.md).
const gcPercent = 400

// firstCollection is how many bytes a build takes before garbage is collected at all: marking what
// lives is dear, and of a site of up to about 2,000 pages most lives to the end. See ADR 039.
const firstCollection = 1536 << 20

// collectLate has garbage collected for the first time where firstCollection is reached, or GOMEMLIMIT, and
// by gcPercent from then on.
func collectLate() {
	limit := debug.SetMemoryLimit(-1)
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(min(limit, firstCollection))
	type canary struct{ _ *int }
	runtime.AddCleanup(new(canary), func(limit int64) { // nothing holds it: it goes with the first collection
		debug.SetGCPercent(gcPercent)
		debug.SetMemoryLimit(limit)
	}, limit)
}

func (a *app) build() *cobra.Command {
	var out string
	var components bool
	var partner partnerBuild
	c := &cobra.Command{
		Use:   "build",
		Short: "Build the site into a folder, all of it or nothing",
		Long: `Builds the site in memory, checks the result, and puts it into the folder in
one step. A folder that holds files of another origin is refused; when anything
is wrong, the folder stays as it was.

With --partner, builds the site of a partner, or those of all, each into a folder
of its own: the guidance and the flows of the site under the partner's name,
with the partner's terms. Which version of the terms is in force is that of
--date, of the environment's SOURCE_DATE_EPOCH, or of today.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if partner.partner != "" {
				partner.out = partnersOut
				if cmd.Flags().Changed("out") {
					partner.out = out
				}
				return a.runPartners(cmd.Context(), partner)
			}
			return a.runBuild(cmd.Context(), out, components, partner)
		},
	}
	c.Flags().StringVarP(&out, "out", "o", "public", "folder to build into, from where the command is called; of partners, "+partnersOut)
	c.Flags().StringVar(&partner.partner, "partner", "", "the id of a partner whose site to build, or all")
	c.Flags().StringVar(&partner.date, "date", "", "the day of the build, as 2026-11-20, for the terms of partners (default: today)")
	c.Flags().BoolVar(&partner.skipBroken, "skip-broken", false, "leave out partners with errors instead of building none")
	c.Flags().BoolVar(&components, "components", false, "also the page of the theme's components, for the tests of a theme")
	if err := c.Flags().MarkHidden("components"); err != nil {
		panic(err) // the flag is there
	}
	return c
}

func (a *app) runBuild(ctx context.Context, out string, components bool, partner partnerBuild) error {
	collectLate()
	start := time.Now()
	p := a.progress()
	w, err := a.open()
	if err != nil {
		return err
	}
	out = a.path(out)
	opt := a.publishOptions(w)
	if err := publish.Check(out, opt); err != nil {
		return refusal(err)
	}
	today, err := a.day(partner.date)
	if err != nil {
		return err
	}
	p.step("reading")
	l, err := w.load()
	if err != nil {
		return err
	}
	broken := l.list.HasErrors()
	if err := w.addPartners(ctx, l, today); err != nil {
		return err
	}
	if err := a.report(l.list, l.source); err != nil && (broken || !partner.skipBroken) {
		return err
	}
	p.step("building")
	var b site.Builder
	in := l.input()
	in.Engine, in.Components, in.Today, in.Offline = a.engine(), components, today, l.project.Config.Offline
	tree, err := a.built(&b, in)
	if err != nil {
		return err
	}
	p.step("checking the result")
	if err := a.checked(new(verify.Checker), tree, l); err != nil {
		return err
	}
	p.step("publishing")
	a.publishing.Store(true)
	if err := ctx.Err(); err != nil { // asked for after the line above: see wait
		return err
	}
	res, err := publish.Publish(ctx, tree, out, opt)
	for _, dir := range res.Rescued {
		fmt.Fprintf(a.env.Stderr, "warning: files of another origin appeared in %s meanwhile; they are now in %s\n", out, dir)
	}
	if err != nil {
		return refusal(err)
	}
	fmt.Fprintln(a.env.Stdout, resultLine(out, res, time.Since(start)))
	return nil
}

// built builds a site and reports what is wrong with it.
func (a *app) built(b *site.Builder, in site.Input) (*site.Tree, error) {
	tree, list, err := b.Build(in)
	if err != nil {
		return nil, err
	}
	return tree, a.report(list, in.Project.Source)
}

// checked checks a finished site and reports what is wrong with it.
func (a *app) checked(v *verify.Checker, tree *site.Tree, l *loaded) error {
	list, err := verifyTree(v, tree, l)
	if err != nil {
		return err
	}
	return a.report(list, l.project.Source)
}

// resultLine says what a build did.
func resultLine(out string, res publish.Result, took time.Duration) string {
	s := fmt.Sprintf("%s: %s, %.1f MB, %s", out, plural(res.Files, "file"), float64(res.Bytes)/1e6, seconds(took))
	if res.Unchanged {
		s += ", unchanged"
	}
	return s
}

// hashed are the files whose name holds the hash of their content. A page that
// a visitor opened before a build may still ask for that of its site.
var hashed = regexp.MustCompile(`^assets/[^/]+\.[0-9a-f]{12}\.(css|js|json|svg|png|jpe?g|webp)$`)

// publishOptions protects what a build must never overwrite.
func (a *app) publishOptions(w *workspace) publish.Options {
	opt := publish.Options{Protected: []string{w.root}, Keep: hashed.MatchString}
	if a.env.Home != "" {
		opt.Protected = append(opt.Protected, a.env.Home)
	}
	for _, dir := range sourceFolders() {
		opt.Sources = append(opt.Sources, filepath.Join(w.root, dir))
	}
	return opt
}

// spares says why a file may not be written, with the folders it lies in: it would take the place of what the project is
// made of, or be taken for a part of it.
func (a *app) spares(file string) error {
	w, err := a.open()
	if err != nil {
		return err
	}
	for {
		if _, err := os.Stat(filepath.Dir(file)); !errors.Is(err, fs.ErrNotExist) {
			return publish.CheckFile(file, a.publishOptions(w), filepath.Join(w.root, config.File))
		}
		file = filepath.Dir(file)
	}
}

// refusal leaves out what the user knows: that publishing was asked for.
func refusal(err error) error {
	var locked *publish.LockedError
	if errors.As(err, &locked) {
		return fmt.Errorf("%w; wait for it to end and try again", err)
	}
	return err
}

// verifyTree checks a finished site. A finding in a page is put at the author's
// file from which the page was made, as a whole: where in the page it lies is a
// related place, and says nothing of where in the file. Other findings name the
// file of the site.
func verifyTree(v *verify.Checker, tree *site.Tree, l *loaded) (diag.List, error) {
	list, err := v.Check(tree, verify.Options{
		BaseURL: l.project.Config.BaseURL, Languages: l.project.Config.Languages,
		Files: tree.Files(), Fingerprint: tree.Fingerprint, Pieces: tree.Pieces,
	})
	for i := range list {
		d := &list[i]
		if from := tree.Origins[d.Pos.File]; from != "" {
			d.Related = append([]diag.Related{{Pos: d.Pos, Message: "found here, in the site"}}, d.Related...)
			d.Pos = diag.Pos{File: from, Line: 1, Col: 1}
		}
	}
	return check.Settle(l.project.Config, list).Sorted(), err
}
