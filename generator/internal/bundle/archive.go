package bundle

import (
	"bytes"
	"cmp"
	"compress/flate"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"io/fs"
	"slices"
	"strings"

	"signpost/generator/internal/diag"
)

// Limits of an archive. They are far above those of any site and far below
// what harms a machine.
const (
	MaxEntries = 20_000
	MaxFile    = 16 << 20  // bytes of one file, unpacked
	MaxTotal   = 512 << 20 // bytes of all files, unpacked
	// maxRatio is how many bytes of a file come of one that is packed, of files above
	// smallFile. Pages have 5 to 30, deflate makes 1,032 at most.
	maxRatio     = 200
	smallFile    = 256 << 10
	maxDirectory = 8 << 20 // bytes of the list of entries
)

// Sizes and signatures of the parts of an archive (APPNOTE.TXT 6.3, 4.3).
const (
	endSize, endMark         = 22, 0x06054b50
	centralSize, centralMark = 46, 0x02014b50
	localSize, localMark     = 30, 0x04034b50
	descriptorMark           = 0x08074b50
)

// Flags of an entry (APPNOTE 4.4.4).
const (
	flagEncrypted  = 1<<0 | 1<<6 | 1<<13
	flagDescriptor = 1 << 3
	flagPatched    = 1 << 5
)

// entry is a file of an archive, as the central directory has it.
type entry struct {
	name           string
	flags, method  uint16
	crc            uint32
	packed, size   int64
	header         int64 // offset of its local header
	data           int64 // offset of its content
	made, external uint32
	folder         bool
}

// archive reads the files of a zip.
type archive struct {
	r       io.ReaderAt
	size    int64
	entries []entry
	byName  map[string]*entry
}

// readArchive reads the directory of a zip and holds it against all its bytes: each
// belongs to exactly one entry or to the directory.
func readArchive(r io.ReaderAt, size int64) (*archive, diag.List) {
	a := &archive{r: r, size: size, byName: map[string]*entry{}}
	var l diag.List
	if a.directory(&l) {
		a.judge(&l)
		a.layout(&l)
	}
	return a, l
}

func broken(l *diag.List, format string, args ...any) bool {
	l.Add(diag.Pos{}, "bundle-archive", format, args...)
	return false
}

func (a *archive) read(off, n int64) []byte {
	if off < 0 || n < 0 || off > a.size || n > a.size-off {
		return nil
	}
	b := make([]byte, n)
	if _, err := io.ReadFull(io.NewSectionReader(a.r, off, n), b); err != nil {
		return nil
	}
	return b
}

var le = binary.LittleEndian

// directory reads the end of the archive and its central directory.
func (a *archive) directory(l *diag.List) bool {
	end := a.read(a.size-endSize, endSize)
	switch {
	case end == nil:
		return broken(l, "the file is too short for a zip archive")
	case le.Uint32(end) != endMark:
		return broken(l, "the file does not end as a zip archive does: it is damaged, cut off, has something after its end, or is none")
	case le.Uint16(end[4:]) != 0 || le.Uint16(end[6:]) != 0 || le.Uint16(end[8:]) != le.Uint16(end[10:]):
		return broken(l, "the archive is one part of several")
	}
	count, length, start := int(le.Uint16(end[10:])), int64(le.Uint32(end[12:])), int64(le.Uint32(end[16:]))
	switch {
	case count == 0xffff || length == 0xffffffff || start == 0xffffffff:
		return broken(l, "the archive is a zip64, which no bundle needs")
	case le.Uint16(end[20:]) != 0:
		return broken(l, "the archive has a comment")
	case count > MaxEntries:
		l.Add(diag.Pos{}, "bundle-size", "the archive has %d entries, more than %d", count, MaxEntries)
		return false
	case length > maxDirectory:
		l.Add(diag.Pos{}, "bundle-size", "the directory of the archive has %d bytes, more than %d", length, maxDirectory)
		return false
	case count == 0:
		return broken(l, "the archive is empty")
	case start+length != a.size-endSize:
		return broken(l, "the directory of the archive does not lie where its end says")
	}
	dir := a.read(start, length)
	if dir == nil {
		return broken(l, "the directory of the archive cannot be read")
	}
	for range count {
		if len(dir) < centralSize || le.Uint32(dir) != centralMark {
			return broken(l, "the directory of the archive is damaged after %d entries", len(a.entries))
		}
		e := entry{made: uint32(le.Uint16(dir[4:]) >> 8), flags: le.Uint16(dir[8:]), method: le.Uint16(dir[10:]), crc: le.Uint32(dir[16:]),
			packed: int64(le.Uint32(dir[20:])), size: int64(le.Uint32(dir[24:])), external: le.Uint32(dir[38:]), header: int64(le.Uint32(dir[42:]))}
		name, extra, comment := int(le.Uint16(dir[28:])), int(le.Uint16(dir[30:])), int(le.Uint16(dir[32:]))
		disk := le.Uint16(dir[34:])
		dir = dir[centralSize:]
		if len(dir) < name+extra+comment {
			return broken(l, "the directory of the archive is damaged after %d entries", len(a.entries))
		}
		e.name = string(dir[:name])
		e.folder = strings.HasSuffix(e.name, "/")
		if disk != 0 {
			return broken(l, "the archive is one part of several")
		}
		if what := oddExtra(dir[name : name+extra]); what != "" {
			l.Add(at(e.name), "bundle-archive", "the entry has %s", what)
		}
		dir = dir[name+extra+comment:]
		a.entries = append(a.entries, e)
	}
	if len(dir) > 0 {
		return broken(l, "the directory of the archive has %d bytes more than its entries", len(dir))
	}
	return true
}

