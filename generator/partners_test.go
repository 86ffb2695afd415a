package main

import "testing"

// TestPartners checks the example partners of this repository, and what they
// lay over its flows.
func TestPartners(t *testing.T) {
	stdout, stderr, code := signpost("..", "terms", "check", "--date", "2026-11-26")
	if code != 0 || stdout != "6 partners: no errors\n" || stderr != "" {
		t.Errorf("exit %d, %q\n%s", code, stdout, stderr)
	}
}
