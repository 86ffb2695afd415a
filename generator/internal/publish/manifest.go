package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
)

// ManifestName is the name of the manifest in a published directory. A tree
// must not hold a file of this name.
const ManifestName = ".signpost-manifest.json"

// manifestFormat is the version of the manifest's form.
const manifestFormat = 1

// Manifest lists the files of a published directory, itself excepted, sorted by
// path. Its bytes depend on the files alone.
type Manifest struct {
	Format int     `json:"format"`
	Files  []Entry `json:"files"`
}

// Entry is a file of a manifest.
type Entry struct {
	Path   string `json:"path"` // slash-separated, relative
	Size   int64  `json:"size"` // bytes
	SHA256 string `json:"sha256"`
	Kept   bool   `json:"kept,omitempty"` // not of the tree: stays from the site before
}

// encode gives the bytes of the manifest: JSON, a line for each file.
func (m *Manifest) encode() []byte {
	b := make([]byte, 0, 64+len(m.Files)*160)
	b = append(b, `{"format":`+strconv.Itoa(manifestFormat)+`,"files":[`...)
	for i, f := range m.Files {
		if i > 0 {
			b = append(b, ',')
		}
		path, _ := json.Marshal(f.Path) // a string always succeeds
		b = append(append(b, "\n{\"path\":"...), path...)
		b = strconv.AppendInt(append(b, `,"size":`...), f.Size, 10)
		b = append(append(append(b, `,"sha256":"`...), f.SHA256...), '"')
		if f.Kept {
			b = append(b, `,"kept":true`...)
		}
		b = append(b, '}')
	}
	return append(b, "\n]}\n"...)
}

// decode reads a manifest and refuses one that encode cannot have written.
func decode(data []byte) (*Manifest, error) {
	m := new(Manifest)
	if err := json.Unmarshal(data, m); err != nil {
		return nil, err
	}
	last := ""
	for _, f := range m.Files {
		if !fs.ValidPath(f.Path) || f.Path == "." || f.Path <= last {
			return nil, fmt.Errorf("path %q is out of place", f.Path)
		}
		last = f.Path
	}
	if m.Format != manifestFormat || !bytes.Equal(m.encode(), data) {
		return nil, errors.New("not in the form in which manifests are written")
	}
	return m, nil
}

// ReadManifest reads the manifest of a published directory. The error wraps
// fs.ErrNotExist where there is none.
func ReadManifest(dir string) (*Manifest, error) {
	path := filepath.Join(dir, ManifestName)
	data, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	m, err := decode(data)
	if err != nil {
		return nil, fmt.Errorf("read manifest %q: %w", path, err)
	}
	return m, nil
}

// hash gives the SHA-256 of data in hexadecimal.
func hash(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
