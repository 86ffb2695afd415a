package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"golang.org/x/mod/sumdb/dirhash"

	"signpost/generator/internal/offline"
)

// Names of the files that a bundle has beside those of the site.
const (
	ManifestName = "bundle.json"
	SumsName     = "SHA256SUMS"
	ChangesName  = "CHANGES"
	SSHSuffix    = ".sig"
	MiniSuffix   = ".minisig"
)

// Format is what the manifests of this package say they are.
const Format = "signpost-bundle/1"

// Namespace is that of signatures by ssh-keygen: a signature made for another
// purpose counts for nothing.
const Namespace = "signpost-bundle"

// Blank stands for the hash of a tree until it is known, and has its length.
const Blank = "h1:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="

// Manifest says what a bundle is. Days are written as 2026-11-26.
type Manifest struct {
	Format    string   `json:"format"`
	ID        string   `json:"id"` // what it is a bundle of, the same from one version to the next
	Version   string   `json:"version,omitempty"`
	Title     string   `json:"title"`
	Languages []string `json:"languages"`
	Flow      string   `json:"flow,omitempty"`    // where it is of one flow, in single files
	Partner   string   `json:"partner,omitempty"` // where it is of one partner
	Site      string   `json:"site,omitempty"`    // the address of the site
	Made      string   `json:"made,omitempty"`    // the day, where one was given
	Expires   string   `json:"expires,omitempty"` // the last day on which it holds
	Hash      string   `json:"hash"`              // of the tree
}

// encode writes a manifest as it stands in a bundle.
func (m Manifest) encode() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(m)
	return b.Bytes(), err
}

// Seal gives the files of a bundle: those of the site, in which the hash of the tree stands in
// the place of every Blank, with bundle.json and SHA256SUMS. The files given are not changed.
// What has a name of one of these is an error.
func Seal(site offline.Files, m Manifest) (offline.Files, Manifest, error) {
	out := make(offline.Files, len(site)+2)
	for name, data := range site {
		if Beside(name) || name == ManifestName {
			return nil, m, fmt.Errorf("the site has a file %s, which is one of the bundle's", name)
		}
		out[name] = data
	}
	m.Format, m.Hash = Format, Blank
	blank, err := m.encode()
	if err != nil {
		return nil, m, err
	}
	out[ManifestName] = blank
	if out, m.Hash, err = Mark(out); err != nil {
		return nil, m, err
	}
	out[SumsName] = sums(out)
	return out, m, nil
}

// Mark gives files with the hash of their tree in the place of every Blank, and the hash. The files
// given are not changed.
func Mark(files offline.Files) (offline.Files, string, error) {
	hash, err := hashOf(files.Names(), files.Peek, Blank)
	if err != nil {
		return nil, "", err
	}
	out := make(offline.Files, len(files)+1)
	for name, data := range files {
		out[name] = bytes.ReplaceAll(data, []byte(Blank), []byte(hash))
	}
	return out, hash, nil
}

// Beside reports whether a file of a bundle is none of those that its hash is of.
func Beside(name string) bool {
	switch name {
	case SumsName, SumsName + SSHSuffix, SumsName + MiniSuffix, ChangesName:
		return true
	}
	return false
}

// hashOf is the hash of a tree in which the hash that is claimed stands.
func hashOf(names []string, read func(string) ([]byte, error), claimed string) (string, error) {
	var of []string
	for _, name := range names {
		if !Beside(name) {
			of = append(of, name)
		}
	}
	return dirhash.Hash1(of, func(name string) (io.ReadCloser, error) {
		data, err := read(name)
		if err != nil {
			return nil, err
		}
		return io.NopCloser(bytes.NewReader(bytes.ReplaceAll(data, []byte(claimed), []byte(Blank)))), nil
	})
}

// sums is the list of checksums, as sha256sum writes it.
func sums(files offline.Files) []byte {
	var b strings.Builder
	for _, name := range files.Names() {
		if !Beside(name) {
			fmt.Fprintf(&b, "%x  %s\n", sha256.Sum256(files[name]), name)
		}
	}
	return []byte(b.String())
}
