package search

// The digits of the index: printable ASCII, so that a digit is one byte and
// nothing needs an escape in the script. Digits below last end a number, the
// others say that more follows.
const (
	digits = "#$%&'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~"
	last   = 64
)

// appendNumber writes a number from 0: the low digits first. More digits have
// values from last, the one that ends it below.
func appendNumber(b []byte, n int) []byte {
	const more = len(digits) - last
	for n >= last {
		n -= last
		b = append(b, digits[last+n%more])
		n /= more
	}
	return append(b, digits[n])
}
