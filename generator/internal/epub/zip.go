package epub

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash/crc32"
)

// mimetype is the content of the first file, by which a book is known.
const mimetype = "application/epub+zip"

// packed is a file of the package.
type packed struct {
	name string
	data []byte
}

// pack makes the archive: the media type first and as it is, the others in the
// order given, dated 1 January 1980, without extra fields, and with their sizes
// before them, as the oldest readers want (OCF 3.3, section 4.2).
func pack(files []packed) ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for i, f := range append([]packed{{"mimetype", []byte(mimetype)}}, files...) {
		data, method := f.data, zip.Store
		if i > 0 {
			squeezed, err := deflate(f.data)
			if err != nil {
				return nil, err
			}
			if len(squeezed) < len(data) {
				data, method = squeezed, zip.Deflate
			}
		}
		h := &zip.FileHeader{
			Name: f.name, Method: method, CreatorVersion: 20, ReaderVersion: 20,
			CRC32: crc32.ChecksumIEEE(f.data), CompressedSize64: uint64(len(data)), UncompressedSize64: uint64(len(f.data)),
		}
		//lint:ignore SA1019 Modified would bring an extra field; this is 1 January 1980 as DOS writes it
		h.ModifiedDate = 1<<5 | 1
		to, err := w.CreateRaw(h)
		if err != nil {
			return nil, err
		}
		if _, err := to.Write(data); err != nil {
			return nil, err
		}
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}

func deflate(data []byte) ([]byte, error) {
	var out bytes.Buffer
	w, err := flate.NewWriter(&out, flate.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := w.Write(data); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return out.Bytes(), nil
}
