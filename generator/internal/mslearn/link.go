package mslearn

import (
	"net/url"
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/prose"
)

var anyTag = regexp.MustCompile(`<[^>]*>`)

// learn is where root-relative addresses lead.
const learn = "https://learn.microsoft.com/"

// link brings a link to where the page it means is in the site.
func (f *folder) link(p *page, part prose.Part) {
	at := f.where(p, part.Start)
	if part.End == 0 || p.text[part.Start] != '[' { // <https://…>
		if rest, ok := strings.CutPrefix(part.Dest, "http://"); ok {
			f.report(at, "mslearn-link", "%q is not encrypted; https: is written", part.Dest)
			p.edit(part.Start, part.End, "<https://"+rest+">")
		}
		return
	}
	dest := f.destination(p, part.Dest, part)
	open, shut := part.Start, part.End
	words := part.Start + 1 // where the words begin
	closing := part.DestStart - 2
	if part.DestStart == 0 { // [words][ref], or [ref]
		closing = part.End - 1
		if i := strings.LastIndex(string(p.text[part.Start:part.End]), "]["); i >= 0 {
			closing = part.Start + i
		}
	}
	if part.Words == "" && strings.TrimSpace(stripTags(string(p.text[words:closing]))) == "" {
		name := f.wordsFor(p, part.Dest, f.fileAt(p, part.Start))
		d := f.report(at, "mslearn-link-empty", "a link to %q without words", part.Dest)
		d.Hint = "%q is written in their place"
		d.Hint = "\"" + name + "\" is written in their place"
		p.edit(words, closing, escapeWords(name))
	}
	if dest == "" { // its words stay
		p.edit(open, words, "")
		p.edit(closing, shut, "")
		return
	}
	if part.DestStart == 0 {
		p.edit(closing, shut, "]("+dest+")")
		return
	}
	if old := string(p.text[part.DestStart:part.DestEnd]); old != dest {
		p.edit(part.DestStart, part.DestEnd, dest)
	}
}

// linkEnd ends a link that HTML began.
//
// open is the edit that its first bracket is.
func (f *folder) linkEnd(p *page, part prose.Part, open int, href, words string, at diag.Pos) {
	dest := f.destination(p, href, part)
	if dest == "" { // its words stay
		p.edits[open].to = ""
	}
	end := "](" + dest + ")"
	if dest == "" {
		end = ""
	}
	if strings.TrimSpace(stripTags(words)) == "" {
		name := f.wordsFor(p, href, f.fileAt(p, part.Start))
		f.report(at, "mslearn-link-empty", "a link to %q without words", href).Hint = "\"" + name + "\" is written in their place"
		end = escapeWords(name) + end
	}
	p.edit(part.Start, part.End, end)
}

func stripTags(s string) string { return anyTag.ReplaceAllString(s, "") }

// fileAt is the file that a place in the text came from.
func (f *folder) fileAt(p *page, offset int) string {
	if len(p.lines) == 0 {
		return p.file
	}
	return p.lines[p.lineAt(offset)].file
}

// splitTitle takes a destination as written apart from its title.
func splitTitle(s string) (dest, title string) {
	s = strings.TrimSpace(s)
	if i := strings.IndexAny(s, " \t\n"); i > 0 && !strings.HasPrefix(s, "<") {
		return s[:i], strings.Trim(strings.TrimSpace(s[i:]), `"'()`)
	}
	if i := strings.IndexByte(s, '>'); i > 0 && strings.HasPrefix(s, "<") {
		return s[1:i], strings.Trim(strings.TrimSpace(s[i+1:]), `"'()`)
	}
	return s, ""
}

// destination gives the address to write for one as written; "" where there is
// none, and the words of the link are all that stays.
func (f *folder) destination(p *page, dest string, part prose.Part) string {
	at := f.where(p, part.Start)
	if part.DestStart > 0 {
		if _, title := splitTitle(string(p.text[part.DestStart:part.DestEnd])); title != "" {
			f.report(at, "mslearn-link", "the title %q of a link is left out", title)
		}
	}
	from := f.fileAt(p, part.Start)
	dest = strings.TrimSpace(dest)
	scheme, _, _ := strings.Cut(strings.ToLower(dest), ":")
	switch {
	case dest == "":
		f.report(at, "mslearn-link-dead", "a link that leads nowhere")
		return ""
	case strings.HasPrefix(dest, "#"):
		return f.fragment(p, p, dest[1:], at, "")
	case strings.HasPrefix(dest, "//"):
		f.report(at, "mslearn-link", "%q does not say how to get there; https: is written", dest)
		return written("https:" + dest)
	case strings.HasPrefix(dest, "/"):
		return f.root(p, dest, at)
	case scheme == "http":
		f.report(at, "mslearn-link", "%q is not encrypted; https: is written", dest)
		return written("https" + dest[len("http"):])
	case scheme == "https", scheme == "mailto", scheme == "tel":
		return written(dest)
	case strings.HasPrefix(strings.ToLower(dest), "www."):
		f.report(at, "mslearn-link", "%q is no address without its beginning; https:// is written", dest)
		return written("https://" + dest)
	case scheme != strings.ToLower(dest) && !strings.ContainsAny(scheme, "/\\.#?"):
		f.report(at, "mslearn-link", "a link may not leave by %q; its words stay", scheme+":")
		return ""
	}
	return f.relative(p, from, dest, at)
}

// written is an address as Markdown takes it.
func written(dest string) string {
	dest = strings.TrimSuffix(dest, "#")
	if strings.ContainsAny(dest, " ()<>") {
		return strings.NewReplacer(" ", "%20", "(", "%28", ")", "%29", "<", "%3C", ">", "%3E").Replace(dest)
	}
	return dest
}

