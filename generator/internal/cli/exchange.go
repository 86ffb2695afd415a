package cli

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/exchange"
	"signpost/generator/internal/project"
)

func (a *app) exportTranslations() *cobra.Command {
	var lang, format, out string
	var all bool
	c := &cobra.Command{
		Use:   "export --lang LANG",
		Short: "Write what is to be translated to a file for translators",
		Long: `Writes one file, XLIFF 1.2, XLIFF 2.0 or PO, with what has no translation to a
language yet, or one that was made from another source than the one there is
now; with --all everything. Each segment comes with its place, with what stands
around it, and with the terms of the glossary that are in it.`,
		Args: cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			return a.runExport(lang, exchange.Format(format), out, all)
		},
	}
	names := make([]string, 0, 3)
	for _, f := range exchange.Formats() {
		names = append(names, string(f))
	}
	c.Flags().StringVarP(&lang, "lang", "l", "", "the language to translate to")
	c.Flags().StringVar(&format, "format", names[0], "one of "+strings.Join(names, ", "))
	c.Flags().StringVarP(&out, "out", "o", "", "the file; default: the standard output")
	c.Flags().BoolVar(&all, "all", false, "also what is up to date")
	if err := c.MarkFlagRequired("lang"); err != nil {
		panic(err) // the flag is defined above
	}
	return c
}

func (a *app) runExport(lang string, format exchange.Format, out string, all bool) error {
	if !slices.Contains(exchange.Formats(), format) {
		return fmt.Errorf("--format %q is not known; known: xliff12, xliff20, po", format)
	}
	l, err := a.project()
	if err != nil {
		return err
	}
	p := l.project
	if err := translatable(p, lang); err != nil {
		return err
	}
	f := exchange.Collect(p, lang, all)
	if len(f.Texts) == 0 {
		fmt.Fprintf(a.env.Stderr, "nothing is to be translated to %s; --all exports what is up to date, too\n", lang)
		return nil
	}
	data := exchange.Write(f, format)
	if out == "" {
		_, err := a.env.Stdout.Write(data)
		return err
	}
	out = a.path(out)
	if err := a.spares(out); err != nil {
		return err
	}
	if err := replace(map[string][]byte{out: data}); err != nil {
		return err
	}
	fmt.Fprintf(a.env.Stdout, "%s of %s\n", plural(f.Segments(), "segment"), plural(len(f.Texts), "text"))
	return nil
}

// translatable says why a language is none that is translated to.
func translatable(p *project.Project, lang string) error {
	langs := p.Config.Languages[1:]
	if !slices.Contains(langs, lang) {
		return fmt.Errorf("%q is no language that this project is translated to; those are %s", lang, strings.Join(langs, ", "))
	}
	return nil
}

// importing are the flags of "translate import".
type importing struct {
	by, day string
	accept  []string
	partial bool
	dry     bool
}

