package crawl

import "encoding/json"

// The types below are those of schema.org that a site may claim of its pages.
// They say nothing that the page does not.

type thing struct {
	Context string `json:"@context,omitempty"`
	Type    string `json:"@type"`
}

const schema = "https://schema.org"

// Site is a WebSite. The address of Search, "" for none, is that of a page
// which takes a query as ?q=.
type Site struct {
	Name        string `json:"name"`
	URL         string `json:"url"`
	Description string `json:"description,omitempty"`
	Lang        string `json:"inLanguage"`
	Search      string `json:"-"`
}

// Crumb is a page on the way from the home page down, the page itself last.
type Crumb struct{ Name, URL string }

// Question is a question with its answer, as text.
type Question struct{ Name, Answer string }

// Step is something to do, as text, and where the page says so.
type Step struct{ Name, Text, URL string }

// HowTo is a page that says how to do something, step by step.
type HowTo struct {
	Name, Description, Lang string
	Steps                   []Step
}

// Structured is what a page claims. What is empty is not claimed.
type Structured struct {
	Site      *Site
	Crumbs    []Crumb
	Questions []Question
	Lang      string // of the questions
	HowTo     *HowTo

	Partner  *Organization // the page is about
	Services []Service     // of the partner
	Partners Listed        // that the page lists
}

// JSON is the content of one script element of type application/ld+json; nil
// where nothing is claimed. No "<", ">", "&" or line separator of JavaScript
// stands in it as such: the result may be put into a page as it is.
func (s Structured) JSON() []byte {
	var all []any
	if s.Site != nil {
		all = append(all, site(s.Site))
	}
	if len(s.Crumbs) > 1 {
		all = append(all, crumbs(s.Crumbs))
	}
	if len(s.Questions) > 0 {
		all = append(all, questions(s.Questions, s.Lang))
	}
	if s.HowTo != nil && len(s.HowTo.Steps) > 0 {
		all = append(all, howTo(s.HowTo))
	}
	if s.Partner != nil {
		all = append(all, organization(*s.Partner, schema))
	}
	for _, x := range s.Services {
		all = append(all, service(x))
	}
	if len(s.Partners) > 0 {
		all = append(all, listed(s.Partners))
	}
	var data []byte
	var err error
	switch len(all) {
	case 0:
		return nil
	case 1:
		data, err = json.Marshal(all[0])
	default:
		data, err = json.Marshal(all)
	}
	if err != nil {
		panic(err) // strings and numbers always marshal
	}
	return data
}

func site(s *Site) any {
	type entry struct {
		Type     string `json:"@type"`
		Template string `json:"urlTemplate"`
	}
	type action struct {
		Type   string `json:"@type"`
		Target entry  `json:"target"`
		Query  string `json:"query-input"`
	}
	out := struct {
		thing
		*Site
		Action *action `json:"potentialAction,omitempty"`
	}{thing: thing{schema, "WebSite"}, Site: s}
	if s.Search != "" {
		out.Action = &action{"SearchAction", entry{"EntryPoint", s.Search + "?q={search_term_string}"}, "required name=search_term_string"}
	}
	return out
}

// itemList is a list of anything, in order.
type itemList struct {
	thing
	Items []listItem `json:"itemListElement"`
}

type listItem struct {
	Type     string `json:"@type"`
	Position int    `json:"position"` // from 1
	Name     string `json:"name"`
	Item     any    `json:"item"`
}

func (l *itemList) add(name string, item any) {
	l.Items = append(l.Items, listItem{"ListItem", len(l.Items) + 1, name, item})
}

func crumbs(list []Crumb) any {
	out := itemList{thing: thing{schema, "BreadcrumbList"}}
	for _, c := range list {
		out.add(c.Name, c.URL)
	}
	return out
}

func questions(list []Question, lang string) any {
	type answer struct {
		Type string `json:"@type"`
		Text string `json:"text"`
	}
	type question struct {
		Type   string `json:"@type"`
		Name   string `json:"name"`
		Answer answer `json:"acceptedAnswer"`
	}
	out := struct {
		thing
		Lang string     `json:"inLanguage"`
		Main []question `json:"mainEntity"`
	}{thing: thing{schema, "FAQPage"}, Lang: lang}
	for _, q := range list {
		out.Main = append(out.Main, question{"Question", q.Name, answer{"Answer", q.Answer}})
	}
	return out
}

func howTo(h *HowTo) any {
	type step struct {
		Type string `json:"@type"`
		Name string `json:"name"`
		Text string `json:"text"`
		URL  string `json:"url"`
	}
	out := struct {
		thing
		Name        string `json:"name"`
		Description string `json:"description,omitempty"`
		Lang        string `json:"inLanguage"`
		Steps       []step `json:"step"`
	}{thing: thing{schema, "HowTo"}, Name: h.Name, Description: h.Description, Lang: h.Lang}
	for _, s := range h.Steps {
		out.Steps = append(out.Steps, step{"HowToStep", s.Name, s.Text, s.URL})
	}
	return out
}
