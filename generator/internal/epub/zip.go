package epub

import (
	"archive/zip"
	"bytes"

	"signpost/generator/internal/zipfile"
)

// mimetype is the content of the first file, by which a book is known.
const mimetype = "application/epub+zip"

// packed is a file of the package.
type packed struct {
	name string
	data []byte
}

// pack makes the archive: the media type first and as it is, the others in the
// order given, and with their sizes before them, as the oldest readers want
// (OCF 3.3, section 4.2).
func pack(files []packed) ([]byte, error) {
	all := []zipfile.File{{Name: "mimetype", Data: []byte(mimetype), Stored: true}}
	for _, f := range files {
		all = append(all, zipfile.File{Name: f.name, Data: f.data})
	}
	var out bytes.Buffer
	err := zipfile.Write(&out, all, func(h *zip.FileHeader) { h.CreatorVersion, h.ReaderVersion = 20, 20 })
	return out.Bytes(), err
}