func (a *app) importTranslations() *cobra.Command {
	var f importing
	c := &cobra.Command{
		Use:   "import FILE",
		Short: "Put what a translator wrote into the texts of the project",
		Long: `Reads a file that "translate export" wrote and a translator filled in, and puts
each translation that is new in its place; nothing else changes. A segment that
lost or invented a placeholder, a link or a number, or whose source is another
one now, is refused, and then nothing is written at all, unless with --partial
what is right. Units that came back whole are recorded in the ledgers; none
counts as reviewed.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error { return a.runImport(args[0], f) },
	}
	c.Flags().StringVar(&f.by, "by", "", "who translated: person or machine; default: what the file says")
	c.Flags().StringVar(&f.day, "day", time.Now().Format(time.DateOnly), "the day of the translation")
	c.Flags().Lookup("day").DefValue = "today"
	c.Flags().StringSliceVar(&f.accept, "accept", nil, "ids of segments whose numbers are right though the source has others")
	c.Flags().BoolVar(&f.partial, "partial", false, "write what is right, and say what was left out")
	c.Flags().BoolVar(&f.dry, "dry-run", false, "say what would happen, and write nothing")
	return c
}

func (a *app) runImport(name string, f importing) error {
	if err := (&stamping{by: f.by, day: f.day}).check(); err != nil {
		return err
	}
	w, err := a.open()
	if err != nil {
		return err
	}
	l, err := w.load()
	if err != nil {
		return err
	}
	full := a.path(name)
	info, err := os.Stat(full)
	switch {
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is no file", name)
	case info.Size() > exchange.MaxFile:
		return fmt.Errorf("%s has %d bytes; the limit is %d", name, info.Size(), exchange.MaxFile)
	}
	data, err := os.ReadFile(full)
	if err != nil {
		return err
	}
	file, problems := exchange.Read(filepath.ToSlash(name), data)
	res := &exchange.Result{}
	if file != nil && (!problems.HasErrors() || f.partial && len(file.Texts) > 0) {
		var list diag.List
		res, list = exchange.Import(l.project, file, exchange.Options{By: f.by, Day: f.day, Accept: f.accept})
		problems = append(problems, list...)
	}
	problems = problems.Sorted()
	wrong := problems.HasErrors()
	if wrong {
		if err := diag.Text(a.env.Stderr, problems, func(string) []byte { return nil }); err != nil {
			return err
		}
		if !f.partial {
			errors, _ := problems.Count()
			fmt.Fprintf(a.env.Stderr, "%s: nothing was written; --partial writes what is right\n", plural(errors, "error"))
			return errProject
		}
	}
	if res.Unsigned != "" {
		return fmt.Errorf("the file does not say who translated %s: write --by person or --by machine", res.Unsigned)
	}
	if !f.dry {
		if err := writeResult(w.root, res); err != nil {
			return err
		}
	}
	for _, name := range slices.Sorted(maps.Keys(res.Files)) {
		fmt.Fprintln(a.env.Stdout, name)
	}
	for _, line := range res.Remarks {
		fmt.Fprintln(a.env.Stdout, line)
	}
	for _, unit := range res.Open {
		fmt.Fprintf(a.env.Stdout, "%s: written, and not recorded as up to date: the file says that it needs review\n", unit)
	}
	fmt.Fprintf(a.env.Stdout, "%s, %s up to date\n", plural(res.Segments, "new translation"), plural(res.Stamped, "unit"))
	if wrong {
		errors, _ := problems.Count()
		fmt.Fprintf(a.env.Stderr, "%s: what is above was left out\n", plural(errors, "error"))
		return errProject
	}
	return nil
}

// writeResult writes texts and ledgers: all of them, or none where one cannot be.
func writeResult(root string, res *exchange.Result) error {
	files := map[string][]byte{}
	for name, data := range res.Files {
		files[filepath.Join(root, filepath.FromSlash(name))] = data
	}
	for name, l := range res.Ledgers {
		files[filepath.Join(root, filepath.FromSlash(name))] = l.Bytes()
	}
	return replace(files)
}

// replace writes files beside their places first, and then puts each in its place.
func replace(files map[string][]byte) (err error) {
	temps := map[string]string{}
	defer func() {
		for _, temp := range temps {
			if e := os.Remove(temp); e != nil && !errors.Is(e, fs.ErrNotExist) {
				err = errors.Join(err, e)
			}
		}
	}()
	names := slices.Sorted(maps.Keys(files))
	for _, name := range names {
		mode := fs.FileMode(0o644)
		if info, err := os.Stat(name); err == nil {
			mode = info.Mode().Perm()
		}
		if old, err := os.ReadFile(name); err == nil && bytes.Equal(old, files[name]) {
			continue
		}
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			return err
		}
		// A name that begins with a dot is no part of a project.
		temps[name] = filepath.Join(filepath.Dir(name), "."+filepath.Base(name)+"~")
		if err := os.WriteFile(temps[name], files[name], mode); err != nil {
			return err
		}
	}
	for _, name := range names {
		if temp := temps[name]; temp != "" {
			if err := os.Rename(temp, name); err != nil {
				return err
			}
		}
	}
	return nil
}
