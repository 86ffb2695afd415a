package cli

import (
	"fmt"
	"path/filepath"

	"signpost/generator/internal/bundle"
	"signpost/generator/internal/kiwix"
	"signpost/generator/internal/offline"
)

// illustrate adds to the folder of one language the picture that Kiwix shows, where the site has none, and gives
// what the archive says of itself.
func illustrate(files offline.Files, l *loaded, m bundle.Manifest) (kiwix.Facts, error) {
	p := l.project
	lang := p.Config.Languages[0]
	f := kiwix.Facts{
		Language: lang, Title: p.Config.Title[lang], Description: p.Config.Title[lang], Publisher: p.Config.Title[lang], Name: m.ID, Source: m.Site,
		Accent: accent(p), Mark: p.Config.Brand.Logo.Path == "" && p.Partner == nil,
	}
	if title := homeTitle(l, lang); title != "" {
		f.Description = title
	}
	if files[kiwix.Picture] != nil {
		return f, nil // that of the site
	}
	picture, err := f.Illustration()
	if err != nil {
		return f, err
	}
	files[kiwix.Picture] = picture
	return f, nil
}

// homeTitle is the title of the home page in a language; "" where it has none of its own.
func homeTitle(l *loaded, lang string) string {
	for _, page := range l.project.Pages {
		if page.Key == "" && page.Texts[lang] != nil {
			return page.Texts[lang].Front.Title
		}
	}
	return ""
}

// archiving prints how to make an archive of the folder.
func (a *app) archiving(f kiwix.Facts, out string) error {
	command, err := f.Command(out, filepath.Clean(out)+".zim")
	if err != nil {
		return err
	}
	fmt.Fprintf(a.env.Stdout, "to pack it for Kiwix:\n  %s\n", kiwix.Line(command))
	return nil
}
