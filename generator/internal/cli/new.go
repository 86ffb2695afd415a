package cli

import (
	"embed"
	"errors"
	"fmt"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"signpost/generator/internal/config"
	"signpost/generator/internal/ledger"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/project"
	"signpost/generator/internal/prose"
)

// starter is a small project in the languages the program comes with. New
// flows and pages are copies of those in it.
//
//go:embed all:starter
var starter embed.FS

// starterLanguages are those the starter is written in.
var starterLanguages = []string{"en", "ru", "nl", "fr", "cs"}

// fallback is the language of the starter's words for a language it does not
// have.
const fallback = "en"

func (a *app) newCommand() *cobra.Command {
	var languages []string
	var title string
	c := &cobra.Command{
		Use:   "new DIR",
		Short: "Make a project, a flow, a page or a partner",
		Long: `Makes a small project that builds as it is. The first of its languages is the
source language. Existing files are never changed.`,
		Args: cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			return a.newProject(args[0], title, languages)
		},
	}
	c.Flags().StringSliceVarP(&languages, "languages", "l", starterLanguages, "languages of the site, the source language first")
	c.Flags().StringVarP(&title, "title", "t", "Support", "name of the site")
	c.AddCommand(
		&cobra.Command{
			Use:   "flow NAME",
			Short: "Add a flow in all languages of the project",
			Args:  cobra.ExactArgs(1),
			RunE:  func(_ *cobra.Command, args []string) error { return a.newFlow(args[0]) },
		},
		&cobra.Command{
			Use:   "page PATH",
			Short: "Add a page in all languages of the project, such as guides/opening-hours",
			Args:  cobra.ExactArgs(1),
			RunE:  func(_ *cobra.Command, args []string) error { return a.newPage(args[0]) },
		},
		a.newPartnerCommand())
	return c
}

// newFiles are files to make, by their path from the project's root.
type newFiles map[string][]byte

// copy adds a file of the starter under a new name.
func (n newFiles) copy(from, to string) error {
	data, err := starter.ReadFile(path.Join("starter", from))
	if err != nil {
		return err
	}
	n[to] = data
	return nil
}

// page adds a page of the starter in each language. The first language alone
// says where the page stands and whom it is for.
func (n newFiles) page(from, to string, languages []string) error {
	for i, lang := range languages {
		words := lang
		if !slices.Contains(starterLanguages, lang) {
			words = fallback
		}
		if err := n.copy(path.Join("content", words, from), path.Join("content", lang, to)); err != nil {
			return err
		}
		name := path.Join("content", lang, to)
		text := strings.ReplaceAll(string(n[name]), "/"+words+".md", "/"+lang+".md")
		text = placement.ReplaceAllString(text, "")
		if i == 0 {
			place := "order: 10\n"
			if !strings.HasSuffix(to, "_index.md") {
				place += "audience: all\n"
			}
			text = strings.Replace(text, "reviewed: no\n", "reviewed: no\n"+place, 1)
		}
		n[name] = []byte(text)
	}
	return nil
}

// placement finds the facts that stand in the source language only.
var placement = regexp.MustCompile(`(?m)^(order|audience|questions|steps|missing): .*\n`)

// flow adds the starter's flow under a name.
func (n newFiles) flow(name string, languages []string) error {
	dir := path.Join("decisions", name)
	if err := n.copy("decisions/first-flow/flow.yaml", path.Join(dir, "flow.yaml")); err != nil {
		return err
	}
	for _, lang := range languages {
		words := lang
		if !slices.Contains(starterLanguages, lang) {
			words = fallback
		}
		to := path.Join(dir, lang+".md")
		if err := n.copy(path.Join("decisions/first-flow", words+".md"), to); err != nil {
			return err
		}
		n[to] = []byte(strings.ReplaceAll(string(n[to]), "content/"+words+"/", "content/"+lang+"/"))
	}
	return nil
}

// drills adds the starter's drills to its flow.
func (n newFiles) drills(languages []string) error {
	for _, lang := range languages {
		name := "decisions/first-flow/drills." + lang + ".md"
		if err := n.copy(name, name); err != nil {
			return err
		}
	}
	return nil
}

