package locale

// names are the words of CLDR 48 that dates, durations and lists are made of.
type names struct {
	months   [12]string // as they stand in a date: the genitive in Russian and Czech
	short    [12]string
	weekdays [7]string // Sunday first, as package time has them
	and, or  string    // with the spaces around
	units2   string    // between hours and minutes
	units    map[Unit]unitWords
}

// namesOf holds them by language. Business days are not in CLDR: they are the
// words of the site's glossary.
var namesOf = map[string]names{
	"en": {
		months:   [12]string{"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		short:    [12]string{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"},
		weekdays: [7]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
		and:      " and ", or: " or ", units2: ", ",
		units: map[Unit]unitWords{
			Minute:      {one: "minute", other: "minutes"},
			Hour:        {one: "hour", other: "hours"},
			Day:         {one: "day", other: "days"},
			BusinessDay: {one: "business day", other: "business days"},
			Week:        {one: "week", other: "weeks"},
			Month:       {one: "month", other: "months"},
		},
	},
	"ru": {
		months:   [12]string{"января", "февраля", "марта", "апреля", "мая", "июня", "июля", "августа", "сентября", "октября", "ноября", "декабря"},
		short:    [12]string{"янв.", "февр.", "мар.", "апр.", "мая", "июн.", "июл.", "авг.", "сент.", "окт.", "нояб.", "дек."},
		weekdays: [7]string{"воскресенье", "понедельник", "вторник", "среда", "четверг", "пятница", "суббота"},
		and:      " и ", or: " или ", units2: " ",
		units: map[Unit]unitWords{
			Minute:      {"минута", "минуты", "минут", "минуты"},
			Hour:        {"час", "часа", "часов", "часа"},
			Day:         {"день", "дня", "дней", "дня"},
			BusinessDay: {"рабочий день", "рабочих дня", "рабочих дней", "рабочего дня"},
			Week:        {"неделя", "недели", "недель", "недели"},
			Month:       {"месяц", "месяца", "месяцев", "месяца"},
		},
	},
	"nl": {
		months:   [12]string{"januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december"},
		short:    [12]string{"jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"},
		weekdays: [7]string{"zondag", "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag"},
		and:      " en ", or: " of ", units2: " en ",
		units: map[Unit]unitWords{
			Minute:      {one: "minuut", other: "minuten"},
			Hour:        {one: "uur", other: "uur"},
			Day:         {one: "dag", other: "dagen"},
			BusinessDay: {one: "werkdag", other: "werkdagen"},
			Week:        {one: "week", other: "weken"},
			Month:       {one: "maand", other: "maanden"},
		},
	},
	"fr": {
		months:   [12]string{"janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"},
		short:    [12]string{"janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."},
		weekdays: [7]string{"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
		and:      " et ", or: " ou ", units2: " et ",
		units: map[Unit]unitWords{
			Minute:      {one: "minute", other: "minutes"},
			Hour:        {one: "heure", other: "heures"},
			Day:         {one: "jour", other: "jours"},
			BusinessDay: {one: "jour ouvré", other: "jours ouvrés"},
			Week:        {one: "semaine", other: "semaines"},
			Month:       {one: "mois", other: "mois"},
		},
	},
	"cs": {
		months:   [12]string{"ledna", "února", "března", "dubna", "května", "června", "července", "srpna", "září", "října", "listopadu", "prosince"},
		short:    [12]string{}, // a medium date is all digits
		weekdays: [7]string{"neděle", "pondělí", "úterý", "středa", "čtvrtek", "pátek", "sobota"},
		and:      " a" + nbsp, or: " nebo ", units2: " a" + nbsp,
		units: map[Unit]unitWords{
			Minute:      {"minuta", "minuty", "minuty", "minut"},
			Hour:        {"hodina", "hodiny", "hodiny", "hodin"},
			Day:         {"den", "dny", "dne", "dnů"},
			BusinessDay: {"pracovní den", "pracovní dny", "pracovního dne", "pracovních dnů"},
			Week:        {"týden", "týdny", "týdne", "týdnů"},
			Month:       {"měsíc", "měsíce", "měsíce", "měsíců"},
		},
	},
}
