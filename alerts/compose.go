package alerts

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strconv"
	"time"

	"poliskontor/calendar"
	"poliskontor/scheduling"
)

// Where subscribers manage what they get, below the address of the site.
const (
	ConfirmPath = "/prenumerera/epost/bekrafta"
	ManagePath  = "/prenumerera/epost/mina"
	LeavePath   = "/prenumerera/epost/avsluta"
	// CodeParameter is the link's secret.
	CodeParameter = "kod"
)

// errMoot says that nobody needs a mail any more.
var errMoot = errors.New("nobody needs the mail any more")

// composer writes mails as the timetable is when they are sent.
type composer struct {
	store     Store
	schedule  scheduling.Store
	duties    *Duties
	vault     *Vault
	base      string // public address of the site, without a slash at the end
	languages map[string]*language

	// What the mails of one round have in common.
	localities map[scheduling.LocalityID]scheduling.Locality
	announced  []scheduling.PublicVisit
	releases   map[Event]scheduling.Release
}

// begin reads what the mails of a round are written from.
func (c *composer) begin(ctx context.Context, now time.Time) error {
	var err error
	if c.localities, err = allLocalities(ctx, c.schedule); err != nil {
		return err
	}
	if c.announced, err = c.schedule.Releases().Announced(ctx, "", now); err != nil {
		return fmt.Errorf("read the timetable for mails: %w", err)
	}
	c.releases = map[Event]scheduling.Release{}
	return nil
}

// compose writes a mail, or returns errMoot.
func (c *composer) compose(ctx context.Context, m Mail, now time.Time) (Letter, error) {
	if m.Request != "" {
		return c.confirmation(ctx, m)
	}
	if m.Account != "" {
		return c.week(ctx, m, now)
	}
	subscriber, found, err := c.store.SubscriberOf(ctx, m.Subscriber)
	if err != nil {
		return Letter{}, err
	}
	if !found {
		return Letter{}, errMoot
	}
	l := c.languages[subscriber.Language]
	var written draft
	if m.Event.Visit != "" {
		written, err = c.next(l, m.Event, subscriber, now)
	} else {
		written, err = c.changes(ctx, l, m.Event, subscriber, now)
	}
	if err != nil {
		return Letter{}, err
	}
	own := c.vault.code(ownLink, subscriber.ID)
	written.Foot = []part{
		{Lines: []string{l.text("emergency"), l.text("foot.why", "places", c.named(l, subscriber.Places))}},
		{URL: c.link(l, ManagePath, own), Action: l.text("foot.manage")},
		{URL: c.link(l, LeavePath, own), Action: l.text("foot.leave")},
		{Lines: []string{l.text("foot.reply")}},
	}
	letter, err := c.addressed(written, l, m, subscriber.Address, subscriber.Lookup)
	letter.Unsubscribe = c.link(l, LeavePath, own)
	return letter, err
}

func (c *composer) confirmation(ctx context.Context, m Mail) (Letter, error) {
	request, found, err := c.store.RequestOf(ctx, m.Request)
	if err != nil {
		return Letter{}, err
	}
	if !found {
		return Letter{}, errMoot
	}
	l := c.languages[request.Language]
	return c.addressed(draft{
		Subject: l.text("confirm.subject"),
		Parts: []part{
			{Lines: []string{l.text("confirm.lead", "places", c.named(l, request.Places))}},
			{URL: c.link(l, ConfirmPath, c.vault.code(confirmation, request.ID)), Action: l.text("confirm.action")},
			{Lines: []string{l.text("confirm.until"), l.text("confirm.else")}},
		},
		Foot: []part{{Lines: []string{l.text("emergency"), l.text("foot.reply")}}},
	}, l, m, request.Address, request.Lookup)
}

