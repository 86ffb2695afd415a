package automaton

import "math/bits"

// bitset is a set of small numbers.
type bitset []uint64

func newBitset(n int) bitset { return make(bitset, (n+63)/64) }

func (b bitset) has(i int) bool { return b[i/64]&(1<<(i%64)) != 0 }

// set adds i and reports whether it was new.
func (b bitset) set(i int) bool {
	if b.has(i) {
		return false
	}
	b[i/64] |= 1 << (i % 64)
	return true
}

// union adds all of other.
func (b bitset) union(other bitset) {
	for w, bits := range other {
		b[w] |= bits
	}
}

// and keeps what is in other too.
func (b bitset) and(other bitset) {
	for w := range b {
		b[w] &= other[w]
	}
}

// count is the number of members.
func (b bitset) count() int {
	n := 0
	for _, word := range b {
		n += bits.OnesCount64(word)
	}
	return n
}

// each calls f with the members from low up to high, in order, until it
// returns false.
func (b bitset) each(low, high int, f func(int) bool) {
	for w := low / 64; w*64 < high; w++ {
		word := b[w]
		if w == low/64 {
			word &= ^uint64(0) << (low % 64)
		}
		for ; word != 0; word &= word - 1 {
			i := w*64 + bits.TrailingZeros64(word)
			if i >= high || !f(i) {
				return
			}
		}
	}
}
