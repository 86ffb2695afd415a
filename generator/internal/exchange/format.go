package exchange

import (
	"bytes"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// Write gives a file in a format, one of Formats.
func Write(f *File, format Format) []byte {
	switch format {
	case XLIFF20:
		return write20(f)
	case PO:
		return writePO(f)
	}
	return write12(f)
}

// Read reads a file in any of the formats; name is for positions. data must be no longer than MaxFile. The file is
// nil where nothing could be read; segments that are wrong in themselves are left
// out, and reported.
func Read(name string, data []byte) (*File, diag.List) {
	data, l := source.Text(name, data)
	if data == nil {
		return nil, l
	}
	f := &File{name: name, data: data}
	if !bytes.HasPrefix(bytes.TrimSpace(data), []byte("<")) {
		f.readPO(&l)
		return f, l
	}
	root := f.parseXML(&l)
	if root == nil {
		return nil, l
	}
	switch version := root.attrs["version"]; {
	case root.name != "xliff":
		l.Add(f.pos(root.at), "exchange-file", "%q is not XLIFF", root.name)
	case version == "1.2" && root.attrs["xmlns"] == space12:
		f.read12(root, &l)
	case (version == "2.0" || version == "2.1") && root.attrs["xmlns"] == space20:
		f.read20(root, &l)
	default:
		l.Add(f.pos(root.at), "exchange-file", "XLIFF of version %q", version).Hint = "1.2, 2.0 and PO are read"
	}
	return f, l
}