func (c *composer) next(l *language, event Event, to Subscriber, now time.Time) (draft, error) {
	i := slices.IndexFunc(c.announced, func(v scheduling.PublicVisit) bool { return v.ID == event.Visit })
	if i < 0 {
		return draft{}, errMoot
	}
	v := c.announced[i]
	if !stands(v) || scheduling.DayOf(v.Starts) != event.Day || !v.Ends.After(now) || !c.follows(to, v.Locality.Slug) {
		return draft{}, errMoot
	}
	return draft{
		Subject: l.text("next.subject", "place", v.Locality.Name, "day", l.calendar.ShortDate(event.Day)),
		Parts: []part{
			{Lines: []string{l.text("next.lead", "place", v.Locality.Name)}},
			c.visit(l, v, v.Note),
			{Lines: []string{l.text("next.more")}},
		},
	}, nil
}

func (c *composer) changes(ctx context.Context, l *language, event Event, to Subscriber, now time.Time) (draft, error) {
	release, err := c.release(ctx, event)
	if err != nil {
		return draft{}, err
	}
	var told []scheduling.Change
	for _, change := range release.Changes {
		if change.Alerts(now) && slices.ContainsFunc(change.Localities(), func(slug string) bool { return c.follows(to, slug) }) {
			told = append(told, change)
		}
	}
	if len(told) == 0 {
		return draft{}, errMoot
	}
	written := draft{Parts: []part{{Lines: []string{l.text("change.lead")}}}}
	for _, change := range told {
		note := ""
		if change.Unsays() {
			note = l.text("change.unsaid")
		}
		written.Parts = append(written.Parts, c.visit(l, change.After, note))
	}
	if release.Comment != "" {
		written.Parts = append(written.Parts, part{Lines: []string{l.text("change.comment", "comment", release.Comment)}})
	}
	written.Subject = l.text("change.subject.more", "n", strconv.Itoa(len(told)))
	if len(told) == 1 {
		title, _, _, _, _ := calendar.Notice(told[0].After, l.calendar)
		written.Subject = l.text("change.subject.one", "title", title, "day", l.calendar.ShortDate(scheduling.DayOf(told[0].After.Starts)))
	}
	return written, nil
}

func (c *composer) release(ctx context.Context, event Event) (scheduling.Release, error) {
	if known, found := c.releases[event]; found {
		return known, nil
	}
	release, err := c.schedule.Releases().Get(ctx, event.District, event.Number)
	if err != nil {
		return release, fmt.Errorf("read what a mail is about: %w", err)
	}
	c.releases[event] = release
	return release, nil
}

// visit is what a mail says of a visit, with a note of its own.
func (c *composer) visit(l *language, v scheduling.PublicVisit, note string) part {
	title, when, where, change, directions := calendar.Notice(v, l.calendar)
	p := part{Heading: title, URL: c.base + l.calendar.VisitPath(v.ID), Action: l.text("visit.page")}
	for _, line := range []string{when, where, change, note, directions} {
		if line != "" {
			p.Lines = append(p.Lines, line)
		}
	}
	return p
}

func (c *composer) addressed(written draft, l *language, m Mail, address []byte, lookup string) (Letter, error) {
	to, err := c.vault.open(address, lookup)
	if err != nil {
		return Letter{}, err
	}
	written.Lang = l.code
	letter, err := written.written()
	letter.ID, letter.To = m.ID, to
	return letter, err
}

func (c *composer) follows(s Subscriber, slug string) bool {
	return slices.ContainsFunc(s.Places, func(id scheduling.LocalityID) bool { return c.localities[id].Slug == slug })
}

func (c *composer) named(l *language, places []scheduling.LocalityID) string {
	var names []string
	for _, id := range places {
		if locality, found := c.localities[id]; found {
			names = append(names, locality.Name)
		}
	}
	slices.Sort(names)
	return l.list(names)
}

func (c *composer) link(l *language, path, code string) string {
	return c.base + l.prefix + path + "?" + url.Values{CodeParameter: {code}}.Encode()
}

// stands tells whether a visit is to take place.
func stands(v scheduling.PublicVisit) bool {
	return !v.Held && (v.State == scheduling.Announced || v.State == scheduling.Moved || v.State == scheduling.Delayed)
}
