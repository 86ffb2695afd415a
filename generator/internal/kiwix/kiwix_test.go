package kiwix

import (
	"bytes"
	"image/color"
	"image/png"
	"os/exec"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestCommand(t *testing.T) {
	for tag, want := range map[string]string{"en": "eng", "ru": "rus", "nl": "nld", "fr": "fra", "cs": "ces", "nl-BE": "nld"} {
		f := Facts{Language: tag, Title: "Wegwijzer", Description: "Wie helpt?", Publisher: "Wegwijzer", Name: "a.example", Source: "https://a.example/"}
		words, err := f.Command("in", "out.zim")
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range []string{"--language=" + want, "--welcome=" + strings.ToLower(tag) + "/index.html", "--name=a.example_" + strings.ToLower(tag), "--source=https://a.example/"} {
			if !slices.Contains(words, w) {
				t.Errorf("%s: the command lacks %s: %q", tag, w, words)
			}
		}
	}
	if _, err := (Facts{Language: "?"}).Command("in", "out"); err == nil {
		t.Error("a language that is none was taken")
	}
}

func TestCut(t *testing.T) {
	for in, want := range map[string]string{
		"short":                        "short",
		"exactly twenty chars":         "exactly twenty chars",
		"one word more than – fits in": "one word more than…",
		"Ктопоможетсмоейпроблемойикогда": "Ктопоможетсмоейпроб…",
	} {
		got := cut(in, 20)
		if got != want || utf8.RuneCountInString(got) > 20 {
			t.Errorf("cut(%q) = %q, want %q", in, got, want)
		}
	}
}

// TestLine hands hostile words to a real shell.
func TestLine(t *testing.T) {
	words := []string{"printf", `%s\n`, "plain", "it's", "$(id) `id` \\", "a b;c", "", "é – №"}
	out, err := exec.Command("sh", "-c", Line(words)).Output()
	if err != nil {
		t.Fatal(err)
	}
	if want := strings.Join(words[2:], "\n") + "\n"; string(out) != want {
		t.Errorf("the shell read %q, want %q", out, want)
	}
}

func TestIllustration(t *testing.T) {
	ground := color.RGBA{0x0b, 0x61, 0x70, 255}
	drawn, err := Facts{Title: "Север", Accent: ground}.Illustration()
	if err != nil {
		t.Fatal(err)
	}
	marked, err := Facts{Title: "Север", Accent: ground, Mark: true}.Illustration()
	if err != nil {
		t.Fatal(err)
	}
	for name, data := range map[string][]byte{"drawn": drawn, "marked": marked} {
		c, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		if c.Bounds().Dx() != 48 || c.Bounds().Dy() != 48 {
			t.Errorf("%s: %v, want 48 by 48", name, c.Bounds())
		}
		ink := 0
		for x := range 48 {
			for y := range 48 {
				if r, _, _, _ := c.At(x, y).RGBA(); r>>8 > 0xe0 {
					ink++
				}
			}
		}
		if ink < 100 || ink > 1200 {
			t.Errorf("%s: %d pixels of ink", name, ink)
		}
	}
}
