package calendar

import "time"

// WordingChanged is when the words of [wordings], or how [describe] puts them
// together, last changed. What an event shows changes with them, and some programs
// take an update only if LAST-MODIFIED is newer, so no event is stamped earlier. It
// is also the LAST-MODIFIED of a feed without visits.
var WordingChanged = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

// WordingRevision counts the changes of the words since the first release, at
// [WordingChanged] the last time. It is added to every SEQUENCE and never goes down.
const WordingRevision = 0

// FormChanged is when that last changed which stands around the events: the names of
// feeds, the headings of tables, the shape of a format. It makes feeds newer, and leaves
// every event as it is.
var FormChanged = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

// change is what an event says first about a visit that is not as first announced.
type change int

const (
	unchanged change = iota
	movedInTime
	movedInSpace
	delayed
	cancelled
	brokenOff
)

// words is everything that a feed says of its own accord. %s stands for what is
// known of the visit.
type words struct {
	office         string // what it is called
	atLocality     string
	atOccasion     string
	prefixes       map[change]string // of the summary
	occasion       string            // the category of visits to occasions
	newTime        string            // notes of change
	newPlace       string
	newTimeAndSite string
	was            string
	wasAt          string
	delayed        string
	cancelled      string
	brokenOff      string
	insteadOf      string
	startsAt       string
	leftAt         string
	reason         string
	services       string
	directions     string
	emergency      string
	slow           string // calendars are slow, so the page counts
	visitPath      string // of a visit's page, before its ID
}

var swedishWords = words{
	office:     "Polisens mobila kontor",
	atLocality: "Polisens mobila kontor i %s",
	atOccasion: "Polisens mobila kontor på %s",
	prefixes: map[change]string{
		movedInTime: "ÄNDRAD TID: ", movedInSpace: "ÄNDRAD PLATS: ", delayed: "FÖRSENAT: ",
		cancelled: "INSTÄLLT: ", brokenOff: "AVBRUTET: ",
	},
	occasion:       "Evenemang",
	newTime:        "Ändrad tid.",
	newPlace:       "Ändrad plats.",
	newTimeAndSite: "Ändrad tid och plats.",
	was:            "Var %s.",
	wasAt:          "Tidigare plats: %s.",
	delayed:        "Försenat.",
	cancelled:      "Besöket är inställt.",
	brokenOff:      "Besöket är avbrutet.",
	insteadOf:      " i stället för %s",
	startsAt:       "Det börjar %s%s.",
	leftAt:         "Kontoret lämnade platsen %s%s.",
	reason:         "Orsak: %s",
	services:       "Här kan du göra en anmälan, lämna tips, ställa frågor och prata med polisen. Pass utfärdas inte här.",
	directions:     "Hitta hit: %s",
	emergency:      "Ring 112 om det är akut, annars 114 14.",
	slow: "Kalenderprogram hämtar ändringar högst några gånger om dagen. " +
		"Det är besökets sida som gäller:",
	visitPath: "/besok/",
}

var englishWords = words{
	office:     "Mobile police office",
	atLocality: "Mobile police office in %s",
	atOccasion: "Mobile police office at %s",
	prefixes: map[change]string{
		movedInTime: "NEW TIME: ", movedInSpace: "NEW PLACE: ", delayed: "DELAYED: ",
		cancelled: "CANCELLED: ", brokenOff: "CUT SHORT: ",
	},
	occasion:       "Event",
	newTime:        "New time.",
	newPlace:       "New place.",
	newTimeAndSite: "New time and place.",
	was:            "It was %s.",
	wasAt:          "Earlier place: %s.",
	delayed:        "Delayed.",
	cancelled:      "The visit is cancelled.",
	brokenOff:      "The visit was cut short.",
	insteadOf:      " instead of %s",
	startsAt:       "It starts at %s%s.",
	leftAt:         "The office left at %s%s.",
	reason:         "Reason: %s",
	services: "Here you can report a crime, leave tips, ask questions and talk to the police. " +
		"Passports are not issued here.",
	directions: "How to get here: %s",
	emergency:  "Call 112 in an emergency, otherwise 114 14.",
	slow: "Calendar programs fetch changes a few times a day at most. " +
		"The visit's page is what counts:",
	visitPath: "/en/besok/",
}

func (l Language) words() *words {
	if l == English {
		return &englishWords
	}
	return &swedishWords
}
