package calendar

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	ics "github.com/arran4/golang-ical"

	"poliskontor/scheduling"
)

// event writes a visit. Its UID is the visit's ID, in every feed and for ever.
func event(v scheduling.PublicVisit, feed Feed, page string) *ics.VEvent {
	d := describe(v, feed.Language, page)
	changed := stamp(v)
	e := ics.NewEvent(string(v.ID))
	e.SetDtStampTime(changed) // without METHOD the same as LAST-MODIFIED (RFC 5545, 3.8.7.2)
	e.SetModifiedAt(changed)
	e.SetCreatedTime(v.Created)
	e.SetSequence(v.Sequence + WordingRevision)
	setTimes(e, v.Starts, v.Ends)
	e.SetSummary(d.summary)
	if d.location != "" {
		e.SetLocation(d.location)
	}
	setPosition(e, v.Site.Position, d.site)
	e.SetDescription(d.text)
	e.SetURL(page)
	for _, category := range d.categories {
		e.AddCategory(category)
	}
	e.SetStatus(status(v, feed.Variant))
	e.SetTimeTransparency(ics.TransparencyTransparent)
	if feed.Reminder > 0 && takesPlace(v) {
		addAlarm(e, v.ID, feed.Reminder, d.summary)
	}
	return e
}

// stamp returns when what the event shows last changed: the visit or our words.
func stamp(v scheduling.PublicVisit) time.Time {
	if v.Changed.After(WordingChanged) {
		return v.Changed
	}
	return WordingChanged
}

func status(v scheduling.PublicVisit, variant Variant) ics.ObjectStatus {
	if v.State == scheduling.Cancelled && variant != Google {
		return ics.ObjectStatusCancelled
	}
	return ics.ObjectStatusConfirmed
}

// setPosition writes where the visit is, for every program and for Apple's maps. A
// position outside Sweden is none: no pin is better than one in the sea.
func setPosition(e *ics.VEvent, at scheduling.Position, name string) {
	if !at.InSweden() {
		return
	}
	lat, lon := strconv.FormatFloat(at.Lat, 'f', 6, 64), strconv.FormatFloat(at.Lon, 'f', 6, 64)
	e.SetProperty(ics.ComponentPropertyGeo, lat+";"+lon)
	// golang-ical escapes parameters with backslashes instead of quoting them, so the
	// quoted one goes in with the name.
	token := ics.ComponentProperty("X-APPLE-STRUCTURED-LOCATION")
	if name != "" {
		token += ics.ComponentProperty(";X-TITLE=" + quotedParameter(name))
	}
	e.SetProperty(token, "geo:"+lat+","+lon, ics.WithValue(string(ics.ValueDataTypeUri)))
}

// uidPattern is what an identifier may look like to be a UID, a part of an address
// and a file name in every program. Some trip over slashes.
var uidPattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9._-]{0,126}$`)

// checkVisits tells whether all visits can be events.
func checkVisits(visits []scheduling.PublicVisit) error {
	seen := make(map[scheduling.VisitID]bool, len(visits))
	for _, v := range visits {
		switch {
		case !uidPattern.MatchString(string(v.ID)):
			return fmt.Errorf("visit %q: the ID cannot be a UID", v.ID)
		case seen[v.ID]:
			return fmt.Errorf("visit %s: comes twice", v.ID)
		case v.Starts.Unix() >= v.Ends.Unix():
			return fmt.Errorf("visit %s: ends at %s, not after it starts at %s", v.ID, v.Ends, v.Starts)
		}
		for _, t := range []time.Time{v.Starts, v.Ends, v.Created, v.Changed} {
			if year := t.UTC().Year(); year < 1970 || year > 9998 {
				return fmt.Errorf("visit %s: a calendar cannot hold the time %s", v.ID, t)
			}
		}
		seen[v.ID] = true
	}
	return nil
}