// root brings an address from the root of Microsoft Learn to its full form,
// or to the page that the folder has of it.
func (f *folder) root(p *page, dest string, at diag.Pos) string {
	if u, err := url.Parse(f.opt.Origin); err == nil && f.opt.Origin != "" {
		base := strings.TrimPrefix(u.Path, "/"+p.locale)
		if rest, ok := strings.CutPrefix(dest, base); ok {
			name, _, _ := strings.Cut(rest, "#")
			if file, ok := f.page(name); ok {
				_, fragment, _ := strings.Cut(rest, "#")
				return f.fragment(p, f.byFile[file], fragment, at, dest)
			}
		}
	}
	full := written(learn + p.locale + dest)
	f.report(at, "mslearn-link-root", "%q is an address on Microsoft Learn", dest).Hint = full + " is written"
	return full
}

// page finds the page that a path within the folder means: with or without its
// ending, or the page of a folder.
func (f *folder) page(name string) (string, bool) {
	for _, candidate := range []string{name, name + ".md", name + ".yml", path.Join(name, "index.md"), path.Join(name, "index.yml")} {
		if file, ok := f.find(candidate); ok && f.byFile[file] != nil {
			return file, true
		}
	}
	return "", false
}

// relative follows an address from a file of the folder.
func (f *folder) relative(p *page, from, dest string, at diag.Pos) string {
	if strings.Contains(dest, `\`) {
		f.report(at, "mslearn-link", "%q is written with backslashes", dest).Hint = "an address has slashes"
	}
	whole := dest
	dest, fragment, _ := strings.Cut(dest, "#")
	dest, query, _ := strings.Cut(dest, "?")
	if query != "" {
		f.report(at, "mslearn-link", "%q behind the address of a page is left out", "?"+query)
	}
	if plain, err := url.PathUnescape(dest); err == nil {
		dest = plain
	}
	name := f.local(from, dest)
	file, ok := f.page(name)
	if ok && path.Clean(name) != file && strings.EqualFold(path.Clean(name), file) {
		f.report(at, "mslearn-link", "%q is written %q", dest, file).Hint = "capital letters make another file"
	}
	if !ok {
		return f.dead(whole, name, at)
	}
	return f.fragment(p, f.byFile[file], fragment, at, whole)
}

// dead reports a link to what the folder does not have.
func (f *folder) dead(dest, name string, at diag.Pos) string {
	d := f.report(at, "mslearn-link-dead", "link %q leads to no page of the folder", dest)
	d.Hint = "its words stay; give --origin, and it leads to where the page is read today"
	if f.opt.Origin == "" || strings.HasPrefix(name, "../") {
		return ""
	}
	_, fragment, has := strings.Cut(dest, "#")
	to := f.opt.Origin + strings.TrimSuffix(strings.TrimSuffix(name, ".md"), ".yml")
	if has && fragment != "" {
		to += "#" + fragment
	}
	d.Hint = written(to) + " is written"
	return written(to)
}

// fragment gives the way from a page to a section of another, or of itself.
func (f *folder) fragment(p, to *page, fragment string, at diag.Pos, whole string) string {
	rel := ""
	if to != p {
		if r, err := filepath.Rel(path.Dir(p.out), to.out); err == nil {
			rel = filepath.ToSlash(r)
		}
	}
	if fragment == "" {
		if rel == "" {
			rel = path.Base(p.out)
		}
		return rel
	}
	if plain, err := url.PathUnescape(fragment); err == nil {
		fragment = plain
	}
	id, ok := to.anchors[fragment]
	if !ok {
		for _, name := range sorted(to.anchors) {
			if strings.EqualFold(name, fragment) {
				id, ok = to.anchors[name], true
				break
			}
		}
	}
	if !ok {
		d := f.report(at, "mslearn-link-dead", "%s has no section %q", to.file, fragment)
		d.Hint = "the link leads to the page"
		if near, found := diag.Nearest(fragment, sorted(to.anchors)); found {
			d.Hint += "; is \"" + near + "\" meant?"
		}
	}
	switch {
	case id != "":
		return rel + "#" + id
	case rel == "":
		return path.Base(p.out)
	}
	return rel
}

// sectionWords is the heading that a fragment leads to; "" where there is none.
func (p *page) sectionWords(fragment string) string {
	for _, part := range p.parts {
		if part.Kind == prose.PartHeading && part.ID != "" && part.ID == p.anchors[fragment] {
			return part.Words
		}
	}
	return ""
}

// wordsFor are words for a link without any: the title of the page it leads to,
// what a table of contents calls it, or its address.
func (f *folder) wordsFor(p *page, dest, from string) string {
	name, fragment, _ := strings.Cut(dest, "#")
	if name == "" {
		if words := p.sectionWords(fragment); words != "" {
			return words
		}
		return p.title
	}
	if !strings.Contains(name, ":") && !strings.HasPrefix(name, "/") {
		local := f.local(from, name)
		if file, ok := f.page(local); ok && f.byFile[file].title != "" {
			to := f.byFile[file]
			if words := to.sectionWords(fragment); words != "" {
				return words
			}
			return to.title
		}
		if n := f.names[strings.ToLower(local)]; n != "" {
			return n
		}
	}
	if n := f.names[strings.ToLower(dest)]; n != "" {
		return n
	}
	return strings.TrimPrefix(strings.TrimPrefix(dest, "https://"), "http://")
}
