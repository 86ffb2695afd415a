//go:build unix

package main

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// Targets for the sites of partners.
const (
	maxPartnerFactor = 1.2 // of the cost of one, among many and among few
	minPeerRatio     = 3.0 // hugo by itself / one of many
	maxMemoryFactor  = 1.1 // of the memory for many and for few
)

// sampled is how many partners hugo is run for, one process each.
const sampled = 5

// scale are the figures for sites of partners.
type scale struct {
	version   string
	runs      int
	few, many int
	pages     int // of one site of hugo's
	cost      map[int]cost
	group     map[int]int64 // most memory of the process and those it started, bytes
	hugo      cost          // of one process
}

// partners measures build --partner all for few partners and for many, and the plain hugo command
// once for each of a sample of the many.
func (b *bench) partners() (string, error) {
	s := scale{version: b.version, runs: min(b.runs, 3), few: b.few, many: b.many, cost: map[int]cost{}, group: map[int]int64{}}
	corpora := map[int]partnerCorpus{}
	var peers []int
	for i := range sampled {
		peers = append(peers, (2*i+1)*s.many/(2*sampled))
	}
	for _, n := range []int{s.few, s.many} {
		corpora[n] = partnerCorpus{dir: filepath.Join(b.dir, fmt.Sprintf("partners%d", n)), count: n}
		some := peers
		if n == s.few {
			some = nil
		}
		if err := corpora[n].write(some); err != nil {
			return "", err
		}
	}
	all, groups := map[int][]cost{}, map[int][]int64{}
	var hugo []cost
	for run := range s.runs {
		for _, n := range []int{s.few, s.many} {
			say("%d partners: %d of %d", n, run+1, s.runs)
			out := filepath.Join(b.dir, "sites")
			used, group, err := onceWatched(exec.Command(b.signpost, "build", "--partner", "all", "--date", "2026-11-20", "-C", corpora[n].project(), "-o", out))
			if err != nil {
				return "", err
			}
			if err := built(out, n); err != nil {
				return "", err
			}
			if err := os.RemoveAll(out); err != nil {
				return "", err
			}
			all[n], groups[n] = append(all[n], used), append(groups[n], group)
		}
		for i, n := range peers {
			out := filepath.Join(b.dir, "site-of-hugo")
			used, err := once(b.peer(corpora[s.many].peer(n))(out))
			if err != nil {
				return "", err
			}
			if s.pages, err = pagesIn(out); err != nil {
				return "", err
			}
			if err := os.RemoveAll(out); err != nil {
				return "", err
			}
			if run > 0 || i > 0 { // the first fills caches of the disk
				hugo = append(hugo, used)
			}
		}
	}
	for _, n := range []int{s.few, s.many} {
		s.cost[n] = medians(all[n])
		s.group[n] = median(groups[n], func(n int64) int64 { return n })
	}
	s.hugo = medians(hugo)
	return s.text(), nil
}

// built makes sure that every partner has its site, with the terms in all languages.
func built(out string, count int) error {
	for n := range count {
		for _, w := range wordsOfPartners {
			if _, err := os.Stat(filepath.Join(out, partnerID(n), w.tag, "terms", "index.html")); err != nil {
				return err
			}
		}
	}
	return nil
}

// pagesIn counts the pages of a site.
func pagesIn(dir string) (int, error) {
	n := 0
	err := filepath.WalkDir(dir, func(name string, d os.DirEntry, err error) error {
		if err == nil && filepath.Ext(name) == ".html" {
			n++
		}
		return err
	})
	return n, err
}

// text is the table, in Markdown.
func (s scale) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s %s/%s, %d cores, hugo %s, medians of %d; hugo for %d of the %d partners, one process each.\n\n", time.Now().Format(time.DateOnly),
		runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), s.version, s.runs, sampled, s.many)
	b.WriteString("| what | time | user+sys | user+sys per partner | time per partner | peak memory | with processes it starts |\n| --- | --- | --- | --- | --- | --- | --- |\n")
	line := func(what string, c cost, n int, group string) {
		fmt.Fprintf(&b, "| %s | %.2f s | %.2f s | %.3f s | %.3f s | %.0f MB | %s |\n", what, c.wall.Seconds(), c.cpu.Seconds(),
			c.cpu.Seconds()/float64(n), c.wall.Seconds()/float64(n), float64(c.peak)/1e6, group)
	}
	for _, n := range []int{s.few, s.many} {
		line(fmt.Sprintf("signpost build --partner all, %d partners", n), s.cost[n], n, fmt.Sprintf("%.0f MB", float64(s.group[n])/1e6))
	}
	line(fmt.Sprintf("hugo, one partner (%d pages)", s.pages), s.hugo, 1, "–")
	few, many, hugo := s.cost[s.few], s.cost[s.many], s.hugo
	further := func(d func(cost) time.Duration) float64 { // one partner more
		return (d(many) - d(few)).Seconds() / float64(s.many-s.few)
	}
	wall, cpu := func(c cost) time.Duration { return c.wall }, func(c cost) time.Duration { return c.cpu }
	each := func(d time.Duration, n int) float64 { return d.Seconds() / float64(n) }
	b.WriteString("\n| ratio | time | user+sys | target |\n| --- | --- | --- | --- |\n")
	ratio := func(what string, of func(d func(cost) time.Duration) float64, target string) {
		fmt.Fprintf(&b, "| %s | %.2f | %.2f | %s |\n", what, of(wall), of(cpu), target)
	}
	ratio(fmt.Sprintf("one of %d partners / one of %d", s.many, s.few), func(d func(cost) time.Duration) float64 { return each(d(many), s.many) / each(d(few), s.few) },
		fmt.Sprintf("at most %.1f", maxPartnerFactor))
	ratio(fmt.Sprintf("one partner more / one of %d", s.few), func(d func(cost) time.Duration) float64 { return further(d) / each(d(few), s.few) },
		fmt.Sprintf("at most %.1f", maxPartnerFactor))
	ratio(fmt.Sprintf("hugo / one of %d partners", s.many), func(d func(cost) time.Duration) float64 { return d(hugo).Seconds() / each(d(many), s.many) },
		fmt.Sprintf("at least %.0f", minPeerRatio))
	fmt.Fprintf(&b, "\nPeak memory, %d partners to %d: %.2f (with the processes it starts: %.2f; target: at most %.1f).\n", s.many, s.few,
		float64(many.peak)/float64(few.peak), float64(s.group[s.many])/float64(max(1, s.group[s.few])), maxMemoryFactor)
	return b.String()
}
