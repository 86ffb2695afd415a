package cli

import (
	"fmt"
	"maps"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/mslearn"
	"signpost/generator/internal/project"
)

// learnFlags are those of "import mslearn".
type learnFlags struct {
	lang, out, source, origin string
	dry, asJSON, asSARIF      bool
	update                    bool
}

func (a *app) importCommand() *cobra.Command {
	var f learnFlags
	learn := &cobra.Command{
		Use:   "mslearn DIR",
		Short: "Make pages of the Markdown of Microsoft Learn",
		Long: `Makes pages of a folder of Microsoft Learn Markdown in one language, and
reports, at its place in the author's file, whatever could not come along or
is wrong with it. With --source the pages are held against those of the
language they were translated from: links, lists, callouts, bold text and the
rest of the structure. No file that exists is changed: either all pages are
made or none.

With --update, a later state of a folder that was imported before: pages that
nobody changed here are replaced and keep their addresses, those that somebody
did and those that the folder has no more stay, and are named.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.importLearn(args[0], f) },
	}
	learn.Flags().StringVarP(&f.lang, "lang", "l", "", "language of the pages, one of config.yaml")
	learn.Flags().StringVar(&f.out, "out", "", "where the pages go, in the project; default: content/LANG/learn")
	learn.Flags().StringVar(&f.source, "source", "", "folder of the same pages in the language they were translated from")
	learn.Flags().StringVar(&f.origin, "origin", "", "where the pages are read today, https://…/; links to pages that the folder has not lead there")
	learn.Flags().BoolVar(&f.update, "update", false, "replace the pages of an earlier import that nobody changed here")
	learn.Flags().BoolVar(&f.dry, "dry-run", false, "say what would be made and what is wrong, and write nothing")
	learn.Flags().BoolVar(&f.asJSON, "json", false, "print diagnostics as JSON to the standard output")
	learn.Flags().BoolVar(&f.asSARIF, "sarif", false, "print diagnostics as SARIF to the standard output")
	learn.MarkFlagsMutuallyExclusive("json", "sarif")
	if err := learn.MarkFlagRequired("lang"); err != nil {
		panic(err) // the flag is defined above
	}
	return group("import", "Make pages of texts that were written for another program", learn)
}

func (a *app) importLearn(dir string, f learnFlags) error {
	cfg, root, err := a.settings()
	if err != nil {
		return err
	}
	if !slices.Contains(cfg.Languages, f.lang) {
		return fmt.Errorf("%q is no language of config.yaml; it has %s", f.lang, strings.Join(cfg.Languages, ", "))
	}
	opt := mslearn.Options{Lang: f.lang, Out: path.Join("content", f.lang, "learn"), Main: f.lang == cfg.Source()}
	if f.out != "" {
		if opt.Out, err = learnPlace(f.out, f.lang); err != nil {
			return err
		}
	}
	if f.origin != "" {
		u, err := url.Parse(f.origin)
		if err != nil || u.Scheme != "https" || u.Host == "" {
			return fmt.Errorf("--origin %q is no address: write it as https://learn.microsoft.com/cs-cz/partner-center/", f.origin)
		}
		opt.Origin = strings.TrimSuffix(f.origin, "/") + "/"
	}
	from, err := a.learnFolder(dir)
	if err != nil {
		return err
	}
	if f.source != "" {
		source, err := a.learnFolder(f.source)
		if err != nil {
			return err
		}
		opt.Source = &source
	}
	own, err := knownPages(root, &opt, cfg.Source(), f.update)
	if err != nil {
		return err
	}
	res, l, err := mslearn.Import(from, opt)
	if err != nil {
		return err
	}
	var r *renewal
	if f.update {
		if r, err = renew(root, res, own); err != nil {
			return err
		}
		l = append(l, r.list...).Sorted()
	}
	switch {
	case f.asJSON:
		err = diag.JSON(a.env.Stdout, l)
	case f.asSARIF:
		err = diag.SARIF(a.env.Stdout, l, version())
	default:
		err = a.report(l, res.Source)
	}
	if err == nil && l.HasErrors() {
		err = errProject
	}
	if err != nil {
		return err
	}
	return a.writeLearn(root, res, l, f, r)
}

// learnPlace reads --out: a folder of pages in the language.
func learnPlace(out, lang string) (string, error) {
	clean := path.Clean(filepath.ToSlash(out))
	base := path.Join("content", lang)
	rest, below := strings.CutPrefix(clean, base+"/")
	if !below {
		return "", fmt.Errorf("--out %q is no folder below %s", out, base)
	}
	if err := project.PageName(rest); err != nil {
		return "", fmt.Errorf("--out %q is no folder of pages: %w", out, err)
	}
	return clean, nil
}

// learnFolder is a folder named on the command line.
func (a *app) learnFolder(dir string) (mslearn.Folder, error) {
	at := a.path(dir)
	info, err := os.Stat(at)
	if err == nil && !info.IsDir() {
		err = fmt.Errorf("%s is not a folder", dir)
	}
	return mslearn.Folder{FS: os.DirFS(at), Name: filepath.ToSlash(filepath.Clean(dir))}, err
}

// writeLearn writes what was made, less the pages of folders that are there.
func (a *app) writeLearn(root string, res *mslearn.Result, l diag.List, f learnFlags, r *renewal) error {
	made := newFiles{}
	for name, data := range res.Files {
		if _, there := firstOf(root, name); there && res.Made[name] {
			continue
		}
		made[name] = data
	}
	summary := a.env.Stdout
	if f.asJSON || f.asSARIF {
		summary = a.env.Stderr
		a.env.Stdout = a.env.Stderr // the list of files
	}
	if r == nil {
		r = &renewal{made: made}
	}
	if err := r.write(a, root, f.dry); err != nil {
		return err
	}
	counts := map[string]int{}
	for _, d := range l {
		counts[d.Code]++
	}
	for _, code := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(summary, "%6d  %s\n", counts[code], code)
	}
	if f.update {
		fmt.Fprintf(summary, "%s of %s: of their files %d new, %d changed, %d as they were; %s\n", plural(res.Pages, "page"), f.lang,
			len(r.made), len(r.changed), r.same, plural(len(l), "warning"))
		return nil
	}
	fmt.Fprintf(summary, "%s of %s made, %s\n", plural(res.Pages, "page"), f.lang, plural(len(l), "warning"))
	return nil
}
