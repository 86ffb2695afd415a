package bundle

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"hash/crc32"
	"maps"
	"slices"
	"testing"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/offline"
	"signpost/generator/internal/zipfile"
)

// site is a small site that says its hash.
func site() offline.Files {
	return offline.Files{
		"index.html":         []byte("<!DOCTYPE html><p>" + Blank + "</p>"),
		"en/index.html":      []byte("<!DOCTYPE html><h1>Home</h1>" + string(bytes.Repeat([]byte("words and words "), 200))),
		"en/a/index.html":    []byte("<!DOCTYPE html><h1>A</h1>"),
		"assets/site.css":    []byte("p{color:red}"),
		"bundle.js":          []byte(`self.signpostBundle={"hash":"` + Blank + `"};`),
		"en/search/index.js": []byte("1"),
	}
}

var about = Manifest{ID: "example", Version: "1.0", Title: "Example", Languages: []string{"en"}, Made: "2026-11-26", Expires: "2027-05-31"}

// sealed is the site as a bundle.
func sealed(t testing.TB) offline.Files {
	t.Helper()
	files, _, err := Seal(site(), about)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// TestMark gives a file that is alone a hash that its recipient can compute: of a
// list with one line, the file taken with the hash as a blank. The files given stay.
func TestMark(t *testing.T) {
	const name = "help.en.html"
	alone := offline.Files{name: []byte("<p>" + Blank + "</p><script>{\"hash\":\"" + Blank + "\"}</script>")}
	marked, hash, err := Mark(alone)
	if err != nil {
		t.Fatal(err)
	}
	list := sha256.Sum256(fmt.Appendf(nil, "%x  %s\n", sha256.Sum256(alone[name]), name))
	if want := "h1:" + base64.StdEncoding.EncodeToString(list[:]); hash != want {
		t.Errorf("hash %s, want %s", hash, want)
	}
	if want := bytes.ReplaceAll(alone[name], []byte(Blank), []byte(hash)); !bytes.Equal(marked[name], want) {
		t.Errorf("got %s, want %s", marked[name], want)
	}
	if bytes.Count(alone[name], []byte(Blank)) != 2 {
		t.Error("the file that was given was changed")
	}
}

func packed(t testing.TB, files offline.Files) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Zip(&b, files); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func open(data []byte) *Received { return Open(bytes.NewReader(data), int64(len(data))) }

// raw is an entry as an attacker writes it: nothing in it is checked.
type raw struct {
	zip.FileHeader
	data []byte // as packed
}

// entries are those of a bundle, stored.
func entries(files offline.Files) []raw {
	var out []raw
	for _, name := range files.Names() {
		out = append(out, stored(name, files[name]))
	}
	return out
}

func stored(name string, data []byte) raw {
	//lint:ignore SA1019 as Zip does
	h := zip.FileHeader{Name: name, Method: zip.Store, ModifiedDate: zipfile.FirstDay, CRC32: crc32.ChecksumIEEE(data),
		CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(data))}
	h.SetMode(0o644)
	return raw{h, data}
}

// write writes entries as they are.
func write(t testing.TB, of []raw) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := range of {
		f, err := z.CreateRaw(&of[i].FileHeader)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(of[i].data); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// with gives the files with one more or another content.
func with(files offline.Files, name, content string) offline.Files {
	out := maps.Clone(files)
	out[name] = []byte(content)
	return out
}

// without gives the files less some.
func without(files offline.Files, names ...string) offline.Files {
	out := maps.Clone(files)
	for _, name := range names {
		delete(out, name)
	}
	return out
}

// central gives the offset of the n-th header in the directory.
func central(data []byte, n int) int {
	at := int(le.Uint32(data[len(data)-endSize+16:]))
	for range n {
		at += centralSize + int(le.Uint16(data[at+28:])) + int(le.Uint16(data[at+30:])) + int(le.Uint16(data[at+32:]))
	}
	return at
}

// splice puts bytes into an archive and moves the end's pointer to the directory.
func splice(data []byte, at int, more []byte) []byte {
	out := slices.Concat(data[:at], more, data[at:])
	end := len(out) - endSize
	le.PutUint32(out[end+16:], le.Uint32(out[end+16:])+uint32(len(more)))
	return out
}

func codes(l diag.List) []string {
	var out []string
	for _, d := range l {
		out = append(out, d.Code)
	}
	return out
}
