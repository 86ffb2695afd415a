package exchange

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"signpost/generator/internal/ledger"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// notes say what a text is.
func (v *view) notes() []string {
	t := v.t
	if t.Source == nil {
		return []string{"Words of the interface: buttons, labels, messages."}
	}
	what := map[project.Kind]string{project.PageText: "Page", project.FlowText: "Questions with their answers and results", project.DrillText: "Cases to train with", project.GlossaryText: "Glossary"}
	return []string{fmt.Sprintf("%s: %s", what[t.Kind], t.Source.Front.Title)}
}

// unitNotes say where a unit stands, what stands around it, and what became of
// its source.
func (v *view) unitNotes(unit string, p project.Piece) []string {
	var out []string
	doc := v.t.Source
	if doc == nil {
		return stateNotes(p)
	}
	section, answer, _ := strings.Cut(unit, "/")
	i := slices.IndexFunc(doc.Sections, func(s *prose.Section) bool { return s.ID == section })
	if i >= 0 {
		s := doc.Sections[i]
		choices, _ := doc.Choices(s)
		if !v.t.Kind.Listed() {
			choices = nil
		}
		var others []string
		for _, c := range choices {
			if c.ID != answer {
				others = append(others, c.Label)
			}
		}
		switch {
		case v.t.Kind == project.DrillText && answer != "":
			out = append(out, "Hint, and then the reason for the answer, of the case: "+s.Title)
		case v.t.Kind == project.DrillText:
			out = append(out, "Case: "+s.Title)
		case answer != "":
			out = append(out, "Answer to the question: "+s.Title)
			if len(others) > 0 {
				out = append(out, "Other answers: "+strings.Join(others, " · "))
			}
		case len(choices) > 0:
			out = append(out, "Question with the answers: "+strings.Join(others, " · "))
		default:
			out = append(out, "Section: "+s.Title)
		}
		if i > 0 && answer == "" {
			out = append(out, "Before it: "+doc.Sections[i-1].Title)
		}
		if i+1 < len(doc.Sections) && answer == "" {
			out = append(out, "After it: "+doc.Sections[i+1].Title)
		}
	}
	if d, there := v.have[section]; there && i >= 0 && answer == "" {
		for _, src := range v.divisions {
			if src.ID == section && src.Shape != d.Shape {
				out = append(out, "The translation is built otherwise than the source: its paragraphs, lists or cells are not the same.")
			}
		}
	}
	return append(out, stateNotes(p)...)
}

func stateNotes(p project.Piece) []string {
	switch {
	case p.Drift == ledger.Changed && p.Facts:
		return []string{"The source has changed since it was translated: it states other numbers, times or severities."}
	case p.Drift == ledger.Changed:
		return []string{"The source has changed since it was translated: it has other words."}
	case p.Drift == ledger.Editorial:
		return []string{"The source has changed since it was translated, but for its words: punctuation, capitals, markup or links."}
	case p.State == project.Unknown:
		return []string{"Nobody noted which source this was translated from."}
	case p.State == project.Moved && p.From != "":
		return []string{"The same text was translated before: " + p.From}
	}
	return nil
}

// glossary are the terms of a project in two languages.
type glossary []term

type term struct {
	id, from, to string
}

func terms(p *project.Project, lang string) glossary {
	if p.Glossary == nil || p.Glossary.Texts[lang] == nil || p.Glossary.Texts[p.SourceLanguage()] == nil {
		return nil
	}
	var out glossary
	for _, s := range p.Glossary.Texts[p.SourceLanguage()].Sections {
		if to := p.Glossary.Texts[lang].Section(s.ID); to != nil && s.ID != "" {
			out = append(out, term{s.ID, s.Title, to.Title})
		}
	}
	return out
}

// notes list the terms that a segment has, by their words or by a link to them.
func (g glossary) notes(l *live) []string {
	words := strings.ToLower(prose.WordsOf(l.source))
	var out []string
	for _, t := range g {
		linked := slices.ContainsFunc(l.source, func(p prose.Piece) bool {
			return p.Mark != nil && !p.Closes && p.Mark.Kind == prose.MarkLink && strings.Contains(p.Mark.Dest, "glossary.") && strings.HasSuffix(p.Mark.Dest, "#"+t.id)
		})
		bare, _, _ := strings.Cut(strings.ToLower(t.from), " (") // "Cloud Solution Provider (CSP)"
		if linked || has(words, bare) {
			out = append(out, "Term: "+t.from+" = "+t.to)
		}
	}
	return out
}

// has reports whether words stand in a text as words, in the plural too.
func has(text, words string) bool {
	for at := 0; words != ""; {
		i := strings.Index(text[at:], words)
		if i < 0 {
			return false
		}
		i += at
		before, _ := utf8.DecodeLastRuneInString(text[:i])
		rest := strings.TrimPrefix(text[i+len(words):], "s")
		after, _ := utf8.DecodeRuneInString(rest)
		if !unicode.IsLetter(before) && !unicode.IsLetter(after) {
			return true
		}
		at = i + len(words)
	}
	return false
}
