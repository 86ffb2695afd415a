package terms

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
)

// Fact is one value of a version by its path: "plans.care.prices.hour.amount".
type Fact struct {
	// Path names the fact by ids, never by a place in a list.
	Path  string
	Value string
	// Lang is the language of words; "" for facts.
	Lang string
}

// Difference is a fact that two versions do not have alike. Old is "" for what
// is new, New for what is gone.
type Difference struct {
	Path, Lang, Old, New string
}

// Facts lists all facts and words of a version, in the order of terms.json: what
// the terms say, without what places them in time.
func (t *Terms) Facts() []Fact {
	pub := t.Publish("")
	pub.Schema, pub.Version, pub.Texts = "", PublishedVersion{}, nil
	data, err := pub.JSON()
	if err != nil {
		return nil // maps and texts alone: it cannot fail
	}
	f := facts{langs: pub.Languages}
	dec := json.NewDecoder(strings.NewReader(string(data)))
	f.object(dec, "")
	return slices.DeleteFunc(f.out, func(x Fact) bool { return x.Value == "" || x.Path == "version.number" })
}

// facts flattens JSON in the order in which it stands.
type facts struct {
	langs []string
	out   []Fact
}

// member is an entry of an object, in order.
type member struct {
	key   string
	value json.RawMessage
}

// object reads the members of the value that comes next.
func (f *facts) object(dec *json.Decoder, path string) {
	var raw json.RawMessage
	if dec.Decode(&raw) == nil {
		f.value(raw, path)
	}
}

func members(raw json.RawMessage) []member {
	dec := json.NewDecoder(strings.NewReader(string(raw)))
	var out []member
	if _, err := dec.Token(); err != nil {
		return nil
	}
	for dec.More() {
		key, err := dec.Token()
		var v json.RawMessage
		if err != nil || dec.Decode(&v) != nil {
			return out
		}
		out = append(out, member{fmt.Sprint(key), v})
	}
	return out
}

func (f *facts) value(raw json.RawMessage, path string) {
	switch raw[0] {
	case '{':
		all := members(raw)
		if f.words(all) {
			for _, m := range all {
				f.out = append(f.out, Fact{path, text(m.value), m.key})
			}
			return
		}
		for _, m := range all {
			if m.key != "id" {
				f.value(m.value, join(path, m.key))
			}
		}
	case '[':
		f.list(raw, path)
	default:
		f.out = append(f.out, Fact{path, text(raw), ""})
	}
}

// words reports whether the members are a text by language.
func (f *facts) words(all []member) bool {
	for _, m := range all {
		if !slices.Contains(f.langs, m.key) || m.value[0] != '"' {
			return false
		}
	}
	return len(all) > 0
}

// list names the items of a list by what tells them apart. Of things with ids,
// the order is a fact too: the worst severity is the first. Plain values are
// one fact.
func (f *facts) list(raw json.RawMessage, path string) {
	var items []json.RawMessage
	if json.Unmarshal(raw, &items) != nil || len(items) == 0 {
		return
	}
	if items[0][0] != '{' {
		var plain []string
		for _, i := range items {
			plain = append(plain, text(i))
		}
		f.out = append(f.out, Fact{path, strings.Join(plain, ", "), ""})
		return
	}
	taken, names := map[string]int{}, []string{}
	for _, item := range items {
		name := ""
		for _, key := range []string{"id", "per", "hours", "from"} {
			if i := slices.IndexFunc(members(item), func(m member) bool { return m.key == key }); i >= 0 {
				name = text(members(item)[i].value)
				break
			}
		}
		if taken[name]++; taken[name] > 1 {
			name = fmt.Sprintf("%s-%d", name, taken[name])
		}
		names = append(names, name)
	}
	f.out = append(f.out, Fact{path, strings.Join(names, ", "), ""})
	for i, item := range items {
		f.value(item, join(path, names[i]))
	}
}

func join(path, key string) string {
	if path == "" {
		return key
	}
	return path + "." + key
}

func text(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	return string(raw)
}

// Diff lists what two versions do not have alike: what they both have or what
// is new in the order of the newer one, then what is gone.
func Diff(older, newer *Terms) []Difference {
	type key struct{ path, lang string }
	was := map[key]string{}
	before := older.Facts()
	for _, f := range before {
		was[key{f.Path, f.Lang}] = f.Value
	}
	var out []Difference
	kept := map[key]bool{}
	for _, f := range newer.Facts() {
		k := key{f.Path, f.Lang}
		kept[k] = true
		if old := was[k]; old != f.Value {
			out = append(out, Difference{f.Path, f.Lang, old, f.Value})
		}
	}
	for _, f := range before {
		if !kept[key{f.Path, f.Lang}] {
			out = append(out, Difference{f.Path, f.Lang, f.Value, ""})
		}
	}
	return out
}
