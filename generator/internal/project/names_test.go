package project

import (
	"strings"
	"testing"
)

func TestNames(t *testing.T) {
	long := strings.Repeat("a", maxName)
	for name, good := range map[string]bool{"a": true, "guides/hours": true, "_index": true, "guides/_index": true, "2": true, "indexes": true,
		long: true, long + "a": false, "index": false, "guides/index": false, "index/a": false, "_index/a": false, "": false, "a//b": false,
		"A": false, "-a": false, "a b": false, "a.md": false, "../a": false, "ю": false} {
		if err := PageName(name); (err == nil) != good {
			t.Errorf("page %q: %v", name, err)
		}
	}
	for name, good := range map[string]bool{"a": true, "a-2": true, long: true, long + "a": false, "index": false, "_index": false, "2": false, "": false, "A": false} {
		if err := FlowName(name); (err == nil) != good {
			t.Errorf("flow %q: %v", name, err)
		}
	}
}
