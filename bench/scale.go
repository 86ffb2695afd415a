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

// guidanceOfPartners is how many pages of guidance the larger site has beside the project's own, in each language.
const guidanceOfPartners = 100

// scale are the figures for sites of partners with the same guidance.
type scale struct {
	few, many int
	more      int // pages of guidance beside the project's own, in each language
	pages     int // of one site of hugo's
	cost      map[int]cost
	group     map[int]int64 // most memory of the process and those it started, bytes
	hugo      cost          // of one process
}

// partners measures build --partner all for few partners and for many, and the plain hugo command
// once for each of a sample of the many: over the project's own guidance, and over more.
func (b *bench) partners() (string, error) {
	runs := min(b.runs, 3)
	small, err := b.scale(0, runs)
	if err != nil {
		return "", err
	}
	large, err := b.scale(guidanceOfPartners, runs)
	if err != nil {
		return "", err
	}
	return fmt.Sprintf("%s, %s %s/%s, %d cores, hugo %s, medians of %d; hugo for %d of the %d partners, one process each.\n\n", time.Now().Format(time.DateOnly),
		runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), b.version, runs, sampled, b.many) + scaleLines(small, large), nil
}

func (b *bench) scale(more, runs int) (scale, error) {
	s := scale{few: b.few, many: b.many, more: more, cost: map[int]cost{}, group: map[int]int64{}}
	corpora := map[int]partnerCorpus{}
	var peers []int
	for i := range sampled {
		peers = append(peers, (2*i+1)*s.many/(2*sampled))
	}
	for _, n := range []int{s.few, s.many} {
		corpora[n] = partnerCorpus{dir: filepath.Join(b.dir, fmt.Sprintf("partners%d-%d", n, more)), count: n, more: more}
		some := peers
		if n == s.few {
			some = nil
		}
		if err := corpora[n].write(some); err != nil {
			return s, err
		}
	}
	all, groups := map[int][]cost{}, map[int][]int64{}
	var hugo []cost
	for run := range runs {
		for _, n := range []int{s.few, s.many} {
			say("%d partners, %d more pages: %d of %d", n, more, run+1, runs)
			out := filepath.Join(b.dir, "sites")
			used, group, err := onceWatched(exec.Command(b.signpost, "build", "--partner", "all", "--date", "2026-11-20", "-C", corpora[n].project(), "-o", out))
			if err != nil {
				return s, err
			}
			if err := built(out, n); err != nil {
				return s, err
			}
			if err := os.RemoveAll(out); err != nil {
				return s, err
			}
			all[n], groups[n] = append(all[n], used), append(groups[n], group)
		}
		for i, n := range peers {
			out := filepath.Join(b.dir, "site-of-hugo")
			used, err := once(b.peer(corpora[s.many].peer(n))(out))
			if err != nil {
				return s, err
			}
			if s.pages, err = pagesIn(out); err != nil {
				return s, err
			}
			if err := os.RemoveAll(out); err != nil {
				return s, err
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
	return s, nil
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

// scaleLines are the tables, in Markdown.
func scaleLines(all ...scale) string {
	var b strings.Builder
	b.WriteString("| what | guidance | time | user+sys | time per partner | user+sys per partner | peak memory | with processes it starts |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n")
	for _, s := range all {
		line := func(what string, c cost, n int, group string) {
			fmt.Fprintf(&b, "| %s | %s | %.2f s | %.2f s | %.3f s | %.3f s | %.0f MB | %s |\n", what, s.guidance(), c.wall.Seconds(), c.cpu.Seconds(),
				c.wall.Seconds()/float64(n), c.cpu.Seconds()/float64(n), float64(c.peak)/1e6, group)
		}
		for _, n := range []int{s.few, s.many} {
			line(fmt.Sprintf("signpost build --partner all, %d partners", n), s.cost[n], n, fmt.Sprintf("%.0f MB", float64(s.group[n])/1e6))
		}
		line(fmt.Sprintf("hugo, one partner (%d pages)", s.pages), s.hugo, 1, "–")
	}
	b.WriteString("\n| ratio | guidance | time | user+sys | target |\n| --- | --- | --- | --- | --- |\n")
	wall, cpu := func(c cost) float64 { return c.wall.Seconds() }, func(c cost) float64 { return c.cpu.Seconds() }
	for i, s := range all {
		few, many := s.cost[s.few], s.cost[s.many]
		ratio := func(what string, of func(d func(cost) float64) float64, target string) {
			fmt.Fprintf(&b, "| %s | %s | %.2f | %.2f | %s |\n", what, s.guidance(), of(wall), of(cpu), target)
		}
		one := func(d func(cost) float64) float64 { return d(many) / float64(s.many) }
		further := func(d func(cost) float64) float64 { return (d(many) - d(few)) / float64(s.many-s.few) }
		ratio(fmt.Sprintf("one of %d partners / one of %d", s.many, s.few), func(d func(cost) float64) float64 { return one(d) / d(few) * float64(s.few) }, fmt.Sprintf("at most %.1f", maxPartnerFactor))
		target := "–"
		if i == len(all)-1 {
			target = fmt.Sprintf("at least %.0f", minPeerRatio)
		}
		ratio(fmt.Sprintf("hugo / one of %d partners", s.many), func(d func(cost) float64) float64 { return d(s.hugo) / one(d) }, target)
		ratio("hugo / one partner more", func(d func(cost) float64) float64 { return d(s.hugo) / further(d) }, "–")
	}
	for _, s := range all {
		fmt.Fprintf(&b, "\nPeak memory with %s, %d partners to %d: %.2f; with the processes it starts: %.2f (target: at most %.1f).\n", s.guidance(), s.many, s.few,
			float64(s.cost[s.many].peak)/float64(s.cost[s.few].peak), float64(s.group[s.many])/float64(max(1, s.group[s.few])), maxMemoryFactor)
	}
	return b.String()
}

// guidance says what the sites have.
func (s scale) guidance() string {
	if s.more == 0 {
		return "the project's"
	}
	return fmt.Sprintf("%d pages more", s.more)
}
