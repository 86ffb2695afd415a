package hours

import "slices"

// Data is a timeline as pages get it, in JSON. It is the plan in the schedule's own
// clock, with the changes of that clock: the same few patterns of a day come again and
// again, where the intervals in UTC would be as many as there are days.
//
// Days[p] is a pattern: minutes after 00:00 at which somebody comes and goes, in turn. Runs are
// pairs: a pattern, and for how many days it holds, beginning with the day First (days after
// 1970-01-01). Shifts are pairs: minutes after From, and how many minutes the clock is
// ahead of UTC from there on. From and To are minutes after 1970 in UTC.
type Data struct {
	V      int     `json:"v"`
	Zone   string  `json:"zone"`
	From   int64   `json:"from"`
	To     int64   `json:"to"`
	First  int     `json:"first"`
	Days   [][]int `json:"days"`
	Runs   []int   `json:"runs"`
	Shifts []int64 `json:"shifts"`
}

// dataVersion is the form of Data. The script of another form shows nothing.
const dataVersion = 1

// Data gives what a page needs to know of the span of a timeline of this
// schedule.
func (s *Schedule) Data(t *Timeline) Data {
	first, n := s.dates(t)
	d := Data{V: dataVersion, From: t.From, To: t.To, First: int(first), Days: [][]int{}, Runs: []int{}, Shifts: []int64{}}
	for _, sh := range t.shifts {
		d.Shifts = append(d.Shifts, sh.at-t.From, sh.ahead)
	}
	if s.Zone == nil {
		return d
	}
	d.Zone = s.Zone.String()
	for _, p := range s.Plan(first, n) {
		pattern := []int{}
		for _, r := range p.Hours {
			pattern = append(pattern, r.From, r.To)
		}
		i := slices.IndexFunc(d.Days, func(known []int) bool { return slices.Equal(known, pattern) })
		if i < 0 {
			i, d.Days = len(d.Days), append(d.Days, pattern)
		}
		if k := len(d.Runs); k > 0 && d.Runs[k-2] == i {
			d.Runs[k-1]++
		} else {
			d.Runs = append(d.Runs, i, 1)
		}
	}
	return d
}
