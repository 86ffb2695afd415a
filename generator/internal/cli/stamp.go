package cli

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"signpost/generator/internal/ledger"
	"signpost/generator/internal/project"
)

func (a *app) translate() *cobra.Command {
	return group("translate", "Work on translations", a.stamp(), a.exportTranslations(), a.importTranslations())
}

// stamping is what a stamp says.
type stamping struct {
	all       bool
	languages []string
	reviewed  string // a day, "no", or "" to keep what is known
	by        string // ledger.Person, ledger.Machine, or ""
	day       string
}

func (a *app) stamp() *cobra.Command {
	var s stamping
	c := &cobra.Command{
		Use:   "stamp FILE[#UNIT]...",
		Short: "Record that translations are up to date with their source, or reviewed",
		Long: `Records in the ledger of each translation which source text it was made from:
the text as it is now. A unit is a section, a question, an answer as
question/answer, or _title, _description, _intro; without one, all units of the
file. What is known of a unit whose source did not change stays; a review does
not outlast a change of the source.`,
		Args: func(_ *cobra.Command, args []string) error {
			if len(args) == 0 != s.all {
				return errors.New("name the translations, or write --all")
			}
			return nil
		},
		RunE: func(_ *cobra.Command, args []string) error { return a.runStamp(args, s) },
	}
	c.Flags().BoolVar(&s.all, "all", false, "all translations of the project")
	c.Flags().StringSliceVarP(&s.languages, "lang", "l", nil, "with --all: only these languages")
	c.Flags().StringVar(&s.reviewed, "reviewed", "", "the day on which a person reviewed the translation, as 2026-11-27, or no")
	c.Flags().StringVar(&s.by, "by", "", "who translated: person or machine; default: what is known, else what the file says")
	c.Flags().StringVar(&s.day, "day", time.Now().Format(time.DateOnly), "the day of the translation")
	c.Flags().Lookup("day").DefValue = "today"
	return c
}

func (s *stamping) check() error {
	for flag, v := range map[string]string{"reviewed": s.reviewed, "day": s.day} {
		if _, err := time.Parse(time.DateOnly, v); err != nil && v != "" && !(flag == "reviewed" && v == ledger.Unreviewed) {
			return fmt.Errorf("--%s %q is not a day; write it as 2026-11-27", flag, v)
		}
	}
	if s.by != "" && s.by != ledger.Person && s.by != ledger.Machine {
		return fmt.Errorf("--by %q is not known; known: person, machine", s.by)
	}
	return nil
}

func (a *app) runStamp(args []string, s stamping) error {
	if err := s.check(); err != nil {
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
	byFile := map[string]*project.Translation{}
	var order []string // of files to stamp
	for _, lang := range l.project.Config.Languages[1:] {
		for _, t := range l.project.Translations(lang) {
			byFile[t.File] = t
			there := t.Text != nil || t.Catalogue != nil
			if s.all && there && (len(s.languages) == 0 || slices.Contains(s.languages, lang)) {
				order = append(order, t.File)
			}
		}
	}
	units := map[string][]string{} // by file; nil for all
	for _, arg := range args {
		name, unit, one := strings.Cut(arg, "#")
		name = a.inProject(w, name)
		t := byFile[name]
		if t == nil || t.Text == nil && t.Catalogue == nil {
			return fmt.Errorf("%s is no translation of this project", name)
		}
		if one && !slices.ContainsFunc(t.Units, func(u ledger.Unit) bool { return u.ID == unit && t.Has(unit) }) {
			return fmt.Errorf("%s and its source have no unit %q in common", name, unit)
		}
		before, again := units[name]
		switch {
		case !again:
			order = append(order, name)
			if units[name] = nil; one {
				units[name] = []string{unit}
			}
		case !one:
			units[name] = nil
		case before != nil:
			units[name] = append(before, unit)
		}
	}
	made := map[string]*ledger.Ledger{}
	for _, name := range order {
		if made[name], err = s.ledger(byFile[name], units[name]); err != nil {
			return err
		}
	}
	for _, name := range order {
		if err := a.writeLedger(w.root, byFile[name], made[name]); err != nil {
			return err
		}
	}
	return nil
}

// inProject turns a file as given on the command line into a path from the
// project's root: from where the command is called, or from the root.
func (a *app) inProject(w *workspace, name string) string {
	full := a.path(name)
	rel, err := filepath.Rel(w.root, full)
	if _, there := os.Lstat(full); err == nil && there == nil && !strings.HasPrefix(rel, "..") {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(filepath.Clean(name))
}

// ledger is that of a translation with some units stamped; nil for all of them,
// and then the lines of units that are gone go, too.
func (s *stamping) ledger(t *project.Translation, units []string) (*ledger.Ledger, error) {
	var out []ledger.Entry
	for _, c := range t.Changes() {
		named := units == nil || slices.Contains(units, c.ID)
		if !named || c.Unit == nil || !t.Has(c.ID) {
			if c.Entry != nil && (units != nil || c.Was != "") {
				out = append(out, *c.Entry)
			}
			continue
		}
		e := ledger.Entry{ID: c.ID, From: c.Unit.From, Made: s.by, Day: s.day, Reviewed: s.reviewed}
		switch old := c.Entry; {
		case old != nil:
			e.Made = cmp.Or(e.Made, old.Made)
			same := old.From.Words == e.From.Words && old.From.Facts == e.From.Facts
			if same {
				e.Day = cmp.Or(old.Day, e.Day)
				e.Reviewed = cmp.Or(e.Reviewed, old.Reviewed)
			}
		case t.Text != nil:
			e.Made = cmp.Or(e.Made, t.Text.Front.Made)
			e.Reviewed = cmp.Or(e.Reviewed, t.Text.Front.Reviewed)
		}
		if e.Made == "" {
			return nil, fmt.Errorf("%s does not say who translated it: write --by person or --by machine", t.File)
		}
		e.Reviewed = cmp.Or(e.Reviewed, ledger.Unreviewed)
		out = append(out, e)
	}
	return ledger.New(t.LedgerFile, out), nil
}

// writeLedger puts a ledger in its place, if it differs from what is there.
func (a *app) writeLedger(root string, t *project.Translation, l *ledger.Ledger) error {
	missing := 0
	for _, u := range t.Units {
		if !t.Has(u.ID) {
			missing++
		}
	}
	note := ""
	if missing > 0 {
		note = fmt.Sprintf(", %s without a translation", plural(missing, "unit"))
	}
	full := filepath.Join(root, filepath.FromSlash(l.File))
	data := l.Bytes()
	if old, err := os.ReadFile(full); err == nil && string(old) == string(data) {
		fmt.Fprintf(a.env.Stdout, "%s: unchanged%s\n", l.File, note)
		return nil
	}
	if err := replace(map[string][]byte{full: data}); err != nil {
		return err
	}
	fmt.Fprintf(a.env.Stdout, "%s: %s%s\n", l.File, plural(len(l.Entries), "unit"), note)
	return nil
}
