package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/drill"
	"signpost/generator/internal/record"
)

func (a *app) training() *cobra.Command {
	return group("training", "Look into the drills of the project, and read training records", a.trainingShow(), a.trainingMerge(), a.trainingSchema())
}

// trainingShow prints what was computed of the drills.
func (a *app) trainingShow() *cobra.Command {
	var of drillsOf
	c := &cobra.Command{
		Use:   "show",
		Short: "Show the drills, each with its right way and where it ends",
		Args:  cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			l, err := a.drills(cmd.Context(), of)
			if err != nil {
				return err
			}
			n := 0
			for _, f := range l.project.Flows {
				for _, d := range l.drills[f.Name] {
					n++
					var way []string
					for _, w := range d.Way {
						way = append(way, w.Question+"="+w.Answer)
					}
					rank := ""
					if d.Rank != drill.NoRank {
						rank = fmt.Sprintf(" (rank %d)", d.Rank)
					}
					fmt.Fprintf(a.env.Stdout, "%s: %s → %s%s\n", d.Key(), strings.Join(way, ", "), d.End, rank)
				}
			}
			fmt.Fprintf(a.env.Stdout, "%s, %d points each\n", plural(n, "drill"), drill.MaxPoints)
			return nil
		},
	}
	of.flags(c)
	return c
}

// drillsOf is whose drills are meant: those of the site, or of a partner.
type drillsOf struct{ partner, date string }

func (of *drillsOf) flags(c *cobra.Command) {
	c.Flags().StringVar(&of.partner, "partner", "", "the id of a partner whose drills are meant: what it knows of its customers is not asked")
	c.Flags().StringVar(&of.date, "date", "", "the day whose terms of the partner count, as 2026-11-20 (default: today)")
}

// drills loads the project with its drills as learners had them, and reports what is wrong.
func (a *app) drills(ctx context.Context, of drillsOf) (*loaded, error) {
	w, err := a.open()
	if err != nil {
		return nil, err
	}
	l, err := w.load()
	if err != nil {
		return nil, err
	}
	if err := a.report(l.list, l.project.Source); err != nil || of.partner == "" {
		return l, err
	}
	return a.bundledPartner(ctx, w, l, bundling{partner: of.partner, date: of.date})
}

func (a *app) trainingSchema() *cobra.Command {
	return &cobra.Command{
		Use:   "schema",
		Short: "Print the JSON Schema of training records",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			_, err := a.env.Stdout.Write(record.Schema)
			return err
		},
	}
}

