package cli

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"signpost/generator/internal/check"
	"signpost/generator/internal/config"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
	"signpost/generator/internal/tabular"
)

func (a *app) flowImport() *cobra.Command {
	var name, policy string
	var dry bool
	c := &cobra.Command{
		Use:   "import FILE.csv",
		Short: "Make a flow of a decision table",
		Long: `Makes a flow of a table in which a row names the columns, each further row is
a rule, and the last column is the outcome. Every other column becomes a
question. Cells are an answer, several with commas between, not(…), or a number
such as >= 50 or 10..20; an empty cell is any answer. Existing files are never
changed.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.importTable(args[0], name, policy, dry)
		},
	}
	c.Flags().StringVar(&name, "name", "", "name of the flow; default: that of the file")
	c.Flags().StringVar(&policy, "policy", "", "unique: no two rows may hold; first: the first that holds decides; default: what the table says, else unique")
	c.Flags().BoolVar(&dry, "dry-run", false, "say what would be made and what is wrong with it, and write nothing")
	return c
}

func (a *app) importTable(file, name, policy string, dry bool) error {
	if policy != "" && policy != "unique" && policy != "first" {
		return fmt.Errorf("%q is not a policy of tables; known policies: first, unique", policy)
	}
	name = cmp.Or(name, tabular.ID(strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))))
	data, err := a.readTable(file)
	if err != nil {
		return err
	}
	at := filepath.ToSlash(file)
	t, list := tabular.Parse(at, data)
	source := bytes.TrimPrefix(data, []byte("\ufeff")) // columns are counted without it
	if err := a.report(list.Sorted(), func(string) []byte { return source }); err != nil {
		return err
	}
	chosen := policy != ""
	t.Policy = cmp.Or(policy, t.Policy)
	cfg, root, err := a.placeFlow(name)
	if err != nil {
		return err
	}
	made := newFiles{path.Join("decisions", name, "flow.yaml"): t.YAML()}
	for _, lang := range cfg.Languages {
		made[path.Join("decisions", name, lang+".md")] = t.Words(titleOf(name))
	}
	if err := made.place(a, root, dry); err != nil {
		return err
	}
	fmt.Fprintf(a.env.Stdout, "%s: %s, %s, %s\n", name, plural(len(t.Inputs), "question"), plural(len(t.Rows), "row"), plural(len(t.Outcomes), "outcome"))
	a.noteImport(t, at, name, chosen, cfg.Languages)
	if dry {
		return a.provePlanned(name, made, cfg)
	}
	l, err := a.project()
	if err != nil {
		return err
	}
	f, err := find(l, name)
	if err != nil {
		return err
	}
	return a.report(flowList(l, f), l.project.Source)
}

// readTable reads a file named on the command line, up to where it is too
// large for a table.
func (a *app) readTable(file string) (data []byte, err error) {
	file = a.path(file)
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	return io.ReadAll(io.LimitReader(f, tabular.MaxBytes+1))
}

// placeFlow returns the settings and the root of the project, where there is a
// place in it for a flow of that name.
func (a *app) placeFlow(name string) (*config.Config, string, error) {
	if err := project.FlowName(name); err != nil {
		return nil, "", fmt.Errorf("%q is not a name for a flow: %w; give one with --name", name, err)
	}
	cfg, root, err := a.settings()
	if err != nil {
		return nil, "", err
	}
	for _, lang := range cfg.Languages {
		if there, ok := firstOf(root, path.Join("content", lang, name+".md"), path.Join("content", lang, name)); ok {
			return nil, "", fmt.Errorf("%s has the address of a flow %q; take another name", there, name)
		}
	}
	return cfg, root, nil
}

// titleOf writes a name as a title.
func titleOf(name string) string {
	title := strings.ReplaceAll(name, "-", " ")
	return strings.ToUpper(title[:1]) + title[1:]
}

// noteImport tells what was chosen where the table does not say, and what is
// left to do.
func (a *app) noteImport(t *tabular.Table, file, name string, chosen bool, languages []string) {
	note := func(format string, args ...any) { fmt.Fprintf(a.env.Stderr, "note: "+format+"\n", args...) }
	switch {
	case chosen:
	case t.Corner != "":
		note("policy %s, as %q in the first cell says", t.Policy, t.Corner)
	default:
		note("policy %s: no two rows may hold; --policy first reads them from the top", t.Policy)
	}
	for _, n := range t.Notes {
		if n.Line > 0 {
			note("%s: %s", diag.Pos{File: file, Line: n.Line}, n.Text)
		} else {
			note("%s", n.Text)
		}
	}
	note("every outcome has kind info: set what each is in decisions/%s/flow.yaml", name)
	if len(languages) > 1 {
		note("every language has the words of the table: translate those that are not in %s", languages[0])
	}
}

// provePlanned reports what would be found in a flow that was not written.
func (a *app) provePlanned(name string, made newFiles, cfg *config.Config) error {
	file := path.Join("decisions", name, "flow.yaml")
	f, l := decision.Parse(name, file, made[file])
	if !l.HasErrors() {
		l = append(l, compile(f, func(string) *decision.Flow { return nil }).l...)
	}
	return a.report(check.Settle(cfg, l).Sorted(), func(name string) []byte { return made[name] })
}
