//go:build unix

package main

import (
	"cmp"
	"fmt"
	"maps"
	"net"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
)

// besideCase is a hostile partner: the example partner "plain" with one thing changed.
type besideCase struct {
	name string
	id   string // the name of its folder
	// put changes the partner's folder. around is the folder that the project lies in.
	put  func(t *testing.T, dir, around string)
	want string // what an error about it holds; "" where it does no harm, anything where either may be
}

const anything = "*"

func (c besideCase) make(t *testing.T, project, around string) {
	t.Helper()
	dir := filepath.Join(project, "partners", c.id)
	must(t, os.CopyFS(dir, os.DirFS("../partners/plain")))
	c.put(t, dir, around)
}

func put(name, data string) func(*testing.T, string, string) {
	return func(t *testing.T, dir, _ string) {
		name := filepath.Join(dir, name)
		must(t, os.MkdirAll(filepath.Dir(name), 0o755))
		must(t, os.WriteFile(name, []byte(data), 0o644))
	}
}

// edit replaces a text that stands once in a file.
func edit(file, old, new string) func(*testing.T, string, string) {
	return func(t *testing.T, dir, _ string) {
		data, err := os.ReadFile(filepath.Join(dir, file))
		must(t, err)
		if strings.Count(string(data), old) != 1 {
			t.Fatalf("%s: %q stands there %d times", file, old, strings.Count(string(data), old))
		}
		must(t, os.WriteFile(filepath.Join(dir, file), []byte(strings.Replace(string(data), old, new, 1)), 0o644))
	}
}

func link(to, name string) func(*testing.T, string, string) {
	return func(t *testing.T, dir, around string) {
		name := filepath.Join(dir, name)
		_ = os.RemoveAll(name)
		must(t, os.Symlink(strings.ReplaceAll(to, "AROUND", around), name))
	}
}

// frontKeys are keys by which Hugo lets a page leave its place, take another's, or
// be shown at other times than it seems to be, with what does it.
var frontKeys = map[string]string{
	"url": "/terms/", "slug": "../../plain/terms", "aliases": "[/plain/en/terms/, /_headers]", "type": "home", "layout": "baseof", "outputs": "[html, json]",
	"cascade": "{url: /x/}", "menus": "main", "menu": "{main: {weight: -1}}", "sites": "{matrix: {languages: [cs]}}", "build": "{render: never}", "markup": "html",
	"translationKey": "home", "date": "2020-01-01", "publishDate": "2030-01-01", "expiryDate": "2020-01-01", "headless": "true", "resources": "[{src: '**'}]",
}

// strangeFiles are files that some program runs, shows or takes for settings.
var strangeFiles = map[string]string{
	"_content.gotmpl": "{{ os.ReadFile \"hugo.toml\" }}", "page.html": "<script>alert(1)</script>", "logo.svg": "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
	"a.js": "alert(1)", "a.xml": "<a/>", "a.xhtml": "<html/>", "a.txt": "<script>", "hugo.yaml": "publishDir: /", "_index.md": "---\nurl: /\n---\n",
	"index.md": "# a", ".htaccess": "Options +Indexes", "terms.zip": "PK\x03\x04", "_headers": "/*\n  X: y", "robots.txt": "", "brand/logo.svg": "<svg/>", "brand/page.html": "<script>",
	"versions/1/logo.png": "", "i18n/en.yaml": "a: b", "content/en/_index.md": "", "layouts/baseof.html": "{{ . }}", ".git/config": "", "en.md~": "", "EN.md": "", "con.md": "",
	"cs.md\nen.md": "", "a\u202edm.md": "", "сs.md": "", `..\..\en.md`: "", "terms.yaml ": "", strings.Repeat("a", 200) + ".md": "",
}

