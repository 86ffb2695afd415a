// Package lms writes what a learning platform reads of a course before it opens
// it: the manifest of a package.
//
// In: a Course, and the files that its package has. Out: the manifest, for
// SCORM 1.2, SCORM 2004 4th Edition or cmi5. It never writes an archive, never
// reads a page, and knows nothing of what the course says while it runs: that
// is the theme's (scorm.ts, cmi5.ts).
//
// A package has one part that is opened, index.html at its root: some platforms
// have no way from one part to the next. Sequencing is not asked for, the way
// out is not hidden. Sources: SCORM 1.2 Content Aggregation Model, SCORM 2004
// 4th Edition CAM 1.1, cmi5 Quartz 13 and 14.
package lms

import (
	"crypto/sha256"
	"encoding/base32"
	"encoding/xml"
	"fmt"
	"slices"
	"strings"
)

// Format is what a platform understands.
type Format string

// The formats.
const (
	SCORM12   Format = "scorm12"
	SCORM2004 Format = "scorm2004"
	CMI5      Format = "cmi5"
)

// Formats are all of them.
func Formats() []Format { return []Format{SCORM12, SCORM2004, CMI5} }

// Start is the file that a platform opens.
const Start = "index.html"

// Name is that of the manifest, in the root of the package.
func (f Format) Name() string {
	if f == CMI5 {
		return "cmi5.xml"
	}
	return "imsmanifest.xml"
}

// Course is what a platform is told. The first language is that of lists that have
// room for one title.
type Course struct {
	// ID is the name of the course, the same in every version.
	ID string
	// IRI names the course for platforms, an absolute address at which nothing needs to be.
	IRI string
	// Languages are BCP 47 tags.
	Languages []string
	// Title and Description are by language.
	Title, Description map[string]string
	// Mastery is how many percent of the points it takes to pass, 0 to 100.
	Mastery int
}

// Identifier names the package. Its first 15 characters tell it from all others, also from those in
// other languages and formats: some platforms keep no more (SAP KBA 2316909). An
// identifier begins with a letter and holds no special character (xs:ID).
func (c Course) Identifier(f Format) string {
	sum := sha256.Sum256([]byte(strings.Join(append([]string{string(f), c.ID}, c.Languages...), "\n")))
	short := strings.ToLower(base32.StdEncoding.EncodeToString(sum[:]))[:14]
	rest := strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' || r == '.' || r == '-' {
			return r
		}
		return '-'
	}, strings.ToLower(c.ID))
	return "s" + short + "-" + rest
}

// Manifest writes the manifest of a package that has the files, itself left out.
func (c Course) Manifest(f Format, files []string) ([]byte, error) {
	if !slices.Contains(files, Start) {
		return nil, fmt.Errorf("the course has no %s", Start)
	}
	var of any
	switch f {
	case SCORM12:
		of = c.scorm12(files)
	case SCORM2004:
		of = c.scorm2004(files)
	case CMI5:
		of = c.cmi5()
	default:
		return nil, fmt.Errorf("no format %q", f)
	}
	data, err := xml.MarshalIndent(of, "", "  ")
	return append([]byte(xml.Header), append(data, '\n')...), err
}

// texts gives a text in each language that has it, in order.
func (c Course) texts(of map[string]string) []text {
	var out []text
	for _, lang := range c.Languages {
		if of[lang] != "" {
			out = append(out, text{Lang: lang, Text: of[lang]})
		}
	}
	return out
}

// title is that of lists with room for one.
func (c Course) title() string { return c.Title[c.Languages[0]] }
