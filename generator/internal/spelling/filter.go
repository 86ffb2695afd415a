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

// each gives the bits of a word until do is false for one.
func (f filter) each(word string, do func(at uint64, bit byte) bool) bool {
	sum := uint64(14695981039346656037) // FNV-1a
	for i := range len(word) {
		sum = (sum ^ uint64(word[i])) * 1099511628211
	}
	sum = mixed(sum)
	first, step, n := sum&0xffffffff, sum>>32|1, uint64(len(f.bits))*8
	for i := range f.hashes {
		bit := (first + i*step) % n
		if !do(bit/8, 1<<(bit%8)) {
			return false
		}
	}
	return true
}

// mixed spreads the bits of a hash, as MurmurHash3 does at its end: FNV gives words that differ in their
// last letters much the same upper half.
func mixed(h uint64) uint64 {
	h = (h ^ h>>33) * 0xff51afd7ed558ccd
	h = (h ^ h>>33) * 0xc4ceb9fe1a85ec53
	return h ^ h>>33
}

func (f filter) add(word string) {
	f.each(word, func(at uint64, bit byte) bool { f.bits[at] |= bit; return true })
}

func (f filter) has(word string) bool {
	return f.each(word, func(at uint64, bit byte) bool { return f.bits[at]&bit != 0 })
}
