// Package icstest checks the bytes of a feed for what calendar programs trip over
// and general checkers let pass. It reads the file by itself, so that it shares no
// mistake with the library that writes it.
package icstest

import "testing"

// Check reports everything that is wrong with a feed as an error of the test.
func Check(t testing.TB, ics []byte) {
	t.Helper()
	for _, problem := range Problems(ics) {
		t.Error(problem)
	}
}

// CheckPrivate is Check for a private feed: each of its events says that it is
// private, and it does not tell its own address.
func CheckPrivate(t testing.TB, ics []byte) {
	t.Helper()
	for _, problem := range PrivateProblems(ics) {
		t.Error(problem)
	}
}

// CheckReminding is Check for a feed whose subscriber asked to be reminded.
func CheckReminding(t testing.TB, ics []byte) {
	t.Helper()
	for _, problem := range RemindingProblems(ics) {
		t.Error(problem)
	}
}

// Problems returns everything that is wrong with a feed, one sentence each. A feed
// that cannot be read as lines and components has no further problems.
func Problems(ics []byte) []string { return problemsOf(ics, public) }

// PrivateProblems is Problems for a private feed.
func PrivateProblems(ics []byte) []string { return problemsOf(ics, private) }

// RemindingProblems is Problems for a feed with reminders.
func RemindingProblems(ics []byte) []string { return problemsOf(ics, reminding) }

func problemsOf(ics []byte, kind kind) []string {
	var p problems
	lines := p.lines(ics)
	calendar := p.components(lines)
	if calendar == nil {
		return p
	}
	p.calendar(calendar, kind)
	p.values(calendar)
	p.zones(calendar)
	p.events(calendar, kind)
	p.alarms(calendar)
	return p
}
