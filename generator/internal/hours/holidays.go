package hours

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"signpost/generator/internal/diag"
	"signpost/generator/internal/source"
)

func holidayHint(known []string) string {
	if len(known) == 0 {
		return "name the country under holidays"
	}
	return "holidays here are: " + strings.Join(known, ", ")
}

// parseHolidays reads which days are off; nil where none are.
func parseHolidays(n *source.Node, l *diag.List) *Holidays {
	if n == nil || !n.Is(source.Map, "holidays", l) {
		return nil
	}
	n.Keys("holidays", l, "country", "region", "with", "except", "also", "eves", "checked")
	h := &Holidays{Pos: n.Pos}
	if c := n.Get("country"); c != nil {
		if text := c.Text("country", l); slices.Contains(countries(), text) {
			h.Country = text
		} else if c.Kind == source.Scalar {
			d := l.Add(c.Pos, "hours-holiday", "the holidays of %q are not known", text)
			if d.HintNearest(text, countries()); d.Hint == "" {
				d.Hint = "known are " + strings.Join(countries(), ", ") + "; for another country write the days under also"
			}
			return h
		}
	}
	h.parseRegion(n, l)
	h.parseAlso(n.Get("also"), l)
	choices := h.choices()
	for _, r := range refs(n.Get("with"), "with", l) {
		if !slices.Contains(choices, r.ID) {
			d := l.Add(r.Pos, "hours-holiday", "%q is no day off by choice", r.ID)
			if d.HintNearest(r.ID, choices); d.Hint == "" {
				d.Hint = "by choice are here: " + strings.Join(append(choices, "nothing")[:max(len(choices), 1)], ", ")
			}
			continue
		}
		h.With = append(h.With, r)
	}
	known := h.ids()
	for _, r := range refs(n.Get("except"), "except", l) {
		if !slices.Contains(known, r.ID) {
			d := l.Add(r.Pos, "hours-holiday", "%q is no holiday of this schedule", r.ID)
			if d.HintNearest(r.ID, known); d.Hint == "" {
				d.Hint = holidayHint(known)
			}
			continue
		}
		h.Except = append(h.Except, r)
	}
	h.parseRussian(n, l)
	return h
}

func (h *Holidays) parseRegion(n *source.Node, l *diag.List) {
	regions := regionsOf(h.Country)
	r := n.Get("region")
	if r == nil {
		if h.Country != "" && len(feastsOf(h.Country, "")) == 0 {
			l.Add(n.Get("country").Pos, "hours-holiday", "the holidays of %s differ by region", h.Country).Hint = "add region: " + strings.Join(regions, ", ")
		}
		return
	}
	text := r.Text("region", l)
	if slices.Contains(regions, text) {
		h.Region = text
		return
	}
	d := l.Add(r.Pos, "hours-holiday", "%q is no region with holidays of its own", text)
	if d.HintNearest(text, regions); d.Hint == "" && len(regions) > 0 {
		d.Hint = "regions are " + strings.Join(regions, ", ")
	}
}

// parseRussian reads the keys for a country whose government moves days.
func (h *Holidays) parseRussian(n *source.Node, l *diag.List) {
	if e := n.Get("eves"); e != nil {
		switch e.Text("eves", l) {
		case "full":
			h.Full = true
		case "short":
		default:
			l.Add(e.Pos, "hours-holiday", "eves are \"short\" or \"full\"").Hint = "short, one hour less before a holiday in Russia, is the default"
		}
	}
	c := n.Get("checked")
	if c == nil || !c.Is(source.List, "checked", l) || !short(c, "checked", l) {
		return
	}
	for _, item := range c.Items {
		text := item.Text("a year in checked", l)
		y, err := strconv.Atoi(text)
		if err != nil || y < firstYear || y > lastYear {
			l.Add(item.Pos, "hours-date", "%q is no year", text).Hint = "write 2027"
			continue
		}
		h.Checked = append(h.Checked, y)
	}
}

// parseAlso reads ids with a date or a list of dates.
func (h *Holidays) parseAlso(n *source.Node, l *diag.List) {
	if n == nil || !n.Is(source.Map, "also", l) || !short(n, "also", l) {
		return
	}
	for _, e := range n.Entries {
		checkID(e.Key, e.Pos, l)
		items := []*source.Node{e.Value}
		if e.Value.Kind == source.List {
			items = e.Value.Items
		}
		for _, item := range items {
			if len(h.Also) == maxEntries {
				l.Add(item.Pos, "hours-limit", "also has more than %d dates", maxEntries)
				return
			}
			if !item.Is(source.Scalar, "a date in also", l) {
				continue
			}
			year, month, day, err := readDate(item.Value)
			if err != nil {
				l.Add(item.Pos, "hours-date", "%q: %s", item.Value, err).Hint = dateHint
				continue
			}
			x := Extra{Ref: Ref{e.Key, e.Pos}, Month: month, Day: day}
			if year != 0 {
				x = Extra{Ref: x.Ref, Date: MakeDate(year, month, day)}
			}
			h.Also = append(h.Also, x)
		}
	}
}

// choices are the names that with may hold.
func (h *Holidays) choices() (out []string) {
	for _, f := range feastsOf(h.Country, h.Region) {
		if f.choice != "" {
			out = append(out, f.choice)
		}
	}
	return out
}

// ids are the holidays that are off, or would be without except, in the order
// of the year, each once.
func (h *Holidays) ids() (out []string) {
	if h == nil {
		return nil
	}
	add := func(id string) {
		if !slices.Contains(out, id) {
			out = append(out, id)
		}
	}
	for _, f := range feastsOf(h.Country, h.Region) {
		if h.chosen(f) {
			add(f.id)
		}
	}
	if h.Country == "RU" {
		add(movedDay)
	}
	for _, x := range h.Also {
		add(x.ID)
	}
	return out
}

func (h *Holidays) chosen(f feast) bool {
	return f.choice == "" || hasRef(h.With, f.choice)
}

func hasRef(list []Ref, id string) bool {
	return slices.ContainsFunc(list, func(r Ref) bool { return r.ID == id })
}

// off is a day on which nobody works.
type off struct{ id, name string }

// yearOff is what makes a year differ from its weeks.
type yearOff struct {
	off   map[Date]off
	hours map[Date]time.Weekday // a day that has the hours of that day of the week
	eves  map[Date]bool         // one hour shorter
}

// year computes a year. Of two holidays on one day the first one counts.
func (h *Holidays) year(year int) yearOff {
	out := yearOff{off: map[Date]off{}, hours: map[Date]time.Weekday{}, eves: map[Date]bool{}}
	if h == nil {
		return out
	}
	add := func(d Date, o off) {
		if _, taken := out.off[d]; !taken && !hasRef(h.Except, o.id) && d.Year() == year {
			out.off[d] = o
		}
	}
	for _, x := range h.Also {
		switch d := x.Date; {
		case x.Month == 0:
			add(d, off{id: x.ID})
		default:
			if d = MakeDate(year, x.Month, x.Day); d.day() == x.Day { // 29 February
				add(d, off{id: x.ID})
			}
		}
	}
	for _, f := range feastsOf(h.Country, h.Region) {
		if !h.chosen(f) {
			continue
		}
		// A holiday at the turn of a year may be kept in the other one.
		for y := year - 1; y <= year+1; y++ {
			for _, d := range f.dates(y) {
				add(d, off{f.id, f.name})
			}
		}
	}
	if h.Country == "RU" {
		h.russian(year, &out, add)
	}
	return out
}

func (d Date) day() int {
	_, _, day := d.Date()
	return day
}
