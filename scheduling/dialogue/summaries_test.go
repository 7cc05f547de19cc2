//go:build unix

package dialogue_test

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/storage/storagetest"
)

// telling is a world where the police write summaries.
type telling struct {
	*world
	*dialogue.Summaries
	told int // how often what citizens read has changed
}

func newTelling(t *testing.T, address string) *telling {
	w := &telling{world: newWorld(t, address)}
	w.Summaries = dialogue.NewSummaries(w.store.Dialogue(), func() time.Time { return w.now }, func() { w.told++ })
	return w
}

// by is the context of an account of the police.
func (w *telling) by(account string) context.Context {
	return scheduling.WithActor(w.t.Context(), scheduling.Actor{ID: account, Name: account + "@example.se", Authority: scheduling.Police})
}

func (w *telling) draft() dialogue.Summary {
	return dialogue.Summary{LocalityID: w.visit.LocalityID, Telling: dialogue.Telling{Topic: "Trafik", From: storagetest.Monday, To: storagetest.Monday,
		Said: "Ni tycker att det körs för fort förbi skolan.", Done: "Vi har mätt farten."}}
}

// awaiting is a summary of anna's that waits for approval.
func (w *telling) awaiting(change func(*dialogue.Summary)) dialogue.Summary {
	w.t.Helper()
	draft := w.draft()
	if change != nil {
		change(&draft)
	}
	s, err := w.Summaries.Write(w.by("anna"), draft)
	w.must(err)
	s, err = w.Submit(w.by("anna"), s.ID, s.Version)
	w.must(err)
	return s
}

func (w *telling) published() []dialogue.Published {
	w.t.Helper()
	found, err := w.store.Dialogue().Summaries().Published(w.t.Context())
	w.must(err)
	return found
}

func TestASummaryFromDraftToWithdrawn(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newTelling(t, database.Fresh(t))
		anna, berit := w.by("anna"), w.by("berit")
		draft := w.draft()
		draft.Done = ""
		s, err := w.Summaries.Write(anna, draft)
		w.must(err)
		_, err = w.Submit(anna, s.ID, s.Version)
		w.refused(err, scheduling.Invalid, scheduling.CodeRequired)
		_, err = w.Approve(berit, s.ID, s.Version, dialogue.Approval{})
		w.refused(err, scheduling.Refused, dialogue.CodeSummaryNotAwaiting)
		s.Done = "Vi har mätt farten."
		s, err = w.Summaries.Revise(anna, s)
		w.must(err)
		s, err = w.Submit(anna, s.ID, s.Version)
		w.must(err)
		s, err = w.SendBack(berit, s.ID, s.Version, "Säg när.")
		w.must(err)
		if s.State != dialogue.SummaryDraft || s.Remark != "Säg när." {
			t.Errorf("sent back as %+v", s)
		}
		s, err = w.Submit(anna, s.ID, s.Version)
		w.must(err)
		if len(w.published()) != 0 || w.told != 0 {
			t.Error("something is public that nobody approved")
		}
		s, err = w.Approve(berit, s.ID, s.Version, dialogue.Approval{})
		w.must(err)
		public := w.published()
		if len(public) != 1 || public[0].Said != s.Said || public[0].Done != s.Done || !public[0].Approved.Equal(w.now) || w.told != 1 || s.ApproverID != "berit" {
			t.Fatalf("published %+v of %+v, told %d times", public, s, w.told)
		}
		w.refused(w.Summaries.Remove(anna, s.ID, s.Version), scheduling.Refused, dialogue.CodeSummaryWasPublic)
		_, err = w.Withdraw(anna, s.ID, s.Version, " ")
		w.refused(err, scheduling.Invalid, scheduling.CodeRequired)
		s, err = w.Withdraw(anna, s.ID, s.Version, "Fel gata.")
		w.must(err)
		if len(w.published()) != 0 || w.told != 2 {
			t.Errorf("%d public once withdrawn, told %d times", len(w.published()), w.told)
		}
		want := dialogue.Withdrawal{ByID: "anna", At: w.now.UTC(), Reason: "Fel gata."}
		if s.State != dialogue.SummaryWithdrawn || s.Withdrawal == nil || *s.Withdrawal != want || s.ApproverID != "berit" {
			t.Errorf("the trace is %+v of %+v", s.Withdrawal, s)
		}
		for _, f := range []func() error{
			func() error { _, err := w.Summaries.Revise(anna, s); return err },
			func() error { _, err := w.Submit(anna, s.ID, s.Version); return err },
		} {
			w.refused(f(), scheduling.Refused, dialogue.CodeSummaryWithdrawn)
		}
		w.refused(w.Summaries.Remove(anna, s.ID, s.Version), scheduling.Refused, dialogue.CodeSummaryWasPublic)
	})
}

