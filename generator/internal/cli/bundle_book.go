package cli

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"
)

func (a *app) bundle() *cobra.Command {
	var format, lang, out, date string
	c := &cobra.Command{
		Use:  "bundle",
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if format != "epub" || out == "" {
				return errors.New("--format epub -o FILE")
			}
			day, err := a.day(date)
			if err != nil {
				return err
			}
			l, err := a.project()
			if err != nil {
				return err
			}
			if !slices.Contains(l.project.Config.Languages, lang) {
				return fmt.Errorf("the site has no language %q: there are %s", lang, strings.Join(l.project.Config.Languages, ", "))
			}
			data, err := a.book(l, lang, day)
			if err != nil {
				return err
			}
			if !filepath.IsAbs(out) {
				out = filepath.Join(a.env.Dir, out)
			}
			return os.WriteFile(out, data, 0o644)
		},
	}
	c.Flags().StringVar(&format, "format", "", "")
	c.Flags().StringVar(&lang, "lang", "", "")
	c.Flags().StringVarP(&out, "out", "o", "", "")
	c.Flags().StringVar(&date, "date", "", "")
	return c
}
