package serve

import (
	"bufio"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"signpost/generator/internal/diag"
)

func tree(text string) fstest.MapFS {
	html := "<html><head><meta content=\"connect-src 'none'\"></head><body>" + text + "</body></html>"
	return fstest.MapFS{
		"index.html":    {Data: []byte(html)},
		"404.html":      {Data: []byte(html + "missing")},
		"en/index.html": {Data: []byte(html)},
		"assets/x.css":  {Data: []byte("a{}")},
	}
}

func get(t *testing.T, s *Server, method, host, target string) *http.Response {
	t.Helper()
	r := httptest.NewRequest(method, target, nil)
	r.Host = host
	w := httptest.NewRecorder()
	s.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	var b strings.Builder
	if _, err := bufio.NewReader(r.Body).WriteTo(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// TestWorker: a worker that another site left in the browser under this address is sent one that takes its place and goes.
func TestWorker(t *testing.T) {
	s := &Server{}
	s.Update(tree("hello"), "/support/", nil)
	r := get(t, s, "GET", "localhost", "/support/sw.js")
	if text := body(t, r); r.StatusCode != 200 || !strings.Contains(text, "unregister()") || !strings.Contains(r.Header.Get("Content-Type"), "javascript") {
		t.Errorf("%d %s: %s", r.StatusCode, r.Header.Get("Content-Type"), text)
	}
	if r := get(t, s, "GET", "localhost", "/sw.js"); r.StatusCode != 404 {
		t.Errorf("beside the site: %d", r.StatusCode)
	}
}

func TestRequests(t *testing.T) {
	s := &Server{Hosts: []string{"author.example"}}
	s.Update(tree("hello"), "/support/", nil)
	for _, c := range []struct {
		method, host, path string
		status             int
		location           string
	}{
		{"GET", "localhost:1", "/support/", 200, ""},
		{"HEAD", "127.0.0.1:1", "/support/en/", 200, ""},
		{"GET", "[::1]:1", "/support/en", 307, "/support/en/"},
		{"GET", "author.example", "/", 307, "/support/"},
		{"GET", "localhost", "/support/nowhere/", 404, ""},
		{"GET", "localhost", "/elsewhere", 404, ""},
		{"GET", "localhost", "/support/../../etc/passwd", 404, ""},
		{"POST", "localhost", "/support/", 405, ""},
		{"GET", "evil.example", "/support/", 403, ""},
	} {
		r := get(t, s, c.method, c.host, c.path)
		if r.StatusCode != c.status || r.Header.Get("Location") != c.location {
			t.Errorf("%s %s%s: %d to %q, want %d to %q", c.method, c.host, c.path, r.StatusCode, r.Header.Get("Location"), c.status, c.location)
		}
	}
	if r := get(t, s, "GET", "localhost", "/support/assets/x.css"); !strings.HasPrefix(r.Header.Get("Content-Type"), "text/css") {
		t.Errorf("style sheet has type %q", r.Header.Get("Content-Type"))
	}
}

func TestPagesReload(t *testing.T) {
	s := &Server{}
	if r := get(t, s, "GET", "localhost", "/"); r.StatusCode != 503 || !strings.Contains(body(t, r), "reload.js") {
		t.Errorf("before the first tree: %d", r.StatusCode)
	}
	s.Update(tree("hello"), "/", nil)
	html := body(t, get(t, s, "GET", "localhost", "/"))
	for _, want := range []string{"hello", "connect-src 'self'", `data-version="1"`} {
		if !strings.Contains(html, want) {
			t.Errorf("page lacks %q:\n%s", want, html)
		}
	}
}

// TestMove serves a site whose address changes, and keeps the last one that had
// a tree.
func TestMove(t *testing.T) {
	s := &Server{}
	s.Update(tree("one"), "", nil)
	s.Update(tree("two"), "/moved/", nil)
	s.Update(nil, "/elsewhere/", nil)
	if r := get(t, s, "GET", "localhost", "/"); r.StatusCode != 307 || r.Header.Get("Location") != "/moved/" {
		t.Errorf("the root: %d to %q", r.StatusCode, r.Header.Get("Location"))
	}
	if html := body(t, get(t, s, "GET", "localhost", "/moved/en/")); !strings.Contains(html, "two") {
		t.Errorf("not the page of the new place:\n%s", html)
	}
}

// TestEvents reads the stream while the project breaks and is mended.
func TestEvents(t *testing.T) {
	s := &Server{}
	s.Update(tree("one"), "/", nil)
	srv := httptest.NewServer(s)
	defer srv.Close()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, "GET", srv.URL+"/.signpost/events", nil)
	if err != nil {
		t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	lines := bufio.NewScanner(res.Body)
	next := func() string {
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				return data
			}
		}
		t.Fatalf("the stream ended: %v", lines.Err())
		return ""
	}
	if got := next(); !strings.Contains(got, `"version":1`) {
		t.Errorf("first news: %s", got)
	}
	var l diag.List
	l.Add(diag.Pos{File: "a.md", Line: 3, Col: 1}, "text-html", "raw HTML")
	s.Update(nil, "/", l)
	if got := next(); !strings.Contains(got, `"version":1`) || !strings.Contains(got, "a.md:3:1") {
		t.Errorf("news of an error: %s", got)
	}
	s.Update(tree("two"), "/", nil)
	if got := next(); !strings.Contains(got, `"version":2`) || strings.Contains(got, "a.md") {
		t.Errorf("news of a new tree: %s", got)
	}
}

// TestShows leaves out of a page what is not for it.
func TestShows(t *testing.T) {
	s := &Server{Shows: func(page string, d diag.Diagnostic) bool { return page == "/en/" || d.Code != "b" }}
	var l diag.List
	l.Add(diag.Pos{File: "x"}, "a", "first")
	l.Add(diag.Pos{File: "x"}, "b", "second")
	s.Update(tree("hello"), "/", l)
	for page, want := range map[string][2]bool{"/en/": {true, true}, "/en/guides/": {true, false}} {
		ctx, cancel := context.WithCancel(context.Background())
		cancel() // one message, then the reader is gone
		r := httptest.NewRequest("GET", "/.signpost/events?page="+url.QueryEscape(page), nil).WithContext(ctx)
		r.Host = "localhost"
		w := httptest.NewRecorder()
		s.ServeHTTP(w, r)
		if got := w.Body.String(); strings.Contains(got, "first") != want[0] || strings.Contains(got, "second") != want[1] {
			t.Errorf("%s: %s", page, got)
		}
	}
}