// ledgers adds what the translations among the files were made from. Where the
// starter has no words in a language there is no translation. A page or flow that
// is added later has no ledger: its words are there to be replaced, in all
// languages.
func (n newFiles) ledgers(languages []string) {
	docs := map[string]*prose.Document{} // translations by the file of their ledger
	from := map[string]*prose.Document{}
	flow := map[string]bool{}
	for i, lang := range languages {
		for name, data := range n {
			page := strings.HasPrefix(name, "content/"+lang+"/")
			base := path.Base(name)
			words := strings.HasPrefix(name, "decisions/") && strings.TrimPrefix(base, "drills.") == lang+".md"
			if !page && !words || i > 0 && !slices.Contains(starterLanguages, lang) {
				continue
			}
			doc, _ := prose.Parse(name, data, prose.KeysOf(page, i == 0))
			for _, to := range languages[1:] {
				other := strings.Replace(name, "content/"+lang+"/", "content/"+to+"/", 1)
				if words {
					other = strings.TrimSuffix(name, lang+".md") + to + ".md"
				}
				at := project.LedgerFile(other, to)
				switch {
				case i == 0:
					from[at], flow[at] = doc, words
				case to == lang:
					docs[at] = doc
				}
			}
		}
	}
	for at, doc := range docs {
		if from[at] == nil {
			continue
		}
		var all []ledger.Entry
		for _, u := range ledger.Units(from[at].Units(flow[at]), languages[0]) {
			all = append(all, ledger.Entry{ID: u.ID, From: u.From, Made: doc.Front.Made, Reviewed: doc.Front.Reviewed})
		}
		n[at] = ledger.New(at, all).Bytes()
	}
}

// write makes the files below root: all of them, or none where one of them
// exists.
func (n newFiles) write(a *app, root string) error {
	names := slices.Sorted(maps.Keys(n))
	for _, name := range names {
		if _, err := os.Lstat(filepath.Join(root, filepath.FromSlash(name))); err == nil {
			return fmt.Errorf("%s exists already; nothing was changed", name)
		}
	}
	for i, name := range names {
		if err := create(filepath.Join(root, filepath.FromSlash(name)), n[name]); err != nil {
			for _, done := range names[:i] {
				err = errors.Join(err, os.Remove(filepath.Join(root, filepath.FromSlash(done))))
			}
			return err
		}
	}
	for _, name := range names {
		fmt.Fprintln(a.env.Stdout, name)
	}
	return nil
}

// create makes a file that is not there yet, and leaves none where that fails.
func create(file string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err = errors.Join(err, f.Close()); err != nil {
		err = errors.Join(err, os.Remove(file))
	}
	return err
}

func (a *app) newProject(dir, title string, languages []string) error {
	root := a.path(dir)
	if strings.TrimSpace(title) == "" {
		return errors.New("a site needs a name: leave --title out, or write one")
	}
	for i, lang := range languages {
		languages[i] = strings.TrimSpace(lang) // as in "en, nl"
	}
	if len(languages) == 0 {
		return errors.New("a site needs a language: name one at least, as in --languages en")
	}
	for i, lang := range languages {
		if slices.Contains(languages[:i], lang) {
			return fmt.Errorf("language %q stands twice", lang)
		}
		if _, ok := locale.Lookup(lang); !ok {
			return fmt.Errorf("%q is no language that is known", lang)
		}
		if !slices.Contains(starterLanguages, lang) {
			return fmt.Errorf("the theme has no words in language %q; it has %s", lang, strings.Join(starterLanguages, ", "))
		}
	}
	n := newFiles{config.File: fmt.Appendf(nil, `# The settings of the site. What is not here has its default.
title: %q
languages: [%s]   # the first is the source, the others translate it
# baseURL: https://support.example.com/   # where the site will be; gives pages their full addresses
`, title, strings.Join(languages, ", "))}
	err := errors.Join(
		n.page("_index.md", "_index.md", languages),
		n.page("guides/_index.md", "guides/_index.md", languages),
		n.page("guides/first-page.md", "guides/first-page.md", languages),
		n.flow("first-flow", languages),
		n.drills(languages))
	if err != nil {
		return err
	}
	n.ledgers(languages)
	if err := n.write(a, root); err != nil {
		return err
	}
	fmt.Fprintf(a.env.Stderr, "Made. Now: signpost serve -C %s\n", dir)
	return nil
}

