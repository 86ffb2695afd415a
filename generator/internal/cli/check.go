package cli

import (
	"fmt"

	"github.com/spf13/cobra"

	"signpost/generator/internal/diag"
)

func (a *app) check() *cobra.Command {
	var asJSON, asSARIF, strict bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Report everything that is wrong with the project, without building it",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			l, err := a.project()
			if err != nil {
				return err
			}
			switch {
			case asJSON:
				err = diag.JSON(a.env.Stdout, l.list)
			case asSARIF:
				err = diag.SARIF(a.env.Stdout, l.list, version())
			default:
				if err := a.report(l.list, l.project.Source); err != nil {
					return err
				}
				if strict && len(l.list) > 0 {
					fmt.Fprintf(a.env.Stderr, "%s\n", plural(len(l.list), "warning"))
					return errProject
				}
				fmt.Fprintf(a.env.Stdout, "%s, %s, %s: no errors\n", plural(len(l.project.Pages), "page"),
					plural(len(l.project.Flows), "flow"), plural(len(l.project.Languages), "language"))
			}
			if err == nil && (l.list.HasErrors() || strict && len(l.list) > 0) {
				err = errProject
			}
			return err
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print diagnostics as JSON to the standard output")
	c.Flags().BoolVar(&asSARIF, "sarif", false, "print diagnostics as SARIF to the standard output")
	c.Flags().BoolVar(&strict, "strict", false, "exit with 1 where there are warnings, too")
	c.MarkFlagsMutuallyExclusive("json", "sarif")
	return c
}
