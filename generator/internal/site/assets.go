package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strconv"
	"strings"

	esbuild "github.com/evanw/esbuild/pkg/api"

	"signpost/generator/internal/brand"
	"signpost/generator/internal/config"
	"signpost/generator/internal/diag"
	"signpost/generator/internal/project"
)

// assets are the files of the theme beside its pages: one style sheet, one
// classic script, the scripts that not every page has, the icons, the logo of the brand. Names carry a hash of the content, so that they
// may be kept for ever.
type assets struct {
	files     map[string][]byte // by path in the site
	css, js   string
	scripts   map[string]string // path by name: see extraScripts
	icon      string            // SVG or PNG
	touch     string            // PNG, for home screens; "" for none
	logo      *logo
	examples  string // the style sheet of the page of components; "" without one
	partners  string // that of pages about partners; "" without any
	bundle    []byte // begins the style sheet of an offline copy
	training  string // that of pages for those who train; "" without any
	offline   string // that of sites with a worker; "" without
	worker    []byte // the script of the worker; nil without
	sourceSum string
}

// logo is what templates print of a logo.
type logo struct {
	Path   string `json:"path"`
	Width  string `json:"width"` // pixels
	Height string `json:"height"`
}

// assetParams names the files that pages load.
func (c *context) assetParams() map[string]any {
	a := c.assets
	return map[string]any{"css": c.slot("css", a.css, escapedURL), "js": a.js, "search": a.scripts["search"], "icon": c.pictured("icon", a.icon), "touch": c.pictured("touch", a.touch)}
}

// pictured is the path of a picture: templates read its ending.
func (c *context) pictured(name, at string) string {
	ext := path.Ext(at)
	return c.slot(name, strings.TrimSuffix(at, ext), escapedURL) + ext
}

// logo is that of the brand, nil for none.
func (c *context) logo() *logo {
	l := c.assets.logo
	if l == nil || c.slots == nil {
		return l
	}
	return &logo{c.slot("logo", l.Path, escapedURL), c.slot("logo-width", l.Width, escapedText), c.slot("logo-height", l.Height, escapedText)}
}

// assetCache keeps the last bundle while the theme's sources stay as they are, and the scripts, which do not depend
// on the brand: the sites of partners differ in colours.
type assetCache struct {
	last       *assets
	scripts    map[string][]byte // by name
	scriptsSum string
}

// brandSheet is the file of the theme in whose place the colours of the brand come.
const brandSheet = "assets/css/brand.css"

// extraScripts are scripts of their own in assets/ts, for pages of one kind or
// for what a reader asks for.
var extraScripts = []string{"flow-page", "request", "zoom", "embed", "search", "hours-page", "partners", "bundle", "training-page"}

// bundle bundles assets/css/site.css and the scripts of the theme, with
// the colours of the brand, and takes its pictures.
func (c *assetCache) bundle(in Input) (*assets, diag.List, error) {
	p, components := in.Project, in.Components
	keeps := in.Offline == config.OfflineYes && in.Bundle == nil
	theme, fsys, look := p.Config.Theme, p.Theme, p.Config.Brand
	sum, err := hashTree(fsys, "assets")
	extra := extraScripts
	if in.Bundle != nil && in.Bundle.Course != nil {
		extra = append(slices.Clip(extra), in.Bundle.Course.Script)
		sum += " " + in.Bundle.Course.Script
	}
	sources := sum
	for _, picture := range []*brand.Picture{p.Logo, p.Icon} {
		if picture != nil {
			sum += fmt.Sprintf(" %x", sha256.Sum256(picture.Data))
		} else {
			sum += " -"
		}
	}
	partners := p.Partner != nil || len(p.Partners) > 0
	training := slices.ContainsFunc(p.Flows, func(f *project.Flow) bool { return len(f.Drills) > 0 })
	sum += fmt.Sprint(components, partners, training, keeps, look.Accent.Set, look.Accent.RGB, look.Signal.Set, look.Signal.RGB)
	if err != nil {
		return nil, nil, fmt.Errorf("reading the assets of theme %q: %w", theme, err)
	}
	if c.last != nil && c.last.sourceSum == sum {
		return c.last, nil, nil
	}
	a := &assets{files: map[string][]byte{}, scripts: map[string]string{}, sourceSum: sum}
	var l diag.List
	var tokens [2]brand.Tokens
	if css, err := fs.ReadFile(fsys, "assets/css/tokens.css"); err == nil {
		tokens = brand.ReadTokens(css)
	}
	made := map[string][]byte{brandSheet: brand.StyleSheet(tokens, look)}
	css := bundleOne(theme, fsys, made, "assets/css/site.css", &l)
	var examples, support, train []byte
	offline := bundleOne(theme, fsys, nil, "assets/css/bundle.css", &l)
	if training {
		train = bundleOne(theme, fsys, nil, "assets/css/training.css", &l)
	}
	if partners {
		support = bundleOne(theme, fsys, nil, "assets/css/partners.css", &l)
	}
	var kept, keeper, worker []byte
	if keeps {
		kept = bundleOne(theme, fsys, nil, "assets/css/offline.css", &l)
		keeper = bundleOne(theme, fsys, nil, "assets/ts/offline.ts", &l)
		worker = bundleOne(theme, fsys, nil, "assets/worker/worker.ts", &l)
	}
	if components {
		examples = bundleOne(theme, fsys, nil, "assets/css/examples.css", &l)
	}
	if c.scripts == nil || c.scriptsSum != sources {
		c.scripts = map[string][]byte{}
		for _, name := range append([]string{"site"}, extra...) {
			c.scripts[name] = bundleOne(theme, fsys, nil, "assets/ts/"+name+".ts", &l)
		}
		c.scriptsSum = sources
	}
	if l.HasErrors() {
		c.scripts = nil
		return nil, l, nil
	}
	for _, name := range extra {
		a.scripts[name] = a.add(name, ".js", c.scripts[name])
	}
	a.css = a.add("site", ".css", css)
	a.js = a.add("site", ".js", c.scripts["site"])
	if components {
		a.examples = a.add("examples", ".css", examples)
	}
	if training {
		a.training = a.add("training", ".css", train)
	}
	if partners {
		a.partners = a.add("partners", ".css", support)
	}
	if keeps {
		a.offline, a.worker = a.add("offline", ".css", kept), worker
		a.scripts["offline"] = a.add("offline", ".js", keeper)
	}
	a.bundle = offline
	a.pictures(p, tokens)
	c.last = a
	return a, nil, nil
}

