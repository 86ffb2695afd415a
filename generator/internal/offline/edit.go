package offline

// editor makes new bytes of old ones. Changes come in order and do not overlap.
type editor struct {
	data []byte
	out  []byte
	at   int // what comes before was written
}

// replace puts text in the place of the bytes from one offset to another.
func (e *editor) replace(from, to int, text string) {
	if from < e.at {
		return // within what was cut
	}
	e.out = append(append(e.out, e.data[e.at:from]...), text...)
	e.at = to
}

func (e *editor) insert(at int, text string) { e.replace(at, at, text) }

func (e *editor) cut(from, to int) { e.replace(from, to, "") }

// cutLine cuts, with the line end before where nothing else stands in the line.
func (e *editor) cutLine(from, to int) {
	if from > 0 && e.data[from-1] == '\n' && to < len(e.data) && e.data[to] == '\n' {
		from--
	}
	e.cut(from, to)
}

func (e *editor) done() []byte {
	if e.at == 0 {
		return e.data
	}
	return append(e.out, e.data[e.at:]...)
}
