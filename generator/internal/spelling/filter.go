package spelling

// filter is a Bloom filter: a set of words that takes a few bits for each, finds all of them, and
// a few others too.
type filter struct {
	bits   []byte
	hashes uint64 // how many bits a word has
}

// Bits for a word, and how many of them it sets: one in 2,000 of other words is found.
const (
	perWord = 16
	hashes  = 11
)

func newFilter(words int) filter {
	return filter{bits: make([]byte, (words*perWord+7)/8+1), hashes: hashes}
}

// sum is the hash of a word, FNV-1a. It goes on from that of what stands before: sum(sum(basis, "ab"), "c") is that of "abc".
func sum(before uint64, word string) uint64 {
	for i := range len(word) {
		before = (before ^ uint64(word[i])) * 1099511628211
	}
	return before
}

// basis is the hash of no letters.
const basis = uint64(14695981039346656037)

// places are where the bits of a word are: the first, and how far it is from each to the next, round and round.
func (f filter) places(sum uint64) (first, step, round uint64) {
	sum, round = mixed(sum), uint64(len(f.bits))*8
	return (sum & 0xffffffff) % round, (sum>>32 | 1) % round, round
}

// mixed spreads the bits of a hash, as MurmurHash3 does at its end: FNV gives words that differ in their
// last letters much the same upper half.
func mixed(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

func (f filter) add(word string) {
	at, step, round := f.places(sum(basis, word))
	for range f.hashes {
		f.bits[at/8] |= 1 << (at % 8)
		if at += step; at >= round {
			at -= round
		}
	}
}

func (f filter) has(word string) bool { return f.hasSum(sum(basis, word)) }

// hasSum does so for a word of which the hash is known.
func (f filter) hasSum(sum uint64) bool {
	at, step, round := f.places(sum)
	for range f.hashes {
		if f.bits[at/8]&(1<<(at%8)) == 0 {
			return false
		}
		if at += step; at >= round {
			at -= round
		}
	}
	return true
}
