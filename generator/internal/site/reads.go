package site

import (
	"slices"
	"strings"
	"text/template/parse"
	"unicode"
	"unicode/utf8"
)

// readsOwn reports whether layouts read of a page nothing but its title and parameters, and of the site nothing but
// its parameters: then no page depends on another. What is not known to be harmless is taken to be
// harmful.
func readsOwn(files map[string][]byte) bool {
	for name, data := range files {
		if !strings.HasPrefix(name, "layouts/") {
			continue
		}
		t := parse.New(name)
		t.Mode = parse.SkipFuncCheck
		trees := map[string]*parse.Tree{}
		if _, err := t.Parse(string(data), "", "", trees); err != nil {
			return false
		}
		for _, tree := range trees {
			if !harmless(tree.Root) {
				return false
			}
		}
	}
	return true
}

// ownFunctions give what depends on their arguments, and on the language, alone. partialCached is one where
// its variant says all that its template reads; that it does is a rule of themes, whatever is kept.
var ownFunctions = strings.Fields(`and or not eq ne lt le gt ge in len index slice dict first last after seq add sub mul div mod math math.Ceil math.Floor
	cond default isset merge append apply where sort delimit reverse uniq union intersect
	print printf println string int float T i18n lang partial partialCached templates
	safeHTML safeHTMLAttr safeURL safeJS safeCSS htmlEscape htmlUnescape urlize relURL jsonify plainify
	lower upper title trim replace replaceRE split substr hasPrefix hasSuffix strings transform site`)

// ownFields are the names with a capital that are no way to another page.
var ownFields = []string{"Params", "Title", "Unmarshal"}

func harmless(n parse.Node) bool {
	all := func(nodes []parse.Node) bool {
		return !slices.ContainsFunc(nodes, func(n parse.Node) bool { return !harmless(n) })
	}
	branch := func(b *parse.BranchNode) bool {
		return harmless(b.Pipe) && harmless(b.List) && (b.ElseList == nil || harmless(b.ElseList))
	}
	switch n := n.(type) {
	case nil, *parse.TextNode, *parse.CommentNode, *parse.BoolNode, *parse.NumberNode, *parse.StringNode, *parse.NilNode, *parse.DotNode,
		*parse.BreakNode, *parse.ContinueNode:
		return true
	case *parse.ListNode:
		return n == nil || all(n.Nodes)
	case *parse.ActionNode:
		return harmless(n.Pipe)
	case *parse.PipeNode:
		if n == nil {
			return true
		}
		for _, c := range n.Cmds {
			if !all(c.Args) {
				return false
			}
		}
		return true
	case *parse.IfNode:
		return branch(&n.BranchNode)
	case *parse.RangeNode:
		return branch(&n.BranchNode)
	case *parse.WithNode:
		return branch(&n.BranchNode)
	case *parse.TemplateNode:
		return n.Pipe == nil || harmless(n.Pipe)
	case *parse.IdentifierNode:
		return slices.Contains(ownFunctions, n.Ident)
	case *parse.FieldNode:
		return ownNames(n.Ident)
	case *parse.VariableNode:
		return ownNames(n.Ident[1:])
	case *parse.ChainNode:
		return harmless(n.Node) && ownNames(n.Field)
	}
	return false
}

// ownNames: methods of Hugo's values begin with a capital, parameters of ours do not.
func ownNames(fields []string) bool {
	return !slices.ContainsFunc(fields, func(name string) bool {
		r, _ := utf8.DecodeRuneInString(name)
		return unicode.IsUpper(r) && !slices.Contains(ownFields, name)
	})
}
