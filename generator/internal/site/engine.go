package site

import (
	"bytes"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/bep/logg"
	"github.com/fsnotify/fsnotify"
	"github.com/gohugoio/hugo/common/loggers"
	"github.com/gohugoio/hugo/config"
	"github.com/gohugoio/hugo/config/allconfig"
	"github.com/gohugoio/hugo/deps"
	"github.com/gohugoio/hugo/hugofs"
	"github.com/gohugoio/hugo/hugolib"
	"github.com/spf13/afero"

	"signpost/generator/internal/diag"
)

// Where the virtual site lies. No such folder is ever touched on the disk.
const (
	workingDir = "/site"
	publishDir = "/site/public"
)

// running is held while Hugo runs: it keeps global state.
var running sync.Mutex

// engine is a Hugo site over files in memory.
type engine struct {
	source  afero.Fs
	out     *output
	sites   *hugolib.HugoSites
	watch   bool
	written map[string][]byte // what Hugo was given, by name; only while watching
	built   bool
}

// newEngine sets Hugo up over the files: configuration, layouts, strings and
// content, by their names relative to the site's root.
func newEngine(files map[string][]byte, watch bool) (*engine, error) {
	running.Lock()
	defer running.Unlock()
	e := &engine{source: afero.NewMemMapFs(), out: newOutput(), written: map[string][]byte{}, watch: watch}
	for name, data := range files {
		if err := e.write(name, data); err != nil {
			return nil, err
		}
	}
	flags := config.New()
	flags.Set("workingDir", workingDir)
	flags.Set("publishDir", publishDir)
	flags.Set("cacheDir", workingDir+"/cache")
	flags.Set("internal", map[string]any{"running": watch, "watch": watch})
	log := loggers.New(loggers.Options{Level: logg.LevelWarn, StdOut: io.Discard, StdErr: io.Discard})
	configs, err := allconfig.LoadConfig(allconfig.ConfigSourceDescriptor{
		Fs: e.source, Logger: log, Flags: flags, Filename: path.Join(workingDir, hugoConfig), Environ: []string{},
	})
	if err != nil {
		return nil, err
	}
	configs.LoadingInfo.BaseConfig.PublishDir = publishDir
	base := configs.LoadingInfo.BaseConfig
	cfg := config.New()
	cfg.Set("workingDir", base.WorkingDir)
	cfg.Set("publishDir", publishDir)
	e.sites, err = hugolib.NewHugoSites(deps.DepsCfg{
		Configs: configs, Fs: hugofs.NewFromSourceAndDestination(e.source, e.out, cfg),
		LogLevel: logg.LevelWarn, StdOut: io.Discard, StdErr: io.Discard,
	})
	return e, err
}

func (e *engine) write(name string, data []byte) error {
	if e.watch {
		e.written[name] = data
	}
	full := path.Join(workingDir, name)
	if err := e.source.MkdirAll(path.Dir(full), 0o755); err != nil {
		return err
	}
	return afero.WriteFile(e.source, full, data, 0o644)
}

// rebuildable reports whether the files differ from what Hugo was given by
// content only; anything else is set up anew.
func (e *engine) rebuildable(files map[string][]byte) bool {
	if !e.built {
		return false
	}
	for name, data := range files {
		if !strings.HasPrefix(name, "content/") && !bytes.Equal(e.written[name], data) {
			return false
		}
	}
	for name := range e.written {
		if _, ok := files[name]; !ok && !strings.HasPrefix(name, "content/") {
			return false
		}
	}
	return true
}

// build runs Hugo over the files: wholly the first time, then over what
// changed.
func (e *engine) build(files map[string][]byte) (*output, error) {
	running.Lock()
	defer running.Unlock()
	var events []fsnotify.Event
	if e.built {
		var err error
		if events, err = e.update(files); err != nil {
			return nil, err
		}
		if len(events) == 0 {
			return e.out, nil
		}
	}
	if err := e.sites.Build(hugolib.BuildCfg{NoBuildLock: true}, events...); err != nil {
		return nil, err
	}
	if n := e.sites.NumLogErrors(); n > 0 {
		return nil, fmt.Errorf("hugo logged %d errors", n)
	}
	e.built = true
	return e.out, nil
}

// update brings the source to the files and tells what changed, in order.
func (e *engine) update(files map[string][]byte) ([]fsnotify.Event, error) {
	var events []fsnotify.Event
	add := func(name string, op fsnotify.Op) {
		events = append(events, fsnotify.Event{Name: path.Join(workingDir, name), Op: op})
	}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		old, known := e.written[name]
		if known && bytes.Equal(old, files[name]) {
			continue
		}
		if err := e.write(name, files[name]); err != nil {
			return nil, err
		}
		if known {
			add(name, fsnotify.Write)
		} else {
			add(name, fsnotify.Create)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(e.written)) {
		if _, ok := files[name]; !ok {
			delete(e.written, name)
			if err := e.source.Remove(path.Join(workingDir, name)); err != nil && !os.IsNotExist(err) {
				return nil, err
			}
			add(name, fsnotify.Remove)
		}
	}
	return events, nil
}

// place finds "…/layouts/page.html:12:3" in what Hugo says.
var place = regexp.MustCompile(`/site/layouts/([^":]+):(\d+):(\d+)`)

// themeError turns Hugo's error into a diagnostic at the template it speaks
// of; an error without a template is returned as it is.
func themeError(theme string, err error) (diag.List, error) {
	m := place.FindStringSubmatch(err.Error())
	if m == nil {
		return nil, fmt.Errorf("hugo: %w", err)
	}
	line, _ := strconv.Atoi(m[2])
	col, _ := strconv.Atoi(m[3])
	msg := err.Error()
	if i := strings.LastIndex(msg, "execute of template failed"); i >= 0 {
		msg = msg[i:]
	}
	var l diag.List
	l.Add(diag.Pos{File: path.Join("themes", theme, "layouts", m[1]), Line: line, Col: col}, "theme-template", "%s", msg)
	return l, nil
}
