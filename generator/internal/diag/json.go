package diag

import (
	"encoding/json"
	"io"
)

// jsonPos and jsonDiagnostic are the stable shape of `--json`.
type jsonPos struct {
	File string `json:"file"`
	Line int    `json:"line,omitempty"`
	Col  int    `json:"col,omitempty"`
}

type jsonRelated struct {
	jsonPos
	Message string `json:"message"`
}

type jsonDiagnostic struct {
	jsonPos
	Severity string        `json:"severity"`
	Code     string        `json:"code"`
	Message  string        `json:"message"`
	Path     string        `json:"path,omitempty"`
	Hint     string        `json:"hint,omitempty"`
	Related  []jsonRelated `json:"related,omitempty"`
}

// JSON prints the list as an array of objects with file, line, col, severity,
// code, message and, where present, path, hint and related. An empty list
// prints as "[]".
func JSON(w io.Writer, l List) error {
	out := make([]jsonDiagnostic, 0, len(l))
	for _, d := range l {
		j := jsonDiagnostic{jsonPos: jsonPos(d.Pos), Severity: d.Severity.String(),
			Code: d.Code, Message: d.Message, Path: d.Path, Hint: d.Hint}
		for _, r := range d.Related {
			j.Related = append(j.Related, jsonRelated{jsonPos(r.Pos), r.Message})
		}
		out = append(out, j)
	}
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	if len(out) > 0 {
		e.SetIndent("", "  ")
	}
	return e.Encode(out)
}
