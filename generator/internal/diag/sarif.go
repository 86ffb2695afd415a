package diag

import (
	"encoding/json"
	"io"
	"net/url"
)

// SARIF prints the list as a SARIF 2.1.0 log with one run, the form that
// code hosts show beside the changed lines
// (https://docs.oasis-open.org/sarif/sarif/v2.1.0/). Columns are code points,
// which the log declares as its columnKind; file names are URI references.
func SARIF(w io.Writer, l List, version string) error {
	type text struct {
		Text string `json:"text"`
	}
	type region struct {
		StartLine   int `json:"startLine"`
		StartColumn int `json:"startColumn,omitempty"`
	}
	type artifact struct {
		URI string `json:"uri"`
	}
	type physical struct {
		Artifact artifact `json:"artifactLocation"`
		Region   *region  `json:"region,omitempty"`
	}
	type location struct {
		Physical physical `json:"physicalLocation"`
		Message  *text    `json:"message,omitempty"`
	}
	type result struct {
		RuleID    string     `json:"ruleId"`
		Level     string     `json:"level"`
		Message   text       `json:"message"`
		Locations []location `json:"locations"`
		Related   []location `json:"relatedLocations,omitempty"`
	}
	place := func(p Pos) physical {
		ph := physical{Artifact: artifact{(&url.URL{Path: p.File}).String()}}
		if p.Line > 0 {
			ph.Region = &region{p.Line, p.Col}
		}
		return ph
	}
	results := make([]result, 0, len(l))
	for _, d := range l {
		msg := d.Message
		if d.Hint != "" {
			msg += "\n" + d.Hint
		}
		r := result{d.Code, d.Severity.String(), text{msg}, []location{{Physical: place(d.Pos)}}, nil}
		for _, rel := range d.Related {
			r.Related = append(r.Related, location{place(rel.Pos), &text{rel.Message}})
		}
		results = append(results, r)
	}
	log := map[string]any{
		"$schema": "https://json.schemastore.org/sarif-2.1.0.json",
		"version": "2.1.0",
		"runs": []any{map[string]any{
			"columnKind": "unicodeCodePoints",
			"tool":       map[string]any{"driver": map[string]any{"name": "signpost", "version": version}},
			"results":    results,
		}},
	}
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	return e.Encode(log)
}
