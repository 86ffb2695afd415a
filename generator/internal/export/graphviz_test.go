package export

import (
	"bytes"
	"compress/gzip"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"os"
	"path/filepath"
	"testing"
)

// TestGraphviz holds the embedded program against its source: the file
// internal/wasm/graphviz.wasm of github.com/goccy/go-graphviz v0.2.9.
func TestGraphviz(t *testing.T) {
	const want = "7cc5b0a5f176aeaa69760ed5dc3282ceda2b1b04229b22de77bb0a5eab45578e"
	unzip, err := gzip.NewReader(bytes.NewReader(graphvizWasm))
	if err != nil {
		t.Fatal(err)
	}
	sum := sha256.New()
	if _, err := io.Copy(sum, unzip); err != nil {
		t.Fatal(err)
	}
	if got := hex.EncodeToString(sum.Sum(nil)); got != want {
		t.Errorf("the file has the sum %s, want %s", got, want)
	}
}

// TestCache compiles into a folder of the user's, and not into one that others
// may write to, or through a link.
func TestCache(t *testing.T) {
	own := filepath.Join(t.TempDir(), "signpost", "graphviz")
	shared := filepath.Join(t.TempDir(), "shared")
	if err := os.Mkdir(shared, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(shared, 0o777); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(own, link); err != nil {
		t.Fatal(err)
	}
	for dir, used := range map[string]bool{own: true, shared: false, link: false, "": false} {
		if c := (&Engine{Cache: dir}).cache(); (c != nil) != used {
			t.Errorf("%q is used: %v", dir, c != nil)
		}
	}
}
