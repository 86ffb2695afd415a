package verify

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/tdewolff/parse/v2"
	"github.com/tdewolff/parse/v2/js"
)

// maxOfflinePath is how long a path within a bundle may be, in bytes: Windows opens
// paths of 260 characters, of which those of folders above take some.
const maxOfflinePath = 100

// asking are the globals by which a script asks for something.
var asking = map[string]bool{"fetch": true, "XMLHttpRequest": true, "Worker": true, "SharedWorker": true, "EventSource": true,
	"WebSocket": true, "WebTransport": true, "importScripts": true, "RTCPeerConnection": true, "eval": true}

// askingOf are those that are properties of something.
var askingOf = map[string]bool{"sendBeacon": true, "serviceWorker": true}

// offlineAddress judges an address within the site for a page that is opened
// from a folder.
func (s *scanner) offlineAddress(value []byte, ref reference, off int) {
	if !s.site.offline || len(ref.path) == 0 {
		return
	}
	last := ref.path[bytes.LastIndexByte(ref.path, '/')+1:]
	switch {
	case ref.path[0] == '/':
		s.problem(off, "offline-absolute", "address %s begins at the root of the disk", quote(value)).hint = "make it relative"
	case len(last) == 0 || string(last) == "." || string(last) == "..":
		s.problem(off, "offline-folder", "address %s names a folder", quote(value)).hint = "name the file in it: index.html"
	}
}

// offlineTag judges the attributes of a tag.
func (s *scanner) offlineTag(name string, attrs []attr, off int) {
	if !s.site.offline {
		return
	}
	for _, a := range attrs {
		switch key := string(a.key); {
		case key == "integrity" || key == "crossorigin":
			s.problem(off+a.off, "offline-integrity", "<%s> has %s, which no file of a folder passes", cut(name), key)
		case name == "script" && key == "type" && bytes.Contains(lower(a.val), []byte("module")):
			s.problem(off+a.off, "offline-script", "a module does not run from a folder").hint = "make it a classic script"
		case name == "script" && key == "type" && bytes.Contains(lower(a.val), []byte("importmap")):
			s.problem(off+a.off, "offline-script", "an import map is for modules, which do not run from a folder")
		case name == "link" && key == "rel" && bytes.Contains(lower(a.val), []byte("modulepreload")):
			s.problem(off+a.off, "offline-script", "a module does not run from a folder")
		case name == "meta" && key == "http-equiv" && bytes.EqualFold(bytes.TrimSpace(a.val), []byte("refresh")):
			s.problem(off+a.off, "offline-refresh", "the page sends the reader elsewhere by itself").hint = "use a link"
		case name == "use" && (key == "href" || key == "xlink:href") && len(a.val) > 0 && a.val[0] != '#':
			s.problem(off+a.off, "offline-use", "%s takes a drawing from another file", quote(a.val)).hint = "put the drawing into the page"
		}
	}
}

// script reads a script and reports what it could ask for.
func (s *scanner) scriptFile(data []byte) {
	ast, err := js.Parse(parse.NewInputBytes(bytes.Clone(data)), js.Options{})
	if err != nil {
		s.problem(-1, "offline-script", "the script cannot be read")
		return
	}
	found := map[string]bool{}
	js.Walk(scriptVisitor{func(what, message string) {
		if found[what] {
			return
		}
		found[what] = true
		s.problem(wordAt(data, what), "offline-script", "%s", message)
	}}, ast)
}

// scriptVisitor tells of what a script asks for: the word it stands at, and a message.
type scriptVisitor struct{ tell func(word, message string) }

// Enter implements js.IVisitor.
func (v scriptVisitor) Enter(n js.INode) js.IVisitor {
	switch n := n.(type) {
	case *js.ImportStmt:
		v.tell("import", "a script that imports is a module, which does not run from a folder")
	case *js.ExportStmt:
		v.tell("export", "a script that exports is a module, which does not run from a folder")
	case *js.LiteralExpr:
		if n.TokenType == js.ImportToken {
			v.tell("import", "the script imports a module")
		}
	case *js.Var:
		if name := string(n.Name()); n.Decl == js.NoDecl && asking[name] {
			v.tell(name, fmt.Sprintf("the script uses %s", name))
		}
	case *js.DotExpr:
		v.property(n.X, n.Y)
	case *js.IndexExpr:
		v.property(n.X, n.Y)
	}
	return v
}

// Exit implements js.IVisitor.
func (scriptVisitor) Exit(js.INode) {}

func (v scriptVisitor) property(of, which js.IExpr) {
	var name string
	switch y := which.(type) {
	case js.LiteralExpr:
		name = string(bytes.Trim(y.Data, `"'`+"`"))
	case *js.LiteralExpr:
		name = string(bytes.Trim(y.Data, `"'`+"`"))
	case *js.Var:
		name = string(y.Name())
	}
	global := false
	if x, ok := of.(*js.Var); ok {
		switch string(x.Name()) {
		case "window", "self", "globalThis", "top", "parent", "frames":
			global = x.Decl == js.NoDecl
		}
	}
	if askingOf[name] || global && asking[name] {
		v.tell(name, fmt.Sprintf("the script uses %s", name))
	}
}

// wordAt gives the offset of the first such word in a script.
func wordAt(data []byte, word string) int {
	for from := 0; ; {
		i := bytes.Index(data[from:], []byte(word))
		if i < 0 {
			return -1
		}
		i += from
		from = i + len(word)
		if (i == 0 || !isName(data[i-1])) && (from == len(data) || !isName(data[from])) {
			return i
		}
	}
}

// ownHash holds a script or style within a page against the page's policy.
func (s *scanner) ownHash(raw []byte, off int) {
	sum := sha256.Sum256(raw)
	if hash := "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"; !strings.Contains(s.page.policy, hash) {
		s.problem(off, "out-csp", "the policy does not name the hash of this, %s", hash)
	}
}
