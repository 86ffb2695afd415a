package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"signpost/generator/internal/diag"
)

func (a *app) check() *cobra.Command {
	var asJSON, asSARIF, strict, fix bool
	var date string
	c := &cobra.Command{
		Use:   "check",
		Short: "Report everything that is wrong with the project, without building it",
		Long: `Reports everything that is wrong with the project, its partners included,
without building it. Which terms of a partner are in force, and whether they are
due for review, is that of --date, of the environment's SOURCE_DATE_EPOCH, or of
today.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			today, err := a.day(date)
			if err != nil {
				return err
			}
			w, err := a.open()
			if err != nil {
				return err
			}
			l, err := w.load()
			if err == nil && fix {
				if err = a.fix(w, l.project); err == nil {
					l, err = w.load()
				}
			}
			if err == nil {
				err = w.addPartners(cmd.Context(), l, today)
			}
			if err != nil {
				return err
			}
			switch {
			case asJSON:
				err = diag.JSON(a.env.Stdout, l.list)
			case asSARIF:
				err = diag.SARIF(a.env.Stdout, l.list, version())
			default:
				if err := a.report(l.list, l.source); err != nil {
					return err
				}
				if strict && len(l.list) > 0 {
					fmt.Fprintf(a.env.Stderr, "%s\n", plural(len(l.list), "warning"))
					return errProject
				}
				what := []string{plural(len(l.project.Pages), "page"), plural(len(l.project.Flows), "flow"), plural(len(l.project.Languages), "language")}
				if n := len(l.partners); n > 0 {
					what = append(what, plural(n, "partner"))
				}
				fmt.Fprintf(a.env.Stdout, "%s: no errors\n", strings.Join(what, ", "))
			}
			if err == nil && (l.list.HasErrors() || strict && len(l.list) > 0) {
				err = errProject
			}
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print diagnostics as JSON to the standard output")
	c.Flags().BoolVar(&asSARIF, "sarif", false, "print diagnostics as SARIF to the standard output")
	c.Flags().StringVar(&date, "date", "", "the day to check the terms of partners for, as 2026-11-20 (default: today)")
	c.Flags().BoolVar(&strict, "strict", false, "exit with 1 where there are warnings, too")
	c.Flags().BoolVar(&fix, "fix", false, "first mend letters and typography in the files of the project, where that is certain")
	c.MarkFlagsMutuallyExclusive("json", "sarif")
	c.MarkFlagsMutuallyExclusive("fix", "json")
	c.MarkFlagsMutuallyExclusive("fix", "sarif")
	return c
}
