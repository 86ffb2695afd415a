package verify

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// structured judges the JSON-LD of a page. What it says is read by programs
// alone, so that nobody would see that it is wrong.
func (s *scanner) structured(raw []byte, off int) {
	for _, sign := range []string{"<", ">", "&", "\u2028", "\u2029"} {
		if i := bytes.Index(raw, []byte(sign)); i >= 0 {
			s.problem(off+i, "out-structured-data", "%q stands in the data as it is", sign).hint = "write it as an escape of JSON"
		}
	}
	var all any
	if err := json.Unmarshal(raw, &all); err != nil {
		at := off
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			at += int(syntax.Offset)
		}
		s.problem(at, "out-structured-data", "the data is no JSON: %v", err)
		return
	}
	list, ok := all.([]any)
	if !ok {
		list = []any{all}
	}
	for _, v := range list {
		m, ok := v.(map[string]any)
		if !ok {
			s.problem(off, "out-structured-data", "the data holds something that is no object")
			continue
		}
		if m["@context"] != "https://schema.org" {
			s.problem(off, "out-structured-data", "an object of the data is not of https://schema.org")
		}
		s.claim(m, raw, off)
	}
	for _, id := range s.page.named {
		if !slices.Contains(s.page.claimed, id) {
			s.problem(off, "out-structured-data", "nothing in the data is %s", quote(id))
		}
	}
}

// claim judges one object and those in it.
func (s *scanner) claim(m map[string]any, raw []byte, off int) {
	kind, _ := m["@type"].(string)
	if id, ok := m["@id"].(string); ok && len(m) == 1 {
		s.page.named = append(s.page.named, id)
		return
	} else if ok {
		s.page.claimed = append(s.page.claimed, id)
	}
	needed, known := claims[kind]
	if !known {
		s.problem(off, "out-structured-data", "the data claims %s, which no page does", quote(kind))
		return
	}
	for _, key := range needed {
		if !slices.ContainsFunc(strings.Split(key, "|"), func(k string) bool { v, ok := m[k]; return ok && v != "" && !empty(v) }) {
			s.problem(off, "out-structured-data", "%s has no %s", kind, quote(key))
		}
	}
	s.pairs(kind, m, off)
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	for _, key := range keys {
		if list, several := m[key].([]any); several && lists(key) {
			for _, item := range list {
				s.form(kind, key, item, raw, off)
			}
			continue
		}
		s.form(kind, key, m[key], raw, off)
		switch v := m[key].(type) {
		case string:
			if ofPartner(kind) {
				continue // form has followed its addresses
			}
			at := v
			if key == "urlTemplate" {
				at, _, _ = strings.Cut(v, "?") // the page that takes the query
			}
			if key == "url" || key == "item" || key == "urlTemplate" {
				s.refer([]byte(at), off+max(0, bytes.Index(raw, []byte(`"`+v+`"`))), linkCanonical, "")
			}
		case map[string]any:
			s.claim(v, raw, off)
		case []any:
			for i, item := range v {
				child, ok := item.(map[string]any)
				if !ok {
					s.problem(off, "out-structured-data", "%s holds something that is no object", quote(key))
					continue
				}
				if (kind == "BreadcrumbList" || kind == "ItemList") && child["position"] != float64(i+1) {
					s.problem(off, "out-structured-data", "item %d of a list does not say so", i+1)
				}
				s.claim(child, raw, off)
			}
		}
	}
}

func empty(v any) bool {
	list, ok := v.([]any)
	return ok && len(list) == 0
}
