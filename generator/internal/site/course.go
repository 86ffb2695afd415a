package site

import (
	"encoding/json"
	"path"

	"signpost/generator/internal/policy"
)

// Course makes an offline copy one for a learning platform: nothing but the pages for those who
// train, without what leads to the rest of the site, and index.html is the page that the platform
// opens.
type Course struct {
	Script  string // the script that speaks with the platform: "course-scorm12", "course-scorm2004", "course-cmi5"
	IRI     string // names the course, an absolute address at which nothing needs to be
	Mastery int    // percent of the points that it takes to pass
	Asks    bool   // the script speaks with the platform over the network
}

// course reports whether the pages are those of a course.
func (c *context) course() *Course {
	if c.in.Bundle == nil {
		return nil
	}
	return c.in.Bundle.Course
}

// coursePage is the page that a learning platform opens.
type coursePage struct {
	About     string           `json:"about"` // courseData as JSON
	Policy    string           `json:"policy"`
	Languages []courseLanguage `json:"languages"`
}

// courseLanguage is what the page says in a language.
type courseLanguage struct {
	Lang    string `json:"lang"`
	Name    string `json:"name"`
	Path    string `json:"path"`
	Outside string `json:"outside"`
	Lost    string `json:"lost"`
	Exit    string `json:"exit"`
}

// courseData is what the script needs to know: see the theme's platform.ts.
type courseData struct {
	IRI       string                       `json:"iri"`
	Mastery   int                          `json:"mastery"`
	Pages     map[string]map[string]string `json:"pages"`
	Drills    []*courseDrill               `json:"drills"`
	Questions map[string]map[string]string `json:"questions"`
}

type courseDrill struct {
	Key   string            `json:"key"`
	Way   [][2]string       `json:"way"`
	Names map[string]string `json:"names"`
}

// courseRoot computes the page that a learning platform opens. It has the address
// that the language chooser has on a site.
func (c *context) courseRoot(out map[string][]byte) error {
	first := c.p.FirstLanguage()
	p := &params{Kind: "course", Lang: first, Root: "./", Hreflang: []alternate{}, Breadcrumbs: []link{}, TOC: []tocEntry{},
		Scripts: []string{c.assets.scripts[c.course().Script]}, TrainSheet: c.assets.training}
	data, err := json.Marshal(c.courseData())
	if err != nil {
		return err
	}
	p.Course = &coursePage{About: string(data), Policy: policy.Course(c.course().Asks)}
	for _, l := range c.p.Languages {
		if c.trains(l.Tag) {
			p.Course.Languages = append(p.Course.Languages, courseLanguage{l.Tag, l.Name, trainingPath(l.Tag),
				c.text(l.Tag, "course-outside"), c.text(l.Tag, "course-lost"), c.text(l.Tag, "course-exit")})
		}
	}
	page, err := file(c.courseTitle(first), "course", "/index.html", p, nil)
	out[path.Join("content", first, "_root-course.md")] = page
	return err
}

func (c *context) courseTitle(lang string) string {
	return (&speaker{c: c, lang: lang}).sentence("course-title", map[string]string{"Site": c.names[lang].plain})
}

// courseData collects the pages, and the cases with the names under which platforms report on them.
func (c *context) courseData() courseData {
	out := courseData{IRI: c.course().IRI, Mastery: c.course().Mastery, Pages: map[string]map[string]string{}, Questions: map[string]map[string]string{}}
	byKey := map[string]*courseDrill{}
	for _, l := range c.p.Languages {
		lang := l.Tag
		if !c.trains(lang) {
			continue
		}
		pages := map[string]string{"": trainingPath(lang) + "index.html"}
		out.Pages[lang] = pages
		for _, f := range c.p.Flows {
			a := c.in.Automata[f.Name]
			for _, d := range c.drilled(f, lang) {
				pages[f.Name] = drillsPath(f.Name, lang) + "index.html"
				one := byKey[d.Key()]
				if one == nil {
					one = &courseDrill{Key: d.Key(), Way: wayOf(d), Names: map[string]string{}}
					byKey[d.Key()] = one
					out.Drills = append(out.Drills, one)
				}
				one.Names[lang] = c.typeset(lang, f.Drills[lang].Section(d.ID).Title)
				for _, w := range d.Way {
					key := f.Name + "/" + w.Question
					if out.Questions[key] == nil {
						out.Questions[key] = map[string]string{}
					}
					if _, sec := words(c.p, f, a.States[w.State].Node, lang); sec != nil {
						out.Questions[key][lang] = c.typeset(lang, sec.Title)
					}
				}
			}
		}
	}
	return out
}
