package cli

import (
	"fmt"
	"io"
	"sync"
	"time"
)

// progress shows on a terminal what is being done, once it has taken a
// second. It is a line that is written over and leaves nothing behind. It ends
// where anything else is printed.
type progress struct {
	mu    sync.Mutex
	w     io.Writer // nil where nothing is to be shown
	what  string
	start time.Time
	stop  chan struct{}
}

// progress shows what the command does from now on. What the command prints
// after this call ends it.
func (a *app) progress() *progress {
	p := &progress{start: time.Now(), stop: make(chan struct{})}
	if a.env.Terminal {
		p.w = a.env.Stderr
		a.env.Stdout, a.env.Stderr = after{p, a.env.Stdout}, after{p, a.env.Stderr}
		go p.run()
	}
	a.line.Store(p)
	return p
}

// after is a stream that takes the progress line away before it is written to.
type after struct {
	p *progress
	w io.Writer
}

// Write implements io.Writer.
func (s after) Write(data []byte) (int, error) {
	s.p.done()
	return s.w.Write(data)
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

// done takes the line away for good. It may be called again, and on nil.
func (p *progress) done() {
	if p == nil {
		return
	}
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
