package cli

import (
	"errors"
	"io/fs"
	"path/filepath"
	"strings"
	"testing"
)

// denied is a disk with a folder that may not be read.
type denied struct {
	fs.FS
	dir string
}

func (d denied) Open(name string) (fs.File, error) {
	if name == d.dir {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrPermission}
	}
	return d.FS.Open(name)
}

// TestFolderDenied reports a folder that may not be read, and nothing that only follows from it.
func TestFolderDenied(t *testing.T) {
	dir := t.TempDir()
	onDisk(t, dir)
	w, err := (&app{env: Env{Dir: dir}, dir: "."}).open()
	if err != nil {
		t.Fatal(err)
	}
	w.fsys = denied{w.fsys, "content/ru/guides"}
	l, err := w.load()
	if err != nil {
		t.Fatal(err)
	}
	if got := text(t, l.list); !strings.HasPrefix(got, "content/ru/guides:1:1: error: cannot read") || len(l.list) != 1 {
		t.Errorf("want one report, got\n%s", got)
	}
}

// TestWriteWholeNamesTheFile names the file that was asked for, and not the one that is written beside it first.
func TestWriteWholeNamesTheFile(t *testing.T) {
	name := filepath.Join(t.TempDir(), "nowhere", "b.zip")
	err := writeWhole(name, nil)
	if !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "b.zip\":") {
		t.Errorf("%v", err)
	}
}