// besideCases are all hostile partners; where CAMPAIGN is set, those with
// every text and file of the tables there are.
func besideCases(t *testing.T) []besideCase {
	t.Helper()
	var out []besideCase
	add := func(name, want string, put func(*testing.T, string, string)) {
		out = append(out, besideCase{name, fmt.Sprintf("x%03d", len(out)), put, want})
	}
	for _, key := range slices.Sorted(maps.Keys(frontKeys)) {
		add("front matter, "+key, "[yaml-unknown-key]", edit("en.md", "title: Support\n", "title: Support\n"+key+": "+frontKeys[key]+"\n"))
	}
	for _, name := range slices.Sorted(maps.Keys(strangeFiles)) {
		add(fmt.Sprintf("file %.20q", name), "[partner-", put(name, strangeFiles[name]))
	}
	add("a script in place of a logo", "[image-format]", put("brand/logo.png", "<svg onload=alert(1)>"))
	for _, lang := range []string{"../modra-hora/cs", "../../content/en/guides/requests", "/etc/passwd", "en/../../sever/ru"} {
		add("language "+lang, "[terms-value]", edit("terms.yaml", "languages: [en]\norg", "languages: [en, \""+lang+"\"]\norg"))
	}
	for _, logo := range []string{"../secret", "brand/../../modra-hora/terms.yaml", "/etc/hostname", "brand/logo.png\\u0000", "brand\\\\..\\\\..\\\\secret", "https://evil.example/logo.png"} {
		add("logo "+logo, ": error: ", func(t *testing.T, dir, _ string) {
			data, err := os.ReadFile(filepath.Join(dir, "terms.yaml"))
			must(t, err)
			must(t, os.WriteFile(filepath.Join(dir, "terms.yaml"), append(data, ("\nlook: {logo: \""+logo+"\"}\n")...), 0o644))
		})
	}
	for _, l := range [][2]string{{"cs.md", "AROUND/secret"}, {"nl.md", "en.md"}, {"fr.md", "nowhere"}, {"versions", "/etc"}, {"brand", "../polderwolk"}, {"en.md", "../sever/en.md"},
		{"terms.yaml", "../plain/terms.yaml"}} {
		add("link "+l[0]+" to "+l[1], "[partner-kind]", link(l[1], l[0]))
	}
	add("a link to itself", "[partner-kind]", link("cs.md", "cs.md"))
	add("a link to a device", "[partner-kind]", link("/dev/zero", "cs.md"))
	add("the folder is a link", "[partner-folder]", func(t *testing.T, dir, _ string) {
		must(t, os.RemoveAll(dir))
		must(t, os.Symlink("sever", dir))
	})
	add("the folder is a link to all", "[partner-folder]", func(t *testing.T, dir, _ string) {
		must(t, os.RemoveAll(dir))
		must(t, os.Symlink("/", dir))
	})
	add("the folder is a pipe", "[partner-folder]", func(t *testing.T, dir, _ string) {
		must(t, os.RemoveAll(dir))
		must(t, syscall.Mkfifo(dir, 0o644))
	})
	add("the folder is empty", "[terms-file]", func(t *testing.T, dir, _ string) {
		must(t, os.RemoveAll(dir))
		must(t, os.Mkdir(dir, 0o755))
	})
	add("hard link", "[partner-kind]", func(t *testing.T, dir, around string) {
		must(t, os.Link(filepath.Join(around, "project", "config.yaml"), filepath.Join(dir, "cs.md")))
	})
	add("pipe", "[partner-kind]", func(t *testing.T, dir, _ string) { must(t, syscall.Mkfifo(filepath.Join(dir, "cs.md"), 0o644)) })
	add("socket", "[partner-kind]", func(t *testing.T, dir, _ string) {
		short, err := os.MkdirTemp("", "s") // the path of a socket has 100 bytes at most
		must(t, err)
		l, err := net.ListenUnix("unix", &net.UnixAddr{Name: filepath.Join(short, "s"), Net: "unix"})
		must(t, err)
		t.Cleanup(func() { _ = l.Close() })
		must(t, os.Rename(filepath.Join(short, "s"), filepath.Join(dir, "cs.md")))
		must(t, os.Remove(short))
	})
	if os.Getuid() == 0 { // only root makes devices
		add("device", "[partner-kind]", func(t *testing.T, dir, _ string) {
			must(t, syscall.Mknod(filepath.Join(dir, "cs.md"), syscall.S_IFCHR|0o644, 1<<8|5))
		})
	}
	add("10,000 files", "[partner-limit]", func(t *testing.T, dir, _ string) {
		for i := range 10_000 {
			must(t, os.WriteFile(filepath.Join(dir, fmt.Sprintf("a%d.md", i)), nil, 0o644))
		}
	})
	add("folders in each other", "[partner-file]", func(t *testing.T, dir, _ string) {
		must(t, os.MkdirAll(filepath.Join(dir, strings.Repeat("a/", 1500)), 0o755))
	})
	add("64 versions of the largest size", "[partner-limit]", func(t *testing.T, dir, _ string) {
		for i := range 63 {
			put(fmt.Sprintf("versions/%d/terms.yaml", i+1), strings.Repeat("#"+strings.Repeat(" ", 99)+"\n", 2500))(t, dir, "")
		}
	})
	add("a file of a terabyte", "[file-too-large]", func(t *testing.T, dir, _ string) {
		put("cs.md", "")(t, dir, "")
		must(t, os.Truncate(filepath.Join(dir, "cs.md"), 1<<40))
	})
	add("words of no bytes", "[front-matter]", put("en.md", ""))
	add("facts of no bytes", "[yaml-missing-key]", put("terms.yaml", ""))
	add("a flow decided to nothing", ": error: ", func(t *testing.T, dir, _ string) {
		data, err := os.ReadFile(filepath.Join(dir, "terms.yaml"))
		must(t, err)
		must(t, os.WriteFile(filepath.Join(dir, "terms.yaml"), append(data, "\nflows: {escalate: {known: {asker: nobody, nothing: no}}}\n"...), 0o644))
	})
	for _, alike := range []string{"Рlain Cloud Limited", "Microsoft Support", "Rnicrosoft"} {
		add("name "+alike, "[terms-name]", edit("terms.yaml", "name: Plain Cloud Limited", "name: "+alike))
	}
	add("the name of another", "", edit("terms.yaml", "name: Plain Cloud Limited", "name: PIain CIoud Limited"))

	packs, refused := markupPacks(t)
	for _, p := range packs {
		out = append(out, besideCase{"markup, " + p.ID, p.ID, func(t *testing.T, dir, _ string) {
			p.write(t, filepath.Dir(filepath.Dir(dir)))
		}, ""})
	}
	t.Log(len(packs), "partners with markup; texts refused:", refused)

	every := 1
	if os.Getenv("CAMPAIGN") == "" {
		every = 12
	}
	besideTexts(t, add, every)
	return out
}

