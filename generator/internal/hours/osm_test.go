package hours

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"
)

// TestOSMVectors writes the strings of OpenStreetMap that e2e holds against opening_hours.js: for each schedule of the table in each year that it is asked
// about, and for a hundred at random, a line with the plan of 400 days as pages get it (Data).
func TestOSMVectors(t *testing.T) {
	schedules, list := readTable(t)
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	const days = 400
	write := func(id string, s *Schedule, from Date) {
		country := ""
		if s.Holidays != nil {
			country = s.Holidays.Country
		}
		data := s.Data(&Timeline{From: int64(from) * dayMinutes, To: int64(from+days) * dayMinutes})
		encode(t, e, map[string]any{"id": id, "country": country, "from": int(from), "count": days, "osm": s.OSM(from, days), "tag": s.MapTag(), "first": data.First, "days": data.Days, "runs": data.Runs})
	}
	var seen []string
	for _, q := range list {
		for _, name := range q.names {
			if id := fmt.Sprintf("%s %d", name, q.year); !slices.Contains(seen, id) {
				seen = append(seen, id)
				write(id, schedules[name], MakeDate(q.year, time.January, 1))
			}
		}
	}
	r := rand.New(rand.NewPCG(4, 2026))
	for i := range 100 {
		write(fmt.Sprint(i), must(t, randomSchedule(r)), MakeDate(2026, time.November, 26))
	}
	// Where a map says which country it is, PH are the days that are off here.
	for _, country := range []string{"CZ", "NL", "FR", "BE", "BG", "IE"} {
		s := must(t, "{zone: UTC, week: {mon-sat: 09:00-17:00, sun: 10:00-24:00}, holidays: {country: "+country+", also: {own: 10-15}}, days: {12-23: [09:00-11:00, 12:00-13:00]}}")
		write("tag "+country, s, MakeDate(2026, time.November, 26))
	}
	compare(t, "osm.jsonl", out.Bytes())
}
