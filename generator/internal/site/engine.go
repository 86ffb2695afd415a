package site

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"path"
	"slices"
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
	log     *logBuffer
	written map[string][]byte // what Hugo was given, by name; only while watching
	built   bool
}

// newEngine sets Hugo up over the files: configuration, layouts, strings and
// content, by their names relative to the site's root. writes counts the files
// that are written.
func newEngine(files map[string][]byte, watch bool, writes *uint64) (*engine, error) {
	running.Lock()
	defer running.Unlock()
	e := &engine{source: afero.NewMemMapFs(), out: newOutput(writes), log: &logBuffer{}, written: map[string][]byte{}, watch: watch}
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
	log := loggers.New(loggers.Options{Level: logg.LevelWarn, StdOut: io.Discard, StdErr: e.log})
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
		LogLevel: logg.LevelWarn, StdOut: io.Discard, StdErr: e.log,
	})
	if err != nil {
		return nil, errors.Join(e.log.with(err), e.closeSites())
	}
	return e, nil
}

// close frees what Hugo holds.
func (e *engine) close() error {
	running.Lock()
	defer running.Unlock()
	return e.closeSites()
}

func (e *engine) closeSites() error {
	if e.sites == nil {
		return nil
	}
	if err := e.sites.Close(); err != nil {
		return fmt.Errorf("closing Hugo: %w", err)
	}
	return nil
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
		return nil, e.log.with(err)
	}
	if n := e.sites.NumLogErrors(); n > 0 {
		return nil, e.log.with(fmt.Errorf("logged %d errors", n))
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
	return together(events), nil
}

// together has Hugo read the folders anew in which several files changed: of
// those that are pages of their own it reads the first alone. The page of a
// folder stands for all that is in it.
func together(events []fsnotify.Event) []fsnotify.Event {
	changed := map[string]int{}
	for _, ev := range events {
		changed[path.Dir(ev.Name)]++
	}
	for _, dir := range slices.Sorted(maps.Keys(changed)) {
		index := path.Join(dir, "_index.md")
		if changed[dir] > 1 && !slices.ContainsFunc(events, func(ev fsnotify.Event) bool { return ev.Name == index }) {
			events = append(events, fsnotify.Event{Name: index, Op: fsnotify.Write})
		}
	}
	return events
}
