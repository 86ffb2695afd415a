package cli

import (
	"fmt"
	"io/fs"
	"path"
	"strings"

	"github.com/spf13/cobra"

	"signpost/generator/internal/terms"
)

func (a *app) termsKeep(today dayFunc) *cobra.Command {
	return &cobra.Command{
		Use:   "keep PARTNER",
		Short: "Keep the newest version of a partner's terms, before it is changed",
		Long: `Copies terms.yaml and the words of a partner to versions/<number>/. After that,
raise the number in terms.yaml, write from which day the new version holds, and
change what changes. Existing files are never changed.`,
		Args: cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			p, err := a.sound(c.Context(), args[0], today)
			if err != nil {
				return err
			}
			t := p.Newest()
			dir := path.Join(partnersFolder, args[0])
			to := path.Join(dir, "versions", t.Version.Number)
			names := []string{terms.FactsFile}
			for _, lang := range t.Languages {
				names = append(names, lang.ID+".md")
			}
			n := newFiles{}
			for _, name := range names {
				data, err := fs.ReadFile(p.files, path.Join(dir, name))
				if err != nil {
					return err
				}
				// Two folders deeper, the way to the schema is longer.
				n[path.Join(to, name)] = []byte(strings.Replace(string(data), "$schema=../terms.schema.json", "$schema=../../../terms.schema.json", 1))
			}
			w, err := a.open()
			if err != nil {
				return err
			}
			if err := n.write(a, w.root); err != nil {
				return err
			}
			fmt.Fprintf(a.env.Stderr, "Kept. Now: raise number in %s, and say under valid-from when the new version begins\n", path.Join(dir, terms.FactsFile))
			return nil
		},
	}
}
