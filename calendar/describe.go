package calendar

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"poliskontor/scheduling"
)

// description is a visit in the words of a calendar, clean.
type description struct {
	summary    string
	location   string // "site, street, postcode town"; empty where nothing is known
	site       string // what the map names it
	text       string
	categories []string
}

// describe words a visit whose page has the given address.
func describe(v scheduling.PublicVisit, language Language, page string) description {
	v = cleaned(v)
	w := language.words()
	d := description{
		summary:    w.prefixes[changeOf(v)] + title(v, w),
		location:   join(", ", v.Site.Name, v.Site.Street, join(" ", v.Site.PostalCode, v.Site.Town)),
		categories: nonEmpty(v.Municipality.Name),
	}
	if d.location == "" {
		d.location = v.Locality.Name
	}
	d.site = v.Site.Name
	if d.site == "" {
		d.site = d.location
	}
	if v.Occasion != "" {
		d.categories = append(d.categories, w.occasion)
	}
	paragraphs := []string{noteOfChange(v, language)}
	if takesPlace(v) {
		paragraphs = append(paragraphs, w.services, v.Note, labelled(w.directions, v.Site.Directions))
	}
	paragraphs = append(paragraphs, w.emergency, w.slow+"\n"+page)
	d.text = join("\n\n", paragraphs...)
	return d
}

// Words returns what an event says of a visit whose page has the given address: its
// title, where it is, and the text.
func Words(v scheduling.PublicVisit, language Language, page string) (title, location, text string) {
	d := describe(v, language, page)
	return d.summary, d.location, d.text
}

// Notice returns what a message says of a visit: its title, when and where it is, what has
// changed and why, and how to find it.
func Notice(v scheduling.PublicVisit, language Language) (title, when, where, change, directions string) {
	d := describe(v, language, "")
	v = cleaned(v)
	if takesPlace(v) {
		directions = labelled(language.words().directions, v.Site.Directions)
	}
	return d.summary, language.LongDateTime(v.Starts, v.Ends), d.location, noteOfChange(v, language), directions
}

// VisitPath is where a visit's page is, below the address of the site.
func (l Language) VisitPath(id scheduling.VisitID) string { return l.words().visitPath + string(id) }

// cleaned returns the visit with every text that people wrote made safe.
func cleaned(v scheduling.PublicVisit) scheduling.PublicVisit {
	for _, line := range []*string{
		&v.Municipality.Name, &v.Locality.Name, &v.Occasion, &v.Reason,
		&v.Site.Name, &v.Site.Street, &v.Site.PostalCode, &v.Site.Town,
	} {
		*line = cleanLine(*line)
	}
	v.Note, v.Site.Directions = cleanText(v.Note), cleanText(v.Site.Directions)
	if v.Before != nil {
		before := *v.Before
		before.Site = cleanLine(before.Site)
		v.Before = &before
	}
	return v
}

func title(v scheduling.PublicVisit, w *words) string {
	switch {
	case v.Occasion != "":
		return fmt.Sprintf(w.atOccasion, v.Occasion)
	case v.Locality.Name != "":
		return fmt.Sprintf(w.atLocality, v.Locality.Name)
	default:
		return w.office
	}
}

func changeOf(v scheduling.PublicVisit) change {
	switch {
	case v.State == scheduling.Cancelled:
		return cancelled
	case v.State == scheduling.BrokenOff:
		return brokenOff
	case v.State == scheduling.Delayed:
		return delayed
	case v.MovedInTime():
		return movedInTime
	case v.MovedInSpace():
		return movedInSpace
	default:
		return unchanged
	}
}

// takesPlace tells whether it makes sense to say what one can do at the visit and
// how to get there.
func takesPlace(v scheduling.PublicVisit) bool {
	return v.State != scheduling.Cancelled && v.State != scheduling.BrokenOff
}

// noteOfChange says what changed, what was said before, and why. It is empty for a
// visit that is as first announced.
func noteOfChange(v scheduling.PublicVisit, language Language) string {
	w := language.words()
	var note []string
	switch changeOf(v) {
	case unchanged:
		return ""
	case movedInTime:
		note = append(note, w.newTime)
		if v.MovedInSpace() {
			note[0] = w.newTimeAndSite
		}
		note = append(note, fmt.Sprintf(w.was, language.LongDateTime(v.Before.Starts, v.Before.Ends)), wasAt(v, w))
	case movedInSpace:
		note = append(note, w.newPlace, wasAt(v, w))
	case delayed:
		note = append(note, w.delayed, fmt.Sprintf(w.startsAt, language.Clock(v.Starts), otherStart(v, language)))
	case cancelled:
		note = append(note, w.cancelled)
	case brokenOff:
		note = append(note, w.brokenOff, fmt.Sprintf(w.leftAt, language.Clock(v.Ends), otherEnd(v, language)))
	}
	return join(" ", append(note, sentence(labelled(w.reason, v.Reason)))...)
}

// wasAt names the site that was announced before, if it was another.
func wasAt(v scheduling.PublicVisit, w *words) string {
	if !v.MovedInSpace() {
		return ""
	}
	return labelled(w.wasAt, v.Before.Site)
}

func otherStart(v scheduling.PublicVisit, language Language) string {
	if v.Before == nil || v.Before.Starts.Equal(v.Starts) {
		return ""
	}
	return fmt.Sprintf(language.words().insteadOf, language.Clock(v.Before.Starts))
}

func otherEnd(v scheduling.PublicVisit, language Language) string {
	if v.Before == nil || v.Before.Ends.Equal(v.Ends) {
		return ""
	}
	return fmt.Sprintf(language.words().insteadOf, language.Clock(v.Before.Ends))
}

// labelled puts a text into a pattern, or returns nothing for nothing.
func labelled(pattern, text string) string {
	if text == "" {
		return ""
	}
	return fmt.Sprintf(pattern, text)
}

// sentence returns the text with a full stop, unless it ends with a mark of its own.
func sentence(text string) string {
	last, _ := utf8.DecodeLastRuneInString(text)
	if text == "" || strings.ContainsRune(".?!…", last) {
		return text
	}
	return text + "."
}

// join joins what there is.
func join(separator string, parts ...string) string {
	return strings.Join(nonEmpty(parts...), separator)
}

func nonEmpty(parts ...string) []string {
	var some []string
	for _, part := range parts {
		if part != "" {
			some = append(some, part)
		}
	}
	return some
}
