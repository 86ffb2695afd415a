package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"signpost/generator/internal/bundle"
	"signpost/generator/internal/offline"
	"signpost/generator/internal/publish"
)

// page is the path of the page that becomes a single file.
func (b *bundling) page(lang string) string {
	folder := strings.ToLower(lang) + "/"
	if b.drills {
		folder += "training/"
	}
	return folder + b.flow + "/index.html"
}

// single is the name of the file. No id of a flow has a dot.
func (b *bundling) single(lang string) string {
	name := b.flow
	if b.drills {
		name += ".drills"
	}
	return name + "." + strings.ToLower(lang) + ".html"
}

// singles gives a flow, or its drills, as one file for each language, and these languages. A language
// that does not have it is an error where it was asked for.
func (b *bundling) singles(l *loaded, files offline.Files) (offline.Files, []string, error) {
	what := fmt.Sprintf("the flow %q has no page", b.flow)
	if b.drills {
		what = fmt.Sprintf("the flow %q has no drills", b.flow)
	}
	var languages []string
	others := map[string]string{}
	for _, lang := range l.project.Config.Languages {
		switch {
		case files[b.page(lang)] != nil:
			languages = append(languages, lang)
			others[b.page(lang)] = b.single(lang)
		case slices.Contains(b.languages, lang):
			return nil, nil, fmt.Errorf("%s in %s", what, lang)
		}
	}
	if len(languages) == 0 {
		return nil, nil, fmt.Errorf("%s", what)
	}
	out := offline.Files{}
	for _, lang := range languages {
		data, err := offline.Single(files, b.page(lang), others, l.project.Config.BaseURL)
		if err != nil {
			return nil, nil, err
		}
		out[b.single(lang)] = data
	}
	return out, languages, nil
}

// writeSingles writes a flow, or its drills, as one file, or as a folder with one for each language.
func (a *app) writeSingles(ctx context.Context, l *loaded, files offline.Files, b bundling, m bundle.Manifest, out string, opt publish.Options, start time.Time) error {
	singles, languages, err := b.singles(l, files)
	if err != nil {
		return err
	}
	m.Languages = languages
	if b.folder() {
		singles, m, err = bundle.Seal(singles, m)
	} else {
		singles, m.Hash, err = bundle.Mark(singles)
	}
	if err != nil {
		return err
	}
	list, err := checkOffline(singles, singles.Names(), nil, true)
	if err != nil {
		return err
	}
	if err := a.report(list, l.project.Source); err != nil {
		return err
	}
	if b.folder() {
		return a.publishFolder(ctx, singles, out, opt, m, start)
	}
	if err := a.writeEach(ctx, singles, b, out, opt, start); err != nil {
		return err
	}
	fmt.Fprintln(a.env.Stdout, m.Hash)
	a.signing(b.out)
	return nil
}

// writeEach writes files that each stand for a language: a folder of them, or the only one.
func (a *app) writeEach(ctx context.Context, files offline.Files, b bundling, out string, opt publish.Options, start time.Time) error {
	if b.folder() {
		return a.publishFolder(ctx, files, out, opt, bundle.Manifest{Hash: bundle.Blank}, start)
	}
	data := files[files.Names()[0]]
	if err := writeWhole(out, data); err != nil {
		return err
	}
	fmt.Fprintf(a.env.Stdout, "%s: %.2f MB, %s\n", b.out, float64(len(data))/1e6, seconds(time.Since(start)))
	return nil
}
