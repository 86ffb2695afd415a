package cli

import (
	"errors"
	"os"
	"path/filepath"

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
			books, err := a.books(l, day)
			if err != nil {
				return err
			}
			if !filepath.IsAbs(out) {
				out = filepath.Join(a.env.Dir, out)
			}
			if lang != "" {
				return os.WriteFile(out, books[lang], 0o644)
			}
			for tag, data := range books {
				if err := os.MkdirAll(out, 0o755); err != nil {
					return err
				}
				if err := os.WriteFile(filepath.Join(out, "book."+tag+".epub"), data, 0o644); err != nil {
					return err
				}
			}
			return nil
		},
	}
	c.Flags().StringVar(&format, "format", "", "")
	c.Flags().StringVar(&lang, "lang", "", "")
	c.Flags().StringVarP(&out, "out", "o", "", "")
	c.Flags().StringVar(&date, "date", "", "")
	return c
}
