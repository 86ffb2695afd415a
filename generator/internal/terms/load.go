package terms

import (
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	"signpost/generator/internal/brand"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/hours"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/prose"
	"signpost/generator/internal/source"
)

// FactsFile holds the facts of a version.
const FactsFile = "terms.yaml"

// maxVersions is how many versions a partner may keep.
const maxVersions = 50

// Partner is a partner with all its versions.
type Partner struct {
	ID string // the name of its folder
	// Versions are in the order of their numbers; the last is terms.yaml itself.
	Versions []*Terms
	// Current is the version in force on the day of the build, Next the one
	// after it; nil where there is none.
	Current, Next *Terms
	// Draft is the newest version where it is not published yet and nothing else is
	// wrong; readers never see it.
	Draft *Terms
	// Logo and Icon are the pictures of the version in force; nil where it names none.
	Logo, Icon *brand.Picture
}

// Newest is the version of terms.yaml itself, nil where it could not be read.
func (p *Partner) Newest() *Terms {
	if len(p.Versions) == 0 {
		return nil
	}
	return p.Versions[len(p.Versions)-1]
}

// Load reads the partner in a folder: partners/blue is partner "blue". today is
// the day of the build. It reads terms.yaml, *.md and versions/, and nothing
// else that may lie there.
func Load(fsys fs.FS, dir string, today hours.Date) (*Partner, diag.List) {
	var l diag.List
	p := &Partner{ID: path.Base(dir)}
	if !idForm.MatchString(p.ID) {
		l.Add(top(path.Join(dir, FactsFile)), "terms-id", "%q is not the id of a partner", p.ID).Hint =
			"name the folder with a-z, 0-9 and -, a letter first, 64 characters at most"
		return p, l
	}
	honest(top(path.Join(dir, FactsFile)), "the folder", p.ID, &l)
	for _, old := range versions(fsys, dir, &l) {
		t := load(fsys, path.Join(dir, "versions", old), &l)
		if t == nil {
			continue
		}
		if t.Version.Number != "" && t.Version.Number != old {
			l.Add(t.Version.Pos, "terms-version", "version %q lies in the folder of version %q", t.Version.Number, old).Hint = "rename the folder, or correct the number"
		}
		if t.Version.Status == "draft" {
			l.Add(t.Version.Pos, "terms-version", "version %q is a draft among those that were published", old).Hint = "a draft is the newest: it lies in terms.yaml"
		}
		p.Versions = append(p.Versions, t)
	}
	if t := load(fsys, dir, &l); t != nil {
		p.Versions = append(p.Versions, t)
		if !l.HasErrors() {
			p.timeline(today, &l)
		}
		if p.Current != nil {
			t = p.Current
		}
		t.review(today, &l)
		if sub, err := fs.Sub(fsys, dir); err == nil {
			p.Logo, p.Icon = picture(sub, t.Look.Logo, false, &l), picture(sub, t.Look.Icon, true, &l)
		}
	}
	return p, l
}

// picture reads a picture of a partner. An SVG can hold what others would run: it is
// refused, whatever is in it.
func picture(fsys fs.FS, f brand.File, square bool, l *diag.List) *brand.Picture {
	p := brand.Load(fsys, f, square, l)
	if p != nil && p.Ext == ".svg" {
		l.Add(f.Pos, "terms-value", "%s is an SVG", f.Path).Hint = "save the picture as PNG, JPEG or WebP"
		return nil
	}
	return p
}

// versions lists the folders of older versions, by number.
func versions(fsys fs.FS, dir string, l *diag.List) []string {
	info, err := fs.Lstat(fsys, path.Join(dir, "versions"))
	if err != nil {
		return nil // most have none
	}
	entries, err := fs.ReadDir(fsys, path.Join(dir, "versions"))
	if err != nil || !info.IsDir() {
		l.Add(top(path.Join(dir, "versions")), "terms-file", "versions is no folder that can be read").Hint = "put the folder itself here: links are not followed"
		return nil
	}
	var out []string
	for _, e := range entries {
		at := top(path.Join(dir, "versions", e.Name()))
		switch {
		case !e.IsDir() || !versionForm.MatchString(e.Name()):
			l.Add(at, "terms-file", "not the folder of a version").Hint = "versions/ has folders named by numbers: versions/2.1/terms.yaml"
		case len(out) == maxVersions:
			l.Add(at, "terms-limit", "more than %d versions", maxVersions)
			return out
		default:
			out = append(out, e.Name())
		}
	}
	slices.SortFunc(out, CompareNumbers)
	return out
}

