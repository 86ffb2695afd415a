package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"signpost/generator/internal/bundle"
	"signpost/generator/internal/config"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/kiwix"
	"signpost/generator/internal/lms"
	"signpost/generator/internal/offline"
	"signpost/generator/internal/publish"
	"signpost/generator/internal/site"
	"signpost/generator/internal/verify"
)

// bundling is what a bundle is asked for.
type bundling struct {
	format, out            string
	languages              []string
	partner, flow          string
	drills                 bool
	id, release            string
	date, expires, diffOld string
	mastery                int
}

func (a *app) bundle() *cobra.Command {
	var b bundling
	c := &cobra.Command{
		Use:   "bundle -o FILE",
		Short: "Pack the site for use without a network: a zip, a folder, or one flow in one file",
		Long: `Builds the site in memory as it is opened from a folder, checks it, and packs it:

  zip   an archive, the same bytes on every run
  dir   the folder that the archive holds
  html  one flow (--flow), or its drills with the training record (--drills), in one
        self-contained file; in several languages, a folder of such files
  epub  a book (EPUB 3) for readers without script; in several languages, a folder of
        books; its day is that of --date, of SOURCE_DATE_EPOCH, or today
  kiwix the folder of one language, with the command that makes an archive (ZIM) of it
  scorm12, scorm2004, cmi5
        the drills as a course for a learning platform: one package for all languages,
        and of SCORM one for each; several packages are written to a folder

A zip and a folder hold a list of checksums (SHA256SUMS) and what the bundle is
(bundle.json) with a hash of the whole tree, which the pages show; a file that is
alone shows the hash of a folder with nothing else in it. "signpost verify"
tells a recipient whether all is as it was packed. The day it was made is only
said where --date gives one, so that the same project gives the same bytes; a site
with partners has their terms of that day.`,
		Args: cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			if err := b.wrong(); err != nil {
				return err
			}
			return a.runBundle(cmd.Context(), b)
		},
	}
	f := c.Flags()
	f.StringVar(&b.format, "format", "zip", strings.Join(formats(), ", "))
	f.StringVarP(&b.out, "out", "o", "", "file or folder to write, from where the command is called")
	f.StringSliceVarP(&b.languages, "lang", "l", nil, "only this language; may be given several times (default: all)")
	f.StringVar(&b.partner, "partner", "", "the id of a partner whose site to pack")
	f.StringVar(&b.flow, "flow", "", "the flow to pack, with --format html")
	f.BoolVar(&b.drills, "drills", false, "with --format html: the drills of the flow instead of the flow")
	f.StringVar(&b.id, "id", "", "name of the bundle, the same in every version (default: that of the partner or of the site's host)")
	f.StringVar(&b.release, "release", "", "version of the bundle, shown to readers")
	f.StringVar(&b.date, "date", "", "the day the bundle is made, as 2026-11-20, shown to readers; the terms of partners are those of this day (of today without it)")
	f.StringVar(&b.expires, "expires", "", "the last day on which the bundle holds, as 2027-05-31")
	f.IntVar(&b.mastery, "mastery", defaultMastery, "percent of the points that it takes to pass a course")
	f.StringVar(&b.diffOld, "diff", "", "an older bundle (zip): write only what changed since")
	return c
}

