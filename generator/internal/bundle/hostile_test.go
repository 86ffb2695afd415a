package bundle

import (
	"archive/zip"
	"bytes"
	"fmt"
	"hash/crc32"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"signpost/generator/internal/offline"
	"signpost/generator/internal/zipfile"
)

// hostile are archives that are refused: a name, the code and a part of the message
// that says why, and how it is made of a sound bundle.
type hostile struct {
	name, code, why string
	make            func(t testing.TB, files offline.Files) []byte
}

// patched changes bytes of a sound archive.
func patched(change func(data []byte)) func(testing.TB, offline.Files) []byte {
	return func(t testing.TB, files offline.Files) []byte {
		data := write(t, entries(files))
		change(data)
		return data
	}
}

// added puts one more entry into the archive.
func added(name string, change func(*raw)) func(testing.TB, offline.Files) []byte {
	return func(t testing.TB, files offline.Files) []byte {
		e := stored(name, []byte("x"))
		if change != nil {
			change(&e)
		}
		return write(t, append(entries(files), e))
	}
}

func mode(m fs.FileMode) func(*raw) { return func(e *raw) { e.SetMode(m) } }

// changed packs other files.
func changed(change func(files offline.Files) offline.Files) func(testing.TB, offline.Files) []byte {
	return func(t testing.TB, files offline.Files) []byte { return packed(t, change(files)) }
}

// sumsOf replaces the list of checksums.
func sumsOf(change func(string) string) func(testing.TB, offline.Files) []byte {
	return changed(func(files offline.Files) offline.Files { return with(files, SumsName, change(string(files[SumsName]))) })
}

// manifestOf replaces bundle.json, and lists the new one.
func manifestOf(old, instead string) func(testing.TB, offline.Files) []byte {
	return changed(func(files offline.Files) offline.Files {
		out := with(files, ManifestName, strings.Replace(string(files[ManifestName]), old, instead, 1))
		out[SumsName] = sums(out)
		return out
	})
}

func end(data []byte) []byte { return data[len(data)-endSize:] }

