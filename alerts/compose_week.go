package alerts

import (
	"context"
	"fmt"
	"strconv"
	"strings"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

// Where the app shows an action, and lets its reader turn the weekly mail off.
const (
	actionPath  = "/planera/dialog/atgarder/"
	accountPath = "/planera/konto"
)

// week writes an account's mail about a week, as what it tells of is now.
func (c *composer) week(ctx context.Context, m Mail, now time.Time) (Letter, error) {
	if c.duties == nil {
		return Letter{}, errMoot
	}
	account, err := c.duties.Accounts.Get(ctx, m.Account)
	if scheduling.KindOf(err) == scheduling.NotFound || err == nil && !account.Weekly(m.Event.District) {
		return Letter{}, errMoot
	}
	if err != nil {
		return Letter{}, fmt.Errorf("look up whom a mail is to: %w", err)
	}
	today := scheduling.DayOf(now)
	pressing, err := c.duties.pressing(ctx, m.Event.District, account.Authority, today)
	if err != nil {
		return Letter{}, err
	}
	if len(pressing) == 0 {
		return Letter{}, errMoot
	}
	district, err := c.schedule.Districts().Get(ctx, m.Event.District)
	if err != nil {
		return Letter{}, fmt.Errorf("look up the district of a mail: %w", err)
	}
	l := c.languages[knownLanguage(account.WeeklyMail.Language)]
	written := draft{
		Lang: l.code, Subject: l.text("week.subject", "counts", l.counts(pressing, today)),
		Parts: []part{{Lines: []string{l.text("week.lead."+string(account.Authority), "district", district.Name)}}},
		Foot: []part{
			{Lines: []string{l.text("week.internal"), l.text("week.why", "district", district.Name)}},
			{URL: c.base + accountPath, Action: l.text("week.off")},
			{Lines: []string{l.text("foot.reply")}},
		},
	}
	for _, a := range pressing {
		written.Parts = append(written.Parts, c.action(l, a, today))
	}
	letter, err := written.written()
	letter.ID, letter.To = m.ID, account.Email
	return letter, err
}

// counts says how many actions are late, and how many are due soon.
func (l *language) counts(actions []dialogue.Action, today scheduling.Day) string {
	late := 0
	for _, a := range actions {
		if a.Overdue(today) {
			late++
		}
	}
	var said []string
	if late == 1 {
		said = append(said, l.text("week.late.one"))
	}
	if late > 1 {
		said = append(said, l.text("week.late.more", "n", strconv.Itoa(late)))
	}
	if soon := len(actions) - late; soon > 0 {
		said = append(said, l.text("week.soon", "n", strconv.Itoa(soon)))
	}
	return strings.Join(said, ", ")
}

// action is what a mail says of an action.
func (c *composer) action(l *language, a dialogue.Action, today scheduling.Day) part {
	heading := c.localities[a.LocalityID].Name
	if a.Topic != "" {
		heading += ", " + a.Topic
	}
	due := "week.due"
	if a.Overdue(today) {
		due = "week.overdue"
	}
	return part{
		Heading: heading,
		Lines:   []string{a.What, l.text("week.role", "role", a.Role), l.text(due, "day", l.calendar.LongDate(a.Due))},
		URL:     c.base + actionPath + string(a.ID), Action: l.text("week.action"),
	}
}
