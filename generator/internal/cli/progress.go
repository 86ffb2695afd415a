package cli

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progress shows on a terminal what is being done, once it has taken a
// second. It is a line that is written over and leaves nothing behind.
type progress struct {
	mu    sync.Mutex
	w     io.Writer // nil where nothing is to be shown
	what  string
	start time.Time
	stop  chan struct{}
}

func (a *app) progress() *progress {
	p := &progress{start: time.Now(), stop: make(chan struct{})}
	if a.env.Terminal {
		p.w = a.env.Stderr
		go p.run()
	}
	return p
}

func (p *progress) run() {
	tick := time.NewTicker(200 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-p.stop:
			return
		case <-tick.C:
			p.mu.Lock()
			if since := time.Since(p.start); p.w != nil && since > time.Second {
				fmt.Fprintf(p.w, "\r\x1b[K%s … %.0f s", p.what, since.Seconds())
			}
			p.mu.Unlock()
		}
	}
}

// step names what is done from now on.
func (p *progress) step(what string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.what = what
}

// done takes the line away. It may be called again.
func (p *progress) done() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.w == nil {
		return
	}
	if time.Since(p.start) > time.Second {
		fmt.Fprint(p.w, "\r\x1b[K")
	}
	p.w = nil
	close(p.stop)
}
