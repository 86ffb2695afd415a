package ledger

import (
	"fmt"
	"regexp"
	"strings"
	"sync"
)

// tongue is how a language states figures.
type tongue struct {
	groups []*regexp.Regexp // how thousands are parted
	units  map[string]string
	kinds  map[string]bool // between a number and its unit
	powers map[string]float64
	// said are the numbers that a word may state.
	said  map[string][]string
	stems []stem
	// compounds are beginnings of words that state a number: "dvouvrstvý". They
	// excuse, as said does.
	compounds []stem
	afternoon map[string]bool // behind the hour
}

type stem struct{ stem, kind string }

// tongueOf gives that of a language; of one that is not known numbers in digits
// and signs are compared all the same.
func tongueOf(lang string) *tongue {
	base, _, _ := strings.Cut(lang, "-")
	if t := tongues()[base]; t != nil {
		return t
	}
	return tongues()[""]
}

var tongues = sync.OnceValue(func() map[string]*tongue {
	solid := []*regexp.Regexp{groupSolid}
	return map[string]*tongue{
		"": {groups: solid},
		"en": {
			groups: []*regexp.Regexp{groupSolid, groupComma},
			units:  timesOf("second seconds sec", "minute minutes min", "hour hours hr hrs h", "day days", "week weeks", "month months", "quarter quarters", "year years"),
			kinds:  set("business working calendar full consecutive more whole"),
			powers: powersOf("thousand", "million", "billion"),
			said: saying("zero no none", "one single once first", "two twice second both half pair", "three third thrice", "four fourth", "five fifth", "six sixth", "seven seventh",
				"eight eighth", "nine ninth", "ten tenth", "eleven eleventh", "twelve twelfth dozen noon").
				and("20", "twenty").and("24", "twenty-four midnight").and("30", "thirty half").and("100", "hundred").and("1000", "thousand").and("0.5", "half").and("1.5", "half").
				months("january jan", "february feb", "march mar", "april apr", "may", "june jun", "july jul", "august aug", "september sep sept", "october oct", "november nov", "december dec"),
			stems: stemsOf("critical", "moderate", "minim", "euro", "dollar"),
		},
		"nl": {
			groups: []*regexp.Regexp{groupSolid, groupPoint},
			units: timesOf("seconde seconden sec", "minuut minuten min", "uur uren u h", "dag dagen werkdag werkdagen kalenderdag kalenderdagen", "week weken", "maand maanden",
				"kwartaal kwartalen", "jaar jaren"),
			kinds:  set("volle hele opeenvolgende"),
			powers: powersOf("duizend", "miljoen", "miljard"),
			said: saying("nul geen", "een één eerste", "twee tweede beide tweemaal half", "drie derde", "vier vierde", "vijf vijfde", "zes zesde", "zeven zevende", "acht achtste", "negen negende",
				"tien tiende", "elf elfde", "twaalf twaalfde").
				and("20", "twintig").and("24", "vierentwintig middernacht etmaal").and("30", "dertig halfuur half").and("100", "honderd").and("1000", "duizend").and("1.5", "anderhalf anderhalve half halve").and("0.5", "half halve halfuur").
				months("januari jan", "februari feb", "maart mrt", "april apr", "mei", "juni jun", "juli jul", "augustus aug", "september sep sept", "oktober okt", "november nov", "december dec"),
			compounds: compoundsOf("twee", "drie", "vier", "vijf", "zes"),
			stems:     stemsOf("kritiek", "matig", "minim", "euro", "dollar"),
		},
		"fr": {
			groups: []*regexp.Regexp{groupSpaced},
			units:  timesOf("seconde secondes sec", "minute minutes min mn", "heure heures h", "jour jours j", "semaine semaines", "mois", "trimestre trimestres", "an ans année années"),
			kinds:  set("pleines pleins complets complètes entières"),
			powers: powersOf("mille", "million millions", "milliard milliards"),
			said: saying("zéro aucun aucune", "un une premier première", "deux deuxième second seconde double moitié", "trois troisième", "quatre quatrième", "cinq cinquième", "six sixième", "sept septième",
				"huit huitième", "neuf neuvième", "dix dixième", "onze onzième", "douze douzième midi douzaine").
				and("15", "quinze quinzaine").and("14", "quinzaine").and("20", "vingt").and("24", "vingt-quatre minuit").and("30", "trente demi demie demi-heure").and("100", "cent").and("1000", "mille").and("1.5", "demi demie").and("0.5", "demi demie moitié demi-heure").
				months("janvier janv", "février févr", "mars", "avril avr", "mai", "juin", "juillet juil", "août", "septembre sept", "octobre oct", "novembre nov", "décembre déc"),
			stems: stemsOf("critique", "modér", "minim", "euro", "dollar"),
		},
		"cs": {
			groups: []*regexp.Regexp{groupSpaced},
			units: timesOf("sekunda sekundy sekundu sekund sekundách", "minuta minuty minutu minut minutě minutách minutami minutám min", "hodina hodiny hodinu hodin hodině hodinách hodinami hodinám hod h",
				"den dne dnu dny dnů dní dnech dnem dnům", "týden týdne týdnu týdny týdnů týdnech týdnem týdnům", "měsíc měsíce měsíci měsíců měsících měsícem měsícům",
				"čtvrtletí", "rok roku roky let letech léta lety rokem"),
			kinds:  set("pracovní pracovních pracovního pracovním pracovními kalendářní kalendářních celé celých po sobě další"),
			powers: powersOf("tisíc tisíce tis", "milion miliony milionů mil", "miliarda miliardy miliard mld"),
			said: saying("nula žádný žádná žádné", "jeden jedna jedno jednou jednoho jedné první", "dva dvě dvou dvěma druhý druhá druhé dvakrát oba obě obou polovina půl", "tři tří třem třech třemi třetí třikrát", "čtyři čtyř čtyřem čtyřech čtyřmi čtvrtý",
				"pět pěti pátý", "šest šesti šestý", "sedm sedmi sedmý", "osm osmi osmý", "devět devíti devátý", "deset deseti desátý", "jedenáct jedenácti", "dvanáct dvanácti tucet poledne").
				and("20", "dvacet dvaceti").and("24", "půlnoc půlnoci čtyřiadvacet").and("30", "třicet třiceti půlhodina půlhodiny půl").and("100", "sto").and("1000", "tisíc").and("1.5", "půl").and("0.5", "půl půlhodina půlhodiny").
				months("leden ledna lednu", "únor února únoru", "březen března březnu", "duben dubna dubnu", "květen května květnu", "červen června červnu", "červenec července červenci",
					"srpen srpna srpnu", "září", "říjen října říjnu", "listopad listopadu", "prosinec prosince prosinci"),
			compounds: compoundsOf("dvou dvoj", "třív tříst tříl tříden třífáz troj", "čtyř", "pěti", "šesti"),
			afternoon: set("odp odpoledne"),
			stems:     stemsOf("kritick", "středn", "minim", "eur", "dolar"),
		},
		"ru": {
			groups: []*regexp.Regexp{groupSpaced},
			units: timesOf("секунда секунды секунд секунду секунде секундах сек", "минута минуты минут минуту минуте минутах минутам мин", "час часа часов часу часах часам часами ч",
				"день дня дней дню днях дням днём днем сутки суток", "неделя недели недель неделю неделе неделях", "месяц месяца месяцев месяцу месяце месяцах",
				"квартал квартала кварталов квартале", "год года лет году годах годом г"),
			kinds:  set("рабочий рабочих рабочего рабочие рабочим календарный календарных календарного календарные полных полные полный подряд целых"),
			powers: powersOf("тыс тысяч тысячи тысяча", "млн миллион миллиона миллионов", "млрд миллиард миллиарда миллиардов"),
			said: saying("ноль нуль нет", "один одна одно одного одной одному одним первый первая первое первого первой однажды", "два две двух двум двумя второй вторая второе второго дважды оба обе обоих обеих пара половина двое", "три трёх трех трём трем тремя третий третья третье третьего трижды трое",
				"четыре четырёх четырех четырём четырьмя четвёртый четвертый четверо", "пять пяти пятью пятый", "шесть шести шестью шестой", "семь семи семью седьмой", "восемь восьми восьмью восьмой", "девять девяти девятый",
				"десять десяти десятый", "одиннадцать одиннадцати", "двенадцать двенадцати дюжина полдень").
				and("20", "двадцать двадцати").and("24", "сутки суток полночь круглосуточно круглосуточная круглосуточной круглосуточную").and("7", "круглосуточно").and("30", "тридцать тридцати полчаса получаса").and("100", "сто ста").and("1000", "тысяча тысячи тысяч").and("1.5", "полтора полторы полутора").and("0.5", "полчаса половина полугода").
				months("январь января январе", "февраль февраля феврале", "март марта марте", "апрель апреля апреле", "май мая мае", "июнь июня июне", "июль июля июле",
					"август августа августе", "сентябрь сентября сентябре", "октябрь октября октябре", "ноябрь ноября ноябре", "декабрь декабря декабре"),
			compounds: compoundsOf("двух двой", "трех трёх трой", "четырех четырёх", "пяти", "шести"),
			afternoon: set("пополудни"),
			stems:     stemsOf("критич", "умерен", "минимал", "евро", "доллар"),
		},
	}
})

