package site

import (
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
	data, err := json.Marshal(s)
	if err != nil {
		panic(err) // a string always marshals
	}
	return data
}
