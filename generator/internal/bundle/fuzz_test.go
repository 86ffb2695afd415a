package bundle

import (
	"bytes"
	"io"
	"strings"
	"testing"
	"time"
)

// FuzzVerify reads anything as an archive: nothing panics, nothing is unpacked that is larger than
// it says, and what is sound is a bundle that packs and seals to the same again.
func FuzzVerify(f *testing.F) {
	files := sealed(f)
	for _, h := range hostiles {
		if data := h.make(f, files); len(data) < 64<<10 {
			f.Add(data)
		}
	}
	f.Add(packed(f, files))
	f.Fuzz(func(t *testing.T, data []byte) {
		b := open(data)
		b.Beside(Detached{SSH: data, Minisign: data, Archive: func() io.Reader { return bytes.NewReader(data) }})
		l := b.Check(Options{Today: time.Unix(0, 0), Keys: Keys{AllowedSigners: data, Minisign: data}})
		for _, d := range l {
			if !strings.HasPrefix(d.Code, "bundle-") || d.Message == "" || strings.ContainsAny(d.Pos.File, "\x00\n\x1b") {
				t.Errorf("%+v", d)
			}
		}
		for _, name := range b.Files() {
			if wrong := nameWrong(name); wrong != "" && len(b.list) == 0 {
				t.Errorf("%q %s", name, wrong)
			}
		}
		if len(b.Check(Options{})) > 0 || b.Changes {
			return
		}
		again := without(files, files.Names()...)
		for _, name := range b.Files() {
			content, err := b.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if !Beside(name) && name != ManifestName {
				again[name] = bytes.ReplaceAll(content, []byte(b.Manifest.Hash), []byte(Blank))
			}
		}
		if _, m, err := Seal(again, b.Manifest); err != nil || m.Hash != b.Manifest.Hash && !bytes.Contains(data, []byte(Blank)) {
			t.Errorf("sealed again: %v, %s, was %s", err, m.Hash, b.Manifest.Hash)
		}
	})
}
