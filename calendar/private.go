package calendar

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"time"

	ics "github.com/arran4/golang-ical"

	"poliskontor/scheduling"
)

// PrivateFeed is the working schedule of a district, or of one of its offices, for
// the calendars of its crew and planners. It holds internal notes: what is rendered
// from it is for nobody else, and no shared cache may keep it.
type PrivateFeed struct {
	District scheduling.District
	Office   scheduling.OfficeID // "" for all of the district
	Offices  []scheduling.Office
	Shifts   []scheduling.Shift
	// Visits are all of the district, also where the feed is of one office: by
	// them it knows that one was given to another office.
	Visits     []scheduling.Visit
	Sites      []scheduling.Site
	Localities []scheduling.Locality
	Occasions  []scheduling.Occasion
	// Removed is when a shift or a visit was last removed; zero where none was.
	// Nothing else in the feed tells that something is gone.
	Removed  time.Time
	Language Language
	Page     string // absolute address of the working schedule, for those who sign in
}

// privateDaysKept is how far back a private feed goes: notes are for the work ahead,
// and lie long enough in calendars that nobody here can empty.
const privateDaysKept = 30

// RenderPrivate writes a private feed as [Render] does a public one: an event for
// each shift, with its visits as tasks in their order, and one for each visit. UIDs
// are other than in public feeds, so that a calendar can hold both. What ended more
// than thirty days before now is left out, as is what belongs to another district;
// else the feed alone decides the bytes. The feed does not name its own address,
// which is a secret. Errors are those of Render.
//
// Every event is stamped with the newest change of anything in the feed, and counts
// its SEQUENCE by that: a task tells of the one before it and a shift of all its
// visits, and nothing remembers which of them told something else before.
func RenderPrivate(feed PrivateFeed, now time.Time) ([]byte, error) {
	page, err := address(feed.Page)
	if err != nil {
		return nil, fmt.Errorf("render the private feed of %s: page: %w", feed.District.ID, err)
	}
	s := newWorkingSchedule(feed)
	first := scheduling.DayOf(now) - privateDaysKept
	events := slices.DeleteFunc(s.events(), func(e privateEvent) bool { return scheduling.DayOf(e.ends) < first })
	slices.SortFunc(events, func(a, b privateEvent) int {
		return cmp.Or(cmp.Compare(a.starts.Unix(), b.starts.Unix()), cmp.Compare(a.uid, b.uid))
	})
	stamp := feed.newest()
	if err := checkPrivate(events, stamp); err != nil {
		return nil, fmt.Errorf("render the private feed of %s: %w", feed.District.ID, err)
	}
	cal := &ics.Calendar{}
	setHead(cal, head{
		name: fmt.Sprintf(s.words.calendar, s.name()), description: s.words.about, page: page, modified: stamp, colour: "darkslategray",
	})
	cal.AddVTimezone(stockholm())
	for _, e := range events {
		cal.AddVEvent(e.event(stamp, page))
	}
	var b bytes.Buffer
	if err := cal.SerializeTo(&b, ics.WithNewLineWindows); err != nil {
		return nil, fmt.Errorf("render the private feed of %s: %w", feed.District.ID, err)
	}
	return b.Bytes(), nil
}

// newest returns when anything in the feed last changed, its words included.
func (f PrivateFeed) newest() time.Time {
	latest := privateWordingChanged
	after := func(t time.Time) {
		if t.After(latest) {
			latest = t
		}
	}
	after(f.Removed)
	after(f.District.Updated)
	for _, o := range f.Offices {
		after(o.Updated)
	}
	for _, s := range f.Shifts {
		after(s.Updated)
	}
	for _, v := range f.Visits {
		after(v.Updated)
	}
	for _, s := range f.Sites {
		after(s.Updated)
	}
	for _, l := range f.Localities {
		after(l.Updated)
	}
	for _, o := range f.Occasions {
		after(o.Updated)
	}
	return latest
}

// privateEvent is a shift or a visit in the words of a calendar, clean.
type privateEvent struct {
	uid                   string
	starts, ends, created time.Time
	summary, location     string
	position              scheduling.Position
	place                 string // what the map names the position
	text                  string
	status                ics.ObjectStatus
	transparency          ics.TimeTransparency
}

// sequenceFrom is where the seconds are counted from that make SEQUENCE.
var sequenceFrom = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

func (e privateEvent) event(stamp time.Time, page string) *ics.VEvent {
	v := ics.NewEvent(e.uid)
	v.SetDtStampTime(stamp)
	v.SetModifiedAt(stamp)
	v.SetCreatedTime(e.created)
	v.SetSequence(int(stamp.Sub(sequenceFrom) / time.Second))
	setTimes(v, e.starts, e.ends)
	v.SetSummary(e.summary)
	if e.location != "" {
		v.SetLocation(e.location)
	}
	setPosition(v, e.position, e.place)
	v.SetDescription(e.text)
	v.SetURL(page)
	v.SetClass(ics.ClassificationPrivate)
	v.SetStatus(e.status)
	v.SetTimeTransparency(e.transparency)
	return v
}

// checkPrivate tells whether all can be events.
func checkPrivate(events []privateEvent, stamp time.Time) error {
	seen := make(map[string]bool, len(events))
	for _, e := range events {
		switch {
		case !uidPattern.MatchString(e.uid):
			return fmt.Errorf("%q cannot be a UID", e.uid)
		case seen[e.uid]:
			return fmt.Errorf("%s comes twice", e.uid)
		case e.starts.Unix() >= e.ends.Unix():
			return fmt.Errorf("%s: ends at %s, not after it starts at %s", e.uid, e.ends, e.starts)
		}
		for _, t := range []time.Time{e.starts, e.ends, e.created, stamp} {
			if year := t.UTC().Year(); year < 1970 || year > 9998 {
				return fmt.Errorf("%s: a calendar cannot hold the time %s", e.uid, t)
			}
		}
		seen[e.uid] = true
	}
	return nil
}

// privateUID is the UID of a thing in private feeds. A public one is a visit's bare ID.
func privateUID[ID ~string](kind string, id ID) string {
	if id == "" {
		return ""
	}
	return kind + "-" + string(id)
}
