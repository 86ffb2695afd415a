package verify

import (
	"fmt"
	"hash/maphash"
	"io/fs"
	"net/url"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"signpost/generator/internal/diag"
)

// Options is what the site says of itself. All fields are optional.
type Options struct {
	// BaseURL is the site's absolute address. Absolute links that begin with
	// it are held to the tree like relative ones.
	BaseURL string
	// BasePath is where the site lies on its host ("/docs/"). Left empty it
	// is the path of BaseURL, or "/".
	BasePath string
	// Languages are the tags of the site's languages. A folder at the root
	// with such a name, in lower case, holds pages of that language.
	Languages []string
	// Files names every file of the tree, where the caller has the list at
	// hand. Left nil, the tree is walked, which costs reading every folder.
	Files []string
	// Fingerprint gives the identity of a file's content where the caller
	// knows it (a hash, a generation). A file with the fingerprint of the
	// last Check is not read. It is called from several goroutines at a time.
	// Without it all files are read and hashed.
	Fingerprint func(path string) (uint64, bool)
	// Offline adds the rules for a site that is opened from a folder.
	Offline bool
	// Asking are the files of a course that speak with a learning platform: a page whose policy lets it
	// ask hosts that nobody knows yet, and its script.
	Asking []string
	// Single is for pages that hold all they need: scripts and styles within them, of which the
	// policy names the hashes and nothing else, and pictures as data.
	Single bool
	// Pieces tells, in order, which parts of a page other trees may have as well: the
	// offset, and the bytes themselves, which must be in the same memory each time and never
	// change. It is called from several goroutines at a time.
	Pieces func(path string, piece func(start int, text []byte))
}

// Checker checks a tree and remembers what it read. The zero value is ready to
// use. It is safe for concurrent use, one Check at a time.
type Checker struct {
	mu    sync.Mutex
	seed  maphash.Seed
	site  site
	cache map[string]*facts

	round  int64 // of checks
	pieces map[pieceKey]*piece
}

// Check gives everything that is wrong with the tree, in diag's order. The
// error is for files that cannot be listed or read.
func (c *Checker) Check(tree fs.FS, opt Options) (diag.List, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	st := newSite(opt)
	if c.cache == nil || !c.site.equal(st) {
		c.seed, c.site, c.cache = maphash.MakeSeed(), st, nil
	}
	var list diag.List
	paths, err := filesOf(tree, opt, &list)
	if err != nil {
		return nil, err
	}
	checkNames(paths, st.offline, &list)
	all, err := c.scanAll(tree, opt, paths)
	if err != nil {
		return nil, err
	}
	cache := make(map[string]*facts, len(paths))
	for i, p := range paths {
		cache[p] = all[i]
		if all[i] != nil {
			list = append(list, all[i].diags...)
		}
	}
	c.cache = cache
	if err := resolve(tree, st, paths, all, cache, &list); err != nil {
		return nil, err
	}
	return list.Sorted(), nil
}

// filesOf lists the tree's files in order. What is neither file nor folder
// is reported.
func filesOf(tree fs.FS, opt Options, list *diag.List) ([]string, error) {
	if opt.Files != nil {
		if slices.IsSorted(opt.Files) {
			return opt.Files, nil
		}
		return slices.Sorted(slices.Values(opt.Files)), nil
	}
	var paths []string
	err := fs.WalkDir(tree, ".", func(p string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fmt.Errorf("list %s: %w", p, err)
		case d.IsDir():
		case d.Type().IsRegular():
			paths = append(paths, p)
		default:
			list.Add(diag.Pos{File: p}, "out-filename", "%q is neither a file nor a folder", p)
		}
		return nil
	})
	slices.Sort(paths)
	return paths, err
}

