// Package serve shows a site over HTTP while its author works on it.
//
// In: trees (fs.FS), one after the other, and diagnostics. Out: an
// http.Handler that serves the newest good tree, tells open pages to reload
// when there is a newer one, and shows in every page what is wrong with the
// project. A service worker that a site left at the same address is sent away: it would answer in its place. It never builds, watches or listens: that is wired in cli. It is
// for the author's own machine: it refuses requests that a foreign page sends
// under another host name.
package serve

import (
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"io/fs"
	"mime"
	"net"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/worker"
)

// prefix is the folder of what this package adds to a site.
const prefix = "/.signpost/"

//go:embed reload.js
var script []byte

//go:embed overlay.css
var style []byte

//go:embed waiting.html
var waiting []byte

// Server is the handler. The zero value serves a page that waits for the
// first tree, at the root.
type Server struct {
	// Hosts are names by which the server may be called beside those of this
	// machine.
	Hosts []string
	// Shows says whether a page, "/en/guides/", shows a diagnostic; nil: all pages
	// show all.
	Shows func(page string, d diag.Diagnostic) bool

	mu      sync.Mutex
	tree    fs.FS
	base    string // where tree lies
	version int
	list    diag.List
	watch   map[chan struct{}]struct{}
}

// Update shows a new tree, which lies at base ("/" or "/support/"; "" is "/"),
// and what is wrong. A nil tree leaves the last good one where it is.
func (s *Server) Update(tree fs.FS, base string, l diag.List) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if tree != nil {
		s.tree, s.base = tree, base
		s.version++
	}
	s.list = l
	for ch := range s.watch {
		select {
		case ch <- struct{}{}:
		default: // it has news waiting already
		}
	}
}

// ServeHTTP implements http.Handler.
func (s *Server) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !s.known(r.Host) {
		http.Error(w, "this server answers on this machine only", http.StatusForbidden)
		return
	}
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		w.Header().Set("Allow", "GET, HEAD")
		http.Error(w, "only reading", http.StatusMethodNotAllowed)
		return
	}
	w.Header().Set("Cache-Control", "no-store")
	w.Header().Set("X-Content-Type-Options", "nosniff")
	switch r.URL.Path {
	case prefix + "events":
		s.events(w, r)
	case prefix + "reload.js":
		send(w, r, http.StatusOK, "reload.js", script)
	case prefix + "overlay.css":
		send(w, r, http.StatusOK, "overlay.css", style)
	default:
		s.file(w, r)
	}
}

// known reports whether a request was meant for this machine, so that no page
// elsewhere can read the site through a name of its own (DNS rebinding).
func (s *Server) known(host string) bool {
	if h, _, err := net.SplitHostPort(host); err == nil {
		host = h
	}
	host = strings.Trim(host, "[]")
	if ip := net.ParseIP(host); ip != nil && ip.IsLoopback() || host == "localhost" {
		return true
	}
	for _, h := range s.Hosts {
		if strings.EqualFold(h, host) {
			return true
		}
	}
	return false
}

// file serves a file of the tree.
func (s *Server) file(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	tree, base, version := s.tree, s.base, s.version
	s.mu.Unlock()
	if tree == nil {
		send(w, r, http.StatusServiceUnavailable, "waiting.html", page(waiting, version))
		return
	}
	if base == "" {
		base = "/"
	}
	name, inside := strings.CutPrefix(r.URL.Path, base)
	if !inside {
		if r.URL.Path == "/" {
			http.Redirect(w, r, base, http.StatusTemporaryRedirect)
			return
		}
		name = "\x00" // no file has this name
	}
	if name == worker.Name { // a site that another server showed at this address may have left one in the browser
		send(w, r, http.StatusOK, name, worker.Removal())
		return
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	} else if info, err := fs.Stat(tree, name); err == nil && info.IsDir() {
		http.Redirect(w, r, base+name+"/", http.StatusTemporaryRedirect)
		return
	}
	status := http.StatusOK
	data, err := fs.ReadFile(tree, name)
	if err != nil {
		status, name = http.StatusNotFound, "404.html"
		if data, err = fs.ReadFile(tree, name); err != nil {
			http.NotFound(w, r)
			return
		}
	}
	if path.Ext(name) == ".html" {
		data = page(data, version)
	}
	send(w, r, status, name, data)
}

func send(w http.ResponseWriter, r *http.Request, status int, name string, data []byte) {
	w.Header().Set("Content-Type", mime.TypeByExtension(path.Ext(name)))
	w.Header().Set("Content-Length", fmt.Sprint(len(data)))
	w.WriteHeader(status)
	if r.Method != http.MethodHead {
		// The reader may be gone: nobody is left to tell.
		_, _ = w.Write(data)
	}
}

// page adds the reload script to a page, and lets its policy connect to the
// stream of events.
func page(data []byte, version int) []byte {
	data = bytes.Replace(data, []byte("connect-src 'none'"), []byte("connect-src 'self'"), 1)
	tags := fmt.Sprintf(`<link rel="stylesheet" href="%soverlay.css"><script src="%sreload.js" data-version="%d" defer></script></head>`, prefix, prefix, version)
	return bytes.Replace(data, []byte("</head>"), []byte(tags), 1)
}

// news is what a page learns from the stream.
type news struct {
	Version     int    `json:"version"`
	Diagnostics string `json:"diagnostics"` // as printed; "" when all is well
}

func (s *Server) news(page string) []byte {
	s.mu.Lock()
	defer s.mu.Unlock()
	list := s.list
	if s.Shows != nil {
		list = slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool { return !s.Shows(page, d) })
	}
	var b bytes.Buffer
	_ = diag.Text(&b, list, nil) // writing to memory does not fail
	data, err := json.Marshal(news{s.version, b.String()})
	if err != nil {
		panic(err) // numbers and strings always marshal
	}
	return data
}

// events streams news, in the form of server-sent events
// (https://html.spec.whatwg.org/multipage/server-sent-events.html).
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	ch := make(chan struct{}, 1)
	s.mu.Lock()
	if s.watch == nil {
		s.watch = map[chan struct{}]struct{}{}
	}
	s.watch[ch] = struct{}{}
	s.mu.Unlock()
	defer func() {
		s.mu.Lock()
		delete(s.watch, ch)
		s.mu.Unlock()
	}()
	w.Header().Set("Content-Type", "text/event-stream")
	flush := http.NewResponseController(w)
	for {
		if _, err := fmt.Fprintf(w, "data: %s\n\n", s.news(r.URL.Query().Get("page"))); err != nil {
			return
		}
		if err := flush.Flush(); err != nil {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-ch:
		}
	}
}
