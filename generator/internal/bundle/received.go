package bundle

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"slices"
	"strings"
	"time"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/offline"
)

// Received is a bundle that came from somebody.
type Received struct {
	// Manifest is what it says of itself; zero where it says nothing readable.
	Manifest Manifest
	// Changes is whether it is an archive of changes to another bundle.
	Changes bool

	names   []string
	read    func(string) ([]byte, error)
	list    diag.List
	listed  map[string]string // SHA256SUMS: the checksum by path
	removed []string          // CHANGES
	base    string            // CHANGES: the hash of what it changes

	detached Detached
}

// published is the list that publishing leaves in a folder.
const published = ".signpost-manifest.json"

// Open reads a zip archive of that size, in bytes. What is wrong with it is for Check. The reader is
// used as long as the Received is.
func Open(r io.ReaderAt, size int64) *Received {
	a, l := readArchive(r, size)
	if len(l) > 0 {
		return &Received{list: l, read: a.ReadFile}
	}
	b := &Received{names: a.names(), read: a.ReadFile}
	b.know()
	return b
}

// OpenFolder reads a folder. Links in it are found, not followed.
func OpenFolder(dir fs.FS) (*Received, error) {
	b := &Received{}
	var folders []string
	var total int64
	err := fs.WalkDir(dir, ".", func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("list %s: %w", name, err)
		case name == "." || name == published:
			return nil
		case len(b.names)+len(folders) > MaxEntries:
			return fs.SkipAll
		case d.IsDir():
			folders = append(folders, name+"/")
			return nil
		case !d.Type().IsRegular():
			b.list.Add(at(name), "bundle-entry", "the entry is a link, a device, a pipe or a socket")
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return fmt.Errorf("list %s: %w", name, err)
		}
		if info.Size() > MaxFile {
			b.list.Add(at(name), "bundle-size", "the entry has %d bytes, more than %d", info.Size(), MaxFile)
		}
		total += info.Size()
		b.names = append(b.names, name)
		return nil
	})
	if err != nil {
		return nil, err
	}
	if len(b.names)+len(folders) > MaxEntries {
		b.list.Add(diag.Pos{}, "bundle-size", "the folder has more than %d entries", MaxEntries)
	}
	if total > MaxTotal {
		b.list.Add(diag.Pos{}, "bundle-size", "the files have %d bytes together, more than %d", total, MaxTotal)
	}
	checkNames(append(slices.Clone(b.names), folders...), &b.list)
	slices.Sort(b.names)
	b.read = func(name string) ([]byte, error) { return fs.ReadFile(dir, name) }
	if len(b.list) == 0 {
		b.know()
	}
	return b, nil
}

// Files lists the files in order; none where the container is not sound.
func (b *Received) Files() []string { return b.names }

func (b *Received) has(name string) bool {
	_, ok := slices.BinarySearch(b.names, name)
	return ok
}

// ReadFile implements fs.ReadFileFS: it reads one file, and keeps nothing.
func (b *Received) ReadFile(name string) ([]byte, error) { return b.read(name) }

// Open implements fs.FS, for files; folders are not listed.
func (b *Received) Open(name string) (fs.File, error) {
	data, err := b.read(name)
	if err != nil {
		return nil, err
	}
	return offline.Files{name: data}.Open(name)
}

// know reads what the bundle says of itself.
func (b *Received) know() {
	if data, ok := b.own(SumsName, "bundle-sums"); ok {
		b.listed = readSums(data, &b.list)
	}
	if data, ok := b.own(ManifestName, "bundle-manifest"); ok {
		b.Manifest = readManifest(data, &b.list)
	}
	if b.has(ChangesName) {
		if data, ok := b.own(ChangesName, "bundle-changes"); ok {
			b.base, b.removed = readChanges(data, &b.list)
		}
		// In a folder the changes were made: the file was left behind.
		b.Changes = slices.ContainsFunc(sortedKeys(b.listed), func(name string) bool { return !b.has(name) })
	}
}

