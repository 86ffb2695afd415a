package spelling

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"
)

// Limits of what is learned of endings.
const (
	mostEndings = 250 // of a language, the most frequent
	leastStems  = 20  // that have both endings of a pair
	goesAlong   = 0.1 // of the stems that have one, the share that has the other
)

// Make makes the file of a language from its words, which are in lower case. letters are all that a word may be made of,
// prefixes those that make a word of a word.
func Make(words []string, letters string, prefixes []string, compound bool) []byte {
	set := map[string]bool{}
	for _, word := range words {
		if word = plain(word); utf8.RuneCountInString(word) >= 3 && strings.Trim(word, letters) == "" {
			set[word] = true
		}
	}
	f := newFilter(len(set))
	for word := range set {
		f.add(word)
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "words %d\nletters %s\n", len(set), letters)
	if len(prefixes) > 0 {
		fmt.Fprintf(&b, "prefixes %s\n", strings.Join(prefixes, " "))
	}
	if compound {
		b.WriteString("compound\n")
	}
	goes := endings(set)
	for _, end := range slices.Sorted(maps.Keys(goes)) {
		fmt.Fprintf(&b, "ending -%s", end)
		for _, other := range goes[end] {
			fmt.Fprintf(&b, " -%s", other)
		}
		b.WriteByte('\n')
	}
	b.WriteByte('\n')
	b.Write(f.bits)
	return b.Bytes()
}

// endings tells of each ending which others make it likely.
func endings(words map[string]bool) map[string][]string {
	stems := map[string][]string{}
	for word := range words {
		r := []rune(word)
		for n := 0; n <= mostEnd && len(r)-n >= leastStem; n++ {
			stem := string(r[:len(r)-n])
			stems[stem] = append(stems[stem], string(r[len(r)-n:]))
		}
	}
	count := map[string]int{}
	for _, ends := range stems {
		if len(ends) > 1 {
			for _, end := range ends {
				count[end]++
			}
		}
	}
	frequent := slices.SortedFunc(maps.Keys(count), func(a, b string) int { return cmp.Or(count[b]-count[a], strings.Compare(a, b)) })
	common := map[string]bool{}
	for _, end := range frequent[:min(mostEndings, len(frequent))] {
		common[end] = true
	}
	alone, both := map[string]int{}, map[[2]string]int{}
	for _, ends := range stems {
		ends = slices.DeleteFunc(ends, func(end string) bool { return !common[end] })
		for _, a := range ends {
			alone[a]++
			for _, b := range ends {
				if a != b {
					both[[2]string{a, b}]++
				}
			}
		}
	}
	out := map[string][]string{}
	for pair, n := range both {
		if n >= leastStems && float64(n)/float64(alone[pair[0]]) >= goesAlong {
			out[pair[1]] = append(out[pair[1]], pair[0])
		}
	}
	for _, others := range out {
		slices.Sort(others)
	}
	return out
}

// read reads what Make made.
func read(raw []byte) (*Words, error) {
	head, bits, ok := bytes.Cut(raw, []byte("\n\n"))
	if !ok || len(bits) == 0 {
		return nil, errors.New("no words after the head")
	}
	w := &Words{goes: map[string][]string{}, filter: filter{bits: bits, hashes: hashes}}
	for line := range strings.SplitSeq(string(head), "\n") {
		key, rest, _ := strings.Cut(line, " ")
		switch fields := strings.Fields(rest); key {
		case "words":
		case "letters":
			w.letters = rest
			for _, r := range rest {
				if int(r) >= len(w.letter) {
					return nil, fmt.Errorf("letter %q is none of the scripts known here", r)
				}
				w.letter[r] = true
			}
		case "prefixes":
			w.prefixes = fields
		case "compound":
			w.compound = true
		case "ending":
			if len(fields) == 0 {
				return nil, errors.New("an ending without a name")
			}
			for i, f := range fields {
				fields[i] = strings.TrimPrefix(f, "-")
			}
			w.goes[fields[0]] = fields[1:]
		default:
			return nil, fmt.Errorf("unknown key %q", key)
		}
	}
	return w, nil
}
