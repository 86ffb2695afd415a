package main

import (
	"bufio"
	"bytes"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"signpost/generator/internal/cli"
)

// TestDocs does what a page of the documentation says, in the page's order and
// in an empty folder, and holds what comes out against what the page shows.
//
// A fence with a path after the language is a file: it is written there. Where
// the language is diff, the file there is changed: the lines that begin with
// a space or "-" must stand in it once, together. A fence "console" holds
// commands after "$ ": cd, signpost or go run ./generator, and those of tools, which
// are left alone where the machine does not have the tool. The lines below
// a command are all it prints; "…" in them stands for anything within a line.
// All other fences are left alone.
//
// With -update, what a page shows is rewritten where it differs. Read the
// difference before you keep it.
func TestDocs(t *testing.T) {
	for _, name := range []string{"../README.md", "../docs/authoring.md", "../docs/decisions.md", "../docs/translating.md", "../docs/partners-terms.md", "../docs/partners.md", "../docs/offline.md", "../docs/training.md", "../docs/epub.md", "../docs/kiwix.md"} {
		t.Run(filepath.Base(name), func(t *testing.T) {
			t.Parallel()
			data, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			r := reader{t: t, dir: filepath.Join(t.TempDir(), "work")}
			if err := os.Mkdir(r.dir, 0o755); err != nil {
				t.Fatal(err)
			}
			out := fence.ReplaceAllFunc(data, r.read)
			if r.commands == 0 {
				t.Error("no command was found: the search is broken")
			}
			if bytes.Equal(data, out) {
				return
			}
			if *update {
				if err := os.WriteFile(name, out, 0o644); err != nil {
					t.Fatal(err)
				}
				return
			}
			t.Errorf("%s (-page +program):\n%s", name, cmp.Diff(string(data), string(out)))
		})
	}
}

var fence = regexp.MustCompile("(?ms)^```([a-z]+)(?: (\\S+))?\n(.*?)^```$")

// reader follows a page.
type reader struct {
	t        *testing.T
	dir      string
	commands int
}

// read takes a fence and returns it as it should be.
func (r *reader) read(block []byte) []byte {
	m := fence.FindSubmatch(block)
	language, name, body := string(m[1]), string(m[2]), string(m[3])
	switch {
	case language == "console":
		return []byte("```console\n" + r.console(body) + "```")
	case name == "":
	case language == "diff":
		r.change(name, body)
	default:
		unpackOne(r.t, filepath.Join(r.dir, filepath.FromSlash(name)), body)
	}
	return block
}

