package verify

import (
	"strings"

	"signpost/generator/internal/diag"
)

// checkNames judges the names of all files, which are given in order.
func checkNames(paths []string, offline bool, list *diag.List) {
	odd := false
	for _, p := range paths {
		if offline && len(p) > maxOfflinePath {
			list.Add(diag.Pos{File: p}, "offline-name", "the path has %d characters, and at most %d go into every folder", len(p), maxOfflinePath)
		}
		if wrong := nameWrong(p); wrong != "" {
			odd = true
			list.Add(diag.Pos{File: p}, "out-filename", "the name %s", wrong)
		}
	}
	if !odd {
		return // lower-case ASCII names differ by more than case
	}
	first := make(map[string]string, len(paths))
	for _, p := range paths {
		folded := strings.ToLower(strings.ToUpper(p))
		other, ok := first[folded]
		if !ok {
			first[folded] = p
			continue
		}
		d := list.Add(diag.Pos{File: p}, "out-collision", "%q and %q are one file where case does not count", other, p)
		d.Related = []diag.Related{{Pos: diag.Pos{File: other}, Message: "the other file"}}
	}
}

// nameWrong says what is wrong with a path's segments, "" if nothing.
func nameWrong(p string) string {
	for i := 0; i < len(p); i++ {
		switch c := p[i]; {
		case c >= 0x80:
			return "is not ASCII"
		case 'A' <= c && c <= 'Z':
			return "is not lower case"
		case c == '/', c == '-', c == '_', c == '.', 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		default:
			return "holds the character " + quote(p[i:i+1])
		}
	}
	for segment := range strings.SplitSeq(p, "/") {
		if strings.HasSuffix(segment, ".") {
			return "ends with a dot"
		}
		if stem, _, _ := strings.Cut(segment, "."); reserved(stem) {
			return "is reserved on Windows: " + quote(stem)
		}
	}
	return ""
}

// reserved reports whether Windows keeps the name, whatever follows its dot.
func reserved(stem string) bool {
	switch stem {
	case "con", "prn", "aux", "nul":
		return true
	}
	return len(stem) == 4 && (stem[:3] == "com" || stem[:3] == "lpt") && '0' <= stem[3] && stem[3] <= '9'
}
