package main

import (
	"os"
	"path/filepath"
	"testing"
)

// TestPartners checks the example partners of this repository, and what they
// lay over its flows.
func TestPartners(t *testing.T) {
	t.Parallel()
	stdout, stderr, code := signpost("..", "terms", "check", "--date", "2026-11-26")
	if code != 0 || stdout != "6 partners: no errors\n" || stderr != "" {
		t.Errorf("exit %d, %q\n%s", code, stdout, stderr)
	}
}

// TestPartnersOffline packs the site of each example partner and receives it: every
// link of its pages leads to a file that is there.
func TestPartnersOffline(t *testing.T) {
	t.Parallel()
	entries, err := os.ReadDir("../partners")
	if err != nil {
		t.Fatal(err)
	}
	packed := 0
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		name := filepath.Join(t.TempDir(), e.Name()+".zip")
		if _, stderr, code := signpost("..", "bundle", "--partner", e.Name(), "--date", "2026-11-26", "-o", name); code != 0 {
			t.Errorf("%s: exit %d\n%s", e.Name(), code, stderr)
			continue
		}
		if stdout, stderr, code := signpost("..", "verify", name, "--date", "2026-11-26"); code != 0 {
			t.Errorf("%s: exit %d, %s\n%s", e.Name(), code, stdout, stderr)
		}
		packed++
	}
	if packed != 6 {
		t.Errorf("%d partners were packed, want 6", packed)
	}
}