// oddExtra says which extra field gives an entry a second name or size.
func oddExtra(extra []byte) string {
	for len(extra) >= 4 {
		id, n := le.Uint16(extra), int(le.Uint16(extra[2:]))
		switch id {
		case 0x0001:
			return "sizes of a zip64, which no bundle needs"
		case 0x7075:
			return "a second name"
		}
		if n > len(extra)-4 {
			return "extra fields that are damaged"
		}
		extra = extra[4+n:]
	}
	if len(extra) > 0 {
		return "extra fields that are damaged"
	}
	return ""
}

// judge looks at what the directory says of each entry.
func (a *archive) judge(l *diag.List) {
	var names []string
	var total int64
	for i := range a.entries {
		e := &a.entries[i]
		names = append(names, e.name)
		a.byName[e.name] = e
		if wrong := e.wrong(); wrong != "" {
			l.Add(at(e.name), "bundle-entry", "the entry %s", wrong)
		}
		total += e.size
		switch {
		case max(e.size, e.packed) > MaxFile:
			l.Add(at(e.name), "bundle-size", "the entry has %d bytes, more than %d", max(e.size, e.packed), MaxFile)
		case e.size > smallFile && e.size > maxRatio*e.packed:
			l.Add(at(e.name), "bundle-size", "the entry grows to more than %d times its size", maxRatio)
		}
	}
	if total > MaxTotal {
		l.Add(diag.Pos{}, "bundle-size", "the files have %d bytes together, more than %d", total, MaxTotal)
	}
	checkNames(names, l)
}

// wrong says why an entry is refused, "" where it is not.
func (e *entry) wrong() string {
	const hostUnix, hostMac = 3, 19
	if e.flags&flagEncrypted != 0 {
		return "is encrypted"
	}
	if e.flags&flagPatched != 0 {
		return "is a patch of another file"
	}
	if e.method != 0 && e.method != 8 {
		return fmt.Sprintf("is packed with method %d, and not stored or deflated", e.method)
	}
	if e.made == hostUnix || e.made == hostMac {
		switch mode := e.external >> 16; mode & 0xf000 {
		case 0, 0x8000:
			if e.folder && mode&0xf000 != 0 {
				return "has the name of a folder and the mode of a file"
			}
			if mode&0xe00 != 0 {
				return "runs as another user, or has a mode no file needs"
			}
		case 0x4000:
			if !e.folder {
				return "has the name of a file and the mode of a folder"
			}
		case 0xa000:
			return "is a symbolic link"
		default:
			return "is a device, a pipe or a socket"
		}
	}
	switch dos := e.external & 0xffff; {
	case dos&0x400 != 0:
		return "is a link of Windows"
	case dos&0x08 != 0:
		return "is the name of a disk"
	case dos&0x10 != 0 && !e.folder:
		return "has the name of a file and is marked as a folder"
	case e.folder && (e.size != 0 || e.packed != 0):
		return "is a folder with a content"
	case e.method == 0 && e.size != e.packed:
		return "is stored and has two sizes"
	}
	return ""
}

