package bundle

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/fstest"

	"signpost/generator/internal/offline"
)

// TestSeal computes the hash a second time, by the words of the package's documentation.
func TestSeal(t *testing.T) {
	before := site()
	files, m, err := Seal(before, about)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Contains(before["index.html"], []byte(Blank)) {
		t.Error("the files given were changed")
	}
	var lines strings.Builder
	for _, name := range files.Names() {
		if name == SumsName {
			continue
		}
		blank := strings.ReplaceAll(string(files[name]), m.Hash, "h1:"+strings.Repeat("A", 43)+"=")
		fmt.Fprintf(&lines, "%x  %s\n", sha256.Sum256([]byte(blank)), name)
	}
	sum := sha256.Sum256([]byte(lines.String()))
	if want := "h1:" + base64.StdEncoding.EncodeToString(sum[:]); m.Hash != want {
		t.Errorf("hash %s, want %s", m.Hash, want)
	}
	for _, name := range []string{"index.html", "bundle.js", ManifestName} {
		if !bytes.Contains(files[name], []byte(m.Hash)) || bytes.Contains(files[name], []byte(Blank)) {
			t.Errorf("%s does not say the hash: %s", name, files[name])
		}
	}
	if _, _, err := Seal(files, about); err == nil {
		t.Error("a bundle was sealed again")
	}
}

// TestZip holds the form of an archive: what it depends on, and what unzip and
// sha256sum make of it.
func TestZip(t *testing.T) {
	files := sealed(t)
	data := packed(t, files)
	old := runtime.GOMAXPROCS(1)
	again := packed(t, files)
	runtime.GOMAXPROCS(old)
	if !bytes.Equal(data, again) {
		t.Error("the bytes depend on the number of processors")
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		t.Fatal(err)
	}
	last := ""
	for _, f := range z.File {
		if f.Name <= last || len(f.Extra) > 0 || f.Flags != 0 || f.ModifiedDate != 0x21 || f.ModifiedTime != 0 || f.Mode() != 0o644 {
			t.Errorf("%s: after %q, extra %x, flags %x, date %x %x, mode %v", f.Name, last, f.Extra, f.Flags, f.ModifiedDate, f.ModifiedTime, f.Mode())
		}
		last = f.Name
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || !bytes.Equal(got, files[f.Name]) {
			t.Errorf("%s: %v, or another content", f.Name, err)
		}
	}
	for _, wrong := range []string{"../x", "Ж", "con", strings.Repeat("a", 101)} {
		if err := Zip(io.Discard, with(files, wrong, "")); err == nil {
			t.Errorf("%q was packed", wrong)
		}
	}

	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "b.zip"), data, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, program := range []string{"unzip", "sha256sum"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skip("no " + program)
		}
	}
	c := exec.Command("sh", "-c", "LC_ALL=C unzip -q b.zip -d out && cd out && LC_ALL=C sha256sum -c --strict --quiet SHA256SUMS")
	c.Dir = dir
	if out, err := c.CombinedOutput(); err != nil || len(out) > 0 {
		t.Errorf("%v: %s", err, out)
	}
	if b, err := OpenFolder(os.DirFS(filepath.Join(dir, "out"))); err != nil || len(b.Check(Options{})) > 0 {
		t.Errorf("the unpacked folder: %v, %v", err, b.Check(Options{}))
	}
}

