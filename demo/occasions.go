package demo

import (
	"context"
	"time"

	"poliskontor/scheduling"
)

// summerEvent is an event that comes back every year, on the weekday after a date.
type summerEvent struct {
	name     string
	site     string
	month    time.Month
	day      int          // the earliest date it begins
	weekday  time.Weekday // the weekday it begins on
	days     int
	opens    int // hours
	closes   int
	priority int
	visitors int
}

// Most of these are made up, and so are all of the dates: the real ones vary by year.
var summerEvents = []summerEvent{
	{"Sommarmarknad i Tollarp", "tollarp/Marknadsplatsen", time.June, 1, time.Friday, 2, 14, 22, 2, 1500},
	{"Studentfirande i Kristianstad", "kristianstad/Tivoliparken", time.June, 8, time.Friday, 1, 14, 22, 1, 4000},
	{"Försommarfest i Önnestad", "onnestad/Folkparken", time.June, 8, time.Saturday, 1, 14, 22, 3, 600},
	{"Midsommarfirande i Åhus", "ahus/Strandområdet", time.June, 19, time.Friday, 2, 12, 22, 1, 8000},
	{"Dansbanekväll i Önnestad", "onnestad/Folkparken", time.June, 26, time.Friday, 2, 16, 22, 3, 700},
	{"Beachfotboll i Åhus", "ahus/Strandområdet", time.July, 3, time.Thursday, 4, 12, 22, 1, 6000},
	{"Åhus Beachhandboll Festival", "ahus/Strandområdet", time.July, 10, time.Thursday, 10, 12, 22, 1, 15000},
	{"Hembygdsfest i Degeberga", "degeberga/Hembygdsparken", time.July, 24, time.Friday, 2, 14, 22, 2, 1200},
	{"Stadskalaset i Kristianstad", "kristianstad/Stora torg", time.August, 1, time.Thursday, 3, 12, 22, 1, 12000},
	{"Hembygdsdag i Arkelstorp", "arkelstorp/Hembygdsgården", time.August, 8, time.Saturday, 1, 12, 20, 2, 500},
	{"Kulturdag i Gamlegården", "kristianstad/Gamlegårdens centrum", time.August, 14, time.Friday, 2, 14, 22, 1, 2500},
	{"Skördefest i Tivoliparken", "kristianstad/Tivoliparken", time.August, 21, time.Friday, 2, 12, 21, 2, 3000},
	{"Ålagille i Åhus", "ahus/Torgets norra del", time.August, 27, time.Friday, 2, 15, 22, 3, 800},
}

func (l *loader) loadOccasions(ctx context.Context) error {
	first, _, _ := l.past.From.Date()
	last, _, _ := l.next.To.Date()
	for year := first; year <= last; year++ {
		for _, event := range summerEvents {
			from := scheduling.NewDay(year, event.month, event.day)
			from += scheduling.Day((int(event.weekday-from.Weekday()) + 7) % 7)
			if from < l.past.From || from > l.next.To {
				continue
			}
			if _, err := l.registers.Occasions.Create(ctx, scheduling.Occasion{
				DistrictID: l.district.ID, SiteID: l.sites[event.site].ID, Name: event.name,
				From: from, To: from + scheduling.Day(event.days-1), Opens: event.opens * 60, Closes: event.closes * 60,
				Priority: event.priority, Visitors: event.visitors,
			}); err != nil {
				return err
			}
		}
	}
	return nil
}
