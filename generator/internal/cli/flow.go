package cli

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"signpost/generator/internal/config"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

func (a *app) flow() *cobra.Command {
	return group("flow", "Look into the flows of the project", a.flowShow(), a.flowTest(), a.flowDiff(), a.flowExport(), a.flowImport())
}

// errNoFlow says that a flow of that name does not exist.
var errNoFlow = errors.New("no such flow")

// find returns a flow by name.
func find(l *loaded, name string) (*project.Flow, error) {
	if f := l.project.Flow(name); f != nil {
		return f, nil
	}
	var names []string
	for _, f := range l.project.Flows {
		names = append(names, f.Name)
	}
	hint := "the project has: " + strings.Join(names, ", ")
	if n, ok := diag.Nearest(name, names); ok {
		hint = fmt.Sprintf("did you mean %q?", n)
	}
	return nil, fmt.Errorf("%w: %q; %s", errNoFlow, name, hint)
}

// flowList keeps what concerns one flow's facts: its own file, and nothing of
// its words. Where that does not say why there are no facts, it is all about
// the flow's folder and the settings.
func flowList(l *loaded, f *project.Flow) diag.List {
	own := slices.DeleteFunc(slices.Clone(l.list), func(d diag.Diagnostic) bool {
		return d.Pos.File != f.File || d.Code == "text-file-missing"
	})
	if l.automata[f.Name] != nil || own.HasErrors() {
		return own
	}
	return slices.DeleteFunc(slices.Clone(l.list), func(d diag.Diagnostic) bool {
		return d.Pos.File != config.File && !strings.HasPrefix(d.Pos.File, path.Dir(f.File)+"/")
	})
}

// errNoFacts says that a flow has no table of states and nothing tells why.
func errNoFacts(f *project.Flow) error {
	return fmt.Errorf("flow %q has no facts that could be read; \"signpost check\" says more", f.Name)
}
