package site

import (
	"path"

	"signpost/generator/internal/project"
)

// headlessPage is the file of a folder of pages that has no page of its own: Hugo makes one for every language and every
// section that has none, out of nothing that the layouts could print.
var headlessPage = []byte(`{"title":"","build":{"render":"never","list":"never","publishResources":false}}` + "\n")

// headless keeps the home page and the sections that a language lacks, each an error that was reported, from being built:
// the rest is shown all the same.
func (c *context) headless(out map[string][]byte) {
	if c.course() != nil {
		return
	}
	for _, lang := range c.p.Config.Languages {
		folders := map[string]bool{"": true}
		for _, page := range c.p.Pages {
			if !c.p.Shown(page, lang) {
				continue
			}
			for key := page.Parent(); !folders[key]; key = (&project.Page{Key: key}).Parent() {
				folders[key] = true
			}
		}
		for key := range folders {
			name := path.Join("content", lang, key, "_index.md")
			if page := c.p.Page(key); (page == nil || !c.p.Shown(page, lang)) && out[name] == nil {
				out[name] = headlessPage
			}
		}
	}
}