// besideTexts adds every nth of the hostile facts, and of the texts that take long.
func besideTexts(t *testing.T, add func(string, string, func(*testing.T, string, string)), every int) {
	data, err := os.ReadFile("internal/terms/testdata/hostile/yaml.txt")
	must(t, err)
	i := 0
	for line := range strings.Lines(string(data)) {
		quoted, code, ok := strings.Cut(strings.TrimSuffix(line, "\n"), "\t")
		if i++; !ok || i%every != 0 {
			continue
		}
		text, err := strconv.Unquote(`"` + strings.ReplaceAll(quoted, `"`, `\"`) + `"`)
		must(t, err)
		add(fmt.Sprintf("facts %.40q", quoted), cmp.Or(code, ": error: "), put("terms.yaml", text))
	}
	add("facts, a bomb", "[yaml-profile]", put("terms.yaml", bomb()))
	add("facts, deep", "[yaml-", put("terms.yaml", strings.Repeat("- ", 120_000)+"a"))
	add("facts, wide", "[yaml-limit]", put("terms.yaml", "a: ["+strings.Repeat("a,", 100_000)+"]"))
	if every > 1 {
		every += 8 // the figures of each are those of TestPathologicalWords
	}
	i = 0
	for _, p := range pathological {
		for _, shape := range shapes {
			if i++; i%every != 0 {
				continue
			}
			add("words, "+p.name+", "+shape.name, anything, func(t *testing.T, dir, _ string) {
				words, err := os.ReadFile(filepath.Join(dir, "en.md"))
				must(t, err)
				head, rest := besideHead.FindString(string(words)), besideHead.ReplaceAllString(string(words), "")
				text := head + p.before + shape.of(p.repeat, 64<<10-len(words)-len(p.before)-len(p.after)-2) + p.after + "\n\n" + rest
				must(t, os.WriteFile(filepath.Join(dir, "en.md"), []byte(text), 0o644))
			})
		}
	}
}

// besideHead is the front matter of words.
var besideHead = regexp.MustCompile(`(?s)\A---\n.*?\n---\n`)

func bomb() string {
	out := "a0: &a0 [x]\n"
	for i := range 30 {
		out += fmt.Sprintf("a%d: &a%d [*a%d, *a%d, *a%d, *a%d]\n", i+1, i+1, i, i, i, i)
	}
	return out
}