// scanAll gives the facts of each path, from the cache where the content is
// the same; nil for files that are not scanned.
func (c *Checker) scanAll(tree fs.FS, opt Options, paths []string) ([]*facts, error) {
	all := make([]*facts, len(paths))
	var failed atomic.Pointer[error]
	var mu sync.Mutex
	var fresh []map[pieceKey]*piece
	c.round++
	parallel(len(paths), func() func(i int) {
		s := scanner{site: &c.site, words: map[string]string{}, pieces: opt.Pieces, known: c.pieces, fresh: map[pieceKey]*piece{}, round: c.round}
		mu.Lock()
		fresh = append(fresh, s.fresh)
		mu.Unlock()
		return func(i int) {
			p := paths[i]
			kind := c.site.kindOf(p)
			if kind == kindOther || failed.Load() != nil {
				return
			}
			old := c.cache[p]
			fp, known := uint64(0), false
			if opt.Fingerprint != nil {
				fp, known = opt.Fingerprint(p)
			}
			if known && old != nil && old.known && old.fingerprint == fp {
				all[i] = old
				return
			}
			data, err := read(tree, p)
			if err != nil {
				err = fmt.Errorf("read %s: %w", p, err)
				failed.Store(&err)
				return
			}
			sum := maphash.Bytes(c.seed, data)
			if old != nil && old.sum == sum && old.size == len(data) {
				f := *old
				f.fingerprint, f.known = fp, known
				all[i] = &f
				return
			}
			f := s.scan(p, kind, data)
			f.sum, f.size, f.fingerprint, f.known = sum, len(data), fp, known
			all[i] = f
		}
	})
	if err := failed.Load(); err != nil {
		return nil, *err
	}
	c.keepPieces(fresh)
	return all, nil
}

// peeker is implemented by trees that hold their files in memory: Peek gives their own bytes, which are only read here.
type peeker interface {
	Peek(name string) ([]byte, error)
}

// read gives the content of a file of the tree.
func read(tree fs.FS, name string) ([]byte, error) {
	if p, ok := tree.(peeker); ok {
		return p.Peek(name)
	}
	return fs.ReadFile(tree, name)
}

// parallel calls the function that worker returns for 0..n-1, on as many
// goroutines as Go may run at a time. worker is called once in each of them.
func parallel(n int, worker func() func(i int)) {
	const chunk = 16
	var next atomic.Int64
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n/chunk+1) {
		wg.Go(func() {
			do := worker()
			for {
				end := int(next.Add(chunk))
				if end-chunk >= n {
					return
				}
				for i := end - chunk; i < min(end, n); i++ {
					do(i)
				}
			}
		})
	}
	wg.Wait()
}

// fileKind says how a file is read.
type fileKind uint8

const (
	kindOther fileKind = iota
	kindPage
	kindStyle
	kindImage // SVG
	kindXML   // a sitemap or a feed
	kindText  // llms.txt, robots.txt
	kindScript
)

func (s *site) kindOf(p string) fileKind {
	switch strings.ToLower(path.Ext(p)) {
	case ".js", ".mjs":
		if s.offline && !slices.Contains(s.asking, p) {
			return kindScript
		}
	case ".html", ".htm", ".xhtml":
		return kindPage
	case ".css":
		return kindStyle
	case ".svg":
		return kindImage
	case ".xml":
		return kindXML
	case ".txt":
		if name := path.Base(p); name == "llms.txt" || name == "robots.txt" {
			return kindText
		}
	}
	return kindOther
}

// site is Options in the form the rules use.
type site struct {
	baseURL   string // with a slash at its end, or ""
	base      string // BasePath without its first slash: "" or "docs/"
	languages []string
	offline   bool
	single    bool
	asking    []string
}

func newSite(opt Options) site {
	base := opt.BasePath
	if u, err := url.Parse(opt.BaseURL); base == "" && err == nil {
		base = u.Path
	}
	st := site{baseURL: opt.BaseURL, languages: opt.Languages, offline: opt.Offline, single: opt.Single, asking: opt.Asking}
	if st.baseURL != "" {
		st.baseURL = strings.TrimSuffix(st.baseURL, "/") + "/"
	}
	if base = strings.Trim(base, "/"); base != "" {
		st.base = base + "/"
	}
	return st
}

func (s site) equal(t site) bool {
	return s.baseURL == t.baseURL && s.base == t.base && s.offline == t.offline && s.single == t.single && slices.Equal(s.languages, t.languages) &&
		slices.Equal(s.asking, t.asking)
}

// folderLanguage is the language whose folder p lies in, or "".
func (s *site) folderLanguage(p string) string {
	dir, _, ok := strings.Cut(p, "/")
	if ok && dir == strings.ToLower(dir) {
		for _, lang := range s.languages {
			if strings.EqualFold(lang, dir) {
				return lang
			}
		}
	}
	return ""
}
