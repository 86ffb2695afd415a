package brand

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"slices"
	"strconv"
	"strings"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/media"
	"signpost/generator/internal/source"
)

// Limits of a picture.
const (
	maxPicture = 256 << 10 // bytes
	maxPixels  = 2048      // of either side, but of an SVG
)

// Picture is a picture that was checked.
type Picture struct {
	Data          []byte
	Ext           string // ".svg", ".png", ".jpg" or ".webp": by what is in it, whatever its name
	Width, Height int    // pixels; of an SVG those it asks for, or of its view box
}

// Load reads and checks a picture; nil where none is named or it is not to be
// had. square: it must be as high as wide.
func Load(fsys fs.FS, f File, square bool, l *diag.List) *Picture {
	if f.Path == "" {
		return nil
	}
	p, err := load(fsys, f.Path)
	if err == nil && square && p.Width != p.Height {
		err = refused{fmt.Sprintf("is %d wide and %d high", p.Width, p.Height), "an icon is as high as wide"}
	}
	if err == nil {
		return p
	}
	d := l.Add(f.Pos, "brand-picture", "%s %v", f.Path, err)
	var why refused
	if errors.As(err, &why) {
		d.Hint = why.hint
	}
	return nil
}

// refused is what is wrong with a picture, and what to do.
type refused struct{ fact, hint string }

func (r refused) Error() string { return r.fact }

func load(fsys fs.FS, name string) (*Picture, error) {
	info, err := fs.Lstat(fsys, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, refused{"does not exist", "put the picture there, or delete the line"}
	case err != nil:
		return nil, refused{"cannot be read", ""}
	case !info.Mode().IsRegular():
		return nil, refused{"is not a regular file (" + source.KindOf(info.Mode()) + ")", "put the file itself there: links are not followed"}
	case info.Size() > maxPicture:
		return nil, refused{fmt.Sprintf("has %d bytes; the limit is %d", info.Size(), maxPicture), "make the picture smaller"}
	}
	data, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, refused{"cannot be read", ""}
	}
	if ext := format(data); ext != "" {
		return raster(data, ext)
	}
	return vector(data)
}

// format tells the formats of pixels by how their files begin; "" is another.
func format(data []byte) string {
	switch {
	case bytes.HasPrefix(data, []byte("\x89PNG\r\n\x1a\n")):
		return ".png"
	case bytes.HasPrefix(data, []byte("\xff\xd8\xff")):
		return ".jpg"
	case len(data) >= 12 && string(data[:4]) == "RIFF" && string(data[8:12]) == "WEBP":
		return ".webp"
	}
	return ""
}

// raster takes a picture of pixels, without what else its file holds: where it
// was taken, by whom and with what is nothing that a logo tells the world.
func raster(data []byte, ext string) (*Picture, error) {
	img, l := media.Parse("picture"+ext, data)
	if img != nil && (img.Width > maxPixels || img.Height > maxPixels) {
		return nil, refused{fmt.Sprintf("is %d by %d pixels; the limit is %d", img.Width, img.Height, maxPixels), "make the picture smaller"}
	}
	if img != nil {
		l = media.Whole(img)
	}
	if len(l) == 0 {
		img, l = media.Bare(img)
	}
	if len(l) > 0 {
		return nil, refused{"cannot be used: " + l[0].Message, l[0].Hint}
	}
	return &Picture{img.Data, ext, img.Width, img.Height}, nil
}

const svgSpace = "http://www.w3.org/2000/svg"

// svgElements are those a picture may hold: shapes and their paint. No script,
// no style sheet, no picture within, no text that depends on fonts of others,
// nothing that moves.
var svgElements = strings.Fields("svg g path rect circle ellipse line polyline polygon defs use symbol title desc " +
	"linearGradient radialGradient stop clipPath mask")

