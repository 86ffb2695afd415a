package site

import (
	"encoding/json"
	"fmt"
	"path"

	"signpost/generator/internal/component"
	"signpost/generator/internal/project"
)

// componentDoc is a component as its page shows it.
type componentDoc struct {
	Name     string             `json:"name"`
	Text     string             `json:"text"`
	Takes    string             `json:"takes"`
	Within   string             `json:"within"`
	Params   []componentParam   `json:"params"`
	Examples []componentExample `json:"examples"`
}

// componentParam is a parameter with its place: "answers[].label".
type componentParam struct {
	Name     string `json:"name"`
	Type     string `json:"type"`
	Required bool   `json:"required"`
	Text     string `json:"text"`
}

// componentExample is a call. Call is JSON, {"context": …}, which keeps the names
// of keys as they are; Hugo would change those of its own parameters.
type componentExample struct {
	Name string `json:"name"`
	Text string `json:"text"`
	Call string `json:"call"`
}

// componentsPath is where the components are shown in a language: the interface
// words of each have their own page.
func componentsPath(p *project.Project, lang string) string {
	if lang == p.SourceLanguage() {
		return "_components/"
	}
	return "_components/" + tagPath(lang)
}

// components computes the page of components in every language.
func (c *context) components(all []*component.Component, a *assets, out map[string][]byte) error {
	for _, lang := range c.p.Config.Languages {
		p := &params{Kind: "components", Lang: lang, Path: componentsPath(c.p, lang), Home: tagPath(lang), Hreflang: []alternate{},
			Breadcrumbs: []link{}, TOC: []tocEntry{}, Robots: robots("components"), Sheet: a.examples}
		p.Root = rootOf(p.Path)
		for _, l := range c.p.Languages {
			p.Languages = append(p.Languages, languageLink{Lang: l.Tag, Name: l.Name, Path: componentsPath(c.p, l.Tag), Current: l.Tag == lang})
		}
		var err error
		if p.Components, err = componentDocs(all, p, a); err != nil {
			return err
		}
		data, err := file("Components", "components", "/"+p.Path+"index.html", p, nil)
		if err != nil {
			return err
		}
		out[path.Join("content", lang, "_root-components.md")] = data
	}
	return nil
}

// componentDocs computes what a page shows. The texts "$root", "$languages" and
// "$source" in an example stand for those parameters of the page itself, "$script" for the
// script of the site, so that links lead somewhere.
func componentDocs(all []*component.Component, page *params, a *assets) ([]componentDoc, error) {
	docs := make([]componentDoc, 0, len(all))
	for _, one := range all {
		d := componentDoc{Name: one.Name, Text: one.Text, Takes: one.Takes, Within: one.Within, Params: componentParams("", one.Params)}
		for _, e := range one.Examples {
			data, err := json.Marshal(map[string]any{"context": placed(e.Context, page, a)})
			if err != nil {
				return nil, fmt.Errorf("example %s of component %s: %w", e.Name, one.Name, err)
			}
			d.Examples = append(d.Examples, componentExample{e.Name, e.Text, string(data)})
		}
		docs = append(docs, d)
	}
	return docs, nil
}

// placed is the value with what stands for a parameter of the page replaced.
func placed(v any, page *params, a *assets) any {
	switch v := v.(type) {
	case string:
		switch v {
		case "$root":
			return page.Root
		case "$languages":
			return page.Languages
		case "$source":
			return page.Languages[0]
		case "$script":
			return a.js
		}
	case []any:
		out := make([]any, len(v))
		for i, value := range v {
			out[i] = placed(value, page, a)
		}
		return out
	case map[string]any:
		out := make(map[string]any, len(v))
		for key, value := range v {
			out[key] = placed(value, page, a)
		}
		return out
	}
	return v
}

// componentParams lists parameters and, below each, its parts.
func componentParams(at string, params []component.Param) []componentParam {
	out := []componentParam{}
	for _, p := range params {
		name := at + p.Name
		out = append(out, componentParam{name, p.Type, p.Required, p.Text})
		if p.Type == "list" {
			name += "[]"
		}
		out = append(out, componentParams(name+".", p.Of)...)
	}
	return out
}
