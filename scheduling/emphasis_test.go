package scheduling

import "testing"

func TestEmphasesRaiseWhatTheyName(t *testing.T) {
	if got := (Emphases{}).weights(); got != weights {
		t.Errorf("without emphases %+v", got)
	}
	all := Emphases{EvenIntervals: More, SameWeekday: Most, FewerKilometres: More, Evenings: Most}.weights()
	want := weights
	want.Spacing, want.Late, want.Rhythm = 2*want.Spacing, 2*want.Late, 2*want.Rhythm
	want.Weekday, want.Travel, want.Evening = 4*want.Weekday, 2*want.Travel, 120
	if all != want {
		t.Errorf("got %+v, want %+v", all, want)
	}
	if err := (Emphases{Evenings: "never"}).check(); !HasCode(err, CodeChoice) {
		t.Errorf("an unknown step: %v", err)
	}
}

func TestEnginesAreBounded(t *testing.T) {
	p := NewPlanning(nil, nil, nil)
	var done []func()
	for range cap(p.engines) {
		end, err := p.engine()
		if err != nil {
			t.Fatal(err)
		}
		done = append(done, end)
	}
	if _, err := p.engine(); KindOf(err) != Busy || !HasCode(err, CodeEnginesBusy) {
		t.Errorf("one more: %v", err)
	}
	done[0]()
	if _, err := p.engine(); err != nil {
		t.Error(err)
	}
}
