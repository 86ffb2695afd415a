package prose

import (
	"fmt"
	"html"
	"strings"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"

	"signpost/generator/internal/diag"
)

// Image is an image as written.
type Image struct {
	Pos  diag.Pos
	Dest string // "button.png", "../../media/button.png"
	Alt  string // what it shows; "" of a decorative one
}

// decorative is the title by which an author says that an image shows nothing
// that a reader needs.
const decorative = "decorative"

// image collects an image and reports what is wrong with it alone.
func (d *Document) image(n *ast.Image, at diag.Pos, l *diag.List) {
	img := Image{Pos: at, Dest: addressOf(n.Destination), Alt: d.plain(n)}
	title := wordsIn(n.Title)
	switch {
	case schemeOf(img.Dest) != "" || strings.HasPrefix(img.Dest, "/"):
		l.Add(at, "text-image", "image %q is not part of the site", img.Dest).Hint =
			"put the file beside the text, or into content/media/, and write the path from the text to it"
		return
	case title != "" && title != decorative:
		l.Add(at, "text-image", "the title %q of an image is shown to nobody", title).Hint =
			"write it into the text; only \"decorative\" may stand here"
	case img.Alt == "" && title == "":
		l.Add(at, "text-image-alt", "image %q says not what it shows", img.Dest).Hint =
			"write it between [ and ]; of an image that shows nothing say so: ![](" + img.Dest + " \"decorative\")"
	case img.Alt != "" && title == decorative:
		l.Add(at, "text-image-alt", "image %q is decorative and has words", img.Dest).Hint =
			"delete one of the two: nobody reads the words of a decorative image"
	}
	d.Images = append(d.Images, img)
}

// image writes an image, or its words where there is none.
func (r *Renderer) image(w util.BufWriter, _ []byte, n ast.Node, in bool) (ast.WalkStatus, error) {
	if !in {
		return ast.WalkContinue, nil
	}
	dest, alt := addressOf(n.(*ast.Image).Destination), r.title(r.doc.plain(n))
	width, height := 0, 0
	if r.Picture != nil && schemeOf(dest) == "" {
		width, height = r.Picture(r.doc.File, dest)
	}
	if width == 0 {
		w.WriteString(html.EscapeString(alt))
		return ast.WalkSkipChildren, nil
	}
	class := ""
	if p := n.Parent(); p != nil && p.Kind() == ast.KindParagraph && p.ChildCount() == 1 {
		class = ` class="image"`
	}
	fmt.Fprintf(w, `<img%s src="%s" alt="%s" width="%d" height="%d" loading="lazy" decoding="async">`, class,
		html.EscapeString(string(util.URLEscape([]byte(r.resolve(dest)), false))), html.EscapeString(alt), width, height)
	return ast.WalkSkipChildren, nil
}
