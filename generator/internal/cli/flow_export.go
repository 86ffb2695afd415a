package cli

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/export"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// exportFormats are the forms a flow can be written in.
var exportFormats = []string{"svg", "mermaid", "dot", "json", "csv", "md"}

func (a *app) flowExport() *cobra.Command {
	var format, lang, out string
	c := &cobra.Command{
		Use:   "export NAME --format FORMAT",
		Short: "Write a flow as a picture, a graph, a table or a list",
		Long: `Writes a flow in a form for people or other programs:

  svg      a picture; above 60 nodes several, for which --out names a folder
  mermaid  a graph for Mermaid
  dot      a graph for Graphviz
  json     the table of states, and the figures
  csv      a row for each way, of up to 10,000
  md       a list in words, with the same content as the picture

Without --lang it has the ids of the flow, with it the words of its pages.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			if !slices.Contains(exportFormats, format) {
				return fmt.Errorf("%q is no format; known: %s", format, strings.Join(exportFormats, ", "))
			}
			l, err := a.project()
			if err != nil {
				return err
			}
			f, err := find(l, args[0])
			if err != nil {
				return err
			}
			problem := a.report(flowList(l, f), l.project.Source)
			m := l.automata[f.Name]
			if m == nil {
				return cmp.Or(problem, errNoFacts(f))
			}
			o, err := exportOptions(l.project, f, m, lang)
			if err != nil {
				return err
			}
			o.Engine = a.engine()
			files, err := exportFiles(m, o, format)
			if err != nil {
				return err
			}
			return cmp.Or(a.writeExport(files, out), problem)
		},
	}
	c.Flags().StringVarP(&format, "format", "f", "", "one of: "+strings.Join(exportFormats, ", "))
	c.Flags().StringVarP(&lang, "lang", "l", "", "language of the words; without it the ids are used")
	c.Flags().StringVarP(&out, "out", "o", "", "file or folder to write to, instead of the standard output")
	_ = c.MarkFlagRequired("format")
	return c
}

// exportFile is a file to write. Its name counts where a folder is written to.
type exportFile struct {
	name string
	data []byte
}

func exportFiles(m *automaton.Automaton, o export.Options, format string) ([]exportFile, error) {
	one := func(data []byte, err error) ([]exportFile, error) {
		return []exportFile{{m.Flow.Name + "." + format, data}}, err
	}
	switch format {
	case "mermaid":
		return []exportFile{{m.Flow.Name + ".mmd", []byte(export.Mermaid(m, o))}}, nil
	case "dot":
		return one([]byte(export.DOT(m, o)), nil)
	case "json":
		return one(export.JSON(m))
	case "csv":
		return one(export.CSV(m, o))
	case "md":
		return one(export.Markdown(m, o), nil)
	}
	o.Paper = true
	parts, err := export.Draw(m, o)
	var files []exportFile
	for _, p := range parts {
		files = append(files, exportFile{strings.TrimPrefix(p.Name, "picture-") + ".svg", p.SVG})
	}
	return files, err
}

// writeExport writes files to the standard output, to a file, or into a
// folder: one that is there, or that out names with a slash at its end, or any
// where there are several files.
func (a *app) writeExport(files []exportFile, out string) error {
	if out == "" {
		if len(files) > 1 {
			return fmt.Errorf("the picture has %d parts; name a folder for them with --out", len(files))
		}
		_, err := a.env.Stdout.Write(files[0].data)
		return err
	}
	path := a.path(out)
	info, err := os.Stat(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	folder := err == nil && info.IsDir()
	folder = folder || err != nil && (len(files) > 1 || os.IsPathSeparator(out[len(out)-1]))
	for _, f := range files {
		place := path
		if folder {
			place = filepath.Join(path, f.name)
		}
		if err := a.spares(place); err != nil {
			return err
		}
	}
	dir := path
	if !folder {
		dir = filepath.Dir(path)
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	switch {
	case !folder && len(files) > 1:
		return fmt.Errorf("the picture has %d parts, and %s is a file; name a folder", len(files), out)
	case !folder:
		return os.WriteFile(path, files[0].data, 0o644)
	}
	for _, f := range files {
		if err := os.WriteFile(filepath.Join(path, f.name), f.data, 0o644); err != nil {
			return err
		}
		fmt.Fprintln(a.env.Stdout, f.name)
	}
	return nil
}

// exportOptions takes the words from a flow's texts in a language; "" is none.
func exportOptions(p *project.Project, f *project.Flow, m *automaton.Automaton, lang string) (export.Options, error) {
	if lang == "" {
		return export.Options{}, nil
	}
	if !slices.Contains(p.Config.Languages, lang) {
		return export.Options{}, fmt.Errorf("%q is no language of the project; it has %s", lang, strings.Join(p.Config.Languages, ", "))
	}
	if f.Texts[lang] == nil {
		return export.Options{}, fmt.Errorf("flow %q has no words in %q", f.Name, lang)
	}
	section := func(flow, id string) (*prose.Document, *prose.Section) {
		g := p.Flow(flow)
		if g == nil || g.Texts[lang] == nil {
			return nil, nil
		}
		return g.Texts[lang], g.Texts[lang].Section(id)
	}
	home := func(n *decision.Node) (flow, id string) {
		if n.Flow != "" {
			return n.Flow, n.Local
		}
		return f.Name, n.ID
	}
	title := func(flow, id string) string {
		if _, s := section(flow, id); s != nil {
			return s.Title
		}
		return ""
	}
	o := export.Options{
		Title: f.Texts[lang].Front.Title,
		Words: func(n *decision.Node) string { return title(home(n)) },
		Answer: func(n *decision.Node, id string) string {
			if n.Use != nil {
				if end := m.Flow.Node(n.ID + "." + id); end != nil {
					return title(home(end))
				}
				return ""
			}
			doc, s := section(home(n))
			if s == nil {
				return ""
			}
			choices, _ := doc.Choices(s)
			for _, c := range choices {
				if c.ID == id {
					return c.Label
				}
			}
			return ""
		},
		Flow: func(name string) string {
			if g := p.Flow(name); g != nil && g.Texts[lang] != nil {
				return g.Texts[lang].Front.Title
			}
			return ""
		},
	}
	if c := p.Catalogues[lang]; c != nil {
		o.Kind = func(kind string) string { return c.Text("outcome-" + kind) }
	}
	return o, nil
}
