package project

import (
	"signpost/generator/internal/diag"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/source"
)

// glossary takes the facts and the words of the glossary; false for another file.
func (s *scan) glossary(name string) bool {
	lang := glossaryLanguage(name)
	switch {
	case name == GlossaryFile:
		s.jobs = append(s.jobs, job{name, "", source.MaxYAML, false, func(data []byte, p *parsed) {
			var l diag.List
			p.gls, l = locale.ParseGlossary(name, data)
			p.l = append(p.l, l...)
		}})
	case lang != "" && s.language(lang):
		s.doc(name, lang, false)
	default:
		return false
	}
	return true
}

// glossary returns the glossary, making an empty one where no file of it was met
// yet.
func (p *Project) glossary() *Glossary {
	if p.Glossary == nil {
		p.Glossary = &Glossary{Glossary: &locale.Glossary{}, Texts: map[string]*prose.Document{}}
	}
	return p.Glossary
}
