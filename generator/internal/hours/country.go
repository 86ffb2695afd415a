package hours

import (
	"time"

	"github.com/rickar/cal/v2"
	"github.com/rickar/cal/v2/aa"
	"github.com/rickar/cal/v2/be"
	"github.com/rickar/cal/v2/cz"
	"github.com/rickar/cal/v2/fr"
	"github.com/rickar/cal/v2/nl"
)

// feast is a holiday of a country. Ids are shared where the day is kept for the
// same reason: pages have one name for each, in every language.
type feast struct {
	id     string
	rule   *cal.Holiday
	choice string // the name under "with" that makes it a day off; "": always one
	every  int    // only in years that this divides; 0: in all
	name   string // in the country's language, where the id has no name of ours
}

// dates are the days of a year on which the holiday is kept: in some countries the
// day itself, and another one where it falls on a weekend.
func (f feast) dates(year int) []Date {
	if f.every > 0 && year%f.every != 0 {
		return nil
	}
	actual, observed := f.rule.Calc(year)
	if actual.IsZero() {
		return nil
	}
	// The library speaks of midnight in the zone of the machine. Where clocks are put forward at midnight
	// that may be the hour before or after.
	days := []Date{DateOf(actual.Add(2 * time.Hour))}
	if d := DateOf(observed.Add(2 * time.Hour)); !observed.IsZero() && d != days[0] {
		days = append(days, d)
	}
	return days
}

// fixed is a holiday on the same day each year.
func fixed(id string, month time.Month, day int) feast {
	return feast{id: id, rule: &cal.Holiday{Month: month, Day: day, Func: cal.CalcDayOfMonth}}
}

func byChoice(f feast, name string) feast {
	f.choice = name
	return f
}

// alsace is the region of France with two more holidays (Code du travail, L. 3134-13).
const alsace = "alsace-moselle"

// feastsOf lists the holidays of a country, in the order of the year; none
// where the country is not known or needs a region.
func feastsOf(country, region string) []feast {
	switch country {
	case "":
		return nil
	case "CZ": // Act 245/2000 Coll.
		return []feast{
			{id: "new-year", rule: cz.NewYear}, {id: "good-friday", rule: cz.GoodFriday}, {id: "easter-monday", rule: cz.EasterMonday},
			{id: "labour-day", rule: cz.LabourDay}, {id: "victory-day", rule: cz.LiberationDay},
			{id: "cyril-and-methodius", rule: cz.SaintsCyrilMethodius}, {id: "jan-hus-day", rule: cz.JanHusDay},
			{id: "czech-statehood-day", rule: cz.SaintWenceslasDay}, {id: "czechoslovak-state-day", rule: cz.IndependenceDay},
			{id: "freedom-and-democracy-day", rule: cz.FreedomDay}, {id: "christmas-eve", rule: cz.ChristmasEve},
			{id: "christmas-day", rule: cz.ChristmasDay}, {id: "second-christmas-day", rule: cz.SaintStephensDay},
		}
	case "NL": // no law makes them days off; the two by choice are off with few employers
		lustrum := byChoice(feast{id: "liberation-day", rule: nl.BevrijdingsDag}, "liberation-day-lustrum")
		lustrum.every = 5
		return []feast{
			{id: "new-year", rule: nl.Nieuwjaar}, byChoice(feast{id: "good-friday", rule: nl.GoedeVrijdag}, "good-friday"),
			{id: "easter-monday", rule: nl.TweedePaasdag}, {id: "kings-day", rule: nl.Koningsdag},
			byChoice(feast{id: "liberation-day", rule: nl.BevrijdingsDag}, "liberation-day"), lustrum,
			{id: "ascension-day", rule: nl.Hemelvaart}, {id: "whit-monday", rule: nl.TweedePinksterDag},
			{id: "christmas-day", rule: nl.EersteKerstdag}, {id: "second-christmas-day", rule: nl.TweedeKerstdag},
		}
	case "FR": // Code du travail, L. 3133-1
		list := []feast{
			{id: "new-year", rule: fr.NouvelAn}, {id: "easter-monday", rule: fr.LundiDePâques}, {id: "labour-day", rule: fr.FêteDuTravail},
			{id: "victory-day", rule: fr.FêteDeLaVictoire}, {id: "ascension-day", rule: fr.Ascension}, {id: "whit-monday", rule: fr.LundiDePentecôte},
			{id: "french-national-day", rule: fr.FêteNationale}, {id: "assumption", rule: fr.Assomption}, {id: "all-saints", rule: fr.Toussaint},
			{id: "armistice-day", rule: fr.Armistice1918}, {id: "christmas-day", rule: fr.Noël},
		}
		if region == alsace {
			list = append(list, feast{id: "good-friday", rule: aa.GoodFriday}, fixed("second-christmas-day", time.December, 26))
		}
		return list
	case "BE": // Royal Decree of 18 April 1974; the communities' days are kept by some
		return []feast{
			{id: "new-year", rule: be.Nieuwjaar}, {id: "easter-monday", rule: be.Paasmaandag}, {id: "labour-day", rule: be.DagVanDeArbeid},
			{id: "ascension-day", rule: be.OnzeLieveHeerHemelvaart}, {id: "whit-monday", rule: be.Pinkstermaandag},
			byChoice(fixed("flemish-community-day", time.July, 11), "flemish-community-day"),
			{id: "belgian-national-day", rule: be.NationaleFeestdag}, {id: "assumption", rule: be.OnzeLieveVrouwHemelvaart},
			byChoice(fixed("french-community-day", time.September, 27), "french-community-day"),
			{id: "all-saints", rule: be.Allerheiligen}, {id: "armistice-day", rule: be.Wapenstilstand},
			byChoice(fixed("german-speaking-community-day", time.November, 15), "german-speaking-community-day"),
			{id: "christmas-day", rule: be.Kerstmis},
		}
	case "RU": // Labour Code, article 112
		var list []feast
		for day := 1; day <= 8; day++ {
			id := "new-year-holidays"
			if day == 7 {
				id = "orthodox-christmas"
			}
			list = append(list, fixed(id, time.January, day))
		}
		return append(list, fixed("defender-day", time.February, 23), fixed("womens-day", time.March, 8), fixed("spring-and-labour-day", time.May, 1),
			fixed("victory-day", time.May, 9), fixed("russia-day", time.June, 12), fixed("unity-day", time.November, 4))
	}
	return worldFeasts(country, region)
}
