package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"time"

	"signpost/generator/internal/diag"
)

func sum(data []byte) string { return fmt.Sprintf("%x", sha256.Sum256(data)) }

func sortedKeys(m map[string]string) []string { return slices.Sorted(maps.Keys(m)) }

var sumLine = regexp.MustCompile(`^[0-9a-f]{64}  [^ ].*$`)

// readSums reads SHA256SUMS, more strictly than sha256sum does: lower case, in order, nothing twice.
func readSums(data []byte, l *diag.List) map[string]string {
	out := map[string]string{}
	last := ""
	bad := func(line int, format string, args ...any) map[string]string {
		l.Add(diag.Pos{File: SumsName, Line: line, Col: 1}, "bundle-sums", format, args...)
		return nil
	}
	if len(data) == 0 {
		return bad(1, "the list is empty")
	}
	number := 0
	for line := range bytes.Lines(data) {
		number++
		text, ok := strings.CutSuffix(string(line), "\n")
		if !ok {
			return bad(number, "the last line is cut off")
		}
		if !sumLine.MatchString(text) {
			return bad(number, "the line is not a SHA-256, two spaces and a path")
		}
		name := text[66:]
		switch {
		case nameWrong(name) != "":
			return bad(number, "the name %s", nameWrong(name))
		case Beside(name):
			return bad(number, "%s is not part of the tree", name)
		case name <= last:
			return bad(number, "%q does not come after %q", name, last)
		}
		out[name], last = text[:64], name
	}
	return out
}

// hash is the form of the hash of a tree.
var hashForm = regexp.MustCompile(`^h1:[A-Za-z0-9+/]{43}=$`)

func readManifest(data []byte, l *diag.List) Manifest {
	var m Manifest
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	bad := func(format string, args ...any) {
		l.Add(at(ManifestName), "bundle-manifest", format, args...)
	}
	if err := d.Decode(&m); err != nil {
		bad("the file cannot be read: %v", err)
		return Manifest{}
	}
	if d.More() {
		bad("something stands after the object")
	}
	if m.Format != Format {
		bad("the format is %q, and not %q", m.Format, Format)
	}
	if _, err := base64.StdEncoding.DecodeString(strings.TrimPrefix(m.Hash, "h1:")); err != nil || !hashForm.MatchString(m.Hash) {
		bad("%q is no hash of a tree", m.Hash)
		m.Hash = ""
	}
	for _, day := range []string{m.Made, m.Expires} {
		if _, err := time.Parse(time.DateOnly, day); day != "" && err != nil {
			bad("%q is not a day", day)
		}
	}
	if m.ID == "" || len(m.Languages) == 0 {
		bad("the bundle has no id, or no language")
	}
	return m
}
