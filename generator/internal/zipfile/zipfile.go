// Package zipfile writes zip archives whose bytes depend on nothing but their
// files, and on the deflate of the Go that the program was built with.
//
// In: files in their order. Out: an archive: dated 1 January 1980, without extra
// fields, each file deflated where that makes it smaller. It checks no name and
// no size, and reads no archive.
package zipfile

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"hash/crc32"
	"io"
	"runtime"
	"sync"
)

// FirstDay is 1 January 1980 as DOS writes it: the first day that a zip can say.
const FirstDay = 0<<9 | 1<<5 | 1

// File is a file of an archive. Name has slashes between folders.
type File struct {
	Name   string
	Data   []byte
	Stored bool // as it is, though it could be smaller
}

// Write writes an archive. head adds to the header of each file what a format
// asks for.
func Write(w io.Writer, files []File, head func(*zip.FileHeader)) error {
	packed := make([][]byte, len(files))
	var wg sync.WaitGroup
	workers := runtime.GOMAXPROCS(0)
	for first := range workers {
		wg.Go(func() {
			for i := first; i < len(files); i += workers {
				if !files[i].Stored {
					packed[i] = Deflate(files[i].Data)
				}
			}
		})
	}
	wg.Wait()
	z := zip.NewWriter(w)
	for i, f := range files {
		data, method := packed[i], zip.Deflate
		if f.Stored || len(data) >= len(f.Data) {
			data, method = f.Data, zip.Store
		}
		//lint:ignore SA1019 Modified adds an extra field with a time; a date alone is said by this field only
		h := &zip.FileHeader{Name: f.Name, Method: method, ModifiedDate: FirstDay,
			CRC32: crc32.ChecksumIEEE(f.Data), UncompressedSize64: uint64(len(f.Data)), CompressedSize64: uint64(len(data))}
		head(h)
		to, err := z.CreateRaw(h)
		if err != nil {
			return err
		}
		if _, err := to.Write(data); err != nil {
			return err
		}
	}
	return z.Close()
}

// Deflate makes bytes smaller as Write does.
func Deflate(data []byte) []byte {
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
