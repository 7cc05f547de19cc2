//go:build unix

package alerts_test

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"poliskontor/accounts"
	"poliskontor/alerts"
	"poliskontor/alerts/smtptest"
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/storage/storagetest"
)

// matter is what an action says, to its authority alone.
const matter = "Be om fartkontroll vid skolan"

const (
	crew        = "patrull@example.se"
	everywhere  = "alla@example.se"
	elsewhere   = "annanstans@example.se"
	coordinator = "kommun@example.se"
)

func (w *world) people() *accounts.Service { return accounts.New(w.store.People(), w.config.Clock) }

// person stores an account with a role in a district; in every one where it is "".
func (w *world) person(email string, authority accounts.Authority, role accounts.Role, district scheduling.DistrictID) accounts.Account {
	w.t.Helper()
	account, err := w.people().Create(w.ctx, accounts.Operator(), accounts.Account{Email: email, Name: "Någon", Authority: authority,
		Grants: []accounts.Grant{{Role: role, DistrictID: district}}})
	w.must(err)
	return account
}

// choose changes an account's weekly mail.
func (w *world) choose(account accounts.Account, wanted accounts.WeeklyMail) {
	w.t.Helper()
	_, err := w.people().SetWeeklyMail(w.ctx, accounts.Caller{Account: account}, wanted)
	w.must(err)
}

// act stores an open action.
func (w *world) act(locality scheduling.LocalityID, owner scheduling.Owner, due scheduling.Day) dialogue.Action {
	w.t.Helper()
	action, err := w.dialogue().Add(w.ctx, dialogue.Action{LocalityID: locality, What: matter, Owner: owner, Role: "kommunpolis",
		Due: due, Status: dialogue.Open})
	w.must(err)
	return action
}

func (w *world) dialogue() *dialogue.Dialogue {
	return dialogue.New(w.store.Dialogue(), w.config.Clock)
}

// told are the addresses of the mails since the last look, in order.
func (w *world) told() []string {
	w.t.Helper()
	told := []string{}
	for _, l := range w.fresh() {
		told = append(told, l.To)
	}
	slices.Sort(told)
	return told
}

func (w *world) wantTold(what string, want ...string) {
	w.t.Helper()
	slices.Sort(want)
	if got := w.told(); !slices.Equal(got, want) {
		w.t.Errorf("%s: told %v, want %v", what, got, want)
	}
}

func TestWhoIsToldOfTheWeek(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		other := storagetest.Seed(t, w.store)
		here, there := w.seeds.Localities[0].ID, other.Localities[0].ID
		w.person(crew, accounts.Police, accounts.Crew, w.seeds.District.ID)
		w.person(everywhere, accounts.Police, accounts.Planner, "")
		w.person(elsewhere, accounts.Police, accounts.Crew, other.District.ID)
		w.person(coordinator, accounts.Municipality, accounts.Coordinator, w.seeds.District.ID)
		w.person("writes-no-notes@example.se", accounts.Police, accounts.Communicator, w.seeds.District.ID)
		w.choose(w.person("wants-none@example.se", accounts.Police, accounts.Crew, w.seeds.District.ID), accounts.WeeklyMail{Off: true, Language: "sv"})
		gone := w.person("gone@example.se", accounts.Police, accounts.Crew, w.seeds.District.ID)
		gone.Closed = true
		_, err := w.people().Update(w.ctx, accounts.Operator(), gone)
		w.must(err)

		for i, one := range []struct {
			what     string
			locality scheduling.LocalityID
			owner    scheduling.Owner
			dueIn    scheduling.Day
			done     bool
			told     []string
		}{
			{"late", here, scheduling.Police, -1, false, []string{crew, everywhere}},
			{"late for long", here, scheduling.Police, -400, false, []string{crew, everywhere}},
			{"today", here, scheduling.Police, 0, false, []string{crew, everywhere}},
			{"in two weeks", here, scheduling.Police, 14, false, []string{crew, everywhere}},
			{"later", here, scheduling.Police, 15, false, nil},
			{"done", here, scheduling.Police, -1, true, nil},
			{"the other side's", here, scheduling.Kommun, 3, false, []string{coordinator}},
			{"another district's", there, scheduling.Police, 3, false, []string{elsewhere, everywhere}},
		} {
			today := storagetest.Monday + scheduling.Day(7*i)
			w.now = today.At(7 * 60)
			action := w.act(one.locality, one.owner, today+one.dueIn)
			if one.done {
				ctx := scheduling.WithActor(w.ctx, scheduling.Actor{Name: crew, Authority: one.owner})
				action.Status, action.Answer = dialogue.Done, "Det är gjort."
				action, err = w.dialogue().Change(ctx, action)
				w.must(err)
			}
			w.round()
			w.wantTold(one.what, one.told...)
			w.round()
			w.wantTold(one.what + " again")
			w.must(w.store.Dialogue().Actions().Delete(w.ctx, action.ID, action.Version))
		}
	})
}

