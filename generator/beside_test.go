//go:build unix

package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"
)

// besideDay is the day of the builds in these tests.
const besideDay = "2026-11-26"

// exampleProject copies the project of this repository, with its six example
// partners, into a folder "project" of a new folder.
func exampleProject(t *testing.T) (dir string) {
	t.Helper()
	dir = filepath.Join(t.TempDir(), "project")
	for _, name := range []string{"content", "decisions", "i18n", "themes", "translations", "partners"} {
		must(t, os.CopyFS(filepath.Join(dir, name), os.DirFS(filepath.Join("..", name))))
	}
	data, err := os.ReadFile("../config.yaml")
	must(t, err)
	must(t, os.WriteFile(filepath.Join(dir, "config.yaml"), data, 0o644))
	return dir
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// program runs the program in a process of its own, from a folder.
func program(t *testing.T, dir string, args ...string) (stderr string, code int, used time.Duration, peak int64) {
	t.Helper()
	self, err := exec.LookPath("signpost")
	must(t, err)
	c := exec.Command(self, args...)
	var errs bytes.Buffer
	c.Dir, c.Stderr = dir, &errs
	_ = c.Run() // the exit code tells
	if c.ProcessState == nil || !c.ProcessState.Exited() {
		t.Fatalf("%v: it did not end by itself\n%s", args, &errs)
	}
	s := c.ProcessState
	if r, ok := s.SysUsage().(*syscall.Rusage); ok {
		peak = int64(r.Maxrss) << 10 // KiB on Linux
	}
	return errs.String(), s.ExitCode(), s.UserTime() + s.SystemTime(), peak
}

// tree gives what lies below a folder, a line each: kind, path, and the hash of a
// file. It does not follow links.
func tree(t *testing.T, dir string) map[string]string {
	t.Helper()
	out := map[string]string{}
	must(t, filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		must(t, err)
		info, err := d.Info()
		must(t, err)
		if out[rel] = info.Mode().String(); info.Mode().IsRegular() {
			if info.Size() > 16<<20 {
				out[rel] = fmt.Sprintf("%d bytes", info.Size())
				return nil
			}
			data, err := os.ReadFile(name)
			must(t, err)
			out[rel] = fmt.Sprintf("%x", sha256.Sum256(data))
		}
		return nil
	}))
	return out
}

// below keeps what lies in one of the folders of a tree.
func below(all map[string]string, folders []string) map[string]string {
	out := map[string]string{}
	for name, what := range all {
		if top, _, _ := strings.Cut(name, "/"); slices.Contains(folders, top) {
			out[name] = what
		}
	}
	return out
}

// apart tells how two trees differ, "" for not at all.
func apart(a, b map[string]string) string {
	var out []string
	for name, what := range a {
		if b[name] != what {
			out = append(out, fmt.Sprintf("%s: %s, and %s", name, what, b[name]))
		}
	}
	for name := range b {
		if _, ok := a[name]; !ok {
			out = append(out, name+": was not there")
		}
	}
	slices.Sort(out)
	return strings.Join(out[:min(len(out), 10)], "\n")
}

var (
	examplePartners = strings.Fields("altitude deux-rivieres modra-hora plain polderwolk sever")
	leftOut         = regexp.MustCompile(`(?m)^warning: partner (.+) is left out$`)
)

