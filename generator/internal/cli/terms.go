package cli

import (
	"cmp"
	"context"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"signpost/generator/internal/hours"
	"signpost/generator/internal/terms"
)

// partnersFolder holds a folder for each partner.
const partnersFolder = "partners"

// termsCommand groups what is done with the support terms of partners.
func (a *app) termsCommand() *cobra.Command {
	var date string
	today := func() (hours.Date, error) { return a.day(date) }
	c := group("terms", "Check, show, keep and compare the support terms of partners",
		a.termsCheck(today), a.termsShow(today), a.termsDiff(today), a.termsKeep(today), a.termsProfile(today), a.termsSchema())
	c.PersistentFlags().StringVar(&date, "date", "", "the day to look at, as 2026-11-20 (default: today)")
	return c
}

type dayFunc func() (hours.Date, error)

// partner loads a partner of the project.
func (a *app) partner(ctx context.Context, w *workspace, id string, today hours.Date) (guarded, error) {
	dir := path.Join(partnersFolder, id)
	if info, err := fs.Lstat(w.fsys, dir); err != nil || info.Mode().IsRegular() || !fs.ValidPath(id) || id == "." || strings.Contains(id, "/") {
		return guarded{}, fmt.Errorf("there is no partner %q: %s is not a folder", id, dir)
	}
	g, err := w.guard()
	if err != nil {
		return guarded{}, err
	}
	defer g.close()
	return g.load(ctx, id, today)
}

func (a *app) termsCheck(today dayFunc) *cobra.Command {
	return &cobra.Command{
		Use:   "check [PARTNER…]",
		Short: "Check the terms of all partners, or of some",
		Long: `Check the terms of all partners, or of some: facts, words in every language,
versions in time, and what is laid over the flows of the site. check does so
too, beside all else.`,
		RunE: func(c *cobra.Command, args []string) error {
			day, err := today()
			if err != nil {
				return err
			}
			w, err := a.open()
			if err != nil {
				return err
			}
			if len(args) == 0 {
				if args, err = partners(w); err != nil {
					return err
				}
			}
			site, err := w.load()
			if err != nil {
				return err
			}
			all, err := w.checkPartners(c.Context(), site, args, day)
			if err != nil {
				return err
			}
			var bearers []bearer
			for _, p := range all {
				bearers = append(bearers, bearerOf(p.Partner))
			}
			site.list = nil // of the site itself: check tells
			site.with(all, ofPartners(site, bearers))
			if err := a.report(site.list, site.source); err != nil {
				return err
			}
			_, warnings := site.list.Count()
			fmt.Fprintf(a.env.Stdout, "%s: %s\n", plural(len(args), "partner"), counts0(warnings))
			return nil
		},
	}
}

func counts0(warnings int) string {
	if warnings == 0 {
		return "no errors"
	}
	return "no errors, " + plural(warnings, "warning")
}

// partners lists the partners of the project: all that lies in their folder but
// files. What is neither a file nor a folder is for guard to refuse.
func partners(w *workspace) ([]string, error) {
	entries, err := fs.ReadDir(w.fsys, partnersFolder)
	if err != nil && !os.IsNotExist(err) {
		return nil, err
	}
	var out []string
	for _, e := range entries {
		if !e.Type().IsRegular() {
			out = append(out, e.Name())
		}
	}
	return out, nil
}

// partnerIDs are those of all partners for "all", else the one that is asked for.
func (w *workspace) partnerIDs(asked string) ([]string, error) {
	ids, err := partners(w)
	if err != nil || asked == "all" {
		return ids, err
	}
	if !slices.Contains(ids, asked) {
		return nil, fmt.Errorf("there is no partner %q: %s is not a folder", asked, path.Join(partnersFolder, asked))
	}
	return []string{asked}, nil
}

