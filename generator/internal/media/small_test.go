package media

import (
	"bytes"
	"image"
	"image/color"
	"image/png"
	"testing"
)

// TestSquare makes squares of pictures of any form: the picture in the middle, nothing around it.
func TestSquare(t *testing.T) {
	red := color.NRGBA{200, 0, 0, 255}
	for _, size := range []image.Point{{180, 180}, {48, 48}, {7, 7}, {200, 100}, {100, 200}, {1, 400}} {
		from := image.NewNRGBA(image.Rectangle{Max: size})
		for x := range size.X {
			for y := range size.Y {
				from.Set(x, y, red)
			}
		}
		var b bytes.Buffer
		if err := png.Encode(&b, from); err != nil {
			t.Fatal(err)
		}
		data, err := Square(b.Bytes(), 48)
		if err != nil {
			t.Fatal(err)
		}
		got, err := png.Decode(bytes.NewReader(data))
		if err != nil {
			t.Fatal(err)
		}
		_, _, _, corner := got.At(0, 0).RGBA()
		if got.Bounds().Size() != image.Pt(48, 48) || color.NRGBAModel.Convert(got.At(23, 23)) != red || (corner == 0) != (size.X != size.Y) {
			t.Errorf("%v: %v, middle %v, corner %v", size, got.Bounds(), got.At(23, 23), corner)
		}
	}
	if _, err := Square([]byte("no picture"), 48); err == nil {
		t.Error("of no picture there is a square")
	}
}