// timesOf maps the forms of the units of time, from seconds to years, to one
// name each, that of English.
func timesOf(lists ...string) map[string]string {
	out := map[string]string{}
	names := []string{"second", "minute", "hour", "day", "week", "month", "quarter", "year"}
	for i, list := range lists {
		for _, f := range strings.Fields(list) {
			out[f] = names[i]
		}
	}
	return out
}

func powersOf(thousand, million, billion string) map[string]float64 {
	out := map[string]float64{}
	for i, list := range []string{thousand, million, billion} {
		for _, f := range strings.Fields(list) {
			out[f] = []float64{1e3, 1e6, 1e9}[i]
		}
	}
	return out
}

// sayings collects which numbers a word may state.
type sayings map[string][]string

// saying are the words of the numbers from zero on.
func saying(lists ...string) sayings {
	s := sayings{}
	for n, list := range lists {
		s.and(fmt.Sprint(n), list)
	}
	return s
}

func (s sayings) and(n, list string) sayings {
	for _, w := range strings.Fields(list) {
		s[w] = append(s[w], n)
	}
	return s
}

// months adds the names of the months, which a date in digits has as numbers.
func (s sayings) months(lists ...string) sayings {
	for i, list := range lists {
		s.and(fmt.Sprint(i+1), list)
	}
	return s
}

func stemsOf(critical, moderate, minimal, euro, dollar string) []stem {
	return []stem{{critical, "severity critical"}, {moderate, "severity moderate"}, {minimal, "severity minimal"}, {euro, "money euro"}, {dollar, "money dollar"}}
}

// compoundsOf gives the beginnings of the numbers from two on.
func compoundsOf(lists ...string) []stem {
	var out []stem
	for n, list := range lists {
		for _, w := range strings.Fields(list) {
			out = append(out, stem{w, fmt.Sprint(n + 2)})
		}
	}
	return out
}
