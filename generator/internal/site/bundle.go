package site

import (
	"encoding/json"
	"path"
	"strings"

	"signpost/generator/internal/locale"
	"signpost/generator/internal/media"
	"signpost/generator/internal/prose"
)

// Bundle is what the pages of an offline copy say of it. Days are written as
// 2026-11-26; all but Hash are optional.
type Bundle struct {
	ID, Version   string
	Made, Expires string
	// Hash is that of the tree, or what stands for it until it is known.
	Hash string
	// Course makes it one for a learning platform; nil for a copy of the site.
	Course *Course
	// Within makes each page say of itself what else stands in files beside it and on a page of its
	// own: it becomes a single file.
	Within bool
}

// The files of an offline copy that differ from one to the next, whatever else is the same. Their
// names hold no hash: all pages name them, and would change with it.
const (
	bundleSheet  = "bundle.css"
	bundleScript = "bundle.js"
)

// bundleIcon is the icon of a copy in the size that a ZIM file has, which Kiwix shows. There
// is none where the brand has no PNG.
const (
	bundleIcon     = "icon48.png"
	bundleIconSide = 48 // pixels
)

func bundlePath(lang string) string { return tagPath(lang) + "bundle/" }

// bundlePage is what the page about an offline copy says.
type bundlePage struct {
	ID      string `json:"id"`
	Version string `json:"version,omitempty"`
	Made    string `json:"made,omitempty"`
	Expires string `json:"expires,omitempty"`
	Hash    string `json:"hash"`
	Current string `json:"current,omitempty"` // where the page is that is kept up to date
}

// bundleFiles are the style sheet and the script that say of an offline copy what changes
// with each: the line in the footer, in every language, and the same for scripts. The page
// about it has all of that as text. Pages that become single files have only the rules.
func (c *context) bundleFiles() map[string][]byte {
	if c.in.Bundle == nil {
		return nil
	}
	b := c.in.Bundle
	var css strings.Builder
	css.Write(c.assets.bundle)
	if b.Within {
		return map[string][]byte{bundleSheet: []byte(css.String())}
	}
	for _, l := range c.p.Languages {
		css.WriteString(":lang(" + l.Tag + ")>body .footer-bundle::after{content:" + cssString(c.bundleLine(l.Tag)) + "}\n")
	}
	out := map[string][]byte{bundleSheet: []byte(css.String())}
	if touch := c.assets.files[c.assets.touch]; touch != nil {
		if icon, err := media.Square(touch, bundleIconSide); err == nil {
			out[bundleIcon] = icon
		}
	}
	out[bundleScript] = []byte("self.signpostBundle=" + b.facts() + ";\n")
	return out
}

// facts are what scripts know of an offline copy, as JSON that may stand in a page.
func (b *Bundle) facts() string {
	data, err := json.Marshal(map[string]string{"id": b.ID, "version": b.Version, "made": b.Made, "expires": b.Expires, "hash": b.Hash})
	if err != nil {
		panic(err) // strings
	}
	return string(data)
}

// bundleParams are what templates know of an offline copy; nil for a site. A single file holds a
// policy with the hashes of its styles and scripts, and is under the hash of the bundle itself: so what
// the copy is stands in neither of them, but in an island of data and in the footer.
func (c *context) bundleParams() map[string]string {
	if c.in.Bundle == nil {
		return nil
	}
	out := map[string]string{"css": bundleSheet, "js": c.assets.scripts["bundle"]}
	if c.in.Bundle.Within {
		out["facts"] = c.in.Bundle.facts()
	} else {
		out["data"], out["folder"] = bundleScript, "bundle/"
	}
	return out
}

// bundleWithin is the line in the footer of a page that becomes a single file; "" for all others.
func (c *context) bundleWithin(lang string) string {
	if c.in.Bundle == nil || !c.in.Bundle.Within {
		return ""
	}
	return c.bundleLine(lang)
}

// bundleLine is what the footer says of an offline copy.
func (c *context) bundleLine(lang string) string {
	b, sp := c.in.Bundle, &speaker{c: c, lang: lang}
	copied, made := "bundle-copy", "bundle-copy-made"
	if b.Course != nil {
		copied, made = "course-copy", "course-copy-made"
	}
	line := []string{c.text(lang, copied)}
	if b.Made != "" {
		line[0] = sp.sentence(made, map[string]string{"Date": c.day(lang, b.Made)})
	}
	if b.Expires != "" {
		line = append(line, sp.sentence("bundle-copy-expires", map[string]string{"Date": c.day(lang, b.Expires)}))
	}
	line = append(line, sp.sentence("bundle-copy-hash", map[string]string{"Hash": locale.Object}))
	return strings.ReplaceAll(c.typeset(lang, strings.Join(line, " ")), locale.Object, b.Hash)
}

// cssString quotes a text for a style sheet.
func cssString(s string) string {
	return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\a `).Replace(s) + `"`
}

// bundlePages computes the page about an offline copy in each language.
func (c *context) bundlePages(out map[string][]byte) error {
	b := c.in.Bundle
	if b == nil || b.Within {
		return nil
	}
	for _, l := range c.p.Languages {
		lang := l.Tag
		title := "bundle-title"
		if b.Course != nil {
			title = "course-about-title"
		}
		front := prose.Front{Title: c.text(lang, title), Description: c.text(lang, "bundle-description")}
		p := c.common("bundle", lang, bundlePath, front)
		p.Canonical = "" // the site has no such page
		p.Breadcrumbs = c.above("", lang)
		p.Bundle = &bundlePage{ID: b.ID, Version: b.Version, Made: c.day(lang, b.Made), Expires: c.day(lang, b.Expires), Hash: b.Hash}
		if base := c.p.Config.BaseURL; base != "" {
			p.Bundle.Current = base + tagPath(lang)
		}
		data, err := file(front.Title, "bundle", "/"+bundlePath(lang), p, nil)
		if err != nil {
			return err
		}
		out[path.Join("content", lang, "_root-bundle.md")] = data
	}
	return nil
}
