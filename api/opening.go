package api

import "poliskontor/scheduling"

// Opening is when a site can be used.
type Opening struct {
	Weekdays []Weekday `json:"weekdays,omitempty" doc:"The days of the week; all of them where left out."`
	Opens    Clock     `json:"opens,omitempty" doc:"From when on those days; the whole day where both are left out." example:"09:00"`
	Closes   Clock     `json:"closes,omitempty" doc:"Until when." example:"20:00"`
	From     MonthDay  `json:"from,omitempty" doc:"The first day of the year; the whole year where both are left out." example:"05-15"`
	To       MonthDay  `json:"to,omitempty" doc:"The last day of the year; it is included. Before from for a time over New Year." example:"09-15"`
}

func (o *Opening) opening() scheduling.Opening {
	if o == nil {
		return scheduling.Opening{}
	}
	return scheduling.Opening{
		Weekdays: flagsOf(o.Weekdays), Opens: o.Opens.minutes(), Closes: o.Closes.minutes(),
		From: o.From.date(), To: o.To.date(),
	}
}

func showOpening(o scheduling.Opening) *Opening {
	if o == (scheduling.Opening{}) {
		return nil
	}
	shown := &Opening{Weekdays: weekdaysOf(o.Weekdays)}
	if o.Closes > 0 {
		shown.Opens, shown.Closes = clockOf(o.Opens), clockOf(o.Closes)
	}
	if o.From != (scheduling.MonthDay{}) {
		shown.From, shown.To = monthDayOf(o.From), monthDayOf(o.To)
	}
	return shown
}
