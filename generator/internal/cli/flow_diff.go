package cli

import (
	"archive/tar"
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/spf13/cobra"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/decision"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

func (a *app) flowDiff() *cobra.Command {
	var asJSON bool
	c := &cobra.Command{
		Use:   "diff REVISION|FOLDER|FILE|partner/ID [NAME…]",
		Short: "Show which answers end elsewhere than in another version",
		Long: `Show which answers end elsewhere than in another version of the flows.

The other version is the one before: a revision of the git repository that the
project lies in, the folder of another project, or a flow.yaml. Flows are
compared for every combination of answers to all questions of both versions.
Each group of answers that ended at one outcome before, and ends at another
now, is described by the least conditions, much as they stand in flow.yaml.

With partner/ID, the later version is that of the partner's site: it shows which
answers cannot be given there any more, or end elsewhere, by what the partner
says is known.`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(cmd *cobra.Command, args []string) error {
			l, err := a.project()
			if err != nil {
				return err
			}
			for _, name := range args[1:] {
				if _, err := find(l, name); err != nil {
					return err
				}
			}
			names := args[1:]
			var before *earlier
			if id, ok := strings.CutPrefix(args[0], "partner/"); ok {
				if before, l, names, err = a.partnerFlows(cmd.Context(), l, id, names); err != nil {
					return err
				}
			} else if before, err = a.earlier(cmd.Context(), args[0], args[1:]); err != nil {
				return err
			}
			if before.only != "" {
				names = []string{before.only}
			}
			if len(names) == 0 {
				names = allNames(before, l)
			}
			if err := a.report(before.about(names), before.source); err != nil {
				return err
			}
			for _, name := range names {
				if f := l.project.Flow(name); f != nil && l.automata[name] == nil {
					return cmp.Or(a.report(flowList(l, f), l.project.Source), errNoFacts(f))
				}
			}
			diffs, err := compare(before, l, names)
			if err != nil {
				return err
			}
			if asJSON {
				e := json.NewEncoder(a.env.Stdout)
				e.SetIndent("", "  ")
				return e.Encode(diffs)
			}
			return a.printDiffs(diffs)
		},
	}
	c.Flags().BoolVar(&asJSON, "json", false, "print the differences as JSON")
	return c
}

// earlier is the facts of flows as they were.
type earlier struct {
	flows map[string]*decision.Flow
	text  map[string][]byte
	files map[string]string // by flow
	list  diag.List
	only  string // of a file: the flow it holds
}

func (v *earlier) source(file string) []byte { return v.text[file] }

func (v *earlier) flow(name string) *decision.Flow { return v.flows[name] }

// add parses a flow.yaml; nil is one that was not read. file is how messages
// name it.
func (v *earlier) add(name, file string, data []byte) {
	text, l := source.Text(file, data)
	v.files[name], v.text[file] = file, data
	if text != nil {
		v.text[file] = text
		f, more := decision.Parse(name, file, text)
		if l = append(l, more...); decision.Compilable(l) {
			v.flows[name] = f
		}
	}
	v.list = append(v.list, l...)
}

// about keeps the findings about some flows and those that they use.
func (v *earlier) about(names []string) diag.List {
	wanted := map[string]bool{}
	for _, name := range names {
		wanted[v.files[name]] = true
		if f := v.flows[name]; f != nil {
			for _, used := range decision.Closure(f, v.flow) {
				wanted[v.files[used]] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(v.list), func(d diag.Diagnostic) bool { return !wanted[d.Pos.File] })
}

// earlier reads the flows of a folder, a file or a revision. names are the
// flows that are asked for; a file that lies in no folder of its name is the
// only one of them.
func (a *app) earlier(ctx context.Context, what string, names []string) (*earlier, error) {
	v := &earlier{flows: map[string]*decision.Flow{}, text: map[string][]byte{}, files: map[string]string{}}
	at := a.path(what)
	info, err := os.Stat(at)
	switch {
	case err == nil && info.IsDir():
		if err := v.folder(os.DirFS(at), "decisions", what); err != nil {
			return nil, err
		}
		if len(v.text) == 0 {
			return nil, fmt.Errorf("there are no flows in %q: it is to be the folder of a project", what)
		}
		return v, nil
	case err == nil:
		if err := v.folder(os.DirFS(filepath.Dir(filepath.Dir(at))), ".", filepath.Dir(filepath.Dir(what))); err != nil {
			return nil, err
		}
		v.only = filepath.Base(filepath.Dir(at))
		if len(names) == 1 {
			v.only = names[0]
		}
		delete(v.flows, v.only)
		data, l := source.Read(os.DirFS(filepath.Dir(at)), filepath.Base(at), source.MaxFlow)
		v.list = append(v.list, l...)
		v.add(v.only, what, data)
		return v, nil
	case !errors.Is(err, fs.ErrNotExist):
		return nil, err
	}
	return v, v.revision(ctx, a, what)
}

// folder reads all flows below a folder. shown is how messages name it.
func (v *earlier) folder(fsys fs.FS, dir, shown string) error {
	files, err := fs.Glob(fsys, path.Join(dir, "*", "flow.yaml"))
	if err != nil {
		return err
	}
	for _, file := range files {
		data, l := source.Read(fsys, file, source.MaxFlow)
		v.list = append(v.list, l...)
		if data != nil {
			v.add(path.Base(path.Dir(file)), path.Join(filepath.ToSlash(shown), file), data)
		}
	}
	return nil
}

// revision reads the flows of the project from git's history.
func (v *earlier) revision(ctx context.Context, a *app, revision string) error {
	w, err := a.open()
	if err != nil {
		return err
	}
	if strings.HasPrefix(revision, "-") {
		return fmt.Errorf("%q is no revision", revision)
	}
	git := exec.CommandContext(ctx, "git", "-C", w.root, "archive", "--format=tar", revision, "decisions")
	var stderr bytes.Buffer
	git.Stderr = &stderr
	out, err := git.Output()
	if err != nil {
		why, _, _ := strings.Cut(strings.TrimSpace(stderr.String()), "\n")
		return fmt.Errorf("%q is no file or folder, and git has no such revision of the decisions here: %s", revision, cmp.Or(why, err.Error()))
	}
	for r := tar.NewReader(bytes.NewReader(out)); ; {
		h, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("reading what git gives of %q: %w", revision, err)
		}
		parts := strings.Split(h.Name, "/")
		if len(parts) != 3 || parts[2] != "flow.yaml" || h.Typeflag != tar.TypeReg {
			continue
		}
		if h.Size > source.MaxFlow {
			return fmt.Errorf("%s:%s has %d bytes; a flow.yaml has at most %d", revision, h.Name, h.Size, source.MaxFlow)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			return fmt.Errorf("reading what git gives of %q: %w", revision, err)
		}
		v.add(parts[1], revision+":"+h.Name, data)
	}
}

// flowDiff is what two versions of a flow decide differently.
type flowDiff struct {
	Flow         string      `json:"flow"`
	Only         string      `json:"only,omitempty"` // before, after: the flow is in one version alone
	Combinations string      `json:"combinations,omitempty"`
	Differ       string      `json:"differ,omitempty"`
	Groups       []diffGroup `json:"groups,omitempty"`
}

type diffGroup struct {
	Before       string   `json:"before"`
	After        string   `json:"after"`
	Combinations string   `json:"combinations"`
	Conditions   []string `json:"conditions"`
	More         bool     `json:"more,omitempty"` // further conditions are left out
}

// allNames lists the flows of both versions.
func allNames(before *earlier, after *loaded) []string {
	all := map[string]bool{}
	for name := range before.flows {
		all[name] = true
	}
	for _, f := range after.project.Flows {
		all[f.Name] = true
	}
	return slices.Sorted(maps.Keys(all))
}

// compare compares the flows of both versions that have one of the names. Those
// of the later one are compiled.
func compare(before *earlier, after *loaded, names []string) ([]flowDiff, error) {
	var out []flowDiff
	for _, name := range names {
		old, now := before.flows[name], after.automata[name]
		switch {
		case after.project.Flow(name) == nil:
			out = append(out, flowDiff{Flow: name, Only: "before"})
			continue
		case old == nil:
			out = append(out, flowDiff{Flow: name, Only: "after"})
			continue
		}
		was := compile(old, before.flow)
		if was.a == nil {
			return nil, fmt.Errorf("flow %q of the other version has errors, and cannot be compared", name)
		}
		d, err := automaton.Diff(was.a, now)
		if err != nil {
			return nil, fmt.Errorf("flow %q: %w", name, err)
		}
		f := flowDiff{Flow: name, Combinations: d.Combinations.String(), Differ: d.Differ.String()}
		for _, g := range d.Groups {
			group := diffGroup{Before: g.Before, After: g.After, Combinations: g.Combinations.String(), More: g.More}
			for _, c := range g.Conditions {
				group.Conditions = append(group.Conditions, c.String())
			}
			f.Groups = append(f.Groups, group)
		}
		out = append(out, f)
	}
	return out, nil
}

func (a *app) printDiffs(diffs []flowDiff) error {
	for i, d := range diffs {
		if i > 0 && (len(d.Groups) > 0 || len(diffs[i-1].Groups) > 0) {
			fmt.Fprintln(a.env.Stdout)
		}
		switch {
		case d.Only == "before":
			fmt.Fprintf(a.env.Stdout, "%s: is not there any more\n", d.Flow)
			continue
		case d.Only == "after":
			fmt.Fprintf(a.env.Stdout, "%s: was not there before\n", d.Flow)
			continue
		}
		fmt.Fprintf(a.env.Stdout, "%s: %s of %s combinations of answers end elsewhere\n", d.Flow, d.Differ, d.Combinations)
		if len(d.Groups) == 0 {
			continue
		}
		w := tabwriter.NewWriter(a.env.Stdout, 0, 4, 2, ' ', 0)
		fmt.Fprintln(w, "before\tafter\tcombinations\twhen")
		for _, g := range d.Groups {
			before, after, count := g.Before, g.After, g.Combinations
			if g.More {
				g.Conditions = append(g.Conditions, "…")
			}
			for _, c := range g.Conditions {
				fmt.Fprintf(w, "%s\t%s\t%s\t%s\n", before, after, count, c)
				before, after, count = "", "", ""
			}
		}
		if err := w.Flush(); err != nil {
			return err
		}
	}
	return nil
}
