// Package confine keeps what strangers wrote within bounds: it takes the files
// of a partner's folder, and has work done in processes that can be killed.
//
// In: the root of a project and the name of a folder in it; a program and bytes
// for it to work on. Out: a file system in memory with the files that may be
// there, and what is wrong with all others; the bytes that came back. It never
// follows a link, never opens what is no regular file, never reads a file
// twice, never writes, and knows nothing of what the files say.
//
// # What a folder may hold
//
//	terms.yaml                     256 KiB
//	<language>.md                   64 KiB
//	brand/*.png, *.jpg, *.webp     256 KiB, 2,048 pixels each way, whole and nothing after it
//	versions/<number>/             terms.yaml and <language>.md, as above
//
// Names are of the lower-case letters, digits, points and hyphens of ASCII; the
// region of a language is in capitals (nl-BE.md). A folder has 64 entries at
// most, and all files 8 MiB together. What has more entries is not read.
//
// # Codes
//
//	partner-folder  the folder is none, or is reached through a link
//	partner-name    a name that some system reads otherwise, or that shows other than it is
//	partner-file    a file or folder that has no place here
//	partner-kind    a link, a pipe, a device, a file with a second name
//	partner-limit   too many files, or too many bytes
//
// and file-unreadable, file-too-large, image-format, image-limit.
package confine

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"testing/fstest"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/media"
	"signpost/generator/internal/source"
)

// Limits of a folder: entries of each folder, bytes of a file by its kind, and
// of all files.
const (
	maxEntries = 64
	maxFacts   = source.MaxYAML
	maxWords   = 64 << 10
	maxPicture = 256 << 10
	maxSide    = 2048 // pixels of a picture
	maxBytes   = 8 << 20
)

// Read takes the files of a folder of the project: "partners/blue". In the file
// system they have the names that they have in the project. It is empty where
// the folder cannot be read at all. The error is for the root itself.
func Read(root *os.Root, dir string) (fs.FS, diag.List, error) {
	r := reader{files: fstest.MapFS{}}
	if !fs.ValidPath(dir) || dir == "." {
		return r.files, nil, fmt.Errorf("%q is not the name of a folder", dir)
	}
	at, here := "", root
	for name := range strings.SplitSeq(dir, "/") {
		at = path.Join(at, name)
		next, err := r.enter(here, name, at)
		if here != root {
			err = errors.Join(err, here.Close())
		}
		if err != nil || next == nil {
			return r.files, r.l, err
		}
		here = next
	}
	defer here.Close() // it was only read
	r.folder(here, dir, top)
	return r.files, r.l, nil
}

// level is where in a partner's folder a folder is.
type level int

const (
	top      level = iota
	pictures       // a logo, an icon
	versions       // holds the folders of versions
	version        // one of them
)

// reader collects files.
type reader struct {
	files fstest.MapFS
	l     diag.List
	bytes int64
	full  bool // the limit of bytes was reported
}

func (r *reader) report(at, code, hint, format string, args ...any) {
	r.l.Add(diag.Pos{File: at, Line: 1, Col: 1}, code, format, args...).Hint = hint
}

// enter opens a folder; nil where it is none, which is reported.
func (r *reader) enter(parent *os.Root, name, at string) (*os.Root, error) {
	info, err := parent.Lstat(name)
	switch {
	case err != nil:
		r.report(at, "partner-folder", "check its name, and who may read it", "cannot read the folder: %s", reason(err))
		return nil, nil
	case !info.IsDir():
		r.report(at, "partner-folder", "put the folder itself here: links are not followed", "not a folder (%s)", source.KindOf(info.Mode()))
		return nil, nil
	}
	sub, err := parent.OpenRoot(name)
	if err != nil {
		r.report(at, "partner-folder", "check who may read it", "cannot read the folder: %s", reason(err))
		return nil, nil
	}
	if now, err := sub.Stat("."); err != nil || !os.SameFile(info, now) {
		r.report(at, "partner-folder", "try again when nobody writes to it", "the folder was replaced while it was opened")
		return nil, sub.Close()
	}
	return sub, nil
}

// folder reads what lies in a folder.
func (r *reader) folder(dir *os.Root, at string, l level) {
	names, err := list(dir)
	if err != nil {
		r.report(at, "partner-folder", "check who may read it", "cannot list the folder: %s", reason(err))
		return
	}
	if len(names) > maxEntries {
		r.report(at, "partner-limit", "delete what does not belong to the terms", "more than %d files and folders in one folder", maxEntries)
		return
	}
	folded := map[string]string{}
	for _, name := range names {
		full := path.Join(at, name)
		if wrong, hint := nameWrong(name); wrong != "" {
			r.report(full, "partner-name", hint, "%s", wrong)
			continue
		}
		if other, ok := folded[strings.ToLower(name)]; ok {
			r.report(full, "partner-name", "delete one of the two: on some systems they are one file", "the name differs from %q by capitals alone", other)
			continue
		}
		folded[strings.ToLower(name)] = name
		r.entry(dir, name, full, l)
	}
}