// vector checks an SVG element by element.
func vector(data []byte) (*Picture, error) {
	neither := refused{"is neither SVG, PNG, JPEG nor WebP", "save the picture as one of them"}
	dec := xml.NewDecoder(bytes.NewReader(data))
	dec.Strict = true
	p := &Picture{Data: data, Ext: ".svg"}
	depth := 0
	for first := true; ; {
		t, err := dec.Token()
		if err == io.EOF && !first {
			break
		}
		if err != nil {
			if first {
				return nil, neither
			}
			return nil, refused{"is an SVG that cannot be read", "save it anew"}
		}
		switch t := t.(type) {
		case xml.Directive:
			return nil, refused{"holds a document type", "delete the line that begins with <!"}
		case xml.ProcInst:
			if t.Target != "xml" {
				return nil, refused{fmt.Sprintf("holds the instruction %q", t.Target), "delete it"}
			}
		case xml.StartElement:
			if first && (t.Name.Local != "svg" || t.Name.Space != svgSpace) {
				return nil, neither
			}
			if first {
				if p.Width, p.Height = size(t); p.Width == 0 {
					return nil, refused{"does not say its size", "give the element svg a viewBox, or width and height"}
				}
				first = false
			}
			if depth++; depth > 64 {
				return nil, refused{"is nested too deeply", "save it in a simpler form"}
			}
			if err := allowed(t); err != nil {
				return nil, err
			}
		case xml.EndElement:
			depth--
		}
	}
	return p, nil
}

// attrSpaces are the name spaces of attributes: none, and those every SVG may name.
var attrSpaces = []string{"", "xmlns", "xml", "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/1999/xlink"}

// allowed judges an element and its attributes.
func allowed(t xml.StartElement) error {
	if !slices.Contains(svgElements, t.Name.Local) || t.Name.Space != svgSpace {
		return refused{fmt.Sprintf("holds the element %q", t.Name.Local), "a logo has shapes and their paint only; save it as plain SVG, text as paths"}
	}
	for _, a := range t.Attr {
		name, value := strings.ToLower(a.Name.Local), strings.TrimSpace(a.Value)
		switch {
		case !slices.Contains(attrSpaces, a.Name.Space) || name == "base":
			return refused{fmt.Sprintf("holds the attribute %q", a.Name.Local), "save it without the data of the drawing program, as plain SVG"}
		case strings.HasPrefix(name, "on"):
			return refused{fmt.Sprintf("holds the script %q", a.Name.Local), "delete it: a picture does nothing"}
		case name == "style":
			return refused{"holds a style", "save it with attributes for presentation, such as fill, in its place"}
		case name == "href" && !strings.HasPrefix(value, "#"),
			strings.Count(strings.ToLower(value), "url(") != strings.Count(value, "url(#"),
			strings.Contains(value, "\\") && a.Name.Space != "xmlns":
			return refused{fmt.Sprintf("refers to %q", a.Value), "a picture refers to its own parts only"}
		}
	}
	return nil
}

// size is the width and height of a drawing, in pixels; 0 where it says none.
func size(t xml.StartElement) (w, h int) {
	for _, a := range t.Attr {
		switch a.Name.Local {
		case "width":
			w = pixels(a.Value)
		case "height":
			h = pixels(a.Value)
		}
	}
	if w > 0 && h > 0 {
		return w, h
	}
	for _, a := range t.Attr {
		if a.Name.Local == "viewBox" {
			if f := strings.FieldsFunc(a.Value, func(r rune) bool { return r == ' ' || r == ',' }); len(f) == 4 {
				if w, h = pixels(f[2]), pixels(f[3]); w > 0 && h > 0 {
					return w, h
				}
			}
		}
	}
	return 0, 0
}

func pixels(s string) int {
	v, err := strconv.ParseFloat(strings.TrimSuffix(s, "px"), 64)
	if err != nil || v < 1 || v > 1e5 {
		return 0
	}
	return int(v + 0.5)
}
