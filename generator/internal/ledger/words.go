package ledger

import (
	"strings"
	"sync"
)

// words are those of a source language that state facts.
type words struct {
	numbers    map[string]string // "two" is "2"; not "one", which is more often no number
	units      map[string]string // of time, each form to one: "hours" is "hour"
	kinds      map[string]bool   // between a number and its unit: "business"
	severities map[string]bool
}

// wordsOf gives those of a language. Of a language that is not known, numbers
// in digits, signs and codes are facts still.
func wordsOf(lang string) words {
	base, _, _ := strings.Cut(lang, "-")
	return known()[base]
}

var known = sync.OnceValue(func() map[string]words {
	return map[string]words{
		"en": {
			numbers: numbered("two three four five six seven eight nine ten eleven twelve"),
			units: forms("second seconds sec", "minute minutes min", "hour hours hr hrs h", "day days", "week weeks", "month months",
				"quarter quarters", "year years"),
			kinds:      set("business working calendar full consecutive"),
			severities: set("critical severe moderate minimal"),
		},
		"nl": {
			numbers: numbered("twee drie vier vijf zes zeven acht negen tien elf twaalf"),
			units: forms("seconde seconden sec", "minuut minuten min", "uur uren u h", "dag dagen", "werkdag werkdagen", "week weken", "maand maanden",
				"kwartaal kwartalen", "jaar jaren"),
			kinds:      set("volle hele"),
			severities: set("kritiek kritieke ernstig ernstige matig matige minimaal minimale"),
		},
		"fr": {
			numbers:    numbered("deux trois quatre cinq six sept huit neuf dix onze douze"),
			units:      forms("seconde secondes s", "minute minutes min", "heure heures h", "jour jours j", "semaine semaines", "mois", "trimestre trimestres", "an ans année années"),
			severities: set("critique critiques grave graves modéré modérée modérés modérées minime minimes minimal minimale"),
		},
		"cs": {
			numbers: numbered("dva tři čtyři pět šest sedm osm devět deset jedenáct dvanáct"),
			units: forms("sekunda sekundy sekund", "minuta minuty minut min", "hodina hodiny hodin hodinu h", "den dny dnů dní", "týden týdny týdnů",
				"měsíc měsíce měsíců", "rok roky let"),
			kinds:      set("pracovní pracovních kalendářní kalendářních celé celých"),
			severities: set("kritická kritický kritické závažná závažné střední minimální"),
		},
		"ru": {
			numbers: numbered("два три четыре пять шесть семь восемь девять десять одиннадцать двенадцать"),
			units: forms("секунда секунды секунд с", "минута минуты минут мин", "час часа часов ч", "день дня дней", "неделя недели недель",
				"месяц месяца месяцев", "год года лет"),
			kinds:      set("рабочий рабочих рабочего календарный календарных полных"),
			severities: set("критический критическая критическое критичный умеренный умеренная умеренное минимальный минимальная минимальное"),
		},
	}
})

// numbered gives the words from two on their digits.
func numbered(list string) map[string]string {
	out := map[string]string{}
	for i, w := range strings.Fields(list) {
		out[w] = [...]string{"2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}[i]
	}
	return out
}

func forms(units ...string) map[string]string {
	out := map[string]string{}
	for _, u := range units {
		all := strings.Fields(u)
		for _, f := range all {
			out[f] = all[0]
		}
	}
	return out
}

func set(list string) map[string]bool {
	out := map[string]bool{}
	for _, w := range strings.Fields(list) {
		out[w] = true
	}
	return out
}
