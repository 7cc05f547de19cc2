package calendar

import (
	"bytes"
	"strings"
	"testing"

	ical "github.com/emersion/go-ical"

	"poliskontor/calendar/checkers"
	"poliskontor/calendar/icstest"
)

func TestRemindersAreOnlyWhereAskedFor(t *testing.T) {
	feed := cases(t)["english"]
	if bytes.Contains(render(t, feed), []byte("VALARM")) {
		t.Error("a feed reminds unasked")
	}
	feed.Reminder = 90
	written := render(t, feed)
	icstest.CheckReminding(t, written)
	calendar, err := ical.NewDecoder(bytes.NewReader(written)).Decode()
	if err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, event := range calendar.Events() {
		summary, err := event.Props.Text(ical.PropSummary)
		if err != nil {
			t.Fatal(err)
		}
		off := strings.HasPrefix(summary, "CANCELLED") || strings.HasPrefix(summary, "CUT SHORT")
		if off != (len(event.Children) == 0) {
			t.Errorf("%s: %d alarms", summary, len(event.Children))
		}
		for _, alarm := range event.Children {
			uid, err := alarm.Props.Text(ical.PropUID)
			if err != nil || seen[uid] || uid == event.Props.Get(ical.PropUID).Value {
				t.Errorf("the alarm's UID is %q, %v", uid, err)
			}
			seen[uid] = true
			action, err := alarm.Props.Text(ical.PropAction)
			if err != nil || action != "DISPLAY" || alarm.Props.Get(ical.PropTrigger).Value != "-PT90M" {
				t.Errorf("the alarm is %v, %v", alarm.Props, err)
			}
			if text, err := alarm.Props.Text(ical.PropDescription); err != nil || text != summary {
				t.Errorf("the alarm says %q, want %q: %v", text, summary, err)
			}
		}
	}
	if len(seen) == 0 {
		t.Error("there is no alarm")
	}
	if !bytes.Equal(written, render(t, feed)) {
		t.Error("the alarms differ from one time to the next")
	}
	checkers.Run(t, written)
}