// TestFolder finds in a folder what it finds in an archive.
func TestFolder(t *testing.T) {
	files := sealed(t)
	folder := func(change func(fstest.MapFS)) string {
		dir := fstest.MapFS{}
		for name, data := range files {
			dir[name] = &fstest.MapFile{Data: data, Mode: 0o644}
		}
		change(dir)
		b, err := OpenFolder(dir)
		if err != nil {
			t.Fatal(err)
		}
		return fmt.Sprint(codes(b.Check(Options{})))
	}
	for _, tt := range []struct {
		name, want string
		change     func(fstest.MapFS)
	}{
		{"as it was", "[]", func(fstest.MapFS) {}},
		{"published", "[]", func(d fstest.MapFS) { d[published] = &fstest.MapFile{Mode: 0o644} }},
		{"link", "[bundle-entry]", func(d fstest.MapFS) {
			d["z"] = &fstest.MapFile{Data: []byte("/etc/passwd"), Mode: os.ModeSymlink | 0o777}
		}},
		{"pipe", "[bundle-entry]", func(d fstest.MapFS) { d["z"] = &fstest.MapFile{Mode: os.ModeNamedPipe | 0o644} }},
		{"extra", "[bundle-extra]", func(d fstest.MapFS) { d["z"] = &fstest.MapFile{Mode: 0o644} }},
		{"missing", "[bundle-missing]", func(d fstest.MapFS) { delete(d, "index.html") }},
		{"altered", "[bundle-altered]", func(d fstest.MapFS) { d["index.html"] = &fstest.MapFile{Data: []byte("x"), Mode: 0o644} }},
		{"case", "[bundle-collision]", func(d fstest.MapFS) { d["INDEX.html"] = &fstest.MapFile{Mode: 0o644} }},
		{"large", "[bundle-size]", func(d fstest.MapFS) { d["z"] = &fstest.MapFile{Data: make([]byte, MaxFile+1), Mode: 0o644} }},
		{"no bundle", "[bundle-sums bundle-manifest]", func(d fstest.MapFS) { clear(d); d["z"] = &fstest.MapFile{Mode: 0o644} }},
	} {
		if got := folder(tt.change); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
}

// TestChanges makes changes, holds them against their base, and makes the new version of both.
func TestChanges(t *testing.T) {
	old := sealed(t)
	next := without(with(with(site(), "en/index.html", "<h1>New</h1>"), "en/b/index.html", "<h1>B</h1>"), "en/a/index.html")
	m := about
	m.Version = "2.0"
	files, sealedAs, err := Seal(next, m)
	if err != nil {
		t.Fatal(err)
	}
	base := open(packed(t, old))
	changes := Changes(base, files)
	want := "CHANGES SHA256SUMS bundle.js bundle.json en/b/index.html en/index.html index.html"
	if got := strings.Join(changes.Names(), " "); got != want {
		t.Errorf("shipped %s, want %s", got, want)
	}
	if got, want := string(changes[ChangesName]), "base "+base.Manifest.Hash+"\nremoved en/a/index.html\n"; got != want {
		t.Errorf("CHANGES is %q, want %q", got, want)
	}
	b := open(packed(t, changes))
	if l := b.Check(Options{Base: base}); len(l) > 0 || !b.Changes || b.Manifest.Hash != sealedAs.Hash {
		t.Errorf("the changes: %v", l)
	}
	if l := b.Check(Options{}); len(l) > 0 {
		t.Errorf("the changes without their base: %v", l)
	}
	for _, tt := range []struct {
		name, want string
		files      offline.Files
		base       *Received
	}{
		{"another base", "[bundle-changes]", changes, open(packed(t, files))},
		{"removes more", "[bundle-changes]", with(changes, ChangesName, string(changes[ChangesName])+"removed index.html\n"), base},
		{"removes less", "[bundle-changes]", with(changes, ChangesName, "base "+base.Manifest.Hash+"\n"), base},
		{"lacks one", "[bundle-missing]", without(changes, "en/index.html"), base},
		{"altered", "[bundle-hash bundle-altered]", with(changes, "en/index.html", "x"), base},
	} {
		if got := fmt.Sprint(codes(open(packed(t, tt.files)).Check(Options{Base: tt.base}))); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
	}
	// Unpacked over the old one.
	folder := fstest.MapFS{}
	for _, from := range []offline.Files{old, changes} {
		for name, data := range from {
			folder[name] = &fstest.MapFile{Data: data, Mode: 0o644}
		}
	}
	check := func() string {
		b, err := OpenFolder(folder)
		if err != nil {
			t.Fatal(err)
		}
		l := b.Check(Options{})
		return fmt.Sprint(codes(l), len(l) > 0 && strings.Contains(l[0].Hint, "remove it"))
	}
	if got := check(); got != "[bundle-extra] true" {
		t.Errorf("before the file is removed: %s", got)
	}
	delete(folder, "en/a/index.html")
	if got := check(); got != "[] false" {
		t.Errorf("after: %s", got)
	}
}
