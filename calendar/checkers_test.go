package calendar

import (
	"testing"

	"poliskontor/calendar/checkers"
)

// TestOthersAcceptTheGoldens shows every kept feed to parsers that others wrote.
func TestOthersAcceptTheGoldens(t *testing.T) {
	for name, feed := range cases(t) {
		t.Run(name, func(t *testing.T) { checkers.Run(t, render(t, feed)) })
	}
}

// TestOthersReadTheTimesRight compares when visits are with what ical.js makes of
// the local times and the feed's own time zone, the nights of both clock changes
// included.
func TestOthersReadTheTimesRight(t *testing.T) {
	for _, name := range []string{"clock-changes", "google", "occasion"} {
		t.Run(name, func(t *testing.T) {
			feed := cases(t)[name]
			times := checkers.Times(t, render(t, feed))
			if len(times) != len(feed.Visits) {
				t.Errorf("%d events of %d visits", len(times), len(feed.Visits))
			}
			for _, v := range feed.Visits {
				read := times[string(v.ID)]
				if !read[0].Equal(v.Starts) || !read[1].Equal(v.Ends) {
					t.Errorf("%s: read as %s to %s, is %s to %s", v.ID, read[0], read[1], v.Starts, v.Ends)
				}
			}
		})
	}
}
