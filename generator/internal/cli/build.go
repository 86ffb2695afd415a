package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/spf13/cobra"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/publish"
	"signpost/generator/internal/site"
	"signpost/generator/internal/verify"
)

// gcPercent lets the heap grow to five times what lives in it before garbage
// is collected: what a build makes it mostly keeps, and collecting rarely saves
// a tenth of the time (docs/benchmarks.md).
const gcPercent = 400

func (a *app) build() *cobra.Command {
	var out string
	c := &cobra.Command{
		Use:   "build",
		Short: "Build the site into a folder, all of it or nothing",
		Long: `Builds the site in memory, checks the result, and puts it into the folder in
one step. A folder that holds files of another origin is refused; when anything
is wrong, the folder stays as it was.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return a.runBuild(cmd.Context(), out)
		},
	}
	c.Flags().StringVarP(&out, "out", "o", "public", "folder to build into, from where the command is called")
	return c
}

func (a *app) runBuild(ctx context.Context, out string) error {
	debug.SetGCPercent(gcPercent)
	start := time.Now()
	p := a.progress()
	defer p.done()
	w, err := a.open()
	if err != nil {
		return err
	}
	if !filepath.IsAbs(out) {
		out = filepath.Join(a.env.Dir, out)
	}
	opt := a.publishOptions(w)
	if err := publish.Check(out, opt); err != nil {
		return refusal(err)
	}
	p.step("reading")
	l, err := w.load()
	if err != nil {
		return err
	}
	if err := a.report(l.list, l.project.Source); err != nil {
		return err
	}
	p.step("building")
	var b site.Builder
	tree, list, err := b.Build(l.input())
	if err != nil {
		return err
	}
	if err := a.report(list, l.project.Source); err != nil {
		return err
	}
	p.step("checking the result")
	var v verify.Checker
	list, err = verifyTree(&v, tree, l)
	if err != nil {
		return err
	}
	if err := a.report(list, nil); err != nil {
		return err
	}
	p.step("publishing")
	res, err := publish.Publish(ctx, tree, out, opt)
	if err != nil {
		return refusal(err)
	}
	p.done()
	fmt.Fprintf(a.env.Stdout, "%s: %s, %.1f MB, %s\n", out, plural(res.Files, "file"), float64(res.Bytes)/1e6, seconds(time.Since(start)))
	return nil
}

// publishOptions protects what a build must never overwrite.
func (a *app) publishOptions(w *workspace) publish.Options {
	opt := publish.Options{Protected: []string{w.root}}
	if a.env.Home != "" {
		opt.Protected = append(opt.Protected, a.env.Home)
	}
	for _, dir := range []string{"content", "decisions", "i18n", "themes", "partners"} {
		opt.Sources = append(opt.Sources, filepath.Join(w.root, dir))
	}
	return opt
}

// refusal leaves out what the user knows: that publishing was asked for.
func refusal(err error) error {
	var locked *publish.LockedError
	if errors.As(err, &locked) {
		return fmt.Errorf("%w; wait for it to end and try again", err)
	}
	return err
}

// verifyTree checks a finished site. Findings name the author's file where a
// page was made from one.
func verifyTree(v *verify.Checker, tree *site.Tree, l *loaded) (diag.List, error) {
	list, err := v.Check(tree, verify.Options{
		BaseURL: l.project.Config.BaseURL, Languages: l.project.Config.Languages,
		Files: tree.Files(), Fingerprint: tree.Fingerprint,
	})
	return list.Without(l.project.Config.Ignore), err
}
