package mslearn

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"signpost/generator/internal/diag"
)

// corpus is where pages of Microsoft Learn are that may be read in place.
const corpus = "../../../../shared/data/partner-docs"

const rounds = 150 // of 4 pages each

// TestMutated imports pages with lines taken out, doubled, moved, cut and
// indented: no page may be refused by the rules of a site, whatever its author
// did, and none is lost.
func TestMutated(t *testing.T) {
	rnd := rand.New(rand.NewPCG(5, 17))
	var pages []string
	for _, dir := range []string{"testdata/learn", corpus + "/cs", corpus + "/ru"} {
		_ = fs.WalkDir(os.DirFS(dir), ".", func(name string, d fs.DirEntry, err error) error {
			if err == nil && !d.IsDir() && (strings.HasSuffix(name, ".md") || strings.HasSuffix(name, ".yml")) {
				data, err := os.ReadFile(dir + "/" + name)
				if err != nil {
					t.Fatal(err)
				}
				pages = append(pages, string(data))
			}
			return nil
		})
	}
	if len(pages) == 0 {
		t.Fatal("no pages")
	}
	for round := range rounds {
		fsys := fstest.MapFS{}
		n := 0
		for range 4 {
			text := mutated(rnd, pages[rnd.IntN(len(pages))])
			ext := ".md"
			if strings.HasPrefix(text, "###") {
				ext = ".yml"
			}
			fsys[fmt.Sprintf("p%d%s", n, ext)] = &fstest.MapFile{Data: []byte(text)}
			n++
		}
		res, l, err := Import(Folder{fsys, "m"}, Options{Lang: "cs", Out: "content/cs/m", Main: round%2 == 0})
		if err != nil {
			continue // one file of YAML that says not what it is
		}
		for name := range fsys {
			if strings.HasSuffix(name, ".md") && res.Files["content/cs/m/"+name] == nil {
				t.Errorf("%s is lost", name)
			}
		}
		for _, d := range l {
			if d.Severity == diag.Warning {
				continue
			}
			name := strings.TrimPrefix(d.Pos.File, "m/")
			_ = os.WriteFile(os.TempDir()+"/mutated-"+name, fsys[name].Data, 0o644)
			t.Fatalf("round %d: %v %s; the page is in %s", round, d.Pos, d.Message, os.TempDir()+"/mutated-"+name)
		}
	}
}

func mutated(rnd *rand.Rand, text string) string {
	lines := strings.Split(text, "\n")
	for range 1 + rnd.IntN(8) {
		i, j := rnd.IntN(len(lines)), rnd.IntN(len(lines))
		switch rnd.IntN(8) {
		case 0:
			lines = append(lines[:i:i], lines[i+1:]...)
		case 1:
			lines = append(lines[:i:i], append([]string{lines[j]}, lines[i:]...)...)
		case 2:
			lines[i], lines[j] = lines[j], lines[i]
		case 3:
			if r := []rune(lines[i]); len(r) > 0 {
				lines[i] = string(r[:rnd.IntN(len(r))])
			}
		case 4:
			lines[i] = strings.Repeat(" ", rnd.IntN(6)) + lines[i]
		case 5:
			lines[i] = "> " + lines[i]
		case 6:
			odd := []string{"<b>", "](", "**", "`", ":::", "[", "<!--", "|", "# ", "{#x}", "<table>", "</a>", "\\", "***", "![", "<a href=\"x.md\">", "[!NOTE]", "\u00a0", "\u202e", "<x y", "- "}
			r := []rune(lines[i])
			at := rnd.IntN(len(r) + 1)
			lines[i] = string(r[:at]) + odd[rnd.IntN(len(odd))] + string(r[at:])
		case 7:
			lines[i] = ""
		}
		if len(lines) == 0 {
			lines = []string{""}
		}
	}
	return strings.Join(lines, "\n")
}