var hostiles = []hostile{
	{"nothing", "bundle-archive", "too short", func(testing.TB, offline.Files) []byte { return nil }},
	{"text", "bundle-archive", "is none", func(testing.TB, offline.Files) []byte { return []byte(strings.Repeat("no archive\n", 9)) }},
	{"cut off", "bundle-archive", "cut off", func(t testing.TB, f offline.Files) []byte { d := packed(t, f); return d[:len(d)/2] }},
	{"last byte gone", "bundle-archive", "does not end", func(t testing.TB, f offline.Files) []byte { d := packed(t, f); return d[:len(d)-1] }},
	{"first bytes gone", "bundle-archive", "does not lie where", func(t testing.TB, f offline.Files) []byte { return packed(t, f)[9:] }},
	{"bytes after the end", "bundle-archive", "after its end", func(t testing.TB, f offline.Files) []byte { return append(packed(t, f), "PS"...) }},
	{"bytes before", "bundle-archive", "does not lie where", func(t testing.TB, f offline.Files) []byte { return append([]byte("#!/bin/sh\n"), packed(t, f)...) }},
	{"program before", "bundle-archive", "before the first entry", selfExtracting},
	{"comment", "bundle-archive", "after its end", func(t testing.TB, f offline.Files) []byte {
		d := append(packed(t, f), "hello"...)
		d[len(d)-7] = 5
		return d
	}},
	{"comment that is not there", "bundle-archive", "comment", patched(func(d []byte) { end(d)[20] = 5 })},
	{"no entries", "bundle-archive", "is empty", func(t testing.TB, _ offline.Files) []byte { return write(t, nil) }},
	{"one of several disks", "bundle-archive", "one part of several", patched(func(d []byte) { le.PutUint16(end(d)[4:], 1) })},
	{"entry on another disk", "bundle-archive", "one part of several", patched(func(d []byte) { le.PutUint16(d[central(d, 1)+34:], 7) })},
	{"zip64", "bundle-archive", "zip64", patched(func(d []byte) { le.PutUint32(end(d)[16:], 0xffffffff) })},
	{"zip64 entry", "bundle-archive", "zip64", added("z", func(e *raw) { e.Extra = []byte{1, 0, 8, 0, 1, 0, 0, 0, 0, 0, 0, 0} })},
	{"second name", "bundle-archive", "second name", added("z", func(e *raw) { e.Extra = []byte{0x75, 0x70, 6, 0, 1, 0, 0, 0, 0, 'q'} })},
	{"damaged extra field", "bundle-archive", "damaged", added("z", func(e *raw) { e.Extra = []byte{1, 2, 99, 0, 0} })},
	{"damaged directory", "bundle-archive", "damaged after 2 entries", patched(func(d []byte) { d[central(d, 2)] = 'X' })},
	{"name longer than the directory", "bundle-archive", "damaged after", patched(func(d []byte) { le.PutUint16(d[central(d, 7)+28:], 60000) })},
	{"more entries than it says", "bundle-archive", "more than its entries", patched(func(d []byte) { le.PutUint16(end(d)[8:], 2); le.PutUint16(end(d)[10:], 2) })},
	{"directory elsewhere", "bundle-archive", "does not lie where", patched(func(d []byte) { le.PutUint32(end(d)[12:], le.Uint32(end(d)[12:])-4) })},
	{"two names", "bundle-archive", "calls itself", patched(func(d []byte) { d[localSize] = 'X' })},
	{"two methods", "bundle-archive", "how it is packed", patched(func(d []byte) { d[8] = 8 })},
	{"two flags", "bundle-archive", "how it is packed", patched(func(d []byte) { d[7] ^= 8 })},
	{"two checksums", "bundle-archive", "different sizes or checksums", patched(func(d []byte) { d[14] ^= 1 })},
	{"two sizes", "bundle-archive", "different sizes or checksums", patched(func(d []byte) { d[22] ^= 1 })},
	{"no local header", "bundle-archive", "where the directory says", patched(func(d []byte) { d[0] = 'X' })},
	{"local name past the end", "bundle-archive", "cut off", patched(func(d []byte) { le.PutUint16(d[26:], 65535) })},
	{"overlapping entries", "bundle-archive", "lies within another", patched(func(d []byte) { le.PutUint32(d[central(d, 1)+42:], 8) })},
	{"one content for two", "bundle-archive", "lies within another", patched(func(d []byte) { le.PutUint32(d[central(d, 1)+42:], 0) })},
	{"hidden bytes", "bundle-archive", "belong to no entry", hidden},
	{"hidden bytes at the end", "bundle-archive", "belong to none", func(t testing.TB, f offline.Files) []byte {
		d := write(t, entries(f))
		return splice(d, central(d, 0), []byte("hidden"))
	}},
	{"descriptor says otherwise", "bundle-archive", "different sizes or checksums", streamed},

	{"encrypted", "bundle-entry", "encrypted", added("z", func(e *raw) { e.Flags |= 1 })},
	{"strongly encrypted", "bundle-entry", "encrypted", added("z", func(e *raw) { e.Flags |= 1 << 6 })},
	{"patch", "bundle-entry", "patch", added("z", func(e *raw) { e.Flags |= 1 << 5 })},
	{"bzip2", "bundle-entry", "method 12", added("z", func(e *raw) { e.Method = 12 })},
	{"symbolic link", "bundle-entry", "symbolic link", added("z", mode(fs.ModeSymlink|0o777))},
	{"device", "bundle-entry", "device", added("z", mode(fs.ModeDevice|0o644))},
	{"pipe", "bundle-entry", "a pipe", added("z", mode(fs.ModeNamedPipe|0o644))},
	{"runs as root", "bundle-entry", "another user", added("z", mode(fs.ModeSetuid|0o755))},
	{"sticky", "bundle-entry", "no file needs", added("z", mode(fs.ModeSticky|0o644))},
	{"link of Windows", "bundle-entry", "link of Windows", added("z", func(e *raw) { e.CreatorVersion, e.ExternalAttrs = 0, 0x400 })},
	{"name of a disk", "bundle-entry", "name of a disk", added("z", func(e *raw) { e.CreatorVersion, e.ExternalAttrs = 0, 8 })},
	{"file marked as folder", "bundle-entry", "marked as a folder", added("z", func(e *raw) { e.CreatorVersion, e.ExternalAttrs = 0, 0x10 })},
	{"file with the mode of a folder", "bundle-entry", "mode of a folder", added("z", func(e *raw) { e.ExternalAttrs = 0x41ed << 16 })},
	{"folder with the mode of a file", "bundle-entry", "mode of a file", added("z/", func(e *raw) {
		e.data, e.CompressedSize64, e.UncompressedSize64, e.ExternalAttrs = nil, 0, 0, 0x81a4<<16
	})},
	{"folder with a content", "bundle-entry", "folder with a content", func(t testing.TB, f offline.Files) []byte {
		return bytes.ReplaceAll(added("zz", func(e *raw) { e.CreatorVersion, e.ExternalAttrs = 0, 0x10 })(t, f), []byte("zz"), []byte("z/"))
	}},
	{"stored with two sizes", "bundle-entry", "two sizes", added("z", func(e *raw) { e.UncompressedSize64 = 2 })},

	{"zip slip", "bundle-path", "leads out", added("../z", nil)},
	{"zip slip within", "bundle-path", "leads out", added("en/../../z", nil)},
	{"zip slip at the end", "bundle-path", "leads out", added("en/..", nil)},
	{"absolute", "bundle-path", "root of the disk", added("/etc/z", nil)},
	{"drive", "bundle-path", "drive", added("C:/z", nil)},
	{"drive without slash", "bundle-path", "drive", added("c:z", nil)},
	{"backslash", "bundle-path", "backslash", added(`en\z`, nil)},
	{"backslash and out", "bundle-path", "backslash", added(`..\z`, nil)},
	{"share of Windows", "bundle-path", "backslash", added(`\\host\share\z`, nil)},
	{"no name", "bundle-path", "is empty", added("", nil)},
	{"empty part", "bundle-path", "empty part", added("en//z", nil)},
	{"point", "bundle-path", "empty part", added("./z", nil)},
	{"device of Windows", "bundle-path", "device on Windows", added("en/CON", nil)},
	{"device with an end", "bundle-path", "device on Windows", added("aux.html", nil)},
	{"device as folder", "bundle-path", "device on Windows", added("com1/z", nil)},
	{"device before a space", "bundle-path", "device on Windows", added("nul .txt", nil)},
	{"dot at the end", "bundle-path", "a space", added("z.", nil)},
	{"space at the end", "bundle-path", "a space", added("en /z", nil)},
	{"stream of Windows", "bundle-path", "':'", added("index.html:evil", nil)},
	{"asterisk", "bundle-path", "'*'", added("z*", nil)},
	{"control character", "bundle-path", "control", added("z\x1b[2J", nil)},
	{"line end", "bundle-path", "control", added("z\nindex.html", nil)},
	{"not ASCII", "bundle-path", "not ASCII", added("сбой.html", nil)},
	{"not UTF-8", "bundle-path", "not ASCII", added("z\xff", func(e *raw) { e.NonUTF8 = true })},
	{"too long", "bundle-path", "has 101 characters", added(strings.Repeat("a", MaxPath+1), nil)},

	{"twice", "bundle-collision", "two entries", added("index.html", nil)},
	{"but for case", "bundle-collision", "case", added("INDEX.html", nil)},
	{"but for case of a folder", "bundle-collision", "case", added("EN/index.html", nil)},
	{"file and folder", "bundle-collision", "folder of", added("en", nil)},
	{"file and folder within", "bundle-collision", "folder of", added("index.html/z", nil)},

	{"bomb", "bundle-size", "grows to more than", func(t testing.TB, f offline.Files) []byte { return write(t, append(entries(f), bomb("z", 15<<20))) }},
	{"one large file", "bundle-size", "more than 16777216", func(t testing.TB, f offline.Files) []byte { return write(t, append(entries(f), bomb("z", 64<<20))) }},
	{"claims four gigabytes", "bundle-size", "more than 16777216", added("z", func(e *raw) { e.UncompressedSize64 = 0xfffffffe })},
	{"many bombs", "bundle-size", "together", manyBombs},
	{"many entries", "bundle-size", "entries, more than", manyEntries},
	{"a large directory", "bundle-size", "the directory", patched(func(d []byte) { le.PutUint32(end(d)[12:], 1<<30) })},
	{"grows more than it says", "bundle-altered", "damaged", func(t testing.TB, f offline.Files) []byte {
		b := bomb("index.html", 10<<20)
		b.UncompressedSize64 = 9
		return write(t, append(entries(without(f, "index.html")), b))
	}},
	{"bytes after the content", "bundle-altered", "damaged", func(t testing.TB, f offline.Files) []byte {
		b := bomb("index.html", 100)
		b.data = append(b.data, "more"...)
		b.CompressedSize64 += 4
		return write(t, append(entries(without(f, "index.html")), b))
	}},
	{"no deflate", "bundle-altered", "damaged", func(t testing.TB, f offline.Files) []byte {
		b := stored("index.html", []byte("\xff\xff\xff\xff"))
		b.Method = zip.Deflate
		return write(t, append(entries(without(f, "index.html")), b))
	}},

	{"flipped bit", "bundle-altered", "damaged", patched(func(d []byte) { d[localSize+len("SHA256SUMS")+9] ^= 1 })},
	{"altered", "bundle-altered", "not the one", changed(func(f offline.Files) offline.Files { return with(f, "en/index.html", "other") })},
	{"altered by one byte", "bundle-altered", "not the one", changed(func(f offline.Files) offline.Files {
		return with(f, "assets/site.css", string(f["assets/site.css"])+"\n")
	})},
	{"missing", "bundle-missing", "not there", changed(func(f offline.Files) offline.Files { return without(f, "en/a/index.html") })},
	{"extra", "bundle-extra", "does not list", changed(func(f offline.Files) offline.Files { return with(f, "en/setup.exe", "x") })},
	{"renamed", "bundle-missing", "not there", changed(func(f offline.Files) offline.Files {
		return with(without(f, "bundle.js"), "bundle2.js", string(f["bundle.js"]))
	})},

	{"no sums", "bundle-sums", "missing", changed(func(f offline.Files) offline.Files { return without(f, SumsName) })},
	{"empty sums", "bundle-sums", "empty", sumsOf(func(string) string { return "" })},
	{"sums cut off", "bundle-sums", "cut off", sumsOf(func(s string) string { return s[:len(s)-1] })},
	{"sums of Windows", "bundle-sums", "two spaces", sumsOf(func(s string) string { return strings.ReplaceAll(s, "  ", " *") })},
	{"sums in capitals", "bundle-sums", "two spaces", sumsOf(strings.ToUpper)},
	{"sums out of order", "bundle-sums", "does not come after", sumsOf(func(s string) string { l := strings.SplitAfter(s, "\n"); return l[1] + l[0] + strings.Join(l[2:], "") })},
	{"sums twice", "bundle-sums", "does not come after", sumsOf(func(s string) string { l := strings.SplitAfter(s, "\n"); return l[0] + s })},
	{"sums of a file outside", "bundle-sums", "leads out", sumsOf(func(s string) string { return s[:64] + "  ../x\n" + s })},
	{"sums of themselves", "bundle-sums", "not part of the tree", sumsOf(func(s string) string { return s[:64] + "  SHA256SUMS\n" + s })},

	{"no manifest", "bundle-manifest", "missing", changed(func(f offline.Files) offline.Files { return without(f, ManifestName) })},
	{"manifest is no JSON", "bundle-manifest", "cannot be read", manifestOf("{", "[")},
	{"manifest of another format", "bundle-manifest", "the format is", manifestOf("bundle/1", "bundle/9")},
	{"manifest with more", "bundle-manifest", "unknown field", manifestOf(`"id"`, `"evil": 1, "id"`)},
	{"manifest twice", "bundle-manifest", "after the object", manifestOf("}", "} {}")},
	{"manifest without id", "bundle-manifest", "no id", manifestOf(`"example"`, `""`)},
	{"manifest with no day", "bundle-manifest", "not a day", manifestOf("2027-05-31", "2027-02-31")},
	{"manifest with no hash", "bundle-manifest", "no hash", manifestOf("h1:", "h2:")},
	{"another hash", "bundle-hash", "has the hash", anotherHash},
	{"another version, summed again", "bundle-hash", "has the hash", manifestOf(`"1.0"`, `"2.0"`)},
	{"altered and summed again", "bundle-hash", "has the hash", changed(func(f offline.Files) offline.Files {
		out := with(f, "en/index.html", "other")
		out[SumsName] = sums(out)
		return out
	})},
	{"changes without a base", "bundle-changes", "neither", changed(func(f offline.Files) offline.Files { return with(f, ChangesName, "removed en\n") })},
	{"changes that remove what is outside", "bundle-changes", "neither", changed(func(f offline.Files) offline.Files {
		return with(f, ChangesName, "base "+Blank+"\nremoved ../x\n")
	})},
}