// settings reads the configuration of the project a command is called in.
func (a *app) settings() (*config.Config, string, error) {
	w, err := a.open()
	if err != nil {
		return nil, "", err
	}
	cfg, l := config.Parse(w.fsys)
	return cfg, w.root, a.report(l, func(string) []byte { return cfg.Text() })
}

func (a *app) newFlow(name string) error {
	if err := project.FlowName(name); err != nil {
		return fmt.Errorf("%q is not a name for a flow: %w", name, err)
	}
	cfg, root, err := a.settings()
	if err != nil {
		return err
	}
	for _, lang := range cfg.Languages {
		if there, ok := firstOf(root, path.Join("content", lang, name+".md"), path.Join("content", lang, name)); ok {
			return fmt.Errorf("%s has the address of a flow %q; take another name", there, name)
		}
	}
	n := newFiles{}
	if err := n.flow(name, cfg.Languages); err != nil {
		return err
	}
	// The starter's link goes to a page of the starter; a project need not have it.
	for file, data := range n {
		n[file] = link.ReplaceAll(data, []byte("$1"))
	}
	return n.write(a, root)
}

// link is a Markdown link; $1 are its words.
var link = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)

var pagePath = regexp.MustCompile(`^[a-z0-9][a-z0-9-]*(/[a-z0-9][a-z0-9-]*)*$`)

func (a *app) newPage(name string) error {
	name = strings.TrimSuffix(name, ".md")
	if strings.HasPrefix(name, "content/") {
		return fmt.Errorf("a page is made in every language at once: write %q", path.Join(strings.Split(name, "/")[min(2, strings.Count(name, "/")):]...))
	}
	if !pagePath.MatchString(name) {
		return fmt.Errorf("%q is not a place for a page: write it as guides/opening-hours", name)
	}
	if err := project.PageName(name); err != nil {
		return fmt.Errorf("%q is not a place for a page: %w", name, err)
	}
	cfg, root, err := a.settings()
	if err != nil {
		return err
	}
	if err := freePlace(root, name, cfg.Languages); err != nil {
		return err
	}
	n := newFiles{}
	if err := n.page("guides/first-page.md", name+".md", cfg.Languages); err != nil {
		return err
	}
	for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
		index := path.Join(dir, "_index.md")
		if _, there := firstOf(root, path.Join("content", cfg.Source(), index)); there {
			continue
		}
		if err := n.page("guides/_index.md", index, cfg.Languages); err != nil {
			return err
		}
	}
	for file, data := range n {
		n[file] = link.ReplaceAll(data, []byte("$1"))
	}
	return n.write(a, root)
}

// freePlace says which page, folder or flow has the address of a new page, or
// of a folder it lies in.
func freePlace(root, name string, languages []string) error {
	top, _, _ := strings.Cut(name, "/")
	if there, ok := firstOf(root, path.Join("decisions", top)); ok {
		return fmt.Errorf("%s has the address of a page %q; take another name", there, top)
	}
	for _, lang := range languages {
		at := path.Join("content", lang)
		if there, ok := firstOf(root, path.Join(at, name)); ok {
			return fmt.Errorf("%s is a folder of pages; its own page is %s/_index.md", there, there)
		}
		for dir := path.Dir(name); dir != "."; dir = path.Dir(dir) {
			if there, ok := firstOf(root, path.Join(at, dir+".md")); ok {
				return fmt.Errorf("%s is a page; for a folder of that name move it to %s/_index.md", there, path.Join(at, dir))
			}
		}
	}
	return nil
}

// firstOf returns the first of the names, below root, that is there.
func firstOf(root string, names ...string) (string, bool) {
	for _, name := range names {
		if _, err := os.Lstat(filepath.Join(root, filepath.FromSlash(name))); err == nil {
			return name, true
		}
	}
	return "", false
}

// place writes the files, or, dry, lists those that would be written. Both
// refuse where one of them is there.
func (n newFiles) place(a *app, root string, dry bool) error {
	if !dry {
		return n.write(a, root)
	}
	for _, name := range slices.Sorted(maps.Keys(n)) {
		if there, ok := firstOf(root, name); ok {
			return fmt.Errorf("%s exists already; nothing would be changed", there)
		}
		fmt.Fprintln(a.env.Stdout, name)
	}
	return nil
}
