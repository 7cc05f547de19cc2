package alerts

import (
	"fmt"
	"strconv"
	"strings"

	"poliskontor/scheduling"
)

// Event is what a mail is about. The zero one is a request to subscribe.
type Event struct {
	// Visit and Day are of a visit that comes soon. A visit that is moved to another day
	// is another event.
	Visit scheduling.VisitID
	Day   scheduling.Day
	// District and Number are of a release that changed visits.
	District scheduling.DistrictID
	Number   int
	// Week is, with District, of a week that accounts are told about: its Monday.
	Week scheduling.Day
}

const confirmation = "confirm"

// String is how an event is stored.
func (e Event) String() string {
	switch {
	case e.Visit != "":
		return "next:" + string(e.Visit) + ":" + e.Day.String()
	case e.Week != 0:
		return "week:" + string(e.District) + ":" + e.Week.String()
	case e.District != "":
		return "release:" + string(e.District) + ":" + strconv.Itoa(e.Number)
	default:
		return confirmation
	}
}

// ParseEvent reads what [Event.String] wrote.
func ParseEvent(text string) (Event, error) {
	parts := strings.Split(text, ":")
	switch {
	case text == confirmation:
		return Event{}, nil
	case len(parts) == 3 && parts[0] == "next":
		day, err := scheduling.ParseDay(parts[2])
		return Event{Visit: scheduling.VisitID(parts[1]), Day: day}, err
	case len(parts) == 3 && parts[0] == "week":
		monday, err := scheduling.ParseDay(parts[2])
		return Event{District: scheduling.DistrictID(parts[1]), Week: monday}, err
	case len(parts) == 3 && parts[0] == "release":
		number, err := strconv.Atoi(parts[2])
		return Event{District: scheduling.DistrictID(parts[1]), Number: number}, err
	}
	return Event{}, fmt.Errorf("there is no event %q", text)
}

// kind is what the log says of an event.
func (e Event) kind() string {
	kind, _, _ := strings.Cut(e.String(), ":")
	return kind
}
