package mslearn

import (
	"os"
	"path/filepath"
	"testing"

	"signpost/generator/internal/diag"
)

// corpus is where the pages of Microsoft Learn are that may be read in place.
const corpus = "../../../../shared/data/partner-docs"

func TestCorpus(t *testing.T) {
	if _, err := os.Stat(corpus); err != nil {
		t.Skip("no pages of Microsoft Learn beside the project")
	}
	for _, lang := range []string{"cs", "nl", "fr", "ru"} {
		opt := Options{Lang: lang, Out: "content/" + lang + "/learn", Main: lang == "cs"}
		if lang != "cs" {
			opt.Source = &Folder{os.DirFS(corpus + "/cs"), "cs"}
		}
		res, l, err := Import(Folder{os.DirFS(corpus + "/" + lang), lang}, opt)
		if err != nil {
			t.Fatal(err)
		}
		n := map[string]int{}
		for _, d := range l {
			n[d.Code]++
		}
		t.Log(lang, res.Pages, len(res.Files), n)
		if dir := os.Getenv("OUT"); dir != "" {
			for name, data := range res.Files {
				file := filepath.Join(dir, name)
				os.MkdirAll(filepath.Dir(file), 0o755)
				os.WriteFile(file, data, 0o644)
			}
			f, _ := os.Create(filepath.Join(dir, lang+".txt"))
			diag.Text(f, l, res.Source)
			f.Close()
		}
	}
}
