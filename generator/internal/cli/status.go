package cli

import (
	"encoding/json"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

func (a *app) status() *cobra.Command {
	var languages []string
	var asJSON, list bool
	c := &cobra.Command{
		Use:   "status",
		Short: "Show how far the translations are, by language, flow and page",
		Long: `Counts, for each text in each language, the units whose translation is done,
made by machine and not reviewed, behind its source, missing or withheld. Exits
with 1 where a gate of config.yaml is not passed.`,
		Args:   cobra.NoArgs,
		PreRun: func(*cobra.Command, []string) { a.progress().step("reading") },
		RunE: func(*cobra.Command, []string) error {
			l, err := a.project()
			if err != nil {
				return err
			}
			s, err := newStatus(l.project, languages)
			if err != nil {
				return err
			}
			switch {
			case asJSON:
				err = s.json(a.env.Stdout)
			default:
				err = s.text(a.env.Stdout, list)
			}
			if err != nil {
				return err
			}
			return a.report(s.gates().Sorted(), l.project.Source)
		},
	}
	c.Flags().StringSliceVarP(&languages, "lang", "l", nil, "languages to show; default: all that are translated to")
	c.Flags().BoolVar(&list, "list", false, "also each unit that is behind, with its place")
	c.Flags().BoolVar(&asJSON, "json", false, "print all units as JSON")
	return c
}

// status is how far the translations are.
type status struct {
	p         *project.Project
	languages []string
	progress  map[string][]project.Progress // by language
}

func newStatus(p *project.Project, languages []string) (*status, error) {
	known := p.Config.Languages[1:]
	if len(languages) == 0 {
		languages = known
	}
	s := &status{p: p, languages: languages, progress: map[string][]project.Progress{}}
	for _, lang := range languages {
		if !slices.Contains(known, lang) {
			return nil, fmt.Errorf("%q is no language that the site is translated to; those are: %s", lang, strings.Join(known, ", "))
		}
		s.progress[lang] = p.Progress(lang)
	}
	return s, nil
}

// counts are the units of a text by state.
type stateCounts map[project.State]int

func countsOf(pr project.Progress) (all stateCounts, facts int) {
	all = stateCounts{}
	for _, piece := range pr.Pieces {
		all[piece.State]++
		if piece.Facts {
			facts++
		}
	}
	return all, facts
}

// text prints a table for each language. A dot is no unit.
func (s *status) text(w io.Writer, list bool) error {
	var b strings.Builder
	for i, lang := range s.languages {
		if i > 0 {
			b.WriteByte('\n')
		}
		head := []string{lang, "units"}
		for _, st := range project.States() {
			head = append(head, st.String())
		}
		rows := [][]string{append(head, "facts")}
		total, units, facts := stateCounts{}, 0, 0
		for _, pr := range s.progress[lang] {
			c, f := countsOf(pr)
			rows = append(rows, row(pr.Kind.String()+" "+pr.Name, len(pr.Pieces), c, f))
			for st, n := range c {
				total[st] += n
			}
			units += len(pr.Pieces)
			facts += f
		}
		rows = append(rows, row("total", units, total, facts))
		table(&b, rows)
		if list {
			s.list(&b, lang)
		}
	}
	_, err := io.WriteString(w, b.String())
	return err
}

// list prints the units that are behind, and those that the source does not
// have.
func (s *status) list(b *strings.Builder, lang string) {
	for _, pr := range s.progress[lang] {
		for _, piece := range pr.Pieces {
			if piece.State <= project.Machine || piece.State == project.Fallback || piece.State == project.Withheld {
				continue
			}
			fmt.Fprintf(b, "%s: %s: %s", pr.Pos(piece.ID), piece.State, piece.ID)
			if piece.Facts {
				b.WriteString(", with its facts")
			}
			if piece.From != "" {
				b.WriteString(", from " + piece.From)
			}
			b.WriteByte('\n')
		}
	}
}

func row(name string, units int, c stateCounts, facts int) []string {
	out := []string{name, strconv.Itoa(units)}
	for _, st := range project.States() {
		out = append(out, number(c[st]))
	}
	return append(out, number(facts))
}

func number(n int) string {
	if n == 0 {
		return "·"
	}
	return strconv.Itoa(n)
}

// table aligns columns: the first to the left, the others to the right.
func table(b *strings.Builder, rows [][]string) {
	width := make([]int, len(rows[0]))
	for _, r := range rows {
		for i, cell := range r {
			width[i] = max(width[i], utf8.RuneCountInString(cell))
		}
	}
	for _, r := range rows {
		for i, cell := range r {
			pad := strings.Repeat(" ", width[i]-utf8.RuneCountInString(cell))
			if i == 0 {
				b.WriteString(cell + pad)
			} else {
				b.WriteString("  " + pad + cell)
			}
		}
		b.WriteByte('\n')
	}
}

// gates reports each gate that is not passed.
func (s *status) gates() diag.List {
	var l diag.List
	for _, g := range s.p.Config.Gates {
		n, first := 0, ""
		for _, pr := range s.progress[g.Lang] {
			if !s.p.Gated(g, pr.Translation) {
				continue
			}
			for _, piece := range pr.Pieces {
				if pr.Passes(piece, g.Level) {
					continue
				}
				if n++; first == "" {
					first = pr.File + "#" + piece.ID
				}
			}
		}
		if n > 0 {
			l.Add(g.Pos, "translation-gate", "of %s in language %q, %s not %s", g.What, g.Lang, are(n), g.Level).Hint =
				"the first is " + first + "; all of them are among those of: signpost status --json --lang " + g.Lang
		}
	}
	return l
}

func are(n int) string {
	if n == 1 {
		return "1 unit is"
	}
	return fmt.Sprintf("%d units are", n)
}

// The shapes of the output as JSON.
type (
	statusUnit struct {
		ID       string `json:"id"`
		State    string `json:"state"`
		Drift    string `json:"drift"`
		Facts    bool   `json:"facts"` // they changed
		Made     string `json:"made,omitempty"`
		Day      string `json:"day,omitempty"`
		Reviewed string `json:"reviewed,omitempty"`
		From     string `json:"from,omitempty"` // of one moved
	}
	statusText struct {
		Kind   string         `json:"kind"` // page, flow, glossary, strings
		Name   string         `json:"name"`
		File   string         `json:"file"`
		Ledger string         `json:"ledger"`
		Counts map[string]int `json:"counts"`
		Units  []statusUnit   `json:"units"`
	}
	statusLanguage struct {
		Language string         `json:"language"`
		Counts   map[string]int `json:"counts"`
		Texts    []statusText   `json:"texts"`
	}
)

func (s *status) json(w io.Writer) error {
	out := []statusLanguage{}
	for _, lang := range s.languages {
		sl := statusLanguage{Language: lang, Counts: named(nil), Texts: []statusText{}}
		for _, pr := range s.progress[lang] {
			c, _ := countsOf(pr)
			st := statusText{Kind: pr.Kind.String(), Name: pr.Name, File: pr.File, Ledger: pr.LedgerFile, Counts: named(c), Units: []statusUnit{}}
			for name, n := range st.Counts {
				sl.Counts[name] += n
			}
			for _, piece := range pr.Pieces {
				u := statusUnit{ID: piece.ID, State: piece.State.String(), Drift: piece.Drift.String(), Facts: piece.Facts, From: piece.From}
				if e := piece.Entry; e != nil {
					u.Made, u.Day, u.Reviewed = e.Made, e.Day, e.Reviewed
				}
				st.Units = append(st.Units, u)
			}
			sl.Texts = append(sl.Texts, st)
		}
		out = append(out, sl)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(out)
}

func named(c stateCounts) map[string]int {
	out := map[string]int{}
	for _, st := range project.States() {
		out[st.String()] = c[st]
	}
	return out
}
