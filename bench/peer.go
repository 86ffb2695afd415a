//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// hugo returns the hugo command of the version in go.mod, and the version.
// The command is installed into the user's cache folder unless it is there.
func hugo() (bin, version string, err error) {
	const module = "github.com/gohugoio/hugo"
	list, err := exec.Command("go", "list", "-m", "-f", "{{.Version}}", module).Output()
	if err != nil {
		return "", "", fmt.Errorf("asking go for the version of %s: %w", module, err)
	}
	version = strings.TrimSpace(string(list))
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", "", err
	}
	dir := filepath.Join(cache, "signpost-bench", "hugo-"+version)
	bin = filepath.Join(dir, "hugo")
	if _, err := os.Stat(bin); err == nil {
		return bin, version, nil
	}
	say("installing hugo %s (once)", version)
	c := exec.Command("go", "install", module+"@"+version)
	c.Env = append(os.Environ(), "GOBIN="+dir)
	return bin, version, quiet(c)
}

// The peer's sites: the theme is one line, and plain changes nothing that hugo
// does of itself. lean turns off what Signpost does not do either.
const (
	peerLayout = `<!doctype html><html lang="{{ site.Language.Name }}"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>{{ .Content }}</body></html>` + "\n"
	plainConf  = `title: Support
baseURL: https://example.org/
defaultContentLanguage: en
defaultContentLanguageInSubdir: true
languages:
`
	leanConf = `disableKinds: [taxonomy, term, rss, sitemap, robotsTXT, "404"]
markup: {highlight: {codeFences: false}}
`
)

// peer writes a Hugo site over the corpus' content.
func (c corpus) peer(dir, config string) error {
	for i, lang := range languages {
		config += fmt.Sprintf("  %s: {weight: %d, contentDir: content/%s}\n", lang.tag, i+1, lang.tag)
	}
	if strings.HasSuffix(dir, "lean") {
		config += leanConf
	}
	if err := put(filepath.Join(dir, "hugo.yaml"), config); err != nil {
		return err
	}
	return put(filepath.Join(dir, "layouts", "all.html"), peerLayout)
}
