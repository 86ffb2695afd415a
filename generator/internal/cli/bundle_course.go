package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"signpost/generator/internal/bundle"
	"signpost/generator/internal/lms"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/offline"
	"signpost/generator/internal/project"
	"signpost/generator/internal/publish"
	"signpost/generator/internal/site"
)

// writeCourses writes the packages of a course: of SCORM one for each language and one with all, of cmi5 one. A package is
// a sealed bundle with a manifest.
func (a *app) writeCourses(ctx context.Context, l *loaded, b bundling, out string, opt publish.Options, start time.Time) error {
	languages := l.project.Config.Languages
	languages = slices.DeleteFunc(slices.Clone(languages), func(lang string) bool { return !trains(l, lang) })
	if len(languages) == 0 {
		return errors.New("there are no drills to make a course of: see docs/training.md")
	}
	packages := [][]string{languages}
	if b.folder() && len(languages) > 1 {
		for _, lang := range languages {
			packages = append(packages, []string{lang})
		}
	}
	a.progress().step("building")
	files, hashes := offline.Files{}, map[string]string{}
	for _, of := range packages {
		name, data, hash, err := a.course(l, b, of, len(of) == len(languages))
		if err != nil {
			return err
		}
		files[name], hashes[name] = data, hash
		if err := ctx.Err(); err != nil {
			return err
		}
	}
	if err := a.writeEach(ctx, files, b, out, opt, start); err != nil {
		return err
	}
	for _, name := range files.Names() {
		fmt.Fprintf(a.env.Stdout, "  %s %s\n", name, hashes[name])
	}
	return nil
}

// trains reports whether a language has drills.
func trains(l *loaded, lang string) bool {
	return slices.ContainsFunc(l.project.Flows, func(f *project.Flow) bool { return f.Drills[lang] != nil && len(l.drills[f.Name]) > 0 })
}

// course makes one package in some languages, and gives the hash of what is in it; all says that they are all there are.
func (a *app) course(l *loaded, b bundling, languages []string, all bool) (name string, data []byte, hash string, err error) {
	mine := &loaded{project: l.project.Only(languages), linked: l.linked, automata: l.automata, drills: l.drills}
	m, format := b.manifest(mine), lms.Format(b.format)
	c := a.facts(mine, m, b.mastery)
	files, err := a.offlineSite(mine, b, m, &site.Course{Script: courseScript + b.format, IRI: c.IRI, Mastery: c.Mastery, Asks: format == lms.CMI5})
	if err != nil {
		return "", nil, "", err
	}
	files = offline.Part(files, mine.project.Config.BaseURL, ofCourse)
	if files[format.Name()], err = c.Manifest(format, append(files.Names(), bundle.ManifestName, bundle.SumsName)); err != nil {
		return "", nil, "", err
	}
	sealed, m, err := bundle.Seal(files, m)
	if err != nil {
		return "", nil, "", err
	}
	if err := a.reportOffline(sealed, mine); err != nil {
		return "", nil, "", err
	}
	var buf bytes.Buffer
	err = bundle.Zip(&buf, sealed)
	name = m.ID + "." + b.format
	if !all {
		name += "." + strings.ToLower(languages[0])
	}
	return name + ".zip", buf.Bytes(), m.Hash, err
}

// ofCourse tells which pages a course has.
func ofCourse(page string) bool {
	_, rest, _ := strings.Cut(page, "/")
	return page == lms.Start || strings.HasPrefix(rest, "training/") || rest == "bundle/index.html"
}

// courseScript begins the name of the script that speaks with a platform.
const courseScript = "course-"

// asking tells which files of a course ask a platform over the network, and which of names is its manifest.
func asking(names []string) (asks []string, manifest string) {
	for _, f := range lms.Formats() {
		if !slices.Contains(names, f.Name()) {
			continue
		}
		manifest = f.Name()
		for _, name := range names {
			if f == lms.CMI5 && (name == lms.Start || strings.HasPrefix(name, "assets/"+courseScript+string(f)+".")) {
				asks = append(asks, name)
			}
		}
	}
	return asks, manifest
}

// facts says of a course what platforms list.
func (a *app) facts(l *loaded, m bundle.Manifest, mastery int) lms.Course {
	c := lms.Course{ID: m.ID, Languages: l.project.Config.Languages, Title: map[string]string{}, Description: map[string]string{}, Mastery: mastery}
	for _, lang := range c.Languages {
		set, catalogue := locale.NewTypesetter(lang), l.project.Catalogues[lang]
		c.Title[lang] = set.Text(catalogue.Messages["course-title"].Fill("other", map[string]string{"Site": l.project.Config.Title[lang]}))
		c.Description[lang] = set.Text(catalogue.Text("training-description"))
	}
	c.IRI = fmt.Sprintf("%s#course", l.project.Config.BaseURL)
	if m.ID != m.Partner && m.ID != strings.ToLower(l.project.Config.Host()) {
		c.IRI += "-" + m.ID // one of several courses of the site
	}
	if l.project.Config.BaseURL == "" {
		c.IRI = bookIdentifier("", l.project.Config.Title[c.Languages[0]], "course "+m.ID)
	}
	return c
}
