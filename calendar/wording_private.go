package calendar

import (
	"time"

	"poliskontor/scheduling"
)

// privateWordingChanged is when the words of private feeds, or how they are put
// together, last changed. No event of theirs is stamped earlier.
var privateWordingChanged = time.Date(2026, time.November, 21, 0, 0, 0, 0, time.UTC)

// privateWords is everything that a private feed says of its own accord.
type privateWords struct {
	calendar   string // its name; %s is whose schedule it is
	about      string
	shift      string // a summary; %s is the office
	visit      string // a summary; %s is where
	prefixes   map[scheduling.State]string
	office     string
	task       string // number, time
	nothing    string
	drive      string // from where, when at the latest, minutes
	margin     string // after drive, where there is one
	back       string // to where, minutes
	base       string // where the office has none of a name
	occasion   string
	expected   string // visitors
	reason     string
	note       string
	publicNote string
	directions string
	internal   string
}

var swedishPrivate = privateWords{
	calendar: "Arbetsschema: %s",
	about:    "Internt arbetsschema med pass, besök och uppgifter. Det kan skilja sig från det som är publicerat.",
	shift:    "Pass: %s",
	visit:    "Besök: %s",
	prefixes: map[scheduling.State]string{
		scheduling.Draft: "UTKAST: ", scheduling.Moved: "FLYTTAT: ", scheduling.Delayed: "FÖRSENAT: ",
		scheduling.Cancelled: "INSTÄLLT: ", scheduling.BrokenOff: "AVBRUTET: ", scheduling.Held: "GENOMFÖRT: ",
	},
	office:     "Kontor: %s",
	task:       "%d. %s",
	nothing:    "Inga besök är planerade.",
	drive:      "Kör från %s senast %s: %d min",
	margin:     " och %d min marginal",
	back:       "Åter till %s: %d min.",
	base:       "stationen",
	occasion:   "Evenemang: %s",
	expected:   " (omkring %d besökare om dagen)",
	reason:     "Orsak: %s",
	note:       "Intern notering: %s",
	publicNote: "Publik text: %s",
	directions: "Hitta hit: %s",
	internal:   "Internt. Sprid inte vidare.",
}

var englishPrivate = privateWords{
	calendar: "Working schedule: %s",
	about:    "Internal working schedule with shifts, visits and tasks. It may differ from what is published.",
	shift:    "Shift: %s",
	visit:    "Visit: %s",
	prefixes: map[scheduling.State]string{
		scheduling.Draft: "DRAFT: ", scheduling.Moved: "MOVED: ", scheduling.Delayed: "DELAYED: ",
		scheduling.Cancelled: "CANCELLED: ", scheduling.BrokenOff: "CUT SHORT: ", scheduling.Held: "HELD: ",
	},
	office:     "Office: %s",
	task:       "%d. %s",
	nothing:    "No visits are planned.",
	drive:      "Leave %s by %s: %d min drive",
	margin:     " and %d min to spare",
	back:       "Back to %s: %d min.",
	base:       "the station",
	occasion:   "Event: %s",
	expected:   " (some %d visitors a day)",
	reason:     "Reason: %s",
	note:       "Internal note: %s",
	publicNote: "Public text: %s",
	directions: "How to get there: %s",
	internal:   "Internal. Do not pass on.",
}

func (l Language) privateWords() *privateWords {
	if l == English {
		return &englishPrivate
	}
	return &swedishPrivate
}
