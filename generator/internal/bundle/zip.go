package bundle

import (
	"archive/zip"
	"fmt"
	"io"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/offline"
	"signpost/generator/internal/zipfile"
)

// Zip writes the files as an archive: sorted, dated 1980, mode 0644, without extra
// fields. Its bytes depend on the files, and on the deflate of the Go that the
// program was built with; on nothing else. A name that a bundle cannot have, or a
// file of 16 MiB and more, is an error.
func Zip(w io.Writer, files offline.Files) error {
	names := files.Names()
	var l diag.List
	checkNames(names, &l)
	for _, name := range names {
		if len(files[name]) > MaxFile {
			l.Add(diag.Pos{File: name}, "bundle-size", "%d bytes, more than the %d that a file of a bundle has", len(files[name]), MaxFile)
		}
	}
	if len(l) > 0 {
		return fmt.Errorf("%s: %s", l[0].Pos.File, l[0].Message)
	}
	all := make([]zipfile.File, len(names))
	for i, name := range names {
		all[i] = zipfile.File{Name: name, Data: files[name]}
	}
	return zipfile.Write(w, all, func(h *zip.FileHeader) { h.SetMode(0o644) })
}
