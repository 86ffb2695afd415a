package automaton

import (
	"os"
	"strconv"
)

// campaign is how many seeds a random test tries: those it has time for, or
// those times CAMPAIGN.
func campaign(seeds uint64) uint64 {
	times, err := strconv.ParseUint(os.Getenv("CAMPAIGN"), 10, 64)
	if err != nil || times == 0 {
		return seeds
	}
	return seeds * times
}