// TestNobodyApprovesTheirOwn tries every way round the second person.
func TestNobodyApprovesTheirOwn(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newTelling(t, database.Fresh(t))
		own := func(ctx context.Context, s dialogue.Summary) {
			t.Helper()
			_, err := w.Approve(ctx, s.ID, s.Version, dialogue.Approval{})
			w.refused(err, scheduling.Refused, dialogue.CodeOwnSummary)
		}
		s := w.awaiting(nil)
		own(w.by("anna"), s)
		own(scheduling.WithActor(t.Context(), scheduling.Actor{ID: "anna", Name: "anna@example.se (token k)", Authority: scheduling.Police}), s)
		own(scheduling.WithActor(t.Context(), scheduling.Actor{Name: "somebody without an account", Authority: scheduling.Police}), s)

		s.Done = "Vi mäter farten igen i mars."
		s, err := w.Summaries.Revise(w.by("berit"), s)
		w.must(err)
		own(w.by("berit"), s) // who changed it last
		own(w.by("anna"), s)  // who wrote it first, though another has changed it
		s, err = w.Approve(w.by("cecilia"), s.ID, s.Version, dialogue.Approval{})
		w.must(err)

		// What is changed after the approval waits for another; citizens read on meanwhile.
		s.Done = "Vi gör ingenting."
		s, err = w.Summaries.Revise(w.by("cecilia"), s)
		w.must(err)
		if public := w.published(); s.State != dialogue.SummaryAwaiting || public[0].Done != "Vi mäter farten igen i mars." {
			t.Errorf("changed after its approval it is %s, and citizens read %q", s.State, public[0].Done)
		}
		own(w.by("cecilia"), s)
		// Back to a draft and sent anew it is still cecilia's last change.
		s, err = w.SendBack(w.by("berit"), s.ID, s.Version, "Nej.")
		w.must(err)
		s, err = w.Submit(w.by("anna"), s.ID, s.Version)
		w.must(err)
		own(w.by("cecilia"), s)
		_, err = w.Approve(w.by("berit"), s.ID, s.Version-1, dialogue.Approval{})
		w.refused(err, scheduling.Stale, scheduling.CodeStale) // another text than was read
		_, err = w.Approve(w.by("berit"), s.ID, s.Version, dialogue.Approval{})
		w.must(err)
		if public := w.published(); public[0].Done != "Vi gör ingenting." {
			t.Errorf("citizens read %q", public[0].Done)
		}
	})
}

func TestAnAnswerIsShownAsItWasApproved(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newTelling(t, database.Fresh(t))
		promise := w.promise()
		promise.LocalityID, promise.Status = w.visit.LocalityID, dialogue.Open
		action, err := w.Add(w.by("anna"), promise)
		w.must(err)
		s := w.awaiting(func(s *dialogue.Summary) { s.Actions = []dialogue.ShownAction{{ID: action.ID}} })
		action.Status, action.Answer = dialogue.Done, "Snittet är 38 km/h."
		_, err = w.Change(w.by("berit"), action)
		w.must(err)
		s, err = w.Approve(w.by("berit"), s.ID, s.Version, dialogue.Approval{})
		w.must(err)
		if a := w.published()[0].Actions; len(a) != 1 || a[0].Answer != "" || a[0].Status != dialogue.Open || a[0].Role != "Kommunpolis" {
			t.Errorf("what nobody has sent for approval is shown: %+v", a)
		}
		s, err = w.Submit(w.by("cecilia"), s.ID, s.Version)
		w.must(err)
		_, err = w.Approve(w.by("cecilia"), s.ID, s.Version, dialogue.Approval{}) // she took the answer in
		w.refused(err, scheduling.Refused, dialogue.CodeOwnSummary)
		_, err = w.Approve(w.by("david"), s.ID, s.Version, dialogue.Approval{})
		w.must(err)
		if a := w.published()[0].Actions; a[0].Answer != "Snittet är 38 km/h." || a[0].Status != dialogue.Done {
			t.Errorf("the approved answer is shown as %+v", a)
		}
	})
}

