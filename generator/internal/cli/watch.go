package cli

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/fsnotify/fsnotify"

	"signpost/generator/internal/config"
)

// settle is how long the project must be quiet before it is built again:
// editors write a file in several steps.
const settle = 10 * time.Millisecond

// watcher tells when a file of a project changed.
type watcher struct {
	changed chan struct{} // one value for any number of changes
	failed  chan error
	root    string
	fs      *fsnotify.Watcher
}

func newWatcher(root string) (*watcher, error) {
	n, err := fsnotify.NewWatcher()
	if err != nil {
		return nil, err
	}
	w := &watcher{changed: make(chan struct{}, 1), failed: make(chan error, 1), root: root, fs: n}
	if err := n.Add(root); err != nil {
		n.Close()
		return nil, err
	}
	if err := w.addAll(); err != nil {
		n.Close()
		return nil, err
	}
	go w.run()
	return w, nil
}

// Close ends the watching.
func (w *watcher) Close() error { return w.fs.Close() }

// addAll watches the folders of the project as they are now.
func (w *watcher) addAll() error {
	for _, dir := range sourceFolders() {
		if err := w.add(filepath.Join(w.root, dir)); err != nil {
			return err
		}
	}
	return nil
}

// add watches a folder and all below it. One that is not there, or goes away
// meanwhile, is no error, nor is one that may not be read: that is reported as an error of the project.
func (w *watcher) add(dir string) error {
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case errors.Is(err, fs.ErrPermission):
			return fs.SkipDir
		case err != nil:
			return err
		case !d.IsDir():
			return nil
		case strings.HasPrefix(d.Name(), ".") || d.Name() == "node_modules":
			return fs.SkipDir
		}
		if err := w.fs.Add(name); !errors.Is(err, fs.ErrPermission) {
			return err
		}
		return fs.SkipDir
	})
	if os.IsNotExist(err) {
		return nil
	}
	return err
}

func (w *watcher) run() {
	quiet := time.NewTimer(time.Hour)
	quiet.Stop()
	for {
		select {
		case e, ok := <-w.fs.Events:
			if !ok {
				return
			}
			if !w.counts(e) {
				continue
			}
			if e.Has(fsnotify.Create) {
				if info, err := os.Stat(e.Name); err == nil && info.IsDir() {
					if err := w.add(e.Name); err != nil {
						w.failed <- err
						return
					}
				}
			}
			quiet.Reset(settle)
		case err, ok := <-w.fs.Errors:
			if !ok {
				return
			}
			// Events were lost: anything may have changed, and folders be new.
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				err = w.addAll()
			}
			if err != nil {
				w.failed <- err
				return
			}
			quiet.Reset(settle)
		case <-quiet.C:
			select {
			case w.changed <- struct{}{}:
			default:
			}
		}
	}
}

// counts reports whether an event is about a file of the project.
func (w *watcher) counts(e fsnotify.Event) bool {
	if e.Op == fsnotify.Chmod {
		return false
	}
	name, err := filepath.Rel(w.root, e.Name)
	if err != nil {
		return false
	}
	name = filepath.ToSlash(name)
	top, _, _ := strings.Cut(name, "/")
	if base := filepath.Base(name); strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") {
		return false
	}
	return name == config.File || slices.Contains(sourceFolders(), top)
}