func TestWhenTheWeekIsTold(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		w.person(crew, accounts.Police, accounts.Crew, w.seeds.District.ID)
		w.act(w.seeds.Localities[0].ID, scheduling.Police, storagetest.Monday-100)
		for _, step := range []struct {
			at   string
			told bool
		}{
			{"2026-10-19T04:59:59Z", false}, // Monday in summer time
			{"2026-10-19T05:00:00Z", true},
			{"2026-10-19T05:00:01Z", false},
			{"2026-10-25T22:59:59Z", false}, // Sunday evening, after the clock has changed
			{"2026-10-26T05:59:59Z", false},
			{"2026-10-26T06:00:00Z", true},
			{"2026-12-28T06:00:00Z", true}, // week 53
			{"2027-01-01T06:00:00Z", false},
			{"2027-01-03T22:59:59Z", false},
			{"2027-01-04T05:59:59Z", false},
			{"2027-01-04T06:00:00Z", true},
			{"2027-01-14T02:00:00Z", false}, // Thursday night, after a server that was away
			{"2027-01-14T06:00:00Z", true},
			{"2027-01-15T06:00:00Z", false},
			{"2027-03-29T04:59:59Z", false}, // Monday, after the clock has changed back
			{"2027-03-29T05:00:00Z", true},
		} {
			at, err := time.Parse(time.RFC3339, step.at)
			w.must(err)
			w.now = at
			w.round()
			if got := len(w.fresh()); got == 1 != step.told || got > 1 {
				t.Errorf("%s: %d mails", step.at, got)
			}
			// A server that starts then tells nobody twice.
			w.must(w.another(w.config).Round(w.ctx))
			w.wantTold(step.at + " by another server")
		}
	})
}

func TestWhatTheWeekSays(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		w.choose(w.person(crew, accounts.Police, accounts.Crew, w.seeds.District.ID), accounts.WeeklyMail{Language: "en"})
		w.person(coordinator, accounts.Municipality, accounts.Coordinator, w.seeds.District.ID)
		late := w.act(w.seeds.Localities[0].ID, scheduling.Police, storagetest.Monday-6)
		soon := w.act(w.seeds.Localities[1].ID, scheduling.Police, storagetest.Monday+2)
		w.act(w.seeds.Localities[1].ID, scheduling.Kommun, storagetest.Monday-1)
		w.act(w.seeds.Localities[2].ID, scheduling.Kommun, storagetest.Monday-1)
		w.now = storagetest.Monday.At(7 * 60)
		w.round()
		mails := map[string]letter{}
		for _, l := range w.fresh() {
			mails[l.To] = l
			if l.Header.Get("List-Unsubscribe") != "" {
				t.Error("a mail without a subscription offers to end it")
			}
			wantText(t, l.text, matter, "kommunpolis", "https://kontor.example/planera/konto")
		}
		police, kommun := mails[crew], mails[coordinator]
		if police.subject != "Actions: 1 overdue, 1 due within two weeks" || kommun.subject != "Åtgärder: 2 försenade" {
			t.Errorf("subjects: %q, %q", police.subject, kommun.subject)
		}
		wantText(t, police.text, "Almby", "Overdue: it was due by Tuesday 17 November 2026", "/planera/dialog/atgarder/"+string(late.ID),
			"Björkby", "Due by Wednesday 25 November 2026", "/planera/dialog/atgarder/"+string(soon.ID))
		wantText(t, police.html, `lang="en"`, matter)
		wantText(t, kommun.text, "Försenad: skulle ha varit klar söndag 22 november 2026", "Ceder")
		if strings.Contains(kommun.text, "Almby") || strings.Contains(kommun.text, string(soon.ID)) {
			t.Error("the kommun is told of what the police are to do")
		}
		if log := w.log.String(); strings.Contains(log, matter) || strings.Contains(log, crew) {
			t.Error("the log holds what was mailed, or to whom")
		}
	})
}

// TestWhatIsMootIsNotSent sees that what has changed since a mail was queued counts.
func TestWhatIsMootIsNotSent(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		w.act(w.seeds.Localities[0].ID, scheduling.Police, storagetest.Monday)
		left := w.act(w.seeds.Localities[0].ID, scheduling.Kommun, storagetest.Monday)
		person := w.person(crew, accounts.Police, accounts.Crew, w.seeds.District.ID)
		w.person(coordinator, accounts.Municipality, accounts.Coordinator, w.seeds.District.ID)
		w.refuse = func(int, smtptest.Mail) error { return smtptest.Refused(451) }
		w.now = storagetest.Monday.At(7 * 60)
		w.round()
		w.wantTold("refused for now")
		w.choose(person, accounts.WeeklyMail{Off: true, Language: "sv"})
		w.must(w.store.Dialogue().Actions().Delete(w.ctx, left.ID, left.Version))
		w.refuse = nil
		w.now = w.now.Add(time.Minute)
		w.round()
		w.wantTold("turned off, or nothing left")
		tally, err := w.store.Subscriptions().Tally(w.ctx)
		w.must(err)
		if tally.Mails[alerts.Moot] != 2 || len(tally.Mails) != 1 {
			t.Errorf("%+v", tally)
		}
	})
}