// TestWhatASummaryComesFromMayBeWeeded goes on once notes and actions are gone.
func TestWhatASummaryComesFromMayBeWeeded(t *testing.T) {
	w := newTelling(t, storagetest.SQLite(t))
	note, err := w.Dialogue.Write(w.by("anna"), w.note(), []dialogue.Action{w.promise()})
	w.must(err)
	actions, _, err := w.Actions(w.by("anna"), scheduling.Query{})
	w.must(err)
	s := w.awaiting(func(s *dialogue.Summary) {
		s.Notes, s.Visits, s.Actions = []dialogue.NoteID{note.ID}, []scheduling.VisitID{w.visit.ID}, []dialogue.ShownAction{{ID: actions[0].ID}}
	})
	w.must(w.store.Dialogue().Actions().Delete(w.by("anna"), actions[0].ID, 1))
	w.must(w.store.Dialogue().Notes().Delete(w.by("anna"), note.ID, 1))
	s.Done = "Vi mäter igen."
	s, err = w.Summaries.Revise(w.by("anna"), s)
	w.must(err)
	if len(s.Actions) != 1 || s.Actions[0].Role != "Kommunpolis" {
		t.Errorf("the action is shown as %+v", s.Actions)
	}
}

func TestPartsThatMayTellWhoAreConfirmedOrMasked(t *testing.T) {
	w := newTelling(t, storagetest.SQLite(t))
	s := w.awaiting(func(s *dialogue.Summary) {
		s.Said, s.Done = "Skriv till gata@kommunen.example om bilen ABC 123.", "Ring 044-13 50 00."
	})
	berit := w.by("berit")
	_, err := w.Approve(berit, s.ID, s.Version, dialogue.Approval{Confirmed: []string{"gata@kommunen.example"}, Masked: []string{"ABC 123"}})
	w.refused(err, scheduling.Invalid, dialogue.CodeUnsettled)
	if strings.Contains(err.Error(), "044") {
		t.Errorf("the error, which may be logged, repeats the text: %v", err)
	}
	s, err = w.Approve(berit, s.ID, s.Version, dialogue.Approval{Confirmed: []string{"gata@kommunen.example", "044-13 50 00"}, Masked: []string{"ABC 123"}})
	w.must(err)
	public := w.published()[0]
	if public.Said != "Skriv till gata@kommunen.example om bilen […]." || public.Done != "Ring 044-13 50 00." || s.Said != public.Said {
		t.Errorf("citizens read %q and %q", public.Said, public.Done)
	}
}