func (a *app) termsShow(today dayFunc) *cobra.Command {
	var format, lang, number string
	c := &cobra.Command{
		Use:   "show PARTNER",
		Short: "Show a version of a partner's terms for programs and address books",
		Long: `Show a version of a partner's terms, the one in force unless --version names
another: as terms.json, or as a visiting card.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			p, err := a.sound(c.Context(), args[0], today)
			if err != nil {
				return err
			}
			t, err := versionOf(p.Partner, number)
			if err != nil {
				return err
			}
			var out []byte
			switch format {
			case "json":
				day, errDay := today()
				if errDay != nil {
					return errDay
				}
				pub := t.Publish(p.ID)
				pub.Dated(t, day)
				out, err = pub.JSON()
			case "vcard":
				if lang = cmp.Or(lang, t.Languages[0].ID); t.Words[lang] == nil {
					return fmt.Errorf("the terms are not published in language %q", lang)
				}
				out, err = t.Card(lang).Bytes()
			default:
				return fmt.Errorf("--format %q is neither json nor vcard", format)
			}
			if err != nil {
				return err
			}
			_, err = a.env.Stdout.Write(out)
			return err
		},
	}
	c.Flags().StringVar(&format, "format", "json", "json or vcard")
	c.Flags().StringVarP(&lang, "lang", "l", "", "language of the card (default: the first of the terms)")
	c.Flags().StringVar(&number, "version", "", "number of the version")
	return c
}

// sound loads a partner without errors; what is wrong was printed.
func (a *app) sound(ctx context.Context, id string, today dayFunc) (guarded, error) {
	day, err := today()
	if err != nil {
		return guarded{}, err
	}
	w, err := a.open()
	if err != nil {
		return guarded{}, err
	}
	p, err := a.partner(ctx, w, id, day)
	if err != nil {
		return guarded{}, err
	}
	return p, a.report(p.list.Sorted(), func(name string) []byte {
		data, _ := fs.ReadFile(p.files, name) // nil for one that was not taken
		return data
	})
}

// versionOf is the version with a number, or the one in force for "".
func versionOf(p *terms.Partner, number string) (*terms.Terms, error) {
	if number == "" {
		return p.Current, nil
	}
	var known []string
	for _, t := range p.Versions {
		if t.Version.Number == number {
			return t, nil
		}
		known = append(known, t.Version.Number)
	}
	return nil, fmt.Errorf("partner %q has no version %q; it has %s", p.ID, number, strings.Join(known, ", "))
}

func (a *app) termsDiff(today dayFunc) *cobra.Command {
	return &cobra.Command{
		Use:   "diff PARTNER [OLD [NEW]]",
		Short: "Show what two versions of a partner's terms say differently",
		Long: `Show what two versions of a partner's terms say differently, fact by fact and
word by word. Without numbers: the newest against the one before. Exit code 0
whether they differ or not.`,
		Args: cobra.RangeArgs(1, 3),
		RunE: func(c *cobra.Command, args []string) error {
			p, err := a.sound(c.Context(), args[0], today)
			if err != nil {
				return err
			}
			newer := p.Newest()
			if len(args) == 3 {
				if newer, err = versionOf(p.Partner, args[2]); err != nil {
					return err
				}
			}
			var older *terms.Terms
			if len(args) > 1 {
				if older, err = versionOf(p.Partner, args[1]); err != nil {
					return err
				}
			} else if len(p.Versions) > 1 {
				older = p.Versions[len(p.Versions)-2]
			} else {
				return fmt.Errorf("partner %q has one version alone", p.ID)
			}
			w := tabwriter.NewWriter(a.env.Stdout, 0, 4, 2, ' ', 0)
			fmt.Fprintf(w, "fact\tlanguage\tversion %s\tversion %s\n", older.Version.Number, newer.Version.Number)
			for _, d := range terms.Diff(older, newer) {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", d.Path, cmp.Or(d.Lang, "–"), short(d.Old), short(d.New))
			}
			return w.Flush()
		},
	}
}

// short makes one line of a text, 60 characters at most.
func short(s string) string {
	r := []rune(strings.Join(strings.Fields(s), " "))
	switch {
	case len(r) == 0:
		return "–"
	case len(r) > 60:
		return string(r[:59]) + "…"
	}
	return string(r)
}

func (a *app) termsProfile(today dayFunc) *cobra.Command {
	var id string
	c := &cobra.Command{
		Use:   "check-profile FILE.json",
		Short: "Compare the terms with the support profile that the vendor's portal shows",
		Long: `Compare the terms in force with the support profile that customers see in the
vendor's portal: a JSON file with email, telephone and website, as its partner
portal exports it. How numbers and addresses are written does not count. Exit
code 1 where they differ.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			w, err := a.open()
			if err != nil {
				return err
			}
			if id == "" {
				all, err := partners(w)
				if err != nil {
					return err
				}
				if len(all) != 1 {
					return fmt.Errorf("the project has %s: name one with --partner", plural(len(all), "partner"))
				}
				id = all[0]
			}
			p, err := a.sound(c.Context(), id, today)
			if err != nil {
				return err
			}
			data, err := os.ReadFile(a.path(args[0]))
			if err != nil {
				return err
			}
			profile, err := terms.ParseProfile(data)
			if err != nil {
				return fmt.Errorf("%s: %w", args[0], err)
			}
			drift := p.Current.CompareProfile(profile)
			for _, d := range drift {
				fmt.Fprintf(a.env.Stdout, "%s: the profile has %s, the terms have %s\n", d.Field, cmp.Or(d.Shown, "none"), cmp.Or(strings.Join(d.Terms, ", "), "none"))
			}
			if len(drift) > 0 {
				return errProject
			}
			fmt.Fprintln(a.env.Stdout, "the profile and the terms agree")
			return nil
		},
	}
	c.Flags().StringVar(&id, "partner", "", "the partner, where the project has several")
	return c
}

func (a *app) termsSchema() *cobra.Command {
	var published bool
	c := &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of terms.yaml, for editors, or of terms.json",
		Args:  cobra.NoArgs,
		RunE: func(_ *cobra.Command, _ []string) error {
			out := terms.Schema
			if published {
				out = terms.PublishedSchema
			}
			_, err := a.env.Stdout.Write(out)
			return err
		},
	}
	c.Flags().BoolVar(&published, "published", false, "the schema of terms.json")
	return c
}
