package site

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"signpost/generator/internal/automaton"
	"signpost/generator/internal/export"
	"signpost/generator/internal/prose"
)

// reviewCache keeps what review pages hold as long as no flow and none of its
// words change, for builds that follow one another.
type reviewCache struct {
	drawings

	mu   sync.Mutex
	kept map[reviewOf]*keptReview
}

// reviewOf is a compiled flow in a language. A flow that changes, or uses one
// that does, is compiled anew.
type reviewOf struct {
	a    *automaton.Automaton
	lang string
}

type keptReview struct {
	used   bool              // by the build that runs
	mark   string            // see renderedWith
	docs   []*prose.Document // of all flows: titles and labels of others stand on the page
	review *review
	html   json.RawMessage
}

// begin and end stand around a build: what it did not use is forgotten.
func (rc *reviewCache) begin() {
	for _, one := range rc.kept {
		one.used = false
	}
	for _, one := range rc.drawings.kept {
		one.used = false
	}
}

func (rc *reviewCache) end() {
	for key, one := range rc.kept {
		if !one.used {
			delete(rc.kept, key)
		}
	}
	for key, one := range rc.drawings.kept {
		if !one.used {
			delete(rc.drawings.kept, key)
		}
	}
}

// find returns what was computed from the same flow, words and mark, or nil.
func (rc *reviewCache) find(of reviewOf, mark string, docs []*prose.Document) *keptReview {
	rc.mu.Lock()
	defer rc.mu.Unlock()
	one := rc.kept[of]
	if one == nil || one.mark != mark || !slices.Equal(one.docs, docs) {
		return nil
	}
	one.used = true
	rc.drawings.use(one.review.drawn)
	return one
}

func (rc *reviewCache) keep(of reviewOf, one *keptReview) {
	rc.mu.Lock()
	defer rc.mu.Unlock()
	if rc.kept == nil {
		rc.kept = map[reviewOf]*keptReview{}
	}
	one.used = true
	rc.kept[of] = one
}

// drawings keeps pictures by all that they show: most changes of words leave
// them as they are.
type drawings struct {
	mu     sync.Mutex
	engine export.Engine
	kept   map[[32]byte]*drawn
}

// drawn is a flow drawn once, by whoever asks first.
type drawn struct {
	once  sync.Once
	used  bool // by the build that runs
	parts []export.Part
	err   error
}

func (d *drawings) at(key [32]byte) *drawn {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.kept == nil {
		d.kept = map[[32]byte]*drawn{}
	}
	if d.kept[key] == nil {
		d.kept[key] = &drawn{}
	}
	d.kept[key].used = true
	return d.kept[key]
}

// use keeps a drawing that a kept page holds; nil where there is none.
func (d *drawings) use(one *drawn) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if one != nil {
		one.used = true
	}
}

// pictureKey identifies all that a picture shows: what the graph holds, what
// its labels leave out where they are long, and the words between.
func pictureKey(dot string, list []export.Item, o export.Options) [32]byte {
	h := sha256.New()
	fmt.Fprintln(h, o.Title, o.Terms.Start, o.Terms.Part, o.Terms.Describe)
	h.Write([]byte(dot))
	if err := json.NewEncoder(h).Encode(list); err != nil {
		panic(err) // strings always marshal
	}
	return [32]byte(h.Sum(nil))
}