func TestSummariesThatAreRefused(t *testing.T) {
	w := newTelling(t, storagetest.SQLite(t))
	note, err := w.Dialogue.Write(w.as(scheduling.Kommun), w.note(), nil)
	w.must(err)
	for name, test := range map[string]struct {
		change func(*dialogue.Summary)
		code   scheduling.Code
	}{
		"nowhere":              {func(s *dialogue.Summary) { s.LocalityID = "nowhere" }, scheduling.CodeUnknown},
		"about nothing":        {func(s *dialogue.Summary) { s.Topic = "" }, scheduling.CodeRequired},
		"unknown topic":        {func(s *dialogue.Summary) { s.Topic = "Vädret" }, dialogue.CodeTopicUnknown},
		"tomorrow":             {func(s *dialogue.Summary) { s.To++ }, dialogue.CodeNotYet},
		"ends before it began": {func(s *dialogue.Summary) { s.To -= 8 }, scheduling.CodeEndBeforeStart},
		"too long":             {func(s *dialogue.Summary) { s.Said = strings.Repeat("å", dialogue.MaxSummaryText+1) }, scheduling.CodeTooLong},
		"personnummer":         {func(s *dialogue.Summary) { s.Done = "Vi ringde 850709-9805." }, scheduling.CodePersonalNumber},
		"the kommun's note":    {func(s *dialogue.Summary) { s.Notes = []dialogue.NoteID{note.ID} }, scheduling.CodeUnknown},
		"an unknown visit":     {func(s *dialogue.Summary) { s.Visits = []scheduling.VisitID{"none"} }, scheduling.CodeUnknown},
		"an unknown action":    {func(s *dialogue.Summary) { s.Actions = []dialogue.ShownAction{{ID: "none"}} }, scheduling.CodeUnknown},
		"another's action":     {func(s *dialogue.Summary) { s.Actions = []dialogue.ShownAction{{ID: w.actionElsewhere()}} }, scheduling.CodeOtherLocality},
	} {
		draft := w.draft()
		test.change(&draft)
		_, err := w.Summaries.Write(w.by("anna"), draft)
		if scheduling.KindOf(err) != scheduling.Invalid || !scheduling.HasCode(err, test.code) {
			t.Errorf("%s: %v, want %s", name, err, test.code)
		}
	}
	s := w.awaiting(nil)
	_, err = w.SendBack(w.by("berit"), s.ID, s.Version, "Fråga 850709-9805.")
	w.refused(err, scheduling.Invalid, scheduling.CodePersonalNumber)
	_, err = w.Withdraw(w.by("berit"), s.ID, s.Version, "Inte ute.")
	w.refused(err, scheduling.Refused, dialogue.CodeSummaryNotPublic)
}

func (w *telling) actionElsewhere() dialogue.ActionID {
	w.t.Helper()
	promise := w.promise()
	promise.LocalityID, promise.Status = w.seeds.Localities[1].ID, dialogue.Open
	action, err := w.Add(w.by("anna"), promise)
	w.must(err)
	return action.ID
}

// TestADraftIsItsAuthoritysOwn also looks for what it says in the audit log, from which
// nothing can be weeded.
func TestADraftIsItsAuthoritysOwn(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newTelling(t, database.Fresh(t))
		s := w.awaiting(func(s *dialogue.Summary) { s.Said = "canary-said"; s.Done = "canary-done" })
		kommun := w.as(scheduling.Kommun)
		_, err := w.Summaries.Get(kommun, s.ID)
		w.refused(err, scheduling.NotFound, scheduling.CodeNotFound)
		if _, total, err := w.Summaries.List(kommun, scheduling.Query{}); err != nil || total != 0 {
			t.Errorf("the kommun finds %d of the police, %v", total, err)
		}
		_, err = w.Approve(kommun, s.ID, s.Version, dialogue.Approval{})
		w.refused(err, scheduling.NotFound, scheduling.CodeNotFound)
		s, err = w.SendBack(w.by("berit"), s.ID, s.Version, "canary-remark")
		w.must(err)
		s, err = w.Submit(w.by("anna"), s.ID, s.Version)
		w.must(err)
		s, err = w.Approve(w.by("berit"), s.ID, s.Version, dialogue.Approval{})
		w.must(err)
		_, err = w.Withdraw(w.by("berit"), s.ID, s.Version, "canary-reason")
		w.must(err)
		draft := w.draft()
		draft.Said = "canary-removed"
		gone, err := w.Summaries.Write(w.by("anna"), draft)
		w.must(err)
		w.must(w.Summaries.Remove(w.by("anna"), gone.ID, gone.Version))
		entries, _, err := w.store.Audit().List(t.Context(), scheduling.AuditQuery{Thing: "summary"})
		w.must(err)
		var did []string
		for _, e := range slices.Backward(entries) {
			did = append(did, e.Actor.ID+" "+string(e.Action))
			if strings.Contains(e.Before+e.After, "canary-") {
				t.Errorf("the audit log says %s", e.After)
			}
		}
		want := []string{"anna create", "anna update", "berit update", "anna update", "berit update", "berit update", "anna create", "anna delete"}
		if !slices.Equal(did, want) {
			t.Errorf("the log has %v, want %v", did, want)
		}
	})
}
