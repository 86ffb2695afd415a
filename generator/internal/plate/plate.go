// Package plate draws the pictures that stand for a whole site where no browser
// draws them: the cover of a book on a shelf, and the icon of an archive.
//
// In: a colour, whether the mark of Signpost may stand on it, and words. Out: a PNG.
// It never reads a font, a picture or a file of anybody's: the letters are those
// of the Go fonts, which have all that Latin, Greek and Cyrillic writing needs (WGL4).
// The same input gives the same bytes. White on the colour has to be legible: who
// calls has seen to it (package brand).
package plate

import (
	"bytes"
	"image"
	"image/color"
	"image/draw"
	"image/png"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/image/font"
	"golang.org/x/image/font/gofont/gobold"
	"golang.org/x/image/font/gofont/goregular"
	"golang.org/x/image/font/opentype"
	"golang.org/x/image/math/fixed"
	"golang.org/x/image/vector"
)

// The cover, in pixels: the shape that shelves of e-readers have room for.
const (
	coverWidth, coverHeight = 800, 1200
	coverMargin             = 80
	markSize                = 400
	levels                  = 16 // shades from ground to ink
)

// mark is the mark of Signpost as its icon draws it, in a square of 32.
var mark = [...][]float32{
	{14, 1, 18, 1, 18, 32, 14, 32},
	{4, 4, 22.5, 4, 28.5, 9, 22.5, 14, 4, 14},
	{28, 17, 9.5, 17, 3.5, 22, 9.5, 27, 28, 27},
}

// Words stand on a cover, from its top to its foot. Lines that are too long are broken; what
// does not fit into a few lines is left out, since the book says it again.
type Words struct {
	Title, Subtitle string
	Foot            []string // small, at the foot
}

// Cover draws what a shelf shows, 800 by 1,200 pixels: words in white on a colour.
func Cover(ground color.RGBA, marked bool, w Words) ([]byte, error) {
	ink := image.NewAlpha(image.Rect(0, 0, coverWidth, coverHeight))
	bold, err := face(gobold.TTF, 76)
	if err != nil {
		return nil, err
	}
	regular, err := face(goregular.TTF, 36)
	if err != nil {
		return nil, err
	}
	y := 320
	if marked {
		drawMark(ink, coverMargin-40, coverMargin, markSize)
		y = 660
	}
	medium, err := face(goregular.TTF, 46)
	if err != nil {
		return nil, err
	}
	last := coverHeight - coverMargin - 52*len(w.Foot) - 60
	for _, part := range []struct {
		with       font.Face
		text       string
		most, down int
	}{{bold, w.Title, 4, 92}, {medium, w.Subtitle, 4, 62}} {
		for _, line := range wrap(part.with, part.text, coverWidth-2*coverMargin, part.most) {
			if y <= last {
				letter(ink, part.with, line, y)
			}
			y += part.down
		}
	}
	for i, line := range w.Foot {
		for _, fits := range wrap(regular, line, coverWidth-2*coverMargin, 1) {
			letter(ink, regular, fits, coverHeight-coverMargin-16-(len(w.Foot)-1-i)*52)
		}
	}
	return encode(ink, ground)
}

// Icon draws a square of so many pixels for a list of archives: the mark, or the first letter of a name.
func Icon(ground color.RGBA, marked bool, name string, size int) ([]byte, error) {
	ink := image.NewAlpha(image.Rect(0, 0, size, size))
	if marked {
		drawMark(ink, size/8, size/8, size*3/4)
		return encode(ink, ground)
	}
	bold, err := face(gobold.TTF, float64(size)*2/3)
	if err != nil {
		return nil, err
	}
	first, _ := utf8.DecodeRuneInString(strings.TrimSpace(name))
	initial := string(unicode.ToUpper(first))
	d := font.Drawer{Dst: ink, Src: image.Opaque, Face: bold}
	d.Dot = fixed.Point26_6{X: (fixed.I(size) - d.MeasureString(initial)) / 2, Y: fixed.I(size * 3 / 4)}
	d.DrawString(initial)
	return encode(ink, ground)
}

// encode puts the ink on its ground, in few colours.
func encode(ink *image.Alpha, ground color.RGBA) ([]byte, error) {
	out := image.NewPaletted(ink.Rect, shades(ground))
	for i, a := range ink.Pix {
		out.Pix[i] = uint8((int(a)*(levels-1) + 127) / 255)
	}
	var b bytes.Buffer
	if err := (&png.Encoder{CompressionLevel: png.BestCompression}).Encode(&b, out); err != nil {
		return nil, err
	}
	return b.Bytes(), nil
}

// shades are the colours from the ground to white.
func shades(ground color.RGBA) color.Palette {
	var p color.Palette
	mix := func(v uint8, i int) uint8 { return uint8(int(v) + (255-int(v))*i/(levels-1)) }
	for i := range levels {
		p = append(p, color.RGBA{mix(ground.R, i), mix(ground.G, i), mix(ground.B, i), 255})
	}
	return p
}

func face(ttf []byte, size float64) (font.Face, error) {
	f, err := opentype.Parse(ttf)
	if err != nil {
		return nil, err
	}
	return opentype.NewFace(f, &opentype.FaceOptions{Size: size, DPI: 72, Hinting: font.HintingFull})
}

func letter(on *image.Alpha, with font.Face, line string, y int) {
	d := font.Drawer{Dst: on, Src: image.Opaque, Face: with, Dot: fixed.P(coverMargin, y)}
	d.DrawString(line)
}

// wrap breaks a text into at most so many lines of a width, at spaces, and within a word that is
// longer than a line; what does not fit is left out.
func wrap(with font.Face, s string, width, most int) []string {
	fits := func(s string) bool { return font.MeasureString(with, s).Ceil() <= width }
	var out []string
	line := ""
	for _, word := range strings.Fields(s) {
		if more := strings.TrimSpace(line + " " + word); fits(more) {
			line = more
			continue
		}
		if line != "" {
			out = append(out, line)
		}
		for line = word; !fits(line) && len([]rune(line)) > 1; {
			runes := []rune(line)
			n := len(runes) - 1
			for n > 1 && !fits(string(runes[:n])) {
				n--
			}
			out, line = append(out, string(runes[:n])), string(runes[n:])
		}
	}
	if line != "" {
		out = append(out, line)
	}
	return out[:min(len(out), most)]
}

func drawMark(on *image.Alpha, x, y, size int) {
	unit := float32(size) / 32
	for _, shape := range mark {
		r := vector.NewRasterizer(size, size)
		r.MoveTo(shape[0]*unit, shape[1]*unit)
		for i := 2; i < len(shape); i += 2 {
			r.LineTo(shape[i]*unit, shape[i+1]*unit)
		}
		r.ClosePath()
		r.DrawOp = draw.Over
		r.Draw(on, image.Rect(x, y, x+size, y+size), image.Opaque, image.Point{})
	}
}
