package source

import (
	"bytes"

	"signpost/generator/internal/diag"
)

// FrontMatter cuts the block between two lines "---" from the top of a
// Markdown file. The block is replaced by as many empty lines, so that line
// numbers of the body are those of the file. Without a block, meta is nil and
// the list says so.
func FrontMatter(name string, data []byte) (meta *Node, body []byte, l diag.List) {
	const fence = "---\n"
	if !bytes.HasPrefix(data, []byte(fence)) {
		l.Add(diag.Pos{File: name, Line: 1, Col: 1}, "front-matter", "the file does not begin with front matter").Hint =
			"begin with a line \"---\", then \"title: …\", then a line \"---\""
		return nil, data, l
	}
	end := bytes.Index(data[len(fence)-1:], []byte("\n---\n"))
	skip := len("\n---\n")
	if end < 0 && bytes.HasSuffix(data, []byte("\n---")) {
		end, skip = len(data)-len("\n---")-len(fence)+1, len("\n---")
	}
	if end < 0 {
		l.Add(diag.Pos{File: name, Line: 1, Col: 1}, "front-matter", "the front matter is not closed").Hint =
			"end it with a line \"---\""
		return nil, nil, l
	}
	end += len(fence) - 1
	// The block keeps its first line end, so that line 1 stays the fence.
	block := append([]byte("\n"), data[len(fence):max(end, len(fence))]...)
	meta, l = ParseYAML(name, block, MaxNodes)
	if meta == nil && len(l) == 0 {
		meta = &Node{Kind: Map, Pos: diag.Pos{File: name, Line: 1, Col: 1}}
	}
	cut := end + skip
	lines := bytes.Count(data[:cut], []byte("\n"))
	body = append(bytes.Repeat([]byte("\n"), lines), data[cut:]...)
	return meta, body, l
}
