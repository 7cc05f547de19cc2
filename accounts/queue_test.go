package accounts

import (
	"errors"
	"testing"
	"time"

	"poliskontor/scheduling"
)

// TestAFloodOfSignInsIsTurnedAway fills the queue: whoever comes then is told at once
// to come again, without the store being asked (there is none).
func TestAFloodOfSignInsIsTurnedAway(t *testing.T) {
	s := New(nil, time.Now)
	var leave func()
	for range longestQueue {
		var err error
		if leave, err = s.queued(); err != nil {
			t.Fatal(err)
		}
	}
	busy := func(what string, err error) {
		t.Helper()
		var refused *scheduling.Error
		if !errors.As(err, &refused) || refused.Kind != scheduling.Busy || refused.Params["seconds"] == "" {
			t.Errorf("%s: %v", what, err)
		}
	}
	_, err := s.SignInByPassword(t.Context(), "anna@example.se", "x", "192.0.2.1")
	busy("sign-in", err)
	_, err = s.Accept(t.Context(), "x", "x", "192.0.2.1")
	busy("invitation", err)
	busy("change", s.ChangePassword(t.Context(), Caller{Session: "s"}, "x", "y", "192.0.2.1"))
	leave()
	if leave, err = s.queued(); err != nil {
		t.Errorf("a place that was left: %v", err)
	}
	leave()
}