// structural are codes after which it is not known which things there are:
// then words are not held against them.
var structural = []string{"terms-fact-missing", "terms-id", "terms-value", "terms-limit"}

// load reads one version: facts and words.
func load(fsys fs.FS, dir string, l *diag.List) *Terms {
	file := path.Join(dir, FactsFile)
	if _, err := fs.Lstat(fsys, file); err != nil {
		l.Add(top(file), "terms-file", "the facts of the terms are missing").Hint = "add the file, or delete the folder"
		return nil
	}
	data, list := source.Read(fsys, file, source.MaxYAML)
	*l = append(*l, list...)
	if data == nil {
		return nil
	}
	t, list := Parse(file, data)
	*l = append(*l, list...)
	t.unclear = slices.ContainsFunc(list, func(d diag.Diagnostic) bool {
		return d.Severity == diag.Error && (strings.HasPrefix(d.Code, "yaml-") || slices.Contains(structural, d.Code))
	})
	t.Words = map[string]*prose.Document{}
	for _, r := range t.Languages {
		if _, known := locale.Lookup(r.ID); known { // else it is no name of a file: "../other/en"
			t.load(fsys, path.Join(dir, r.ID+".md"), r, l)
		}
	}
	t.same(l)
	t.strays(fsys, dir, l)
	return t
}

// load reads the words in one language.
func (t *Terms) load(fsys fs.FS, file string, lang Ref, l *diag.List) {
	if _, err := fs.Lstat(fsys, file); err != nil {
		d := l.Add(top(file), "text-file-missing", "the terms have no words in language %q", lang.ID)
		d.Hint, d.Related = "add the file, or take the language out of languages", []diag.Related{{Pos: lang.Pos, Message: "it is declared here"}}
		return
	}
	data, list := source.Read(fsys, file, maxWords)
	*l = append(*l, list...)
	if data == nil {
		return
	}
	doc, list := parseWords(file, data)
	*l = append(*l, list...)
	if doc == nil {
		return
	}
	t.Words[lang.ID] = doc
	if !t.unclear {
		t.words(lang.ID, doc, l)
	}
}

// strays reports words in languages that the terms are not published in.
func (t *Terms) strays(fsys fs.FS, dir string, l *diag.List) {
	names, _ := fs.Glob(fsys, path.Join(dir, "*.md"))
	for _, name := range names {
		lang := strings.TrimSuffix(path.Base(name), ".md")
		if len(t.Languages) > 0 && !slices.ContainsFunc(t.Languages, func(r Ref) bool { return r.ID == lang }) {
			l.Add(top(name), "terms-file", "the terms are not published in language %q", lang).Hint = "add it to languages in " + FactsFile + ", or delete the file"
		}
	}
}

// review warns of what is not wrong and should be looked at.
func (t *Terms) review(today hours.Date, l *diag.List) {
	if v := t.Version; v.ReviewBy != 0 && v.ReviewBy <= today && v.Status == "published" {
		l.Warn(v.review, "terms-review-due", "the review of these terms was due on %s", v.ReviewBy).Hint = "read them, correct what is no longer so, and set the next day"
	}
	from, to := hours.Span(today)
	for _, s := range t.Hours {
		s.Review(hours.DateOf(from), hours.DateOf(to), l)
	}
	for _, r := range t.Languages {
		if len(t.Channels) > 0 && !slices.ContainsFunc(t.Channels, func(c Channel) bool {
			return slices.ContainsFunc(c.Languages, func(o Ref) bool { return base(o.ID) == base(r.ID) })
		}) {
			l.Warn(r.Pos, "terms-language", "the terms are published in %q, and no channel speaks it", r.ID).Hint =
				"say in the words in which language readers get help, or add the language to a channel"
		}
	}
}

func base(tag string) string {
	tag, _, _ = strings.Cut(tag, "-")
	return tag
}

// CompareNumbers orders numbers of versions: 2 is 2.0 and before 2.1 and 10.
func CompareNumbers(a, b string) int {
	x, y := strings.Split(a, "."), strings.Split(b, ".")
	for i := range max(len(x), len(y)) {
		if d := part(x, i) - part(y, i); d != 0 {
			return d
		}
	}
	return 0
}

func part(parts []string, i int) int {
	if i >= len(parts) {
		return 0
	}
	n, _ := strconv.Atoi(parts[i]) // digits, by versionForm
	return n
}
