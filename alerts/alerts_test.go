//go:build unix

package alerts_test

import (
	"os"
	"strings"
	"testing"
	"time"

	"poliskontor/alerts"
	"poliskontor/alerts/smtptest"
	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

const anna = "Anna.Berg@example.se"

func TestFromAskingToLeaving(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		own := w.subscribe(anna, "sv", 0)
		visit, elsewhere := w.plan(0, 7, 10), w.plan(1, 7, 14)
		w.round()
		w.none() // the timetable is no news until it is near

		w.now = storagetest.Monday.At(9 * 60) // a week ahead
		w.round()
		w.none()
		w.now = (storagetest.Monday + 5).At(9 * 60)
		w.round()
		soon := w.one(anna)
		wantText(t, soon.subject, "Almby mån 30 nov")
		wantText(t, soon.text, "måndag 30 november 2026, kl. 10.00–12.00", "Torget i Almby", "/besok/"+string(visit.ID), "112", "114 14")
		wantText(t, soon.html, `lang="sv"`, "Torget i Almby")
		for name, want := range map[string]string{"List-Unsubscribe-Post": "List-Unsubscribe=One-Click", "Auto-Submitted": "auto-generated"} {
			if got := soon.Header.Get(name); got != want {
				t.Errorf("%s: %q", name, got)
			}
		}
		if got := soon.Header.Get("List-Unsubscribe"); got != "<https://kontor.example"+alerts.LeavePath+"?kod="+own+">" {
			t.Errorf("List-Unsubscribe: %q", got)
		}
		w.now = w.now.Add(time.Hour)
		w.round()
		w.none() // once

		w.cancel(elsewhere)
		w.round()
		w.none() // not her place
		w.cancel(visit)
		w.round()
		off := w.one(anna)
		wantText(t, off.subject, "INSTÄLLT", "Almby")
		wantText(t, off.text, "Besöket är inställt.", "Bilen är trasig")
		w.change(visit, func(ref scheduling.VisitRef) (scheduling.Visit, error) { return w.schedule.Unsay(w.ctx, ref) })
		w.round()
		wantText(t, w.one(anna).text, "Besöket blir av som planerat.")

		w.cancel(visit) // queued, and then she leaves
		w.must(w.service.Leave(w.ctx, own))
		w.must(w.service.Leave(w.ctx, own))
		w.round()
		w.none()
		tally, err := w.store.Subscriptions().Tally(w.ctx)
		w.must(err)
		if tally.Subscribers+tally.Requests+len(tally.Mails) > 0 {
			t.Errorf("something of her is left: %+v", tally)
		}
		if _, err := w.service.Subscription(w.ctx, own); !scheduling.HasCode(err, alerts.CodeEnded) {
			t.Errorf("her page: %v", err)
		}
		if strings.Contains(strings.ToLower(w.log.String()), "anna") {
			t.Error("the log holds her address")
		}
	})
}

// TestWhatIsToldOfChanges sees that every kind of change is told once, and in English to
// who reads that.
func TestWhatIsToldOfChanges(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		w.subscribe(anna, "en", 0, 1)
		moved, late, left := w.plan(0, 1, 10), w.plan(0, 2, 10), w.plan(1, 3, 14)
		w.change(moved, func(ref scheduling.VisitRef) (scheduling.Visit, error) {
			to := moved.Slot
			to.Starts, to.Ends = to.Starts.Add(time.Hour), to.Ends.Add(time.Hour)
			return w.schedule.Move(w.ctx, ref, to, "Torgdag")
		})
		w.round()
		told := w.one(anna)
		wantText(t, told.subject, "NEW TIME", "Almby", "Tue 24 Nov")
		wantText(t, told.text, "11:00–13:00", "It was Tuesday 24 November 2026, 10:00–12:00.", "Torgdag", "https://kontor.example/en/besok/")

		w.now = late.Starts.Add(-30 * time.Minute)
		w.change(late, func(ref scheduling.VisitRef) (scheduling.Visit, error) {
			return w.schedule.Delay(w.ctx, ref, late.Starts.Add(20*time.Minute), "Köer")
		})
		w.round()
		subjects := map[string]bool{}
		for _, l := range w.fresh() {
			subjects[l.subject] = true
		}
		// What was moved is over in the meantime; the next two are near.
		if want := "DELAYED: Mobile police office in Almby, Wed 25 Nov"; !subjects[want] {
			t.Errorf("%q is missing: %v", want, subjects)
		}
		if len(subjects) != 2 {
			t.Errorf("told: %v", subjects)
		}
		w.now = left.Starts.Add(40 * time.Minute)
		w.change(left, func(ref scheduling.VisitRef) (scheduling.Visit, error) {
			return w.schedule.BreakOff(w.ctx, ref, w.now, "Utryckning")
		})
		w.round()
		wantText(t, w.one(anna).subject, "CUT SHORT", "Björkby")
	})
}

