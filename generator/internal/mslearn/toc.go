package mslearn

import (
	"fmt"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// entry is a line of a table of contents.
type entry struct {
	name  string
	page  *page  // nil where it leads to none of the folder
	away  string // where it leads otherwise; ""
	items []entry
}

var tocLine = regexp.MustCompile(`^(#+|\s*[-*+])\s+(?:\[(.*)\]\(([^)]*)\)|(.*?))\s*$`)

// contents reads the tables of contents: names, order and sections.
func (f *folder) contents() {
	slices.SortStableFunc(f.tocs, func(a, b string) int { return strings.Count(a, "/") - strings.Count(b, "/") })
	for _, name := range f.tocs {
		if strings.EqualFold(path.Ext(name), ".md") {
			f.toc = append(f.toc, f.tocMarkdown(name)...)
			continue
		}
		data := f.read(name, source.MaxYAML)
		if data == nil {
			continue
		}
		root, l := source.ParseYAML(f.at(name, 1, 1).File, data, source.MaxNodes)
		f.soften(l)
		if root != nil && root.Kind == source.Map {
			root = root.Get("items")
		}
		f.toc = append(f.toc, f.tocItems(name, root)...)
	}
	n := 0
	var order func([]entry)
	order = func(list []entry) {
		for _, e := range list {
			if e.page != nil && e.page.order == 0 {
				n++
				e.page.order = 10 * n
			}
			order(e.items)
		}
	}
	order(f.toc)
	for _, p := range f.pages {
		if p.order == 0 {
			n++
			p.order = 10 * n
		}
	}
}

func (f *folder) tocItems(file string, list *source.Node) []entry {
	if list == nil || list.Kind != source.List {
		return nil
	}
	var out []entry
	for _, item := range list.Items {
		if item.Kind != source.Map {
			continue
		}
		e := entry{}
		pos, href := item.Pos, ""
		for _, k := range item.Entries {
			switch strings.ToLower(k.Key) {
			case "name":
				e.name = strings.TrimSpace(k.Value.Value)
			case "href", "topichref":
				href, pos = strings.TrimSpace(k.Value.Value), k.Value.Pos
			case "items":
				e.items = f.tocItems(file, k.Value)
			}
		}
		f.entry(&e, file, href, pos)
		out = append(out, e)
	}
	return out
}

// entry finds where an entry leads.
func (f *folder) entry(e *entry, file, href string, pos diag.Pos) {
	name, _, _ := strings.Cut(href, "#")
	name, _, _ = strings.Cut(name, "?")
	local := f.local(file, name)
	switch {
	case href == "":
		return
	case strings.Contains(href, "://") || strings.HasPrefix(href, "/"):
		f.names[strings.ToLower(href)] = e.name
		e.away = https(href)
		if strings.HasPrefix(href, "/") {
			e.away = learn + strings.ToLower(f.opt.Lang) + href
			if len(f.pages) > 0 {
				e.away = learn + f.pages[0].locale + href
			}
		}
		return
	}
	if e.name != "" && f.names[strings.ToLower(local)] == "" {
		f.names[strings.ToLower(local)] = e.name
	}
	if found, ok := f.page(local); ok {
		e.page = f.byFile[found]
		return
	}
	if slices.Contains(f.tocs, f.lower[strings.ToLower(local)]) {
		return
	}
	d := f.report(pos, "mslearn-toc", "%q leads to no page of the folder", href)
	d.Hint = "the entry is left out"
	if f.opt.Origin != "" && !strings.HasPrefix(local, "../") {
		e.away = f.opt.Origin + strings.TrimSuffix(strings.TrimSuffix(local, ".md"), ".yml")
		d.Hint = e.away + " is written"
	}
}

// tocMarkdown reads a table of contents in Markdown: headings, or a list.
func (f *folder) tocMarkdown(name string) []entry {
	data := f.read(name, maxPage)
	var root entry
	depths := []int{-1}
	stack := []*entry{&root}
	for _, l := range f.linesOf(name, data, 1) {
		m := tocLine.FindStringSubmatch(l.text)
		if m == nil {
			continue
		}
		depth := len(m[1])
		e := entry{name: m[2] + m[4]}
		f.entry(&e, name, m[3], f.pos(l, 0))
		for len(depths) > 1 && depths[len(depths)-1] >= depth {
			depths, stack = depths[:len(depths)-1], stack[:len(stack)-1]
		}
		parent := stack[len(stack)-1]
		parent.items = append(parent.items, e)
		depths, stack = append(depths, depth), append(stack, &parent.items[len(parent.items)-1])
	}
	return root.items
}

// leads reports whether an entry, or one below it, leads anywhere.
func (e entry) leads() bool {
	return e.page != nil || e.away != "" || slices.ContainsFunc(e.items, entry.leads)
}

// sections makes the page of each folder that has none.
func (f *folder) sections(res *Result) {
	dirs := map[string][]*page{".": nil}
	for _, p := range f.pages {
		for d := path.Dir(p.out); ; d = path.Dir(d) {
			dirs[d] = append(dirs[d], p)
			if d == "." {
				break
			}
		}
	}
	for _, dir := range sorted(dirs) {
		file := path.Join(f.opt.Out, dir, "_index.md")
		if _, ok := res.Files[file]; ok {
			continue
		}
		title, made, order, body := "", "person", 0, ""
		for _, p := range dirs[dir] {
			if p.made == "machine" {
				made = "machine"
			}
			if order == 0 || p.order < order {
				order = p.order
			}
		}
		if dir == "." {
			title = strings.ReplaceAll(path.Base(f.opt.Out), "-", " ")
			if len(f.toc) > 0 && f.toc[0].name != "" {
				title = f.toc[0].name
			}
			body = f.tocList(f.toc, dir, "")
		} else {
			title = f.sectionName(f.toc, dir)
		}
		if title == "" {
			title = strings.ReplaceAll(path.Base(dir), "-", " ")
		}
		front := fmt.Sprintf("---\ntitle: %s\ndescription: %s\nmade: %s\nreviewed: no\n", scalar(title), scalar(title), made)
		if f.opt.Main {
			front += fmt.Sprintf("order: %d\n", order)
		}
		res.Files[file], res.Made[file] = []byte(front+"---\n"+body), true
		f.report(f.at(dirs[dir][0].file, 1, 1), "mslearn-toc", "the folder of the page has no page of its own; %s is made", path.Join(dir, "_index.md")).Hint =
			"its title is from the table of contents where that names the folder; look it over"
	}
}

// sectionName is what the table of contents calls the entries of a folder: the
// name above the first of them.
func (f *folder) sectionName(list []entry, dir string) string {
	for _, e := range list {
		if name := f.sectionName(e.items, dir); name != "" {
			return name
		}
		for _, item := range e.items {
			if item.page != nil && path.Dir(item.page.out) == dir {
				return e.name
			}
		}
	}
	return ""
}

// tocList writes the table of contents as a list.
func (f *folder) tocList(list []entry, dir, indent string) string {
	var b strings.Builder
	for _, e := range list {
		if !e.leads() {
			continue
		}
		words := escapeWords(e.name)
		switch {
		case words == "" && e.page != nil:
			words = escapeWords(e.page.title)
		case words == "":
			words = escapeWords(e.away)
		}
		switch {
		case e.page != nil:
			to, err := filepath.Rel(dir, e.page.out)
			if err != nil {
				to = e.page.out
			}
			words = "[" + words + "](" + filepath.ToSlash(to) + ")"
		case e.away != "":
			words = "[" + words + "](" + written(e.away) + ")"
		}
		b.WriteString(indent + "- " + words + "\n" + f.tocList(e.items, dir, indent+"  "))
	}
	return b.String()
}
