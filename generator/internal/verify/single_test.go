package verify

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"
)

// wants checks a tree and holds the codes of what was found against those wanted.
func wants(t *testing.T, name string, tree fstest.MapFS, opt Options, want string) {
	t.Helper()
	list, err := new(Checker).Check(tree, opt)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range list {
		got = append(got, d.Code)
	}
	if strings.Join(got, " ") != want {
		t.Errorf("%s: %v, want %s", name, list, want)
	}
}

// TestSingle holds what stands within a page against the hashes of its policy.
func TestSingle(t *testing.T) {
	hash := func(s string) string {
		sum := sha256.Sum256([]byte(s))
		return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
	}
	policy := fmt.Sprintf("default-src 'none'; script-src %s; style-src %s; img-src data:", hash("run()"), hash("p{}"))
	page := func(policy, script, style, picture string) string {
		return fmt.Sprintf(`<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="%s"><title>T</title><style>%s</style></head>`+
			`<body><main><h1>H</h1><img src="%s" alt=""><template><script data-name="a"></script></template></main><script>%s</script></body></html>`, policy, style, picture, script)
	}
	for _, tt := range []struct{ name, page, want string }{
		{"good", page(policy, "run()", "p{}", "data:image/png;base64,AA"), ""},
		{"another script", page(policy, "ran()", "p{}", "data:,"), "out-csp"},
		{"another style", page(policy, "run()", "p{color:red}", "data:,"), "out-csp"},
		{"a host", page(strings.Replace(policy, "data:", "https:", 1), "run()", "p{}", "data:,"), "out-csp"},
		{"scripts as data", page(policy+"; script-src data:", "run()", "p{}", "data:,"), "out-csp"},
		{"a picture of a host", page(policy, "run()", "p{}", "https://example.org/a.png"), "out-external"},
		{"a picture beside it", page(policy, "run()", "p{}", "a.png"), "out-link"},
	} {
		wants(t, tt.name, fstest.MapFS{"a.html": {Data: []byte(tt.page)}}, Options{Offline: true, Single: true}, tt.want)
	}
}

// TestAsking lets the page and the script of a course ask a platform, and no other file.
func TestAsking(t *testing.T) {
	page := func(connect string) []byte {
		return fmt.Appendf(nil, `<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; %s; frame-src 'self'"><title>T</title>`+
			`<script src="course.js"></script></head><body><main><h1>H</h1></main></body></html>`, connect)
	}
	asks, silent := page("connect-src https: http:"), page("connect-src 'none'")
	for _, tt := range []struct {
		name   string
		files  fstest.MapFS
		asking []string
		want   string
	}{
		{"a course", fstest.MapFS{"index.html": {Data: asks}, "course.js": {Data: []byte("fetch(a)")}}, []string{"index.html", "course.js"}, ""},
		{"no course", fstest.MapFS{"index.html": {Data: asks}, "course.js": {Data: []byte("fetch(a)")}}, nil, "offline-script out-csp"},
		{"another page", fstest.MapFS{"index.html": {Data: asks}, "a.html": {Data: asks}, "course.js": {Data: []byte("1")}}, []string{"index.html", "course.js"}, "out-csp"},
		{"another script", fstest.MapFS{"index.html": {Data: silent}, "course.js": {Data: []byte("1")}, "b.js": {Data: []byte("fetch(a)")}}, []string{"index.html", "course.js"}, "offline-script"},
		{"another host", fstest.MapFS{"index.html": {Data: page("connect-src https://e.example")}, "course.js": {Data: []byte("1")}}, []string{"index.html"}, "out-csp"},
	} {
		wants(t, tt.name, tt.files, Options{Offline: true, Asking: tt.asking}, tt.want)
	}
}
