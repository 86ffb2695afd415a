package hours

import (
	"archive/zip"
	"bytes"
	_ "embed"
	"io"
	"strings"
	"sync"
	"time"
)

// zoneinfo is lib/time/zoneinfo.zip of the Go that the project is built with: the zone files of a
// machine may be older or newer, and the same project must give the same pages.
//
//go:embed zoneinfo.zip
var zoneinfo []byte

var openZones = sync.OnceValues(func() (*zip.Reader, error) {
	return zip.NewReader(bytes.NewReader(zoneinfo), int64(len(zoneinfo)))
})

// LoadZone gives the zone of a name of the IANA database, as it is written
// there; false where there is none.
func LoadZone(name string) (*time.Location, bool) {
	z, err := openZones()
	if err != nil || strings.HasSuffix(name, "/") {
		return nil, false
	}
	f, err := z.Open(name)
	if err != nil {
		return nil, false
	}
	data, err := io.ReadAll(f)
	if err != nil {
		return nil, false
	}
	loc, err := time.LoadLocationFromTZData(name, data)
	return loc, err == nil
}

// zoneNames are the names of all zones.
func zoneNames() []string {
	z, err := openZones()
	if err != nil {
		return nil
	}
	var names []string
	for _, f := range z.File {
		if !strings.HasSuffix(f.Name, "/") {
			names = append(names, f.Name)
		}
	}
	return names
}