func (b *Received) own(name, code string) ([]byte, bool) {
	if !b.has(name) {
		hint := "this is no bundle, or a part of one"
		if b.has("META-INF/container.xml") { // https://www.w3.org/TR/epub-33/#sec-container-metainf-container.xml
			hint = "this is a book (EPUB), which holds no checksums: EPUBCheck tells whether it is sound"
		}
		b.list.Add(at(name), code, "the file is missing").Hint = hint
		return nil, false
	}
	data, err := b.read(name)
	if err != nil {
		b.list.Add(at(name), "bundle-altered", "%s", damage(err))
	}
	return data, err == nil
}

func damage(err error) string {
	if errors.Is(err, errDamaged) {
		return errDamaged.Error()
	}
	return "the file cannot be read: " + err.Error()
}

// Options is what a recipient knows, or asks for. All fields are optional.
type Options struct {
	// Today is the day that the bundle is held against. Zero asks for none.
	Today time.Time
	// Base is what an archive of changes is to be made to.
	Base *Received
	// Keys are the signatures that are asked for.
	Keys Keys
}

// Check gives all that is wrong with a bundle. Findings name entries.
func (b *Received) Check(opt Options) diag.List {
	l := slices.Clone(b.list)
	if len(b.names) > 0 && len(b.listed) > 0 {
		b.contents(&l)
	}
	if b.Changes && opt.Base != nil {
		b.fits(opt.Base, &l)
	}
	if until, err := time.Parse(time.DateOnly, b.Manifest.Expires); err == nil && !opt.Today.IsZero() && opt.Today.After(until) {
		l.Add(at(ManifestName), "bundle-expired", "the bundle holds until %s, and it is %s", b.Manifest.Expires, opt.Today.Format(time.DateOnly)).Hint =
			"ask for a newer one"
	}
	b.signed(opt.Keys, opt.Today, &l)
	return l.Sorted()
}

// contents holds the files against SHA256SUMS, and the tree against its hash.
func (b *Received) contents(l *diag.List) {
	whole := len(b.list) == 0
	for _, name := range b.names {
		want, ok := b.listed[name]
		switch {
		case Beside(name):
			continue
		case !ok:
			l.Add(at(name), "bundle-extra", "%s does not list this file", SumsName).Hint = b.left(name)
			whole = false
			continue
		}
		data, err := b.read(name)
		switch {
		case err != nil:
			l.Add(at(name), "bundle-altered", "%s", damage(err))
			whole = false
		case sum(data) != want:
			l.Add(at(name), "bundle-altered", "the file is not the one that %s lists", SumsName)
			whole = false
		}
	}
	if b.Changes {
		return
	}
	for _, name := range sortedKeys(b.listed) {
		if !b.has(name) {
			l.Add(at(name), "bundle-missing", "%s lists this file, and it is not there", SumsName)
			whole = false
		}
	}
	if !whole || b.Manifest.Hash == "" {
		return
	}
	hash, err := hashOf(b.names, b.read, b.Manifest.Hash)
	if err != nil || hash != b.Manifest.Hash {
		l.Add(at(ManifestName), "bundle-hash", "the tree has the hash %s, and says %s", hash, b.Manifest.Hash)
	}
}

// left is a hint where a file should have been removed with changes, or was put there by
// the program that showed the folder.
func (b *Received) left(name string) string {
	switch {
	case slices.Contains(b.removed, name):
		return "it is not part of this version any more: remove it"
	case slices.Contains([]string{".DS_Store", "Thumbs.db", "desktop.ini"}, path.Base(name)):
		return "programs that show folders put such files there: delete it"
	}
	return ""
}

// Hash is what the manifest says; "" where there is none.
func (b *Received) Hash() string { return b.Manifest.Hash }

// String names the bundle for people.
func (b *Received) String() string {
	parts := []string{b.Manifest.ID}
	if b.Manifest.Version != "" {
		parts = append(parts, b.Manifest.Version)
	}
	return strings.Join(parts, " ")
}
