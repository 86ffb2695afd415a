// Package kiwix prepares a folder of pages for Kiwix, the reader of libraries
// without a network: the picture that its lists show, and the command that packs the folder.
//
// In: what an archive says of itself (Facts). Out: a PNG of 48 by 48 pixels, and a
// command line for zimwriterfs of openZIM. It never writes the archive: no
// sound writer of the format is at hand but openZIM's own, and an archive holds a
// random name (UUID), so that no two runs give the same bytes.
//
// The metadata are those of https://wiki.openzim.org/wiki/Metadata. Texts that are
// longer than lists show are cut at a word.
package kiwix

import (
	"fmt"
	"image/color"
	"regexp"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/language"

	"signpost/generator/internal/plate"
)

// Picture is the file that the command names as the picture of the archive, in
// the root of the folder: 48 by 48 pixels. A copy of a site with an icon that is a PNG has it.
const Picture = "icon48.png"

// Limits of the metadata: characters, and pixels of the picture.
const (
	maxTitle       = 30
	maxDescription = 80
	side           = 48
)

// Facts is what an archive says of itself.
type Facts struct {
	// Language is a BCP 47 tag. The pages are those of one language: lists are searched by it.
	Language string
	// Title is the site's name, Description a line about it.
	Title, Description string
	// Publisher made the archive, and the texts.
	Publisher string
	// Name stays the same in every edition, "signpost.example"; letters, digits, dots, hyphens.
	Name string
	// Source is the site on the web; optional.
	Source string
	// Accent is the ground of the picture where it has to be drawn, Mark puts the mark of Signpost
	// on it.
	Accent color.RGBA
	Mark   bool
}

// Illustration draws the picture of a site that has none.
func (f Facts) Illustration() ([]byte, error) {
	return plate.Icon(f.Accent, f.Mark, f.Title, side)
}

// Command gives the words of the command that packs folder dir into an archive.
func (f Facts) Command(dir, archive string) ([]string, error) {
	tag, err := language.Parse(f.Language)
	if err != nil {
		return nil, fmt.Errorf("%q is no language tag: %w", f.Language, err)
	}
	base, _ := tag.Base()
	out := []string{
		"zimwriterfs",
		"--welcome=" + strings.ToLower(f.Language) + "/index.html",
		"--illustration=" + Picture,
		"--language=" + base.ISO3(),
		"--title=" + cut(f.Title, maxTitle),
		"--description=" + cut(f.Description, maxDescription),
		"--creator=" + f.Publisher,
		"--publisher=" + f.Publisher,
		"--name=" + f.Name + "_" + strings.ToLower(f.Language),
		"--scraper=Signpost",
	}
	if f.Source != "" {
		out = append(out, "--source="+f.Source)
	}
	return append(out, dir, archive), nil
}

// cut shortens a text to so many characters, at a word.
func cut(s string, most int) string {
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	out := ""
	for _, word := range strings.Fields(s) {
		more := strings.TrimSpace(out + " " + word)
		if utf8.RuneCountInString(more) > most-1 {
			break
		}
		out = more
	}
	if out == "" {
		out = string([]rune(s)[:most-1])
	}
	return strings.TrimRight(out, ",;:–—- ") + "…"
}

var plain = regexp.MustCompile(`^[A-Za-z0-9_./:=@%+-]+$`)

// Line writes a command for a POSIX shell.
func Line(words []string) string {
	out := make([]string, len(words))
	for i, w := range words {
		if out[i] = w; !plain.MatchString(w) {
			out[i] = "'" + strings.ReplaceAll(w, "'", `'\''`) + "'"
		}
	}
	return strings.Join(out, " ")
}
