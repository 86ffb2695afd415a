package site

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
)

// layouts copies the theme's templates to where Hugo looks for them.
func layouts(theme fs.FS, out map[string][]byte) error {
	return fs.WalkDir(theme, "layouts", func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return fmt.Errorf("reading the theme: %w", err)
		}
		if d.IsDir() {
			return nil
		}
		out[name], err = fs.ReadFile(theme, name)
		return err
	})
}

func mustJSON(s string) json.RawMessage {
	var b bytes.Buffer
	b.Grow(len(s) + len(s)/16 + 64)
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // it is for Hugo alone, which would have to undo it
	if err := e.Encode(s); err != nil {
		panic(err) // a string always marshals
	}
	return bytes.TrimSuffix(b.Bytes(), []byte("\n"))
}
