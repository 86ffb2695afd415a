package bundle

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/offline"
)

// Changes gives what makes of an old bundle a new one that Seal gave: the files that are new or
// have another content, and CHANGES, which says what it changes and what is gone. SHA256SUMS is that of the
// whole new tree: unpacked over the old one and the gone files removed, it holds.
//
// The old one must be sound: see Check.
func Changes(old *Received, files offline.Files) offline.Files {
	out := offline.Files{}
	var b strings.Builder
	fmt.Fprintf(&b, "base %s\n", old.Manifest.Hash)
	for _, name := range old.names {
		if _, ok := files[name]; !ok && !Beside(name) {
			fmt.Fprintf(&b, "removed %s\n", name)
		}
	}
	for name, data := range files {
		if Beside(name) || name == ManifestName || old.listed[name] != sum(data) {
			out[name] = data
		}
	}
	out[ChangesName] = []byte(b.String())
	return out
}

// readChanges reads CHANGES.
func readChanges(data []byte, l *diag.List) (base string, removed []string) {
	number := 0
	for line := range bytes.Lines(data) {
		number++
		text, ended := strings.CutSuffix(string(line), "\n")
		word, rest, _ := strings.Cut(text, " ")
		switch {
		case !ended:
		case number == 1 && word == "base" && hashForm.MatchString(rest):
			base = rest
			continue
		case number > 1 && word == "removed" && nameWrong(rest) == "" && (len(removed) == 0 || removed[len(removed)-1] < rest):
			removed = append(removed, rest)
			continue
		}
		l.Add(diag.Pos{File: ChangesName, Line: number, Col: 1}, "bundle-changes", "the line is neither the base, nor a removed path in order")
		return base, removed
	}
	if base == "" {
		l.Add(at(ChangesName), "bundle-changes", "the file does not say what it changes")
	}
	return base, removed
}

// fits holds changes against what they are to be made to.
func (b *Received) fits(old *Received, l *diag.List) {
	if b.base != old.Manifest.Hash {
		l.Add(at(ChangesName), "bundle-changes", "these are changes to %s, and the base is %s", b.base, old.Manifest.Hash)
		return
	}
	var gone []string
	for _, name := range sortedKeys(old.listed) {
		if b.listed[name] == "" {
			gone = append(gone, name)
		}
	}
	if !slices.Equal(gone, b.removed) {
		l.Add(at(ChangesName), "bundle-changes", "the paths to remove are not those that the new version has no more")
	}
	var names []string
	from := map[string]*Received{}
	for _, name := range sortedKeys(b.listed) {
		switch {
		case b.has(name):
			from[name] = b
		case old.listed[name] == b.listed[name]:
			from[name] = old
		default:
			l.Add(at(name), "bundle-missing", "neither the changes nor their base have this file as %s lists it", SumsName)
			return
		}
		names = append(names, name)
	}
	hash, err := hashOf(names, func(name string) ([]byte, error) { return from[name].read(name) }, b.Manifest.Hash)
	if err != nil || hash != b.Manifest.Hash {
		l.Add(at(ManifestName), "bundle-hash", "with the changes the tree has the hash %s, and should have %s", hash, b.Manifest.Hash)
	}
}