func anotherHash(t testing.TB, files offline.Files) []byte {
	hash := open(packed(t, files)).Manifest.Hash
	return manifestOf(hash, "h1:"+strings.Repeat("B", 42)+"A=")(t, files)
}

func selfExtracting(t testing.TB, files offline.Files) []byte {
	data := splice(write(t, entries(files)), 0, []byte("MZ program"))
	for i := range files.Names() {
		at := central(data, i) + 42
		le.PutUint32(data[at:], le.Uint32(data[at:])+10)
	}
	return data
}

// hidden puts bytes between the first entry and the second.
func hidden(t testing.TB, files offline.Files) []byte {
	data := write(t, entries(files))
	second := int(le.Uint32(data[central(data, 1)+42:]))
	data = splice(data, second, []byte("hidden"))
	for i := range files.Names()[1:] {
		at := central(data, i+1) + 42
		le.PutUint32(data[at:], le.Uint32(data[at:])+6)
	}
	return data
}

// streamed is an archive written as a stream, whose first descriptor says another size.
func streamed(t testing.TB, files offline.Files) []byte {
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for _, name := range files.Names() {
		f, err := z.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(files[name]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	data := b.Bytes()
	if l := open(bytes.Clone(data)).Check(Options{}); len(l) > 0 {
		t.Fatalf("written as a stream, and refused: %v", l)
	}
	data[bytes.Index(data, []byte("PK\x07\x08"))+8] ^= 1
	return data
}

// bomb is an entry of zeros.
func bomb(name string, size int) raw {
	zeros := make([]byte, size)
	e := stored(name, zipfile.Deflate(zeros))
	e.Method, e.CRC32, e.UncompressedSize64 = zip.Deflate, crc32.ChecksumIEEE(zeros), uint64(size)
	return e
}

func manyBombs(t testing.TB, files offline.Files) []byte {
	of := entries(files)
	one := bomb("z", 1<<20)
	for i := range 600 {
		one.Name = fmt.Sprintf("z%d", i)
		of = append(of, one)
	}
	return write(t, of)
}

func manyEntries(t testing.TB, files offline.Files) []byte {
	of := entries(files)
	for i := range MaxEntries {
		of = append(of, stored(fmt.Sprintf("z%d", i), nil))
	}
	return write(t, of)
}

// Cost of refusing an archive, at most.
const (
	maxTime   = time.Second
	maxMemory = 100 << 20
)

// TestHostile refuses every archive with its reason, and for little time and memory.
func TestHostile(t *testing.T) {
	if len(hostiles) < 40 {
		t.Fatalf("only %d archives", len(hostiles))
	}
	files := sealed(t)
	today, err := time.Parse(time.DateOnly, "2026-11-27")
	if err != nil {
		t.Fatal(err)
	}
	if l := open(packed(t, files)).Check(Options{Today: today}); len(l) > 0 {
		t.Fatalf("the bundle they are made of: %v", l)
	}
	for _, h := range hostiles {
		t.Run(h.name, func(t *testing.T) {
			data := h.make(t, files)
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			used := processorTime()
			l := open(data).Check(Options{Today: today})
			used = processorTime() - used
			runtime.ReadMemStats(&after)
			if !slices.Contains(codes(l), h.code) || !strings.Contains(fmt.Sprint(l), h.why) {
				t.Errorf("want %s: …%s…, got %v", h.code, h.why, l)
			}
			if grown := after.TotalAlloc - before.TotalAlloc; grown > maxMemory || used > maxTime {
				t.Errorf("it took %v and %d MB", used, grown>>20)
			}
		})
	}
}

// TestExpired holds a bundle against a day.
func TestExpired(t *testing.T) {
	data := packed(t, sealed(t))
	for day, want := range map[string]string{"2026-01-01": "[]", "2027-05-31": "[]", "2027-06-01": "[bundle-expired]"} {
		today, err := time.Parse(time.DateOnly, day)
		if err != nil {
			t.Fatal(err)
		}
		if got := fmt.Sprint(codes(open(data).Check(Options{Today: today}))); got != want {
			t.Errorf("on %s: %s, want %s", day, got, want)
		}
	}
}
