// Package worker says what the service worker of a site knows: which files each language has, what each is by its
// hash, how much room they take.
//
// In: a finished site and the worker's script as it was bundled. Out: the files to publish beside it: the worker,
// with the version of the site, and the list of each language. It never changes a file of the site, and never says anything that
// depends on a clock or a machine: the same site gives the same bytes.
//
// A list is JSON:
//
//	{"size": "3,1 MB", "files": {"fr/index.html": "Nt4…", …}}
//
// size is for readers, files is what a copy of the language holds: its folder, the pages outside of the languages, and the
// assets that any of these names. A hash is SHA-256, its first 16 bytes in base64url: it tells what a server changed or
// cut short from what was published, and no two files of a site from one another.
//
// A page that changes leaves the lists of other languages as they are. The name of a list holds its own hash, as the names of assets do.
package worker

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Name is the file of the worker, at the root of a site: it may only answer for what lies below it.
const Name = "sw.js"

//go:embed remove.js
var remove []byte

// Removal is a worker that takes the place of any other of the site, deletes what that one kept, and goes.
func Removal() []byte { return bytes.Clone(remove) }

// Language is a language of the site.
type Language struct {
	// Folder is where its pages lie, with a slash behind: "nl-be/".
	Folder string
	// Size writes an amount of bytes for its readers: "3,1 MB".
	Size func(bytes int64) string
}

// Site is what a worker is made for.
type Site struct {
	// Script is the worker itself. What this package has to say to it goes before it.
	Script []byte
	// Names lists the files of the finished site, and Read gives one.
	Names []string
	Read  func(name string) ([]byte, error)
	// Languages are those of the site.
	Languages []Language
	// Roots are pages outside of the languages that each copy has as well.
	Roots []string
	// Leave says which files of a language no copy has.
	Leave func(name string) bool
}

// list is that of a language, as it is published.
type list struct {
	Size  string            `json:"size"`
	Files map[string]string `json:"files"`
}

// header is what the worker knows from the start.
type header struct {
	Version string            `json:"version"`
	Lists   map[string]string `json:"lists"` // paths by folder
}

// Files gives the files to publish, by path. An error is one of reading.
func Files(s Site) (map[string][]byte, error) {
	there := make(map[string]bool, len(s.Names))
	for _, name := range s.Names {
		there[name] = true
	}
	read := map[string]file{}
	out, h, all := map[string][]byte{}, header{Lists: map[string]string{}}, map[string]file{}
	for _, lang := range s.Languages {
		var names []string
		for _, name := range s.Names {
			if strings.HasPrefix(name, lang.Folder) && !s.Leave(name) || slices.Contains(s.Roots, name) {
				names = append(names, name)
			}
		}
		l, size := list{Files: map[string]string{}}, int64(0)
		for len(names) > 0 {
			name := names[0]
			names = names[1:]
			if _, done := l.Files[name]; done {
				continue
			}
			f, ok := read[name]
			if !ok {
				data, err := s.Read(name)
				if err != nil {
					return nil, fmt.Errorf("list the files of %s: %w", lang.Folder, err)
				}
				f = file{sha256.Sum256(data), int64(len(data)), assetsIn(data, there)}
				read[name] = f
			}
			l.Files[name] = base64.RawURLEncoding.EncodeToString(f.sum[:16])
			size += f.size
			all[name] = f
			names = append(names, f.assets...)
		}
		l.Size = lang.Size(size)
		data, err := json.Marshal(l)
		if err != nil {
			panic(err) // texts
		}
		sum := sha256.Sum256(data)
		at := "assets/offline-" + strings.TrimSuffix(lang.Folder, "/") + "." + hex.EncodeToString(sum[:6]) + ".json"
		out[at], h.Lists[lang.Folder] = data, at
	}
	h.Version = treeHash(all)
	data, err := json.Marshal(h)
	if err != nil {
		panic(err) // texts
	}
	out[Name] = slices.Concat([]byte("self.signpost="), data, []byte(";\n"), s.Script)
	return out, nil
}

// file is what is known of a file.
type file struct {
	sum    [sha256.Size]byte
	size   int64    // bytes
	assets []string // that it names
}

// folder is where the assets of a site lie.
const folder = "assets/"

// assetsIn lists the assets that a file names: as it names them for readers, and for scripts. The worker
// reads pages in the same way (pages.ts).
func assetsIn(data []byte, there map[string]bool) []string {
	var out []string
	for {
		_, rest, ok := bytes.Cut(data, []byte(folder))
		if !ok {
			return out
		}
		data = rest
		end := bytes.IndexFunc(rest, func(r rune) bool { return strings.ContainsRune("\"'`()<>?# \n\\", r) })
		if end < 0 {
			end = len(rest)
		}
		if name := folder + string(rest[:end]); there[name] && !slices.Contains(out, name) {
			out = append(out, name)
		}
	}
}

// treeHash names all files together: Hash1 of golang.org/x/mod/sumdb/dirhash, as bundles have it.
func treeHash(files map[string]file) string {
	names := make([]string, 0, len(files))
	for name := range files {
		names = append(names, name)
	}
	slices.Sort(names)
	h := sha256.New()
	for _, name := range names {
		fmt.Fprintf(h, "%x  %s\n", files[name].sum, name)
	}
	return "h1:" + base64.StdEncoding.EncodeToString(h.Sum(nil))
}
