package bundle

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"sync"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/offline"
)

// firstDay is 1 January 1980 as DOS writes it: the first day that a zip can say.
const firstDay = 0<<9 | 1<<5 | 1

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
	packed := make([][]byte, len(names))
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for first := range workers {
		wg.Go(func() {
			for i := first; i < len(names); i += workers {
				packed[i] = deflate(files[names[i]])
			}
		})
	}
	wg.Wait()
	z := zip.NewWriter(w)
	for i, name := range names {
		data := files[name]
		//lint:ignore SA1019 Modified adds an extra field with a time; a date alone is said by this field only
		h := &zip.FileHeader{Name: name, Method: zip.Deflate, ModifiedDate: firstDay,
			CRC32: crc32.ChecksumIEEE(data), UncompressedSize64: uint64(len(data)), CompressedSize64: uint64(len(packed[i]))}
		if len(packed[i]) >= len(data) {
			h.Method, h.CompressedSize64, packed[i] = zip.Store, uint64(len(data)), data
		}
		h.SetMode(0o644)
		f, err := z.CreateRaw(h)
		if err != nil {
			return err
		}
		if _, err := f.Write(packed[i]); err != nil {
			return err
		}
	}
	return z.Close()
}

func deflate(data []byte) []byte {
	var b bytes.Buffer
	w, err := flate.NewWriter(&b, flate.BestCompression)
	if err != nil {
		panic(err) // the level is one
	}
	if _, err = w.Write(data); err == nil {
		err = w.Close()
	}
	if err != nil {
		panic(err) // a buffer takes all
	}
	return b.Bytes()
}
