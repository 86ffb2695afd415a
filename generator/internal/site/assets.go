package site

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"path"
	"strings"

	esbuild "github.com/evanw/esbuild/pkg/api"

	"signpost/generator/internal/diag"
)

// assets are the files of the theme beside its pages: one style sheet, one
// classic script, the script of the search, the icon. Names carry a hash of the content, so that they
// may be kept for ever.
type assets struct {
	files     map[string][]byte // by path in the site
	css, js   string
	search    string // the script that is loaded when a reader searches
	icon      string
	sourceSum string
}

func (a *assets) params() map[string]any {
	return map[string]any{"css": a.css, "js": a.js, "search": a.search, "icon": a.icon}
}

// assetCache keeps the last bundle while the theme's sources stay as they are.
type assetCache struct{ last *assets }

// bundle bundles assets/css/site.css, assets/ts/site.ts and assets/ts/search.ts of the theme.
func (c *assetCache) bundle(theme string, fsys fs.FS) (*assets, diag.List, error) {
	sum, err := hashTree(fsys, "assets")
	if err != nil {
		return nil, nil, fmt.Errorf("reading the assets of theme %q: %w", theme, err)
	}
	if c.last != nil && c.last.sourceSum == sum {
		return c.last, nil, nil
	}
	a := &assets{files: map[string][]byte{}, sourceSum: sum}
	var l diag.List
	css := bundleOne(theme, fsys, "assets/css/site.css", &l)
	js := bundleOne(theme, fsys, "assets/ts/site.ts", &l)
	search := bundleOne(theme, fsys, "assets/ts/search.ts", &l)
	if l.HasErrors() {
		return nil, l, nil
	}
	a.css = a.add("site", ".css", css)
	a.js = a.add("site", ".js", js)
	a.search = a.add("search", ".js", search)
	if icon, err := fs.ReadFile(fsys, "assets/icon.svg"); err == nil {
		a.icon = a.add("icon", ".svg", icon)
	}
	c.last = a
	return a, nil, nil
}

func (a *assets) add(name, ext string, data []byte) string {
	sum := sha256.Sum256(data)
	p := "assets/" + name + "." + hex.EncodeToString(sum[:6]) + ext
	a.files[p] = data
	return p
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
// the theme's file system only.
func bundleOne(theme string, fsys fs.FS, entry string, l *diag.List) []byte {
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