// TestTheWeekEnds sees that a mail that cannot be sent is given up with its week, and what
// is left of it.
func TestTheWeekEnds(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		w.act(w.seeds.Localities[0].ID, scheduling.Police, storagetest.Monday)
		w.person(crew, accounts.Police, accounts.Crew, w.seeds.District.ID)
		w.refuse = func(int, smtptest.Mail) error { return smtptest.Refused(451) }
		w.now = storagetest.Monday.At(7 * 60)
		w.round()
		w.refuse = nil
		w.now = (storagetest.Monday + 7).At(6 * 60)
		w.round()
		w.wantTold("last week's")
		store := w.store.Subscriptions()
		w.must(store.Forget(w.ctx, w.now, w.now.Add(-time.Hour)))
		again := func() bool {
			first, err := store.QueueOnce(w.ctx, alerts.Event{District: w.seeds.District.ID, Week: storagetest.Monday}, nil, w.now, w.now)
			w.must(err)
			return first
		}
		tally, err := store.Tally(w.ctx)
		w.must(err)
		if tally.Refusals["late"] != 1 || again() {
			t.Errorf("it is forgotten that it was given up: %+v", tally)
		}
		w.now = (storagetest.Monday + 91).At(7 * 60)
		w.must(store.Forget(w.ctx, w.now, w.now.Add(-time.Hour)))
		if tally, err = store.Tally(w.ctx); err != nil || len(tally.Mails) != 0 || !again() {
			t.Errorf("left after a season: %+v, %v", tally, err)
		}
	})
}

// TestTwoServersTellOnce lets two servers run at once, and a third one start afterwards.
func TestTwoServersTellOnce(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		w.act(w.seeds.Localities[0].ID, scheduling.Police, storagetest.Monday)
		want := []string{}
		for _, name := range []string{"a", "b", "c", "d", "e"} {
			want = append(want, w.person(name+"@example.se", accounts.Police, accounts.Crew, w.seeds.District.ID).Email)
		}
		w.now = storagetest.Monday.At(7 * 60)
		ctx, stop := context.WithCancel(w.ctx)
		var servers sync.WaitGroup
		for range 2 {
			sender := w.another(w.config)
			servers.Go(func() {
				for ctx.Err() == nil {
					if err := sender.TellWeek(ctx); err != nil && ctx.Err() == nil {
						t.Error(err)
					}
					if _, err := sender.Send(ctx); err != nil && ctx.Err() == nil {
						t.Error(err)
					}
				}
			})
		}
		for len(w.mails.Taken()) < len(want) {
			select {
			case <-w.mails.Came():
			case <-time.After(time.Minute):
				t.Fatalf("only %d of %d mails came", len(w.mails.Taken()), len(want))
			}
		}
		stop()
		servers.Wait()
		w.round()
		w.wantTold("two servers at once", want...)
	})
}

// dying is a store of a server that dies before it has noted how a mail fared.
type dying struct{ alerts.Store }

func (dying) Settle(context.Context, alerts.Mail, time.Time) error {
	return errors.New("the server has died")
}

func TestAServerThatDiesOverTheWeek(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		w.act(w.seeds.Localities[0].ID, scheduling.Police, storagetest.Monday)
		w.person(crew, accounts.Police, accounts.Crew, w.seeds.District.ID)
		w.now = storagetest.Monday.At(7 * 60)
		first := w.config
		first.Store = dying{w.config.Store}

		// Queued, and dead before the mail server has it.
		w.refuse = func(int, smtptest.Mail) error { return smtptest.Refused(421) }
		if err := w.another(first).Round(w.ctx); err == nil {
			t.Fatal("it lives")
		}
		w.refuse = nil
		w.wantTold("dead before the mail server has it")

		// Dead when the mail server has it, and nobody has noted so: it comes once more, as
		// the same message. Then it is over.
		if err := w.another(first).Round(w.ctx); err == nil {
			t.Fatal("it lives")
		}
		taken := w.one(crew)
		w.round()
		if again := w.one(crew); again.ID() != taken.ID() {
			t.Errorf("it came as %s and as %s", taken.ID(), again.ID())
		}
		w.round()
		w.wantTold("afterwards")
	})
}
