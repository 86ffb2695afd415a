package site

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"signpost/generator/internal/hours"
	"signpost/generator/internal/locale"
	"signpost/generator/internal/terms"
)

// maxDifferences is how many rows the table of differences has: two versions may have
// nothing in common.
const maxDifferences = 200

// versionRow is a version in the list of them.
type versionRow struct {
	Title   string `json:"title"`
	Path    string `json:"path"` // "" for that of the page
	Dates   string `json:"dates"`
	Current bool   `json:"current"`
}

// differences are what a version says that the one before did not.
type differences struct {
	Title  string        `json:"title"`
	Before string        `json:"before"`
	After  string        `json:"after"`
	Groups []differGroup `json:"groups"`
	More   bool          `json:"more"`
}

// differGroup has the facts of a part of the terms.
type differGroup struct {
	Title string       `json:"title"`
	Rows  []difference `json:"rows"`
}

type difference struct {
	Fact   string `json:"fact"`
	Before string `json:"before"`
	After  string `json:"after"`
}

// version says which version a page shows.
func (w *pen) version() string {
	v := w.t.Version
	if v.Through != 0 {
		return w.say("terms-version-span", "Number", v.Number, "Dates", w.tongue.Dates(v.From.Time(), v.Through.Time()))
	}
	return w.say("terms-version", "Number", v.Number, "Date", w.date(v.From))
}

// notices are what a reader must know first: that the version is not the one in force, that another comes,
// that nobody has looked at it for too long.
func (w *pen) notices(kind string) []notice {
	var out []notice
	partner, today, v := w.c.p.Partner, w.c.in.Today, w.t.Version
	current := partner.Current
	if kind == "version" && w.t != current {
		to := &link{w.say("terms-current"), termsPath(w.lang)}
		if v.From > today {
			out = append(out, notice{"future", w.say("terms-version-future", "Number", v.Number, "Date", w.date(v.From)), to})
		} else {
			out = append(out, notice{"past", w.say("terms-version-past", "Number", v.Number), to})
		}
		return out
	}
	if v.ReviewBy != 0 && v.ReviewBy <= today {
		out = append(out, notice{"review", w.say("terms-review-due", "Date", w.date(v.ReviewBy), "Partner", w.company()), nil})
	}
	if next := partner.Next; next != nil {
		n := notice{"next", w.say("terms-version-next", "Number", next.Version.Number, "Date", w.date(next.Version.From)), nil}
		if next.Words[w.lang] != nil {
			n.Link = &link{w.say("terms-next"), versionPath(next, w.lang)}
		}
		out = append(out, n)
	}
	return out
}

// versions lists those that are published in the language, the newest first.
func (w *pen) versions() []versionRow {
	var out []versionRow
	for _, t := range slices.Backward(w.c.versions()) {
		if t.Words[w.lang] == nil {
			continue
		}
		o := *w
		o.t = t
		r := versionRow{Title: o.version(), Path: versionPath(t, w.lang), Current: t == w.c.p.Partner.Current}
		if r.Path == w.at {
			r.Path = ""
		}
		out = append(out, r)
	}
	return out
}

// differences compares a version with the one published before it; nil where there
// is none, or it says the same.
func (w *pen) differences() *differences {
	all := w.c.versions()
	i := slices.Index(all, w.t)
	if i <= 0 || all[i-1].Words[w.lang] == nil {
		return nil
	}
	before := all[i-1]
	old := *w
	old.t, old.doc = before, before.Words[w.lang]
	out := &differences{Title: w.say("terms-differences", "Number", before.Version.Number),
		Before: w.say("terms-number", "Number", before.Version.Number), After: w.say("terms-number", "Number", w.t.Version.Number)}
	rows, told := 0, map[string]bool{}
	for _, d := range terms.Diff(before, w.t) {
		if d.Lang != "" && d.Lang != w.lang || repeated(d) {
			continue
		}
		path, row := d.Path, difference{}
		if at, value := whole(path); value != nil {
			if told[at] {
				continue
			}
			path, told[at] = at, true
			row.Before, row.After = value(&old), value(w)
		} else {
			row.Before, row.After = old.factValue(path, d.Old), w.factValue(path, d.New)
		}
		if row.Before == row.After {
			continue
		}
		if rows == maxDifferences {
			out.More = true
			break
		}
		rows++
		names := w.factNames(path, &old)
		row.Fact = strings.Join(names[min(1, len(names)-1):], " › ")
		if n := len(out.Groups); n == 0 || out.Groups[n-1].Title != names[0] {
			out.Groups = append(out.Groups, differGroup{Title: names[0]})
		}
		last := &out.Groups[len(out.Groups)-1]
		last.Rows = append(last.Rows, row)
	}
	if rows == 0 {
		return nil
	}
	return out
}

// repeated reports whether the row of a list says the same already: the name of what is new or gone.
func repeated(d terms.Difference) bool {
	if d.Old != "" && d.New != "" {
		return false
	}
	// The list, the id, and what is said of it; of plain items nothing stands there.
	parts := append([]string{"", ""}, strings.Split(d.Path, ".")...)
	n := len(parts)
	switch list := parts[n-3]; parts[n-1] {
	case "name":
		return prefixes[list] != "" || itemLists[list] != ""
	case "text":
		return itemLists[list] != ""
	case "hours":
		return list == "surcharges"
	}
	return itemLists[parts[n-2]] != ""
}

// whole finds the fact that readers take in as one thing where terms.json has a value for each part of
// it: the hours of a week, closures. It gives the path of the whole and how it is written; nil for others.
func whole(path string) (string, func(*pen) string) {
	parts := strings.Split(path, ".")
	if len(parts) < 3 || parts[0] != "hours" {
		return "", nil
	}
	id := parts[1]
	of := func(say func(*pen, *hours.Schedule) string) func(*pen) string {
		return func(w *pen) string {
			if s := w.schedule(id); s != nil {
				return say(w, s)
			}
			return ""
		}
	}
	switch parts[2] {
	case "week":
		return "hours." + id + ".week", of((*pen).weekText)
	case "days":
		return "hours." + id + ".days", of(func(w *pen, s *hours.Schedule) string {
			var out []string
			for _, d := range s.Days {
				at := d.Date.Time()
				name := w.tongue.cat.Text("holiday-" + d.Holiday)
				switch {
				case d.Month != 0:
					name = w.set(w.tongue.DayMonth(time.Date(2024, d.Month, d.Day, 0, 0, 0, 0, time.UTC)))
				case d.Holiday == "":
					name = w.set(w.tongue.Date(at, locale.LongDate))
				}
				out = append(out, w.say("review-colon", "Text", cmp.Or(name, d.Holiday))+" "+w.ranges(d.Hours))
			}
			return strings.Join(out, "; ")
		})
	case "closures":
		return "hours." + id + ".closures", of(func(w *pen, s *hours.Schedule) string {
			var out []string
			for _, c := range s.Closures {
				out = append(out, w.set(w.tongue.Dates(c.From.Time(), c.To.Time())))
			}
			return strings.Join(out, "; ")
		})
	}
	return "", nil
}
