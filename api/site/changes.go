package site

import (
	"cmp"
	"slices"

	"poliskontor/scheduling"
)

// releasesShown is how many releases the page lists before one asks for all.
const releasesShown = 20

// newOnesShown is how many new visits a release lists before it folds them by place.
const newOnesShown = 6

type changesContent struct {
	Releases []releaseWords
	All      string // address of the whole list, where some are left out
	Log      string // address of the same for feed readers
	Empty    bool
}

type releaseWords struct {
	When     string
	Machine  string
	District string // where there are several
	Comment  string
	Kinds    []changeKind
	Places   []changedPlace // the new ones, folded
	NewOnes  string         // heading of the folded ones
}

// changeKind is what happened to some visits.
type changeKind struct {
	Heading string
	Rows    []row
}

// changedPlace is a place with its new visits.
type changedPlace struct {
	Name string
	Rows []row
}

func (s *Site) changesPage(r request) (page, error) {
	content := changesContent{Empty: len(r.snapshot.Releases) == 0, Log: r.href("/andringar.atom")}
	releases := r.snapshot.Releases
	if wide := r.snapshot.wide(); (wide || !r.wantsAll()) && len(releases) > releasesShown {
		releases = releases[:releasesShown]
		if !wide {
			content.All = r.href("/andringar?visa=alla")
		}
	}
	for _, release := range releases {
		content.Releases = append(content.Releases, r.release(release))
	}
	return page{template: "changes", nav: "/andringar", title: r.text("changes.title"),
		description: r.text("changes.description"), log: r.base + content.Log, content: content}, nil
}

// changeOrder is how a release is told: first what upsets somebody's plans.
var changeOrder = []scheduling.ChangeKind{
	scheduling.ChangeCancelled, scheduling.ChangeBrokenOff, scheduling.ChangeDelayed, scheduling.ChangeMoved,
	scheduling.ChangeDetails, scheduling.ChangeNew,
}

func (r request) release(release Release) releaseWords {
	words := releaseWords{When: capital(r.moment(release.At)), Machine: machine(release.At), Comment: release.Comment}
	if len(r.snapshot.Contacts()) > 1 {
		words.District = release.District
	}
	for _, kind := range changeOrder {
		var rows []row
		for _, c := range release.Changes {
			if c.Kind == kind {
				rows = append(rows, r.changedRow(c))
			}
		}
		switch {
		case len(rows) == 0:
		case kind == scheduling.ChangeNew && len(rows) > newOnesShown:
			words.NewOnes = r.changeHeading(kind, len(rows))
			words.Places = byPlace(rows)
		default:
			words.Kinds = append(words.Kinds, changeKind{Heading: r.changeHeading(kind, len(rows)), Rows: rows})
		}
	}
	return words
}

func byPlace(rows []row) []changedPlace {
	var places []changedPlace
	for _, line := range rows {
		i := slices.IndexFunc(places, func(p changedPlace) bool { return p.Name == line.Place })
		if i < 0 {
			places = append(places, changedPlace{Name: line.Place})
			i = len(places) - 1
		}
		places[i].Rows = append(places[i].Rows, line)
	}
	slices.SortFunc(places, func(a, b changedPlace) int { return cmp.Compare(swedishOrder(a.Name), swedishOrder(b.Name)) })
	return places
}

// changedRow is a visit as it was after the change, with what the change did to it.
func (r request) changedRow(c scheduling.Change) row {
	line := r.row(c.After)
	line.Status = nil
	if c.Kind != scheduling.ChangeNew {
		line.Status = &status{Kind: statusKind(c.Kind), Label: r.changeLabel(c), Detail: r.changeDetail(c), Reason: r.reason(reasonOf(c))}
	}
	return line
}

func statusKind(kind scheduling.ChangeKind) string {
	switch kind {
	case scheduling.ChangeCancelled, scheduling.ChangeBrokenOff:
		return "cancelled"
	case scheduling.ChangeMoved, scheduling.ChangeDelayed:
		return "changed"
	default:
		return "announced"
	}
}

func (r request) changeHeading(kind scheduling.ChangeKind, n int) string {
	switch kind {
	case scheduling.ChangeCancelled:
		return r.count(n, "changes.cancelled.one", "changes.cancelled.more")
	case scheduling.ChangeBrokenOff:
		return r.count(n, "changes.broken_off.one", "changes.broken_off.more")
	case scheduling.ChangeDelayed:
		return r.count(n, "changes.delayed.one", "changes.delayed.more")
	case scheduling.ChangeMoved:
		return r.count(n, "changes.moved.one", "changes.moved.more")
	case scheduling.ChangeNew:
		return r.count(n, "changes.new.one", "changes.new.more")
	default:
		return r.count(n, "changes.details.one", "changes.details.more")
	}
}

// changeLabel names one change of one visit.
func (r request) changeLabel(c scheduling.Change) string {
	switch {
	case c.Unsays() && !c.Before.State.Final():
		return r.text("change.unsaid.delay")
	case c.Unsays():
		return r.text("change.unsaid")
	}
	switch c.Kind {
	case scheduling.ChangeNew:
		return r.text("change.new")
	case scheduling.ChangeCancelled:
		return r.text("state.cancelled")
	case scheduling.ChangeBrokenOff:
		return r.text("state.broken_off", "time", r.words.Clock(c.After.Ends))
	case scheduling.ChangeDelayed:
		return r.text("state.delayed")
	case scheduling.ChangeMoved:
		after := c.After
		after.Before = slotOf(c.Before)
		return r.moved(after.MovedInTime(), after.MovedInSpace())
	default:
		return r.text("state.details")
	}
}

// changeDetail says what held before a change.
func (r request) changeDetail(c scheduling.Change) string {
	if c.Kind == scheduling.ChangeCancelled {
		return ""
	}
	return r.formerly(c.After, slotOf(c.Before))
}

// reasonOf returns the reason of a change that has one of its own: changed words
// carry the reason of the change before them.
func reasonOf(c scheduling.Change) string {
	if c.Kind == scheduling.ChangeNew || c.Kind == scheduling.ChangeDetails {
		return ""
	}
	return c.After.Reason
}

func slotOf(v *scheduling.PublicVisit) *scheduling.PublicSlot {
	if v == nil {
		return nil
	}
	return &scheduling.PublicSlot{Starts: v.Starts, Ends: v.Ends, Site: v.Site.Name}
}
