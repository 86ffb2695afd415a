package cli

import (
	"cmp"
	"context"
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
	"signpost/generator/internal/offline"
	"signpost/generator/internal/project"
	"signpost/generator/internal/publish"
	"signpost/generator/internal/site"
	"signpost/generator/internal/verify"
)

// writeBooks writes a book, or a folder with one for each language. They are read off the site
// in all languages: a translation names its original, which is on the web.
func (a *app) writeBooks(ctx context.Context, w *workspace, l *loaded, b bundling, out string, opt publish.Options, start time.Time) error {
	day, err := a.day(b.date)
	if err != nil {
		return err
	}
	all := b
	all.languages = nil
	if l, err = a.bundled(ctx, w, l, all); err != nil {
		return err
	}
	languages := b.languages
	if len(languages) == 0 {
		languages = l.project.Config.Languages
	}
	if err := b.unknown(l); err != nil {
		return err
	}
	a.progress().step("building")
	tree, err := a.siteTree(l, day)
	if err != nil {
		return err
	}
	m := b.manifest(l)
	books := offline.Files{}
	for _, lang := range languages {
		data, err := epub.Make(tree, bookFacts(l.project, lang, time.Unix(int64(day)*86400, 0).UTC()))
		if err != nil {
			return fmt.Errorf("the book in %s: %w", lang, err)
		}
		books[bookName(m.ID, lang)] = data
	}
	return a.writeEach(ctx, books, b, out, opt, start)
}

func bookName(id, lang string) string { return id + "." + strings.ToLower(lang) + ".epub" }

// siteTree builds and checks the site as it is on the web.
func (a *app) siteTree(l *loaded, day hours.Date) (*site.Tree, error) {
	var b site.Builder
	in := l.input()
	in.Engine, in.Today = a.engine(), day
	tree, err := a.built(&b, in)
	if err != nil {
		return nil, err
	}
	return tree, a.checked(new(verify.Checker), tree, l)
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
