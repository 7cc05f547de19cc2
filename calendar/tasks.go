package calendar

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	ics "github.com/arran4/golang-ical"

	"poliskontor/scheduling"
)

// workingSchedule is a private feed with everything to be found by its ID.
type workingSchedule struct {
	PrivateFeed
	words      *privateWords
	offices    map[scheduling.OfficeID]scheduling.Office
	sites      map[scheduling.SiteID]scheduling.Site
	localities map[scheduling.LocalityID]scheduling.Locality
	occasions  map[scheduling.OccasionID]scheduling.Occasion
	shifts     []scheduling.Shift // of the feed, by time
	visits     []scheduling.Visit // of the feed, by time
}

func newWorkingSchedule(feed PrivateFeed) *workingSchedule {
	s := &workingSchedule{
		PrivateFeed: feed, words: feed.Language.privateWords(),
		offices:    byID(feed.Offices, func(o scheduling.Office) scheduling.OfficeID { return o.ID }),
		sites:      byID(feed.Sites, func(s scheduling.Site) scheduling.SiteID { return s.ID }),
		localities: byID(feed.Localities, func(l scheduling.Locality) scheduling.LocalityID { return l.ID }),
		occasions:  byID(feed.Occasions, func(o scheduling.Occasion) scheduling.OccasionID { return o.ID }),
	}
	belongs := func(district scheduling.DistrictID, office scheduling.OfficeID) bool {
		return district == feed.District.ID && (feed.Office == "" || office == feed.Office)
	}
	for _, shift := range feed.Shifts {
		if belongs(shift.DistrictID, shift.OfficeID) {
			s.shifts = append(s.shifts, shift)
		}
	}
	for _, v := range feed.Visits {
		if belongs(v.DistrictID, v.OfficeID) {
			s.visits = append(s.visits, v)
		}
	}
	slices.SortFunc(s.visits, func(a, b scheduling.Visit) int {
		return cmp.Or(a.Starts.Compare(b.Starts), cmp.Compare(a.ID, b.ID))
	})
	return s
}

func byID[T any, ID comparable](values []T, id func(T) ID) map[ID]T {
	found := make(map[ID]T, len(values))
	for _, value := range values {
		found[id(value)] = value
	}
	return found
}

// name is whose schedule it is.
func (s *workingSchedule) name() string {
	if name := cleanLine(s.offices[s.Office].Name); s.Office != "" && name != "" {
		return name
	}
	return cleanLine(s.District.Name)
}

func (s *workingSchedule) events() []privateEvent {
	events := make([]privateEvent, 0, len(s.shifts)+len(s.visits))
	tasks := make(map[scheduling.VisitID]task, len(s.visits))
	for _, shift := range s.shifts {
		mine := s.tasksOf(shift)
		for _, t := range mine {
			tasks[t.visit.ID] = t
		}
		events = append(events, s.shiftEvent(shift, mine))
	}
	for _, v := range s.visits {
		t, planned := tasks[v.ID]
		if !planned { // outside every shift: from the office's base, as far as anybody knows
			t = s.task(v, s.base(v.OfficeID))
		}
		events = append(events, s.visitEvent(t))
	}
	return events
}

// place is where an office can be.
type place struct {
	name string
	at   scheduling.Position
}

func (s *workingSchedule) base(id scheduling.OfficeID) place {
	office := s.offices[id]
	return place{cmp.Or(cleanLine(office.BaseName), s.words.base), office.Base}
}

// task is a visit with the way to it.
type task struct {
	visit scheduling.Visit
	from  place
	drive int // minutes; 0 where there is none, or none is known
}

func (s *workingSchedule) task(v scheduling.Visit, from place) task {
	t := task{visit: v, from: from}
	if v.State.Occupies() {
		t.drive = scheduling.TravelMinutes(from.at, s.sites[v.SiteID].Position)
	}
	return t
}

// tasksOf returns the visits that begin in a shift, in their order. A cancelled one
// is told of, and nobody drives there.
func (s *workingSchedule) tasksOf(shift scheduling.Shift) []task {
	var tasks []task
	here := s.base(shift.OfficeID)
	for _, v := range s.visits {
		if v.OfficeID != shift.OfficeID || v.Starts.Before(shift.Starts) || !v.Starts.Before(shift.Ends) {
			continue
		}
		tasks = append(tasks, s.task(v, here))
		if v.State.Occupies() {
			here = place{s.siteName(v), s.sites[v.SiteID].Position}
		}
	}
	return tasks
}

