package site

import (
	"bytes"
	"os"
	"path"
	"strings"
	"sync"

	"github.com/spf13/afero"
)

// output is the destination Hugo writes to: it keeps each file's bytes without
// copying them about, and counts how often a file was written, so that a
// rebuild knows what changed. What Hugo does with a destination beside
// writing whole files goes to an empty file system in memory.
type output struct {
	afero.Fs
	mu    sync.Mutex
	files map[string]written // by path in the site
	count *uint64            // of the Builder: no number comes back with a new engine
}

type written struct {
	data       []byte
	generation uint64
	parts      []part // that other sites have as well; nil for a file without
}

func newOutput(count *uint64) *output {
	return &output{Fs: afero.NewMemMapFs(), files: map[string]written{}, count: count}
}

// Create implements afero.Fs.
func (o *output) Create(name string) (afero.File, error) {
	return &outputFile{name: name, to: o}, nil
}

// OpenFile implements afero.Fs.
func (o *output) OpenFile(name string, flag int, perm os.FileMode) (afero.File, error) {
	if flag&(os.O_WRONLY|os.O_RDWR|os.O_CREATE) != 0 {
		return o.Create(name)
	}
	return o.Fs.OpenFile(name, flag, perm)
}

// MkdirAll implements afero.Fs: folders come with their files.
func (*output) MkdirAll(string, os.FileMode) error { return nil }

// Remove implements afero.Fs.
func (o *output) Remove(name string) error {
	o.mu.Lock()
	defer o.mu.Unlock()
	delete(o.files, sitePath(name))
	return nil
}

// put stores a file. The bytes belong to the output from then on. Equal bytes
// are no change.
func (o *output) put(name string, data []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if old, ok := o.files[name]; ok && bytes.Equal(old.data, data) {
		return
	}
	*o.count++
	o.files[name] = written{data: data, generation: *o.count}
}

// sitePath turns a name of the virtual disk into a path in the site.
func sitePath(name string) string {
	return strings.TrimPrefix(strings.TrimPrefix(path.Clean("/"+name), publishDir), "/")
}

// outputFile is a file being written. Its embedded File is nil: Hugo only
// writes to files it creates.
type outputFile struct {
	afero.File
	name string
	to   *output
	buf  bytes.Buffer
}

// Name implements afero.File.
func (f *outputFile) Name() string { return f.name }

// Write implements io.Writer.
func (f *outputFile) Write(p []byte) (int, error) { return f.buf.Write(p) }

// WriteString implements io.StringWriter.
func (f *outputFile) WriteString(s string) (int, error) { return f.buf.WriteString(s) }

// Close implements io.Closer.
func (f *outputFile) Close() error {
	f.to.put(sitePath(f.name), f.buf.Bytes())
	return nil
}
