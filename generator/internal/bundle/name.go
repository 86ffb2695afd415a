package bundle

import (
	"fmt"
	"path"
	"strings"

	"signpost/generator/internal/diag"
)

// MaxPath is how long the path of a file is at most, in bytes: with the folders
// above it, it is to stay below the 260 characters of Windows.
const MaxPath = 100

// checkNames judges the names of files and folders, which end with a slash.
func checkNames(names []string, l *diag.List) {
	first := map[string]string{}
	folders := map[string]string{} // by folded path: a file in it
	for _, name := range names {
		if wrong := nameWrong(name); wrong != "" {
			l.Add(at(name), "bundle-path", "the name %s", wrong)
			continue
		}
		name = strings.TrimSuffix(name, "/")
		folded := strings.ToLower(name)
		if other, ok := first[folded]; ok {
			if other == name {
				l.Add(at(name), "bundle-collision", "two entries have the name %q", name)
			} else {
				l.Add(at(name), "bundle-collision", "%q and %q are one file where case does not count", other, name)
			}
			continue
		}
		first[folded] = name
		for dir := path.Dir(folded); dir != "."; dir = path.Dir(dir) {
			if folders[dir] == "" {
				folders[dir] = name
			}
		}
	}
	for _, name := range names {
		if within := folders[strings.ToLower(name)]; within != "" && !strings.HasSuffix(name, "/") {
			l.Add(at(name), "bundle-collision", "%q is a file and the folder of %q", name, within)
		}
	}
}

// nameWrong says what is wrong with a name, "" if nothing.
func nameWrong(name string) string {
	switch {
	case name == "" || name == "/":
		return "is empty"
	case len(name) > MaxPath:
		return fmt.Sprintf("has %d characters, and at most %d go into every folder", len(name), MaxPath)
	case name[0] == '/':
		return "begins at the root of the disk"
	case strings.Contains(name, `\`):
		return "holds a backslash, which Windows takes for a folder"
	case len(name) > 1 && name[1] == ':':
		return "begins with a drive"
	}
	for _, c := range []byte(name) {
		switch {
		case c >= 0x80:
			return "is not ASCII, which not every program unpacks alike"
		case c < 0x20 || c == 0x7f:
			return "holds a control character"
		case strings.IndexByte(`<>:"|?*`, c) >= 0:
			return fmt.Sprintf("holds %q, which Windows does not allow", c)
		}
	}
	for segment := range strings.SplitSeq(strings.TrimSuffix(name, "/"), "/") {
		stem, _, _ := strings.Cut(segment, ".")
		switch {
		case segment == "..":
			return "leads out of the folder"
		case segment == "" || segment == ".":
			return "has an empty part"
		case strings.HasSuffix(segment, ".") || strings.HasSuffix(segment, " ") || segment[0] == ' ':
			return "has a part that begins with a space, or ends with one or a dot"
		case reserved(strings.ToLower(strings.TrimRight(stem, " "))):
			return fmt.Sprintf("is that of a device on Windows: %q", segment)
		}
	}
	return ""
}

// reserved reports whether Windows keeps the name, whatever follows its dot.
func reserved(stem string) bool {
	switch stem {
	case "con", "prn", "aux", "nul", "conin$", "conout$", "clock$":
		return true
	}
	return len(stem) == 4 && (stem[:3] == "com" || stem[:3] == "lpt") && '0' <= stem[3] && stem[3] <= '9'
}

// at is the position of an entry as a whole. A name that does not fit a line is cut and escaped.
func at(name string) diag.Pos {
	if len(name) > 2*MaxPath {
		name = name[:2*MaxPath] + "…"
	}
	if quoted := fmt.Sprintf("%q", name); quoted != `"`+name+`"` || name == "" {
		name = quoted
	}
	return diag.Pos{File: name}
}
