package plate

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"strings"
	"testing"
)

var ground = color.RGBA{0x0b, 0x61, 0x70, 255}

func decode(t *testing.T, data []byte, err error) image.Image {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	img, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return img
}

// ink counts what is whiter than the ground, in a part of a picture.
func ink(img image.Image, r image.Rectangle) int {
	n := 0
	for x := r.Min.X; x < r.Max.X; x++ {
		for y := r.Min.Y; y < r.Max.Y; y++ {
			if c := color.RGBAModel.Convert(img.At(x, y)).(color.RGBA); c != ground {
				n++
			}
		}
	}
	return n
}

func TestCover(t *testing.T) {
	w := Words{Title: "Nejneobhospodařovávatelnější Příliš žluťoučký kůň úpěl ďábelské ódy", Subtitle: strings.Repeat("Кто поможет с моей проблемой? ", 20), Foot: []string{"Français", "À jour au 26 novembre 2026"}}
	data, err := Cover(ground, true, w)
	img := decode(t, data, err)
	if img.Bounds() != image.Rect(0, 0, 800, 1200) {
		t.Errorf("the cover is %v", img.Bounds())
	}
	for name, r := range map[string]image.Rectangle{"mark": image.Rect(40, 80, 440, 480), "title": image.Rect(80, 560, 720, 950), "foot": image.Rect(80, 1000, 720, 1130)} {
		if ink(img, r) == 0 {
			t.Errorf("no %s", name)
		}
	}
	if n := ink(img, image.Rect(735, 0, 800, 1200)) + ink(img, image.Rect(0, 1140, 800, 1200)); n > 0 {
		t.Errorf("%d pixels of ink in the margin", n)
	}
	if len(data) > 40_000 {
		t.Errorf("the cover has %d bytes", len(data))
	}
	again, err := Cover(ground, true, w)
	if err != nil || !bytes.Equal(data, again) {
		t.Error("the same words gave two covers")
	}
}

// TestLetters holds the font to the letters of the languages that Signpost speaks: a letter that is
// missing is drawn as a box, the same for all.
func TestLetters(t *testing.T) {
	icon := func(r rune) string {
		data, err := Icon(ground, false, string(r), 48)
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	box := icon('\ue000')
	for _, r := range "ABCČĎĚŇŘŠŤŮŽÁÉÍÓÚÝÀÂÆÇÈÊËÎÏÔŒÙÛÜŸАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ0123456789" {
		if icon(r) == box {
			t.Errorf("the font has no %q", r)
		}
	}
}