// pictures adds the icon and the logo of the brand, or the icons of the theme in
// the colours of the brand. The theme's PNG has colours of its own: it goes
// with those alone.
func (a *assets) pictures(p *project.Project, tokens [2]brand.Tokens) {
	look := p.Config.Brand
	if p.Logo != nil {
		a.logo = &logo{a.add("logo", p.Logo.Ext, p.Logo.Data), strconv.Itoa(p.Logo.Width), strconv.Itoa(p.Logo.Height)}
	}
	if p.Icon != nil {
		a.icon = a.add("icon", p.Icon.Ext, p.Icon.Data)
		if p.Icon.Ext == ".png" {
			a.touch = a.icon
		}
		return
	}
	if icon, err := fs.ReadFile(p.Theme, "assets/icon.svg"); err == nil {
		a.icon = a.add("icon", ".svg", brand.Repaint(icon, tokens, look))
	}
	if touch, err := fs.ReadFile(p.Theme, "assets/icon.png"); err == nil && !look.Accent.Set && !look.Signal.Set {
		a.touch = a.add("icon", ".png", touch)
	}
}

func (a *assets) add(name, ext string, data []byte) string {
	p := hashedPath(name, ext, data)
	a.files[p] = data
	return p
}

func hashedPath(name, ext string, data []byte) string {
	sum := sha256.Sum256(data)
	return "assets/" + name + "." + hex.EncodeToString(sum[:6]) + ext
}

// hashTree identifies all files below dir.
func hashTree(fsys fs.FS, dir string) (string, error) {
	h := sha256.New()
	err := fs.WalkDir(fsys, dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		data, err := fs.ReadFile(fsys, name)
		fmt.Fprintf(h, "%s %d\n%s", name, len(data), data)
		return err
	})
	return hex.EncodeToString(h.Sum(nil)), err
}

// bundleOne bundles an entry and all it imports into one file. esbuild reads
// the theme's file system only; the files in made take the place of the theme's.
func bundleOne(theme string, fsys fs.FS, made map[string][]byte, entry string, l *diag.List) []byte {
	const namespace = "theme"
	plugin := esbuild.Plugin{Name: namespace, Setup: func(b esbuild.PluginBuild) {
		b.OnResolve(esbuild.OnResolveOptions{Filter: ".*"}, func(args esbuild.OnResolveArgs) (esbuild.OnResolveResult, error) {
			file := args.Path
			if args.Importer != "" {
				file = path.Join(path.Dir(args.Importer), args.Path)
			}
			for _, candidate := range []string{file, file + ".ts", strings.TrimSuffix(file, ".js") + ".ts"} {
				if info, err := fs.Stat(fsys, candidate); err == nil && !info.IsDir() {
					return esbuild.OnResolveResult{Path: candidate, Namespace: namespace}, nil
				}
			}
			return esbuild.OnResolveResult{}, fmt.Errorf("%s is not in the theme", file)
		})
		b.OnLoad(esbuild.OnLoadOptions{Filter: ".*", Namespace: namespace}, func(args esbuild.OnLoadArgs) (esbuild.OnLoadResult, error) {
			data, err := fs.ReadFile(fsys, args.Path)
			if instead, ok := made[args.Path]; ok {
				data = instead
			}
			text := string(data)
			loader := esbuild.LoaderTS
			if strings.HasSuffix(args.Path, ".css") {
				loader = esbuild.LoaderCSS
			}
			return esbuild.OnLoadResult{Contents: &text, Loader: loader}, err
		})
	}}
	result := esbuild.Build(esbuild.BuildOptions{
		EntryPoints: []string{entry}, Outdir: "out", Bundle: true, Write: false, Plugins: []esbuild.Plugin{plugin},
		MinifyWhitespace: true, MinifyIdentifiers: true, MinifySyntax: true, Charset: esbuild.CharsetUTF8,
		Format: esbuild.FormatIIFE, Target: esbuild.ES2019, LogLevel: esbuild.LogLevelSilent, LegalComments: esbuild.LegalCommentsNone,
		Engines:     []esbuild.Engine{{Name: esbuild.EngineChrome, Version: "100"}, {Name: esbuild.EngineFirefox, Version: "100"}, {Name: esbuild.EngineSafari, Version: "15"}},
		TsconfigRaw: "{}", AbsWorkingDir: "/",
	})
	for _, m := range result.Errors {
		pos := diag.Pos{File: path.Join("themes", theme, entry)}
		if m.Location != nil {
			pos = diag.Pos{File: path.Join("themes", theme, strings.TrimPrefix(m.Location.File, namespace+":")), Line: m.Location.Line, Col: m.Location.Column + 1}
		}
		l.Add(pos, "theme-asset", "%s", m.Text)
	}
	if len(result.OutputFiles) == 0 {
		return nil
	}
	return result.OutputFiles[0].Contents
}
