package hours

import (
	_ "embed"
	"strconv"
	"sync"
	"time"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

// movedDay is the id of a day off that a government moved.
const movedDay = "moved-day-off"

//go:embed russia.yaml
var russianText []byte

// russianYear is a year of russia.yaml.
type russianYear struct {
	off, eves []Date
	work      map[Date]Date
}

var russianYears = sync.OnceValue(func() map[int]russianYear {
	years, _ := readRussia(russianText)
	return years
})

// readRussia reads russia.yaml; a test holds its list to be empty.
func readRussia(text []byte) (map[int]russianYear, diag.List) {
	root, l := source.ParseYAML("russia.yaml", text, source.MaxNodes)
	years := map[int]russianYear{}
	if root == nil {
		return years, l
	}
	dates := func(n *source.Node) (out []Date) {
		for _, item := range n.Items {
			if d, ok := fullDate(item, "a date", &l); ok {
				out = append(out, d)
			}
		}
		return out
	}
	for _, e := range root.Entries {
		number, _ := strconv.Atoi(e.Key)
		e.Value.Keys("a year", &l, "decree", "off", "work", "eves")
		y := russianYear{work: map[Date]Date{}}
		if e.Value.Require("decree", "a year", &l) != nil {
			y.off, y.eves = dates(e.Value.Require("off", "a year", &l)), dates(e.Value.Require("eves", "a year", &l))
		}
		for _, w := range e.Value.Get("work").Entries {
			key := source.Node{Kind: source.Scalar, Pos: w.Pos, Value: w.Key}
			if d, ok := fullDate(&key, "a date", &l); ok {
				y.work[d], _ = fullDate(w.Value, "a date", &l)
			}
		}
		years[number] = y
	}
	return years, l
}

// russian adds what the government moved. A year without a decree has what
// the Labour Code says alone.
func (h *Holidays) russian(year int, out *yearOff, add func(Date, off)) {
	y, ok := russianYears()[year]
	if !ok {
		y = undecreed(year)
	}
	moved := off{id: movedDay}
	for _, d := range y.off {
		add(d, moved)
	}
	if !hasRef(h.Except, movedDay) {
		for d, instead := range y.work {
			out.hours[d] = instead.Weekday()
		}
	}
	if h.Full {
		return
	}
	for _, d := range y.eves {
		out.eves[d] = true
	}
}

// undecreed applies articles 95 and 112: a holiday on a Saturday or Sunday, but
// for those of January, gives the next working day off; the working day before
// a holiday is shorter.
func undecreed(year int) (y russianYear) {
	holiday := map[Date]bool{}
	for n := year; n <= year+1; n++ {
		for _, f := range feastsOf("RU", "") {
			for _, d := range f.dates(n) {
				holiday[d] = true
			}
		}
	}
	free := map[Date]bool{}
	weekend := func(d Date) bool { return d.Weekday() == time.Saturday || d.Weekday() == time.Sunday }
	first, last := MakeDate(year, time.January, 1), MakeDate(year, time.December, 31)
	for d := first; d <= last; d++ {
		if _, month, _ := d.Date(); !holiday[d] || !weekend(d) || month == time.January {
			continue
		}
		next := d + 1
		for weekend(next) || holiday[next] || free[next] {
			next++
		}
		free[next] = true
		y.off = append(y.off, next)
	}
	for d := first; d <= last; d++ {
		if !weekend(d) && !holiday[d] && !free[d] && holiday[d+1] {
			y.eves = append(y.eves, d)
		}
	}
	return y
}

// decreed reports whether the moved days of a year are known.
func decreed(year int) bool {
	_, ok := russianYears()[year]
	return ok
}