// TestBeside builds the six example partners by themselves, and then with
// hostile ones beside them. The sites of the six have the same bytes. Of each hostile
// one there is a reason with file, line and column and no site; or a site of
// regular files in its own folder. Nothing else on the disk is another.
func TestBeside(t *testing.T) {
	t.Parallel()
	project := exampleProject(t)
	around := filepath.Dir(project)
	must(t, os.WriteFile(filepath.Join(around, "secret"), []byte("the secret of another"), 0o600))
	out := filepath.Join(around, "out")
	build := []string{"build", "--partner", "all", "--date", besideDay, "--skip-broken", "--out", out, "-C", project}
	if stderr, code, _, _ := program(t, around, build...); code != 0 || strings.Contains(stderr, "partners/") {
		t.Fatalf("the six: exit %d\n%s", code, stderr)
	}
	six := tree(t, out)
	if len(six) < 500 {
		t.Fatalf("%d files and folders", len(six))
	}

	refused, built := 0, 0
	for group := range slices.Chunk(besideCases(t), 160) {
		for _, c := range group {
			c.make(t, project, around)
		}
		must(t, os.RemoveAll(out))
		before := tree(t, around)
		stderr, code, _, _ := program(t, around, build...)
		if code != 0 {
			t.Fatalf("exit %d\n%.4000s", code, stderr)
		}
		all := tree(t, out)
		if d := apart(six, below(all, append([]string{"."}, examplePartners...))); d != "" {
			t.Errorf("the sites of the six are others:\n%s", d)
		}
		after := tree(t, around)
		for name := range after {
			if name == "out" || strings.HasPrefix(name, "out/") {
				delete(after, name)
			}
		}
		if d := apart(before, after); d != "" {
			t.Errorf("something beside the sites is another:\n%s", d)
		}
		out := leftOut.FindAllStringSubmatch(stderr, -1)
		for _, c := range group {
			places := placesOf(stderr, c.id)
			left := slices.ContainsFunc(out, func(m []string) bool { return m[1] == c.id })
			site := below(all, []string{c.id})
			switch {
			case left != (len(site) == 0):
				t.Errorf("%s: left out: %v, and %d files", c.name, left, len(site))
			case left && len(places) == 0:
				t.Errorf("%s: it is left out without a reason", c.name)
			case left && c.want != "" && c.want != anything && !slices.ContainsFunc(places, func(s string) bool { return strings.Contains(s, c.want) }):
				t.Errorf("%s: %s, want %s", c.name, strings.Join(places[:min(len(places), 3)], "\n"), c.want)
			case !left && c.want != "" && c.want != anything:
				t.Errorf("%s: it is not refused, want %s", c.name, c.want)
			case left && c.want == "":
				t.Errorf("%s: it is refused: %s", c.name, strings.Join(places, "\n"))
			}
			for name, kind := range site {
				if len(kind) < 64 && !strings.HasPrefix(kind, "d") {
					t.Errorf("%s: %s is %s", c.name, name, kind)
				}
			}
			if refused++; !left {
				refused, built = refused-1, built+1
			}
			must(t, os.RemoveAll(filepath.Join(project, "partners", c.id)))
		}
		for name := range all {
			top, _, _ := strings.Cut(name, "/")
			if !slices.Contains(examplePartners, top) && top != "." && !slices.ContainsFunc(group, func(c besideCase) bool { return c.id == top }) {
				t.Errorf("%s is nobody's", name)
			}
		}
		if strings.Contains(stderr, "the secret of another") {
			t.Error("a file of another is shown")
		}
	}
	t.Logf("%d hostile partners: %d refused, %d built", refused+built, refused, built)
	if refused < 100 || built < 20 {
		t.Error("too few: the cases are broken")
	}
}

// placesOf are the errors about a partner, each with file, line and column.
func placesOf(stderr, id string) []string {
	var out []string
	for line := range strings.Lines(stderr) {
		// A name that holds a line break is shown quoted.
		if m := placedLine.FindString(strings.TrimSuffix(line, "\n")); strings.HasPrefix(m, "partners/"+id+"/") || strings.HasPrefix(m, "partners/"+id+":") {
			if strings.Contains(m, ": error: ") {
				out = append(out, m)
			}
		}
	}
	return out
}

// TestBesideCost has each hostile partner checked by a process of its own, in a
// small project. It may use a second of processor time more than a
// partner with whom nothing is wrong, and 200 MB in all. Not beside other tests: a process
// that was started is said to have held what the one that started it held.
func TestBesideCost(t *testing.T) {
	dir := t.TempDir()
	project := filepath.Join(dir, "project")
	must(t, os.MkdirAll(filepath.Join(project, "content"), 0o755))
	must(t, os.WriteFile(filepath.Join(project, "config.yaml"), []byte("title: a\nlanguages: [en]\n"), 0o644))
	must(t, os.CopyFS(filepath.Join(project, "content", "en"), os.DirFS("testdata/beside")))
	must(t, os.CopyFS(filepath.Join(project, "partners", "plain"), os.DirFS("../partners/plain")))
	check := func(id string) (stderr string, code int, used time.Duration, peak int64) {
		return program(t, dir, "terms", "check", id, "--date", besideDay, "-C", project)
	}
	usual := time.Hour
	for range 3 {
		stderr, code, used, _ := check("plain")
		if code != 0 {
			t.Fatal(stderr)
		}
		usual = min(usual, used)
	}
	var slowest, largest besideCase
	var most time.Duration
	var peak int64
	cases := besideCases(t)
	if os.Getenv("CAMPAIGN") == "" { // of those that take no time, some
		some := slices.Clone(cases[:0])
		for i, c := range cases {
			if i%4 == 0 || c.want == anything || i > len(cases)-12 {
				some = append(some, c)
			}
		}
		cases = some
	}
	for _, c := range cases {
		c.make(t, project, dir)
		_, code, used, held := check(c.id)
		for range 2 { // others use the machine too
			if used-usual > time.Second {
				_, _, again, _ := check(c.id)
				used = min(used, again)
			}
		}
		must(t, os.RemoveAll(filepath.Join(project, "partners", c.id)))
		if code > 1 && c.want != anything {
			t.Errorf("%s: exit %d", c.name, code)
		}
		if used-usual > time.Second {
			t.Errorf("%s: %v more than usual", c.name, used-usual)
		}
		if held > 200<<20 {
			t.Errorf("%s: %d MB", c.name, held>>20)
		}
		if used-usual > most {
			most, slowest = used-usual, c
		}
		if held > peak {
			peak, largest = held, c
		}
	}
	t.Logf("%d partners; usual %v; most of processor time: %v more (%s); most memory: %d MB (%s)",
		len(cases), usual, most.Round(time.Millisecond), slowest.name, peak>>20, largest.name)
}
