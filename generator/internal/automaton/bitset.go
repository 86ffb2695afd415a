package automaton

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

// union adds all of other except the number except (none if negative), and
// reports whether b grew.
func (b bitset) union(other bitset, except int) bool {
	grew := false
	for w, bits := range other {
		if except >= 0 && except/64 == w {
			bits &^= 1 << (except % 64)
		}
		grew = grew || bits&^b[w] != 0
		b[w] |= bits
	}
	return grew
}
