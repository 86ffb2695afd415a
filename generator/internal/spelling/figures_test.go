package spelling

import (
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// notProse are the parts of Markdown that are no words of the language.
var notProse = regexp.MustCompile("(?s)^---\n.*?\n---\n|```.*?```|`[^`]*`|\\]\\([^)]*\\)|<[^>]*>|:::[^\n]*|https?://\\S+|\\[!\\w+\\]")

// TestFigures measures the lists on texts that no list was made of: 48 pages in each language, translated mostly by machine. It prints the figures of
// docs/adr/020, and holds them within bounds.
func TestFigures(t *testing.T) {
	const folder = "../../../../shared/data/partner-docs"
	if _, err := os.Stat(folder); err != nil {
		t.Skip("there are no pages of Microsoft Learn beside the project")
	}
	for lang, bound := range map[string]struct{ most, least float64 }{"cs": {4, 0.93}, "nl": {1.5, 0.6}, "fr": {2.5, 0.9}, "ru": {3, 0.9}} {
		w, words, texts, unsure := Of(lang), 0, map[string]int{}, map[string]bool{}
		known := map[string]bool{}
		err := fs.WalkDir(os.DirFS(folder+"/"+lang), ".", func(name string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(name, ".md") {
				return err
			}
			data, err := os.ReadFile(folder + "/" + lang + "/" + name)
			seen := map[string]bool{}
			Scan(notProse.ReplaceAllString(string(data), " ￼ "), func(word string, _ int) {
				words++
				if w.Doubtful(word) {
					if unsure[word] = true; !seen[word] {
						seen[word] = true
						texts[word]++
					}
				} else if w.Known(word) && len(word) > 6 && strings.ToLower(word) == word {
					known[word] = true
				}
			})
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		var told []string
		for word := range unsure {
			if texts[word] == 1 {
				told = append(told, word)
			}
		}
		slices.Sort(told)
		found, slips := 0, 0
		r := rand.New(rand.NewPCG(1, 2))
		letters := []rune(w.letters)
		for _, word := range slices.Sorted(maps.Keys(known)) {
			s := []rune(word)
			at := 1 + r.IntN(len(s)-2)
			switch r.IntN(3) {
			case 0:
				s = slices.Delete(s, at, at+1)
			case 1:
				s[at] = letters[r.IntN(len(letters))]
			default:
				s[at], s[at+1] = s[at+1], s[at]
			}
			if slip := string(s); !w.Known(slip) {
				slips++
				if w.Doubtful(slip) {
					found++
				}
			}
		}
		rate, recall := 1000*float64(len(told))/float64(words), float64(found)/float64(slips)
		t.Logf("%s: %d words, %d doubtful in one text, %.1f in 1,000; of %d slips %.0f %% found", lang, words, len(told), rate, slips, 100*recall)
		t.Log(strings.Join(told, " "))
		if rate > bound.most || recall < bound.least {
			t.Errorf("%s: %.1f in 1,000 and %.2f, bounds are %v", lang, rate, recall, bound)
		}
	}
}