func (s *workingSchedule) shiftEvent(shift scheduling.Shift, tasks []task) privateEvent {
	base := s.base(shift.OfficeID)
	paragraphs := []string{labelled(s.words.note, cleanLine(shift.Note))}
	last := base
	for i, t := range tasks {
		v := t.visit
		first := fmt.Sprintf(s.words.task, i+1, s.words.prefixes[v.State]+s.Language.TimeRange(v.Starts, v.Ends)+" "+s.where(v))
		paragraphs = append(paragraphs, join("\n", append([]string{first, s.address(v)}, s.lines(t)...)...))
		if v.State.Occupies() {
			last = place{s.siteName(v), s.sites[v.SiteID].Position}
		}
	}
	if len(tasks) == 0 {
		paragraphs = append(paragraphs, s.words.nothing)
	}
	if back := scheduling.TravelMinutes(last.at, base.at); back > 0 {
		paragraphs = append(paragraphs, fmt.Sprintf(s.words.back, base.name, back))
	}
	return privateEvent{
		uid: privateUID("shift", shift.ID), starts: shift.Starts, ends: shift.Ends, created: shift.Created,
		summary:  fmt.Sprintf(s.words.shift, cleanLine(s.offices[shift.OfficeID].Name)),
		location: cleanLine(s.offices[shift.OfficeID].BaseName), position: base.at, place: base.name,
		text:   join("\n\n", append(paragraphs, s.words.internal)...),
		status: ics.ObjectStatusConfirmed, transparency: s.busy(),
	}
}

// busy says whether a shift takes the time of whoever follows the feed. One who
// follows a whole district does not work on all of its shifts.
func (s *workingSchedule) busy() ics.TimeTransparency {
	if s.Office == "" {
		return ics.TransparencyTransparent
	}
	return ics.TransparencyOpaque
}

func (s *workingSchedule) visitEvent(t task) privateEvent {
	v := t.visit
	paragraphs := []string{
		join("\n", append([]string{labelled(s.words.office, cleanLine(s.offices[v.OfficeID].Name))}, s.lines(t)...)...),
		labelled(s.words.publicNote, cleanText(v.PublicNote)),
		labelled(s.words.directions, cleanText(s.sites[v.SiteID].Directions)),
		s.words.internal,
	}
	return privateEvent{
		uid: privateUID("visit", v.ID), starts: v.Starts, ends: v.Ends, created: v.Created,
		summary:  s.words.prefixes[v.State] + fmt.Sprintf(s.words.visit, s.where(v)),
		location: s.location(v), position: s.sites[v.SiteID].Position, place: s.siteName(v),
		text: join("\n\n", paragraphs...), status: privateStatus(v.State),
		transparency: ics.TransparencyTransparent, // the shift has the time already
	}
}

func privateStatus(state scheduling.State) ics.ObjectStatus {
	switch state {
	case scheduling.Draft:
		return ics.ObjectStatusTentative
	case scheduling.Cancelled:
		return ics.ObjectStatusCancelled
	}
	return ics.ObjectStatusConfirmed
}

// where names a visit's occasion or locality, and its site.
func (s *workingSchedule) where(v scheduling.Visit) string {
	what := cleanLine(s.localities[v.LocalityID].Name)
	if occasion := cleanLine(s.occasions[v.OccasionID].Name); occasion != "" {
		what = occasion
	}
	if what == s.siteName(v) {
		return what
	}
	return join(", ", what, s.siteName(v))
}

// location is the site with its address; where neither is known, the locality.
func (s *workingSchedule) location(v scheduling.Visit) string {
	return cmp.Or(join(", ", cleanLine(s.sites[v.SiteID].Name), s.address(v)), s.siteName(v))
}

func (s *workingSchedule) siteName(v scheduling.Visit) string {
	site := s.sites[v.SiteID]
	return cmp.Or(cleanLine(site.Name), cleanLine(site.Street), cleanLine(s.localities[v.LocalityID].Name))
}

func (s *workingSchedule) address(v scheduling.Visit) string {
	site := s.sites[v.SiteID]
	return join(", ", cleanLine(site.Street), cleanLine(site.PostalCode+" "+site.Town))
}

// lines say of a task what its time and place do not.
func (s *workingSchedule) lines(t task) []string {
	v := t.visit
	occasion := s.occasions[v.OccasionID]
	event := labelled(s.words.occasion, cleanLine(occasion.Name))
	if event != "" && occasion.Visitors > 0 {
		event += fmt.Sprintf(s.words.expected, occasion.Visitors)
	}
	return []string{
		s.drive(t), event, labelled(s.words.reason, cleanLine(v.Reason)), labelled(s.words.note, cleanText(v.Note)),
	}
}

// drive says when to leave for a task, and from where.
func (s *workingSchedule) drive(t task) string {
	if t.drive == 0 {
		return ""
	}
	leave := t.visit.Starts.Add(-time.Duration(t.drive+s.District.BufferMinutes) * time.Minute)
	said := fmt.Sprintf(s.words.drive, t.from.name, s.Language.Clock(leave), t.drive)
	if s.District.BufferMinutes > 0 {
		said += fmt.Sprintf(s.words.margin, s.District.BufferMinutes)
	}
	return sentence(said)
}
