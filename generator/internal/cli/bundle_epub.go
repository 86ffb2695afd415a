package cli

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image/color"
	"io/fs"
	"slices"
	"strings"
	"time"

	"signpost/generator/internal/brand"
	"signpost/generator/internal/epub"
	"signpost/generator/internal/hours"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/project"
	"signpost/generator/internal/site"
	"signpost/generator/internal/verify"
)

// books makes the EPUBs of a project, one for each of its languages. A book has a day: that
// of --date, of SOURCE_DATE_EPOCH, or today.
func (a *app) books(l *loaded, day hours.Date) (map[string][]byte, error) {
	tree, err := a.siteTree(l, day)
	if err != nil {
		return nil, err
	}
	out := map[string][]byte{}
	for _, lang := range l.project.Config.Languages {
		facts := bookFacts(l.project, lang, time.Unix(int64(day)*86400, 0).UTC())
		if out[lang], err = epub.Make(tree, facts); err != nil {
			return nil, fmt.Errorf("the book in %s: %w", lang, err)
		}
	}
	return out, nil
}

// siteTree builds and checks the site as it is on the web.
func (a *app) siteTree(l *loaded, day hours.Date) (*site.Tree, error) {
	var b site.Builder
	in := l.input()
	in.Engine, in.Today = a.engine(), day
	tree, list, err := b.Build(in)
	if err != nil {
		return nil, err
	}
	if err := a.report(list, l.project.Source); err != nil {
		return nil, err
	}
	var v verify.Checker
	if list, err = verifyTree(&v, tree, l); err != nil {
		return nil, err
	}
	return tree, a.report(list, l.project.Source)
}

// bookFacts says of a book what its pages do not.
func bookFacts(p *project.Project, lang string, day time.Time) epub.Facts {
	set, catalogue := locale.NewTypesetter(lang), p.Catalogues[lang]
	text := func(key string) string { return set.Text(catalogue.Text(key)) }
	title := p.Config.Title[lang]
	f := epub.Facts{
		Language: lang, Title: title, Publisher: title, Modified: day,
		Identifier: bookIdentifier(p.Config.BaseURL, title, lang),
		Edition:    set.Text(catalogue.Messages["epub-edition"].Fill("other", map[string]string{"Date": locale.NewFormat(lang).Date(day, locale.LongDate)})),
		Accent:     accent(p), Mark: p.Config.Brand.Logo.Path == "" && p.Partner == nil,
		Words: epub.Words{
			Cover: text("epub-cover"), Contents: text("epub-contents"), Start: text("epub-start"), Goto: text("epub-goto"),
			Hint: text("epub-hint"), Summary: text("epub-summary"),
		},
	}
	if i := slices.IndexFunc(p.Languages, func(l locale.Language) bool { return l.Tag == lang }); i >= 0 {
		f.LanguageName = p.Languages[i].Name
	}
	return f
}

// bookIdentifier names a book the same in every edition: the address of its site, or
// a name made of its title (a UUID of version 8, RFC 9562).
func bookIdentifier(baseURL, title, lang string) string {
	if baseURL != "" {
		return baseURL + strings.ToLower(lang) + "/"
	}
	sum := sha256.Sum256([]byte("signpost book\n" + title + "\n" + lang))
	sum[6], sum[8] = sum[6]&0x0f|0x80, sum[8]&0x3f|0x80
	h := hex.EncodeToString(sum[:16])
	return fmt.Sprintf("urn:uuid:%s-%s-%s-%s-%s", h[:8], h[8:12], h[12:16], h[16:20], h[20:])
}

// accent is the colour of links on a light ground, which white letters can stand on.
func accent(p *project.Project) color.RGBA {
	c := brand.RGB{R: 0x33, G: 0x33, B: 0x33}
	if css, err := fs.ReadFile(p.Theme, "assets/css/tokens.css"); err == nil {
		c = cmp.Or(brand.ReadTokens(css)[brand.Light]["accent"], c)
	}
	if set := p.Config.Brand.Accent; set.Set {
		c = set.RGB
	}
	return color.RGBA{c.R, c.G, c.B, 255}
}