// layout holds the local headers against the directory, and finds bytes that
// belong to two entries or to none.
func (a *archive) layout(l *diag.List) {
	order := make([]*entry, len(a.entries))
	for i := range a.entries {
		order[i] = &a.entries[i]
	}
	slices.SortStableFunc(order, func(x, y *entry) int { return cmp.Compare(x.header, y.header) })
	var next int64
	for i, e := range order {
		switch {
		case e.header < next:
			l.Add(at(e.name), "bundle-archive", "the entry lies within another, %q", order[i-1].name)
			return
		case e.header > next:
			what := "before the first entry"
			if i > 0 {
				what = fmt.Sprintf("after the entry %q", order[i-1].name)
			}
			broken(l, "%d bytes %s belong to no entry", e.header-next, what)
			return
		}
		end, wrong := a.local(e)
		if wrong != "" {
			l.Add(at(e.name), "bundle-archive", "%s", wrong)
			return
		}
		next = end
	}
	if start := a.size - endSize - a.directoryLength(); next != start {
		broken(l, "%d bytes after the last entry belong to none", start-next)
	}
}

func (a *archive) directoryLength() int64 {
	end := a.read(a.size-endSize, endSize)
	return int64(le.Uint32(end[12:]))
}

// local reads an entry's own header, sets where its content begins and gives where the entry ends.
func (a *archive) local(e *entry) (end int64, wrong string) {
	h := a.read(e.header, localSize)
	if h == nil || le.Uint32(h) != localMark {
		return 0, "the entry does not lie where the directory says"
	}
	name := a.read(e.header+localSize, int64(le.Uint16(h[26:])))
	extra := a.read(e.header+localSize+int64(len(name)), int64(le.Uint16(h[28:])))
	flags, crc, packed, size := le.Uint16(h[6:]), le.Uint32(h[14:]), int64(le.Uint32(h[18:])), int64(le.Uint32(h[22:]))
	switch {
	case name == nil || extra == nil:
		return 0, "the entry is cut off"
	case string(name) != e.name:
		return 0, fmt.Sprintf("the entry calls itself %q", name)
	case flags != e.flags || le.Uint16(h[8:]) != e.method:
		return 0, "the entry and the directory say different things of how it is packed"
	case oddExtra(extra) != "":
		return 0, "the entry has " + oddExtra(extra)
	}
	same := crc == e.crc && packed == e.packed && size == e.size
	e.data = e.header + localSize + int64(len(name)+len(extra))
	end = e.data + e.packed
	if e.flags&flagDescriptor == 0 {
		if !same {
			return 0, "the entry and the directory give different sizes or checksums"
		}
	} else if end, wrong = a.descriptor(e, end, same || crc == 0 && packed == 0 && size == 0); wrong != "" {
		return 0, wrong
	}
	if end > a.size-endSize-a.directoryLength() {
		return 0, "the entry is cut off"
	}
	return end, ""
}

// descriptor reads what follows the content of an entry that was written as a stream.
func (a *archive) descriptor(e *entry, at int64, header bool) (end int64, wrong string) {
	d := a.read(at, 16)
	if d == nil {
		return 0, "the entry is cut off"
	}
	end = at + 12
	if le.Uint32(d) == descriptorMark {
		d, end = d[4:], at+16
	}
	if !header || le.Uint32(d) != e.crc || int64(le.Uint32(d[4:])) != e.packed || int64(le.Uint32(d[8:])) != e.size {
		return 0, "the entry and the directory give different sizes or checksums"
	}
	return end, ""
}

// errDamaged says that the content of an entry is not what its header promises.
var errDamaged = errors.New("the content is damaged")

// ReadFile implements fs.ReadFileFS. It unpacks no more than the directory says.
func (a *archive) ReadFile(name string) ([]byte, error) {
	e := a.byName[name]
	if e == nil || e.folder {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	packed := a.read(e.data, e.packed)
	if packed == nil || e.size > MaxFile {
		return nil, fmt.Errorf("read %s: %w", name, errDamaged)
	}
	if e.method == 0 {
		if crc32.ChecksumIEEE(packed) != e.crc {
			return nil, fmt.Errorf("read %s: %w", name, errDamaged)
		}
		return packed, nil
	}
	in := bytes.NewReader(packed)
	var out bytes.Buffer
	n, err := io.Copy(&out, io.LimitReader(flate.NewReader(in), e.size+1))
	if err != nil || n != e.size || in.Len() > 0 || crc32.ChecksumIEEE(out.Bytes()) != e.crc {
		return nil, fmt.Errorf("read %s: %w", name, errDamaged)
	}
	return out.Bytes(), nil
}

// names lists the files, in order.
func (a *archive) names() []string {
	var out []string
	for _, e := range a.entries {
		if !e.folder {
			out = append(out, e.name)
		}
	}
	slices.Sort(out)
	return out
}