// TestOneMailForManyChanges sees that a release that moves much is one mail.
func TestOneMailForManyChanges(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		w.subscribe(anna, "sv", 0, 1, 2)
		for _, v := range []scheduling.Visit{w.plan(0, 8, 10), w.plan(1, 9, 10), w.plan(2, 10, 10)} {
			stored, err := w.schedule.Get(w.ctx, v.ID)
			w.must(err)
			_, err = w.schedule.Cancel(w.ctx, scheduling.VisitRef{ID: v.ID, Version: stored.Version}, "Utbildning")
			w.must(err)
		}
		w.release()
		w.round()
		told := w.one(anna)
		wantText(t, told.subject, "Ändringar i 3 besök")
		wantText(t, told.text, "Almby", "Björkby", "Ceder", "Ny tidtabell")
	})
}

func TestAskingTellsNothing(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		own := w.subscribe(anna, "sv", 0)

		// Known or not, in other letters or not: the same answer, and the same mail.
		w.ask(strings.ToLower(anna), "sv", 1)
		w.ask("ny@example.se", "sv", 1)
		w.round()
		mails := map[string]letter{}
		for _, l := range w.fresh() {
			mails[l.To] = l
		}
		known, unknown := mails[strings.ToLower(anna)], mails["ny@example.se"]
		if len(mails) != 2 || known.subject != unknown.subject {
			t.Fatalf("%+v", mails)
		}
		code := known.code(t, alerts.ConfirmPath)
		again, err := w.service.Confirm(w.ctx, code)
		w.must(err)
		if again != own {
			t.Error("she has two subscriptions")
		}
		sees, err := w.service.Subscription(w.ctx, own)
		w.must(err)
		if len(sees.Slugs) != 2 || sees.Address != "a…@example.se" {
			t.Errorf("she follows %+v", sees)
		}
		if _, err := w.service.Confirm(w.ctx, code); !scheduling.HasCode(err, alerts.CodeEnded) {
			t.Errorf("a link is used twice: %v", err)
		}

		// An address gets three in a day, whatever is asked for.
		for range 5 {
			w.ask(anna, "sv", 2)
		}
		w.round()
		if got := len(w.fresh()); got != 1 {
			t.Errorf("she gets %d more", got)
		}

		// A link ends after two days.
		code = unknown.code(t, alerts.ConfirmPath)
		w.now = w.now.Add(48 * time.Hour)
		if waits, err := w.service.Waits(w.ctx, code); waits || err != nil {
			t.Errorf("it can still be confirmed: %v", err)
		}
		if _, err := w.service.Confirm(w.ctx, code); !scheduling.HasCode(err, alerts.CodeEnded) {
			t.Errorf("an old link: %v", err)
		}
		w.must(w.store.Subscriptions().Forget(w.ctx, w.now, w.now))
		tally, err := w.store.Subscriptions().Tally(w.ctx)
		w.must(err)
		if tally.Requests != 0 || tally.Subscribers != 1 {
			t.Errorf("left: %+v", tally)
		}
	})
}

func TestOneCallerCannotAskForEver(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t))
	for i := range 25 {
		err := w.service.Ask(w.ctx, "192.0.2.9", string(rune('a'+i))+"@example.se", "sv", []string{w.slug(0)})
		if later := scheduling.KindOf(err) == scheduling.Later; later != (i >= 20) {
			t.Fatalf("%d: %v", i, err)
		}
	}
	w.now = w.now.Add(time.Hour)
	w.must(w.service.Ask(w.ctx, "192.0.2.9", "x@example.se", "sv", []string{w.slug(0)}))
}

func TestWrongInput(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t))
	for address, field := range map[string]string{
		"": "address", "anna": "address", "anna@example": "address", "a@b.se\r\nBcc: c@d.se": "address", "Anna <a@b.se>": "address",
		"åsa@example.se": "address", "a@b.se,c@d.se": "address", "a..b@example.se": "address", "-oX@example.se": "address",
		strings.Repeat("a", 65) + "@example.se": "address", "a@" + strings.Repeat("b.", 130) + "se": "address", "a@b.se": "places",
	} {
		err := w.service.Ask(w.ctx, "192.0.2.1", address, "sv", []string{"nowhere"})
		if scheduling.KindOf(err) != scheduling.Invalid || !strings.Contains(err.Error(), field) {
			t.Errorf("%q: %v", address, err)
		}
	}
	for _, code := range []string{"", ".", "x", "x.y", strings.Repeat("å", 5000), "\xff.\xff"} {
		if err := w.service.Leave(w.ctx, code); !scheduling.HasCode(err, alerts.CodeEnded) || w.service.Right(code) {
			t.Errorf("%.20q: %v", code, err)
		}
	}
	own := w.subscribe(anna, "xx", 0)
	if err := w.service.Change(w.ctx, own, "en", []string{"nowhere"}); !scheduling.HasCode(err, alerts.CodeNone) {
		t.Error(err)
	}
	w.must(w.service.Change(w.ctx, own, "en", []string{w.slug(2), w.slug(1), w.slug(1)}))
	sees, err := w.service.Subscription(w.ctx, own)
	w.must(err)
	if sees.Language != "en" || len(sees.Slugs) != 2 {
		t.Errorf("%+v", sees)
	}
}

