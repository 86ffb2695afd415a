//go:build unix

package main

import (
	"bytes"
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

// Targets of the project.
const (
	maxRatio  = 0.7
	maxFactor = 11.0
	maxEdit   = 150 * time.Millisecond
)

// text is the table, in Markdown that is also good to read.
func (r results) text() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s, %s %s/%s, %d cores, hugo %s, medians of %d.\n\n", time.Now().Format(time.DateOnly),
		runtime.Version(), runtime.GOOS, runtime.GOARCH, runtime.NumCPU(), r.version, r.runs)
	b.WriteString("| what | pages | time | user+sys | peak memory |\n| --- | --- | --- | --- | --- |\n")
	line := func(what string, c corpus, used cost) {
		fmt.Fprintf(&b, "| %s | %d | %.2f s | %.2f s | %.0f MB |\n", what, c.pages*len(languages), used.wall.Seconds(), used.cpu.Seconds(), float64(used.peak)/1e6)
	}
	line("signpost build", r.small, r.build)
	line("hugo", r.small, r.plain)
	line("hugo, without highlighting, taxonomies, feeds", r.small, r.lean)
	line("signpost build again, nothing changed", r.small, r.again)
	line("signpost build again, one page edited", r.small, r.edited)
	if r.large.pages > 0 {
		line("signpost build", r.large, r.bigBuild)
		line("hugo", r.large, r.bigPlain)
	}
	b.WriteString("\n| ratio | time | user+sys | target |\n| --- | --- | --- | --- |\n")
	ratio := func(what string, x, y cost, target string) {
		fmt.Fprintf(&b, "| %s | %.2f | %.2f | %s |\n", what, x.wall.Seconds()/y.wall.Seconds(), x.cpu.Seconds()/y.cpu.Seconds(), target)
	}
	ratio("signpost build / hugo", r.build, r.plain, fmt.Sprintf("at most %.1f", maxRatio))
	ratio("signpost build / hugo without highlighting, taxonomies, feeds", r.build, r.lean, "–")
	if r.large.pages > 0 {
		n := r.large.pages / r.small.pages
		ratio(fmt.Sprintf("signpost build, %d times the pages", n), r.bigBuild, r.build, fmt.Sprintf("at most %.0f", maxFactor))
		ratio(fmt.Sprintf("hugo, %d times the pages", n), r.bigPlain, r.plain, "–")
		ratio("signpost build / hugo, large", r.bigBuild, r.bigPlain, "–")
	}
	b.WriteString("\n" + r.editLines())
	return b.String()
}

// editLines tells of the edits under serve.
func (r results) editLines() string {
	if len(r.edits) == 0 {
		return "One page edited under serve: not measured.\n"
	}
	ms := func(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
	same := func(d time.Duration) time.Duration { return d }
	return fmt.Sprintf("One page edited under serve at %d pages, from writing the file to the new page over HTTP: median %.0f ms, slowest %.0f ms, of %d edits (target: at most %.0f ms).\n",
		r.small.pages*len(languages), ms(median(r.edits, same)), ms(slowest(r.edits)), len(r.edits), ms(maxEdit))
}

func slowest(all []time.Duration) time.Duration {
	var out time.Duration
	for _, d := range all {
		out = max(out, d)
	}
	return out
}

// The marks of the parts of a file that writeMarkdown replaces.
const (
	pages  = "figures"
	atFlow = "flows"

	atPartners = "partners"
)

// writeMarkdown replaces what is between the marks of a part of a file.
func writeMarkdown(file, part, text string) error {
	begin, end := fmt.Sprintf("<!-- bench: %s -->\n", part), fmt.Sprintf("<!-- bench: end %s -->\n", part)
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	head, rest, ok := bytes.Cut(data, []byte(begin))
	_, tail, closed := bytes.Cut(rest, []byte(end))
	if !ok || !closed {
		return fmt.Errorf("%s has no part between %q and %q", file, strings.TrimSpace(begin), strings.TrimSpace(end))
	}
	return os.WriteFile(file, []byte(string(head)+begin+"\n"+text+"\n"+end+string(tail)), 0o644)
}