func unpackOne(t *testing.T, name, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// change applies a diff without line numbers.
func (r *reader) change(name, diff string) {
	r.t.Helper()
	var before, after strings.Builder
	for line := range strings.Lines(diff) {
		text := line[1:]
		if line == "\n" { // an empty line of context
			text = line
		}
		if line[0] != '+' {
			before.WriteString(text)
		}
		if line[0] != '-' {
			after.WriteString(text)
		}
	}
	name = filepath.Join(r.dir, filepath.FromSlash(name))
	data, err := os.ReadFile(name)
	if err != nil {
		r.t.Fatal(err)
	}
	if n := strings.Count(string(data), before.String()); n != 1 {
		r.t.Fatalf("%s holds %d times:\n%s", name, n, before.String())
	}
	unpackOne(r.t, name, strings.Replace(string(data), before.String(), after.String(), 1))
}

// console runs the commands of a block and returns it with what they print.
func (r *reader) console(body string) string {
	r.t.Helper()
	if !strings.HasPrefix(body, "$ ") {
		r.t.Fatalf("a console begins with a command:\n%s", body)
	}
	var out strings.Builder
	for part := range strings.SplitSeq(strings.TrimPrefix(body, "$ "), "\n$ ") {
		command, shown, _ := strings.Cut(strings.TrimSuffix(part, "\n"), "\n")
		printed := strings.TrimRight(r.run(command, shown), "\n")
		if !same(shown, printed) {
			shown = trailing.ReplaceAllString(strings.ReplaceAll(printed, filepath.Dir(r.dir), "…"), "")
		}
		out.WriteString("$ " + command + "\n")
		if shown != "" {
			out.WriteString(shown + "\n")
		}
	}
	return out.String()
}

var trailing = regexp.MustCompile(`(?m) +$`)

// tools are the programs beside Signpost that a page may show.
var tools = []string{"sh", "cat", "sha256sum", "ssh-keygen", "minisign", "unzip", "zimwriterfs", "zimcheck"}

// run runs one command and returns all it prints: what is shown, where the machine does not have the tool.
func (r *reader) run(command, shown string) string {
	r.t.Helper()
	r.commands++
	if dir, ok := strings.CutPrefix(command, "cd "); ok {
		r.dir = filepath.Join(r.dir, dir)
		return ""
	}
	if tool, _, _ := strings.Cut(command, " "); slices.Contains(tools, tool) {
		if _, err := exec.LookPath(tool); err != nil {
			return shown
		}
		c := exec.Command("sh", "-c", command)
		c.Dir = r.dir
		out, err := c.CombinedOutput()
		if err != nil {
			r.t.Errorf("%s: %v", command, err)
		}
		return string(out)
	}
	args, ok := strings.CutPrefix(command, "signpost ")
	if !ok {
		args, ok = strings.CutPrefix(command, "go run ./generator ")
	}
	if !ok {
		r.t.Fatalf("not a command that a page may show: %s", command)
	}
	if strings.HasPrefix(args, "serve") {
		return r.serve(strings.Fields(args))
	}
	var out bytes.Buffer
	cli.Main(strings.Fields(args), cli.Env{Stdout: &out, Stderr: &out, Dir: r.dir, Epoch: docsEpoch})
	return out.String()
}

// docsEpoch is noon of the day on which pages are followed.
const docsEpoch = "1795694400"

var served = regexp.MustCompile(`^http://localhost:(\d+)(/\S*)\n`)

// serve runs the program itself, on a port that is free, and asks it for the page
// that it names. What it prints has the usual port.
func (r *reader) serve(args []string) string {
	r.t.Helper()
	c := exec.Command("signpost", append(args, "--addr", "localhost:0")...)
	c.Dir, c.Env = r.dir, append(os.Environ(), "SOURCE_DATE_EPOCH="+docsEpoch)
	var said bytes.Buffer
	c.Stderr = &said
	out, err := c.StdoutPipe()
	if err == nil {
		err = c.Start()
	}
	if err != nil {
		r.t.Fatal(err)
	}
	line, _ := bufio.NewReader(out).ReadString('\n') // one that ends without is reported below
	m := served.FindStringSubmatch(line)
	if m != nil {
		res, err := http.Get(strings.TrimSpace(line))
		if err == nil {
			err = res.Body.Close()
		}
		if err != nil || res.StatusCode != http.StatusOK {
			r.t.Errorf("%s: %v, %v", line, res, err)
		}
		line = "http://localhost:8080" + m[2] + "\n"
	}
	_ = c.Process.Kill() // it may have ended
	_ = c.Wait()         // it was killed
	return said.String() + line
}

// same compares what a page shows with what was printed, trailing spaces aside. "…" stands for
// anything within a line, and as a line of its own for any lines.
func same(shown, printed string) bool {
	form := regexp.QuoteMeta(trailing.ReplaceAllString(shown, ""))
	form = strings.ReplaceAll(form, "\n…\n", "\n(?:.*\n)*")
	form = strings.ReplaceAll(form, "…", ".*")
	return regexp.MustCompile("^" + form + "$").MatchString(trailing.ReplaceAllString(printed, ""))
}

var docLink = regexp.MustCompile(`\]\(([^)#\s]+)(#[^)\s]*)?\)`)

// TestDocLinks holds the links between the pages of the documentation.
func TestDocLinks(t *testing.T) {
	var pages []string
	for _, pattern := range []string{"../*.md", "../docs/*.md", "../docs/adr/*.md", "../themes/*/README.md"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		pages = append(pages, found...)
	}
	code := regexp.MustCompile("(?ms)^```.*?^```$|`[^`\n]*`")
	for _, page := range pages {
		data, err := os.ReadFile(page)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range docLink.FindAllStringSubmatch(code.ReplaceAllString(string(data), ""), -1) {
			if strings.Contains(m[1], ":") {
				continue
			}
			if _, err := os.Stat(filepath.Join(filepath.Dir(page), filepath.FromSlash(m[1]))); err != nil {
				t.Errorf("%s links to %s, which is not there", page, m[1])
			}
		}
	}
}
