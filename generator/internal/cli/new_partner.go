package cli

import (
	"fmt"
	"path"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"signpost/generator/internal/hours"
	"signpost/generator/internal/terms"
)

func (a *app) newPartnerCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "partner ID",
		Short: "Add a partner with complete example terms in all languages of the project",
		Args:  cobra.ExactArgs(1),
		RunE: func(_ *cobra.Command, args []string) error {
			today, err := a.day("")
			if err != nil {
				return err
			}
			return a.newPartner(args[0], today.Time())
		},
	}
}

// firstPartner is the id of the starter's partner.
const firstPartner = "first-partner"

// nameFor makes a name of an id, to begin with: no two partners go by one.
func nameFor(id string) string {
	words := strings.FieldsFunc(id, func(r rune) bool { return r == '-' })
	for i, w := range words {
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

var partnerName = regexp.MustCompile(`^[a-z]([a-z0-9-]{0,61}[a-z0-9])?$`)

// newPartner writes the starter's partner: in force from today, to be read
// again in a year.
func (a *app) newPartner(id string, today time.Time) error {
	if !partnerName.MatchString(id) {
		return fmt.Errorf("%q is not an id for a partner: it has a-z, 0-9 and -, begins with a letter, ends with no hyphen, and has 63 characters at most", id)
	}
	cfg, root, err := a.settings()
	if err != nil {
		return err
	}
	n, dir := newFiles{}, path.Join(partnersFolder, id)
	facts := path.Join(dir, terms.FactsFile)
	if err := n.copy(path.Join(partnersFolder, firstPartner, terms.FactsFile), facts); err != nil {
		return err
	}
	day := func(t time.Time) string { return hours.DateOf(t).String() }
	n[facts] = []byte(strings.NewReplacer(
		"languages: [en]", "languages: ["+strings.Join(cfg.Languages, ", ")+"]",
		"2000-01-01", day(today), "2000-12-31", day(today.AddDate(1, 0, 0)), "2000-12-27", day(today.AddDate(1, 0, -4)),
		firstPartner, id, "Example Partner", nameFor(id)).Replace(string(n[facts])))
	for _, lang := range cfg.Languages {
		words := lang
		if !slices.Contains(starterLanguages, lang) {
			words = fallback
		}
		if err := n.copy(path.Join(partnersFolder, firstPartner, words+".md"), path.Join(dir, lang+".md")); err != nil {
			return err
		}
	}
	// Partners share the schema that editors read.
	schema := path.Join(partnersFolder, "terms.schema.json")
	if _, there := firstOf(root, schema); !there {
		n[schema] = terms.Schema
	}
	if err := n.write(a, root); err != nil {
		return err
	}
	next := "signpost serve --partner " + id
	if a.dir != "." {
		next += " -C " + a.dir
	}
	fmt.Fprintf(a.env.Stderr, "Made. Now: %s\n", next)
	return nil
}