var (
	bundleID = regexp.MustCompile(`^[a-z0-9][a-z0-9.-]{0,63}$`)
	release  = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._+-]{0,31}$`)
)

// defaultMastery is what it takes to pass where nobody says another number.
const defaultMastery = 80

func formats() []string {
	out := []string{"zip", "dir", "html", "epub", "kiwix"}
	for _, f := range lms.Formats() {
		out = append(out, string(f))
	}
	return out
}

// course reports whether a course for a learning platform is asked for.
func (b *bundling) course() bool { return slices.Contains(lms.Formats(), lms.Format(b.format)) }

// wrong says what of the flags does not go.
func (b *bundling) wrong() error {
	switch {
	case b.out == "":
		return errors.New("say where to write: -o FILE")
	case !slices.Contains(formats(), b.format):
		return fmt.Errorf("no format %q: there are %s", b.format, strings.Join(formats(), ", "))
	case b.mastery < 0 || b.mastery > 100:
		return fmt.Errorf("--mastery is percent: 0 to 100, not %d", b.mastery)
	case b.mastery != defaultMastery && !b.course():
		return errors.New("--mastery is for the formats of learning platforms")
	case b.format == "kiwix" && len(b.languages) != 1:
		return errors.New("--format kiwix packs one language: name it with --lang")
	case b.format == "html" && b.flow == "":
		return errors.New("--format html packs one flow: name it with --flow")
	case b.format != "html" && b.flow != "":
		return errors.New("--flow is for --format html")
	case b.format != "html" && b.drills:
		return errors.New("--drills is for --format html; the other formats have the drills of all flows")
	case b.format == "epub" && (b.expires != "" || b.release != ""):
		return errors.New("--expires and --release are not for --format epub: a book says its day alone")
	case b.format != "zip" && b.diffOld != "":
		return errors.New("--diff is for --format zip")
	case b.id != "" && !bundleID.MatchString(b.id):
		return fmt.Errorf("%q is not an id: small letters, digits, dots and hyphens", b.id)
	case b.release != "" && !release.MatchString(b.release):
		return fmt.Errorf("%q is not a version: at most 32 letters, digits, dots, hyphens and plus signs", b.release)
	}
	for _, day := range []string{b.date, b.expires} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			return fmt.Errorf("%q is not a day: write it as 2026-11-20", day)
		}
	}
	if b.expires != "" && b.expires < b.date {
		return fmt.Errorf("the bundle would hold until %s, and be made on %s", b.expires, b.date)
	}
	return nil
}

func (a *app) runBundle(ctx context.Context, b bundling) error {
	debug.SetGCPercent(gcPercent)
	start := time.Now()
	out := a.path(b.out)
	w, err := a.open()
	if err != nil {
		return err
	}
	opt := a.publishOptions(w)
	var old *bundle.Received
	if b.diffOld != "" {
		f, received, err := a.openBundle(b.diffOld)
		if err != nil {
			return err
		}
		defer f()
		if l := received.Check(bundle.Options{}); len(l) > 0 {
			return fmt.Errorf("%s is not a sound bundle: %s: %s", b.diffOld, l[0].Pos, l[0].Message)
		}
		if received.Changes {
			return fmt.Errorf("%s holds changes only: name the whole bundle that readers have", b.diffOld)
		}
		old = received
	}
	p := a.progress()
	p.step("reading")
	l, err := w.load()
	if err != nil {
		return err
	}
	if err := a.report(l.list, l.project.Source); err != nil {
		return err
	}
	b.languages = slices.Compact(slices.Sorted(slices.Values(b.languages)))
	if len(b.languages) == 0 && len(l.project.Config.Languages) == 1 {
		b.languages = l.project.Config.Languages
	}
	if err := a.target(w, b, out, opt); err != nil {
		return err
	}
	if b.format == "epub" {
		return a.writeBooks(ctx, w, l, b, out, opt, start)
	}
	if l, err = a.bundled(ctx, w, l, b); err != nil {
		return err
	}
	if b.course() {
		return a.writeCourses(ctx, l, b, out, opt, start)
	}
	p.step("building")
	m := b.manifest(l)
	files, err := a.offlineSite(l, b, m, nil)
	if err != nil {
		return err
	}
	if b.format == "html" {
		return a.writeSingles(ctx, l, files, b, m, out, opt, start)
	}
	p.step("packing")
	var archive kiwix.Facts
	if b.format == "kiwix" {
		if archive, err = illustrate(files, l, m); err != nil {
			return err
		}
	}
	sealed, m, err := bundle.Seal(files, m)
	if err != nil {
		return err
	}
	if err := a.reportOffline(sealed, l); err != nil {
		return err
	}
	switch b.format {
	case "dir":
		return a.publishFolder(ctx, sealed, out, opt, m, start)
	case "kiwix":
		if err := a.publishFolder(ctx, sealed, out, opt, m, start); err != nil {
			return err
		}
		return a.archiving(archive, b.out)
	}
	packed := sealed
	if old != nil {
		packed = bundle.Changes(old, sealed)
	}
	var buf bytes.Buffer
	if err := bundle.Zip(&buf, packed); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := writeWhole(out, buf.Bytes()); err != nil {
		return err
	}
	fmt.Fprintf(a.env.Stdout, "%s: %s, %.2f MB, %s\n%s\n", b.out, plural(len(packed), "file"), float64(buf.Len())/1e6, seconds(time.Since(start)), m.Hash)
	a.signing(b.out)
	return nil
}

// folder reports whether a folder is written.
func (b *bundling) folder() bool {
	switch b.format {
	case "dir", "kiwix":
		return true
	case "html", "epub", string(lms.SCORM12), string(lms.SCORM2004):
		return len(b.languages) != 1
	}
	return false
}

// target says why out cannot be written, before anything is built.
func (a *app) target(w *workspace, b bundling, out string, opt publish.Options) error {
	if b.folder() {
		return refusal(publish.Check(out, opt))
	}
	needed := []string{filepath.Join(w.root, config.File)}
	if b.diffOld != "" {
		needed = append(needed, a.path(b.diffOld))
	}
	return publish.CheckFile(out, opt, needed...)
}

// bundled gives the project as it is packed: of a partner, in some languages.
func (a *app) bundled(ctx context.Context, w *workspace, l *loaded, b bundling) (*loaded, error) {
	if err := b.unknown(l); err != nil {
		return nil, err
	}
	if b.flow != "" && l.automata[b.flow] == nil {
		return nil, fmt.Errorf("there is no flow %q", b.flow)
	}
	out := l
	if b.partner != "" {
		var err error
		if out, err = a.bundledPartner(ctx, w, l, b); err != nil {
			return nil, err
		}
	} else if b.format != "html" {
		today, err := a.day(b.date)
		if err != nil {
			return nil, err
		}
		whole := *l
		whole.list = nil // it was reported
		if err := w.addPartners(ctx, &whole, today); err != nil {
			return nil, err
		}
		if err := a.report(whole.list, whole.source); err != nil {
			return nil, err
		}
		out = &whole
	}
	languages := b.languages
	if len(languages) == 0 {
		languages = out.project.Config.Languages
	}
	mine := out.project.Only(languages)
	if mine == nil {
		return nil, fmt.Errorf("partner %s publishes nothing in %s", b.partner, strings.Join(languages, ", "))
	}
	return &loaded{project: mine, linked: out.linked, automata: out.automata, drills: out.drills}, nil
}

// unknown says which of the languages that are asked for the project does not have.
func (b *bundling) unknown(l *loaded) error {
	known := l.project.Config.Languages
	for _, lang := range b.languages {
		if !slices.Contains(known, lang) {
			return fmt.Errorf("the site has no language %q: there are %s", lang, strings.Join(known, ", "))
		}
	}
	return nil
}

// bundledPartner gives the project as a partner publishes it.
func (a *app) bundledPartner(ctx context.Context, w *workspace, l *loaded, b bundling) (*loaded, error) {
	ids, err := partners(w)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(ids, b.partner) {
		return nil, fmt.Errorf("there is no partner %q", b.partner)
	}
	today, err := a.day(b.date)
	if err != nil {
		return nil, err
	}
	g, err := w.guard()
	if err != nil {
		return nil, err
	}
	defer g.close()
	sound, err := a.soundPartners(ctx, w, g, l, []string{b.partner}, today, false)
	if err != nil {
		return nil, err
	}
	if len(sound) == 0 {
		return nil, errProject
	}
	partner, err := g.load(ctx, b.partner, today)
	if err != nil {
		return nil, err
	}
	mine := w.asPartner(l, partner.Partner, nil)
	if mine == nil {
		return nil, fmt.Errorf("partner %s has no terms in force in a language of the site", b.partner)
	}
	return mine, nil
}

// manifest says what the bundle is.
func (b *bundling) manifest(l *loaded) bundle.Manifest {
	c := l.project.Config
	m := bundle.Manifest{ID: b.id, Version: b.release, Title: c.Title[l.project.FirstLanguage()], Languages: c.Languages, Flow: b.flow, Partner: b.partner,
		Site: c.BaseURL, Made: b.date, Expires: b.expires, Hash: bundle.Blank}
	if m.ID == "" {
		m.ID = b.partner
	}
	if host := strings.ToLower(c.Host()); m.ID == "" && bundleID.MatchString(host) {
		m.ID = host
	}
	if m.ID == "" {
		m.ID = "site"
	}
	return m
}

// offlineSite builds the pages and makes them those of a folder.
func (a *app) offlineSite(l *loaded, b bundling, m bundle.Manifest, course *site.Course) (offline.Files, error) {
	today, err := a.day(b.date)
	if err != nil {
		return nil, err
	}
	var builder site.Builder
	in := l.input()
	in.Engine, in.Today = a.engine(), today
	in.Bundle = &site.Bundle{ID: m.ID, Version: m.Version, Made: m.Made, Expires: m.Expires, Hash: m.Hash, Course: course, Within: b.format == "html"}
	tree, err := a.built(&builder, in)
	if err != nil {
		return nil, err
	}
	return offline.Tree(tree)
}

// reportOffline checks what is packed.
func (a *app) reportOffline(files offline.Files, l *loaded) error {
	list, err := checkOffline(files, files.Names(), l.project.Config.Languages, false)
	if err != nil {
		return err
	}
	return a.report(list, l.project.Source)
}

// checkOffline checks the pages of a bundle. names are all its files; single is for pages that are single files.
func checkOffline(files fs.FS, names, languages []string, single bool) (diag.List, error) {
	asks, manifest := asking(names)
	names = slices.DeleteFunc(slices.Clone(names), func(name string) bool { return bundle.Beside(name) || name == manifest }) // not of the site
	if single {
		languages = nil // they stand in no folders
	}
	return new(verify.Checker).Check(files, verify.Options{Languages: languages, Files: names, Offline: true, Asking: asks, Single: single})
}

func (a *app) publishFolder(ctx context.Context, files offline.Files, out string, opt publish.Options, m bundle.Manifest, start time.Time) error {
	opt.Keep = nil // a copy has what it lists
	a.publishing.Store(true)
	if err := ctx.Err(); err != nil { // asked for after the line above: see wait
		return err
	}
	res, err := publish.Publish(ctx, files, out, opt)
	if err != nil {
		return refusal(err)
	}
	fmt.Fprintln(a.env.Stdout, resultLine(out, res, time.Since(start)))
	if m.Hash != bundle.Blank {
		fmt.Fprintln(a.env.Stdout, m.Hash)
		a.signing(filepath.Join(out, bundle.SumsName))
	}
	return nil
}

// signing prints how to sign what was written.
func (a *app) signing(name string) {
	fmt.Fprintf(a.env.Stdout, "to sign it:\n  ssh-keygen -Y sign -n %s -f KEY %s\n  minisign -S -m %s\n", bundle.Namespace, name, name)
}

// openBundle opens a zip or a folder, and gives what closes it.
func (a *app) openBundle(name string) (closes func(), b *bundle.Received, err error) {
	name = a.path(name)
	info, err := os.Stat(name)
	if err != nil {
		return nil, nil, err
	}
	if info.IsDir() {
		root, err := os.OpenRoot(name)
		if err != nil {
			return nil, nil, err
		}
		b, err = bundle.OpenFolder(root.FS())
		return func() { root.Close() }, b, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	if isPage(f) {
		err := fmt.Errorf("%s is a page, and no archive that could be held against a list: check its signature with ssh-keygen or minisign, or its hash (docs/offline.md)", name)
		return nil, nil, errors.Join(err, f.Close())
	}
	return func() { f.Close() }, bundle.Open(f, info.Size()), nil
}

// isPage reports whether a file begins as pages do.
func isPage(f io.ReaderAt) bool {
	begin := make([]byte, len("<!doctype html"))
	n, _ := f.ReadAt(begin, 0)
	return strings.EqualFold(string(begin[:n]), "<!doctype html")
}

// writeWhole writes a file with mode 0644, all of it or nothing.
func writeWhole(name string, data []byte) (err error) {
	defer func() {
		var at *fs.PathError
		if errors.As(err, &at) { // of the file beside it, whose name says nothing
			err = fmt.Errorf("cannot write %q: %w", name, at.Err)
		}
	}()
	f, err := os.CreateTemp(filepath.Dir(name), "."+filepath.Base(name)+".*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(data)
	err = errors.Join(err, f.Chmod(0o644), f.Sync(), f.Close())
	if err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