// TestARestlessServer sees what becomes of mails that are refused for now, for good, and by
// a connection that breaks.
func TestARestlessServer(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		w.subscribe(anna, "sv", 0)
		w.subscribe("bo@example.se", "sv", 0)
		visit := w.plan(0, 8, 10)
		w.cancel(visit)
		var ids []string
		w.refuse = func(_ int, m smtptest.Mail) error {
			if m.To == anna {
				ids = append(ids, m.ID())
				return smtptest.Refused(451)
			}
			return smtptest.Refused(550)
		}
		w.round()
		w.none()
		tally, err := w.store.Subscriptions().Tally(w.ctx)
		w.must(err)
		if tally.Mails[alerts.GivenUp] != 1 || tally.Refusals["550 5.3.0"] != 1 || tally.Mails[alerts.Waiting] != 1 {
			t.Errorf("%+v", tally)
		}
		w.round()
		if len(ids) != 1 {
			t.Errorf("tried again at once: %v", ids)
		}
		w.refuse = nil
		w.now = w.now.Add(time.Second)
		w.round()
		if got := w.one(anna).ID(); got != ids[0] {
			t.Errorf("it came as %s, and was tried as %s", got, ids[0])
		}
		log := w.log.String()
		wantText(t, log, "given up", "550 5.3.0")
		if strings.Contains(log, smtptest.Canary) || strings.Contains(log, "bo@") {
			t.Error("the log holds what the server wrote")
		}

		// A server that is away is no mail's fault, and what comes too late is given up.
		later := w.plan(0, 9, 10)
		w.cancel(later)
		w.refuse = func(int, smtptest.Mail) error { return smtptest.Refused(421) }
		if err := w.sender.Round(w.ctx); err == nil || strings.Contains(err.Error(), smtptest.Canary) {
			t.Errorf("a broken connection: %v", err)
		}
		w.now = later.Ends
		w.round()
		w.none()
		tally, err = w.store.Subscriptions().Tally(w.ctx)
		w.must(err)
		if tally.Refusals["late"] != 2 || tally.Mails[alerts.Waiting] != 0 {
			t.Errorf("%+v", tally)
		}
	})
}

// TestOneServerSends sees that the lead is one server's until it ends.
func TestOneServerSends(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		store, now := w.store.Subscriptions(), w.now
		leads := func(holder string, at time.Time) bool {
			mine, err := store.Lead(w.ctx, holder, at, at.Add(10*time.Second))
			w.must(err)
			return mine
		}
		if !leads("a", now) || leads("b", now) || !leads("a", now.Add(9*time.Second)) || leads("b", now.Add(15*time.Second)) {
			t.Error("two lead, or none")
		}
		if !leads("b", now.Add(19*time.Second)) || leads("a", now.Add(20*time.Second)) {
			t.Error("nobody follows who is gone")
		}
		w.must(store.Resign(w.ctx, "a"))
		if leads("a", now.Add(21*time.Second)) {
			t.Error("one resigns for another")
		}
		w.must(store.Resign(w.ctx, "b"))
		if !leads("a", now.Add(21*time.Second)) {
			t.Error("a lead outlives its end")
		}
	})
}

// contents is all that the files of a database hold.
func contents(t *testing.T, address string) string {
	t.Helper()
	path := strings.TrimPrefix(address, "sqlite:")
	var all strings.Builder
	for _, name := range []string{path, path + "-wal"} {
		content, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(content)
	}
	return all.String()
}

// TestTheDatabaseAloneTellsNobody looks at all that is kept of a subscriber.
func TestTheDatabaseAloneTellsNobody(t *testing.T) {
	w := newWorld(t, storagetest.SQLite(t))
	own := w.subscribe(anna, "sv", 0)
	w.ask("bo@example.se", "sv", 0)
	w.round()
	code := w.one("bo@example.se").code(t, alerts.ConfirmPath)
	kept := contents(t, w.address)
	for _, secret := range []string{anna, strings.ToLower(anna), "bo@example.se", own, code} {
		if strings.Contains(kept, secret) {
			t.Errorf("%s stands in the database", secret)
		}
	}
	w.must(w.service.Leave(w.ctx, own))
	id, _, _ := strings.Cut(own, ".")
	if _, found, err := w.store.Subscriptions().SubscriberOf(w.ctx, id); found || err != nil {
		t.Errorf("she is still there: %v", err)
	}
}