func (a *app) trainingMerge() *cobra.Command {
	var bundle string
	var of drillsOf
	var asJSON, asCSV bool
	c := &cobra.Command{
		Use:   "merge RECORD.json...",
		Short: "Make the report of a class out of training records",
		Long: `Reads training records, as learners save them, and prints how the class did: by
learner, by drill, and by question, those that it gets wrong most first. Points are
computed anew from the answers. A record that is damaged, or that says something
else than its answers, is refused, as is one from another bundle than --bundle
says; of a record from no bundle only such runs are left out, since the flow may
have changed after them. Then the command ends with 1, after the report of the
rest. Records of a bundle of a partner need --partner, and --date where the
bundle had one.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			l, err := a.drills(cmd.Context(), of)
			if err != nil {
				return err
			}
			return a.merge(course{l}, a.matched(args), bundle, asJSON, asCSV)
		},
	}
	c.Flags().StringVar(&bundle, "bundle", "", "the hash of the bundle that the class was given, or unbundled; records from another one are refused")
	c.Flags().BoolVar(&asJSON, "json", false, "print the report as JSON")
	c.Flags().BoolVar(&asCSV, "csv", false, "print a line for each question of each run, for spreadsheets")
	of.flags(c)
	c.MarkFlagsMutuallyExclusive("json", "csv")
	return c
}

// course finds the drills of a loaded project.
type course struct{ l *loaded }

func (c course) Drill(key string) (*drill.Drill, *automaton.Automaton) {
	flow, _, _ := strings.Cut(key, "/")
	for _, d := range c.l.drills[flow] {
		if d.Key() == key {
			return d, c.l.automata[flow]
		}
	}
	return nil, nil
}

func (a *app) merge(c course, files []string, bundle string, asJSON, asCSV bool) error {
	var all []record.Of
	refused, left := 0, 0
	bundles := map[string]bool{}
	for _, name := range files {
		data, err := a.readRecord(name)
		if err != nil {
			return err
		}
		r, without, err := checked(data, bundle, c)
		if err != nil {
			refused++
			fmt.Fprintf(a.env.Stderr, "%s: refused: %v\n", name, err)
			continue
		}
		for _, why := range without {
			left++
			fmt.Fprintf(a.env.Stderr, "%s: left out: %v\n", name, why)
		}
		bundles[r.Bundle] = true
		learner := r.Learner
		if learner == "" {
			learner = "(" + filepath.ToSlash(name) + ")" // all of them: browsers give records the same name
		}
		all = append(all, record.Of{Name: learner, Record: r})
	}
	if len(all) == 0 {
		fmt.Fprintf(a.env.Stderr, "%s refused\n", plural(refused, "record"))
		return errProject
	}
	report, twice := record.Make(all, c)
	if twice > 0 {
		fmt.Fprintf(a.env.Stderr, "note: %s in two records of a learner; each counts once\n", plural(twice, "run"))
	}
	if len(bundles) > 1 {
		fmt.Fprintf(a.env.Stderr, "note: the records are from %d bundles; say which one is meant with --bundle\n", len(bundles))
	}
	write := report.Text
	switch {
	case asJSON:
		write = report.JSON
	case asCSV:
		write = report.CSV
	}
	if err := write(a.env.Stdout); err != nil {
		return err
	}
	if refused > 0 {
		fmt.Fprintf(a.env.Stderr, "%s refused\n", plural(refused, "record"))
	}
	if left > 0 {
		fmt.Fprintf(a.env.Stderr, "%s left out\n", plural(left, "run"))
	}
	if refused+left > 0 {
		return errProject
	}
	return nil
}

// checked reads a record and holds it against the drills. One from no bundle may be of several
// weeks, between which a flow changed: there the runs that do not hold are left out, as long as others
// do. One of a bundle is of the flows as they were packed: nothing in it can have become wrong since.
func checked(data []byte, bundle string, c course) (r *record.Record, without []error, err error) {
	r, err = record.Parse(data)
	if err != nil {
		return nil, nil, err
	}
	if bundle != "" && r.Bundle != bundle {
		return nil, nil, fmt.Errorf("it is from bundle %q", r.Bundle)
	}
	holds, wrong := r.Check(c)
	if len(wrong) > 0 && (r.Bundle != record.Unbundled || len(holds.Runs) == 0) {
		return nil, nil, wrong[0]
	}
	return holds, wrong, nil
}

// matched puts files in the place of patterns: shells of Windows leave that to programs. What
// matches nothing stays, and is then not there.
func (a *app) matched(names []string) []string {
	var out []string
	for _, name := range names {
		full := a.path(name)
		found, err := filepath.Glob(full)
		if _, there := os.Lstat(full); there == nil || err != nil || len(found) == 0 {
			out = append(out, name)
			continue
		}
		for _, file := range found {
			if relative, err := filepath.Rel(a.env.Dir, file); err == nil && !filepath.IsAbs(name) {
				file = relative
			}
			out = append(out, file)
		}
	}
	return out
}

// readRecord reads a record from where the command was called, no more of it than
// a record may have and a byte more.
func (a *app) readRecord(name string) ([]byte, error) {
	full := a.path(name)
	f, err := os.Open(full)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(f, record.MaxBytes+1))
	return data, errors.Join(err, f.Close())
}
