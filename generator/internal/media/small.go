package media

import (
	"bytes"
	"fmt"
	"image"
	"image/png"

	"golang.org/x/image/draw"
)

// Square gives a PNG of so many pixels each way made from a PNG of any size, whole and in
// the middle of what is transparent otherwise.
func Square(data []byte, side int) ([]byte, error) {
	from, err := png.Decode(bytes.NewReader(data))
	if err != nil {
		return nil, fmt.Errorf("read a PNG: %w", err)
	}
	size := from.Bounds().Size()
	longer := max(size.X, size.Y)
	w, h := max(1, size.X*side/longer), max(1, size.Y*side/longer)
	at := image.Pt((side-w)/2, (side-h)/2)
	to := image.NewNRGBA(image.Rect(0, 0, side, side))
	draw.CatmullRom.Scale(to, image.Rectangle{Min: at, Max: at.Add(image.Pt(w, h))}, from, from.Bounds(), draw.Src, nil)
	var b bytes.Buffer
	e := png.Encoder{CompressionLevel: png.BestCompression}
	err = e.Encode(&b, to)
	return b.Bytes(), err
}
