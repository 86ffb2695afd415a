//go:build unix

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"strings"
	"time"
)

// How long serve may take to begin, and to show an edit.
const (
	startLimit = 10 * time.Minute
	editLimit  = 30 * time.Second
	pause      = 700 * time.Millisecond // between edits: a person rests longer
)

// edits measures how long it takes under serve from writing one page to
// reading it over HTTP.
func (b *bench) edits(c corpus) ([]time.Duration, error) {
	ctx, stop := context.WithCancel(context.Background())
	cmd := exec.CommandContext(ctx, b.signpost, "serve", "-C", c.project(), "--addr", "localhost:0")
	cmd.Cancel = func() error { return cmd.Process.Signal(os.Interrupt) }
	cmd.WaitDelay = 5 * time.Second
	out, err := cmd.StdoutPipe()
	if err != nil {
		stop()
		return nil, err
	}
	if err := cmd.Start(); err != nil {
		stop()
		return nil, err
	}
	defer func() {
		stop()
		_ = cmd.Wait()
	}()
	site, err := address(out)
	if err != nil {
		return nil, err
	}
	page := site + languages[0].tag + "/" + c.section(12) + "/" + strings.TrimSuffix(c.article(12), ".md") + "/"
	var all []time.Duration
	for n := range b.tries + 1 {
		say("edits under serve: %d of %d", n, b.tries)
		time.Sleep(pause)
		start := time.Now()
		if err := c.edit(n); err != nil {
			return nil, err
		}
		if err := waitFor(page, mark(n)); err != nil {
			return nil, err
		}
		if n > 0 {
			all = append(all, time.Since(start))
		}
	}
	return all, c.restore()
}

// address reads the first line that serve prints: where the site is.
func address(out io.Reader) (string, error) {
	line := make(chan string, 1)
	go func() {
		s := bufio.NewScanner(out)
		for s.Scan() {
			if at := strings.Index(s.Text(), "http://"); at >= 0 {
				line <- strings.TrimSpace(s.Text()[at:])
				break
			}
		}
		close(line)
		_, _ = io.Copy(io.Discard, out)
	}()
	select {
	case l := <-line:
		if l == "" {
			return "", errors.New("serve ended without saying where the site is")
		}
		return strings.TrimSuffix(l, "/") + "/", nil
	case <-time.After(startLimit):
		return "", errors.New("serve did not say where the site is")
	}
}

// waitFor asks for a page until it holds the text.
func waitFor(page, text string) error {
	last := ""
	for end := time.Now().Add(editLimit); time.Now().Before(end); time.Sleep(2 * time.Millisecond) {
		res, err := http.Get(page)
		if err != nil {
			return err
		}
		body, err := io.ReadAll(res.Body)
		res.Body.Close()
		if err != nil {
			return err
		}
		if last = res.Status; strings.Contains(string(body), text) {
			return nil
		}
	}
	return fmt.Errorf("serve does not show the edit (last answer: %s)", last)
}