// list gives the names in a folder, sorted; of more than maxEntries, one more.
func list(dir *os.Root) (names []string, err error) {
	f, err := dir.Open(".")
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	names, err = f.Readdirnames(maxEntries + 1)
	if errors.Is(err, io.EOF) {
		err = nil // there are none
	}
	slices.Sort(names)
	return names, err
}

// entry takes one file, or goes into one folder.
func (r *reader) entry(dir *os.Root, name, at string, l level) {
	info, err := dir.Lstat(name)
	if err != nil {
		r.report(at, "file-unreadable", "check who may read it", "cannot read the file: %s", reason(err))
		return
	}
	limit, below := place(name, l)
	switch {
	case info.IsDir() && below != l:
		sub, _ := r.enter(dir, name, at)
		if sub != nil {
			r.folder(sub, at, below)
			_ = sub.Close() // it was only read
		}
	case !info.IsDir() && !info.Mode().IsRegular():
		r.report(at, "partner-kind", "put the file itself here: links, pipes and devices are not opened", "not a regular file (%s)", source.KindOf(info.Mode()))
	case info.IsDir():
		r.report(at, "partner-file", "folders are brand/, versions/ and, in that, those named by the numbers of versions", "a folder %q has no place here", name)
	case limit == 0:
		r.report(at, "partner-file", belongs(l), "a file %q has no place here", name)
	case names(info) > 1:
		r.report(at, "partner-kind", "copy the file, so that it has this name alone", "the file has a second name elsewhere (a hard link)")
	default:
		r.file(dir, name, at, info, limit)
	}
}

// place tells how many bytes a file of this name may have, 0 where none may be,
// and which level a folder of this name is: the same where none may be.
func place(name string, l level) (limit int64, below level) {
	ext := path.Ext(name)
	switch {
	case l == top && name == "versions":
		return 0, versions
	case l == top && name == "brand":
		return 0, pictures
	case l == pictures && isPicture(name):
		return maxPicture, l
	case l == pictures:
		return 0, l
	case l == versions && numberForm.MatchString(name):
		return 0, version
	case l == versions:
		return 0, l
	case name == "terms.yaml":
		return maxFacts, l
	case ext == ".md" && languageForm.MatchString(strings.TrimSuffix(name, ext)):
		return maxWords, l
	}
	return 0, l
}

func isPicture(name string) bool {
	return slices.Contains([]string{".png", ".jpg", ".webp"}, path.Ext(name))
}

func belongs(l level) string {
	switch l {
	case pictures:
		return "brand/ has pictures: logo.png, icon.png"
	case versions:
		return "versions/ has folders named by numbers: versions/2.1/terms.yaml"
	case version:
		return "delete it; there may be: terms.yaml, and words as en.md"
	}
	return "delete it; there may be: terms.yaml, words as en.md, brand/ and versions/"
}

// file reads a file that Lstat described, once, through one handle.
func (r *reader) file(dir *os.Root, name, at string, info fs.FileInfo, limit int64) {
	data, err := once(dir, name, info, limit)
	switch {
	case errors.Is(err, errReplaced):
		r.report(at, "file-unreadable", "try again when nobody writes to it", "the file was replaced while it was opened")
		return
	case err != nil:
		r.report(at, "file-unreadable", "check who may read it", "cannot read the file: %s", reason(err))
		return
	case int64(len(data)) > limit:
		r.report(at, "file-too-large", "make it shorter, or a picture smaller", "the file has more than %d bytes, which is the limit", limit)
		return
	}
	if r.bytes += int64(len(data)); r.bytes > maxBytes {
		if !r.full {
			r.report(at, "partner-limit", "delete versions that nobody needs any more", "the files have more than %d bytes together", maxBytes)
		}
		r.full = true
		return
	}
	if isPicture(name) && !r.picture(at, data) {
		return
	}
	r.files[at] = &fstest.MapFile{Data: data, Mode: 0o444, ModTime: info.ModTime()}
}

var errReplaced = errors.New("replaced")

// once reads a file and one byte above the limit at most. That it is still the
// one that info describes is asked of the open file: no other can take its
// place from then on.
func once(dir *os.Root, name string, info fs.FileInfo, limit int64) (data []byte, err error) {
	f, err := dir.OpenFile(name, os.O_RDONLY|dontWait, 0)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, f.Close()) }()
	now, err := f.Stat()
	if err != nil {
		return nil, err
	}
	if !os.SameFile(info, now) || !now.Mode().IsRegular() || names(now) > 1 {
		return nil, errReplaced
	}
	return io.ReadAll(io.LimitReader(f, limit+1))
}

// picture reports whether a file is one picture and nothing else.
func (r *reader) picture(at string, data []byte) bool {
	img, l := media.Parse(at, data)
	if img != nil && (img.Width > maxSide || img.Height > maxSide) {
		r.report(at, "image-limit", "scale it down: it is shown 200 pixels wide", "the picture has %d × %d pixels; the limit is %d each way", img.Width, img.Height, maxSide)
		return false
	}
	if img != nil {
		l = media.Whole(img)
	}
	r.l = append(r.l, l...)
	return !l.HasErrors()
}

// reason is what the system says of a failure, without the path.
func reason(err error) string {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err.Error()
	}
	return err.Error()
}
