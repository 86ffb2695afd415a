package mslearn

import (
	"bytes"
	"flag"
	"os"
	"path"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"signpost/generator/internal/diag"
)

var update = flag.Bool("update", false, "rewrite testdata/want.txtar; read the difference before you keep it")

// TestGolden imports testdata/learn, which has one of everything, and holds the
// pages and the report against testdata/want.txtar. Read a difference line by
// line: is every position right, and is nothing lost without a report?
func TestGolden(t *testing.T) {
	from := Folder{os.DirFS("testdata/learn"), "learn"}
	res, l, err := Import(from, Options{Lang: "en", Out: "content/en/x", Main: true, Origin: "https://learn.microsoft.com/en/partner/"})
	if err != nil {
		t.Fatal(err)
	}
	got := &txtar.Archive{Comment: []byte("What becomes of testdata/learn.\n\n")}
	for _, name := range sorted(res.Files) {
		if path.Ext(name) == ".md" {
			got.Files = append(got.Files, txtar.File{Name: name, Data: res.Files[name]})
		}
	}
	var report bytes.Buffer
	if err := diag.Text(&report, l, nil); err != nil {
		t.Fatal(err)
	}
	got.Files = append(got.Files, txtar.File{Name: "report", Data: report.Bytes()})
	data := txtar.Format(got)
	if *update {
		if err := os.WriteFile("testdata/want.txtar", data, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile("testdata/want.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(want), string(data)); d != "" {
		t.Errorf("-want +got:\n%s", d)
	}
}

// TestCodesShown holds the package's list of codes against what the golden
// import, and the pages below, report.
func TestCodesShown(t *testing.T) {
	want, err := os.ReadFile("testdata/want.txtar")
	if err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile("mslearn.go")
	if err != nil {
		t.Fatal(err)
	}
	elsewhere := map[string]bool{"mslearn-parity": true, "mslearn-page": true, "mslearn-state": true} // TestParity, TestPage, TestLater
	for line := range strings.Lines(string(src)) {
		code, _, _ := strings.Cut(strings.TrimPrefix(line, "//\t"), " ")
		if strings.HasPrefix(line, "//\tmslearn-") && !elsewhere[code] && !strings.Contains(string(want), "["+code+"]") {
			t.Errorf("the golden import does not show %s", code)
		}
	}
}
