package storage_test

import (
	"testing"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/storage/storagetest"
)

// filledSummary has every field set that a summary of a state can have.
func filledSummary(f *filler, state dialogue.SummaryState) dialogue.Summary {
	s := fill[dialogue.Summary](f)
	s.ID, s.Meta, s.State = scheduling.NewID[dialogue.SummaryID](), scheduling.Meta{}, state
	s.Owner, s.From, s.To = scheduling.Kommun, storagetest.Monday, storagetest.Monday+3
	if state == dialogue.SummaryPublished {
		s.Withdrawal = nil
	} else {
		s.Public = nil
	}
	return s
}

func TestSummariesKeepEveryField(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		f := newFiller(w)
		repository := w.store.Dialogue().Summaries()
		published, withdrawn := filledSummary(f, dialogue.SummaryPublished), filledSummary(f, dialogue.SummaryWithdrawn)
		for _, want := range []dialogue.Summary{published, withdrawn} {
			must(t, repository.Create(act(t), want))
			want.Meta = scheduling.Meta{Version: 1, Created: *w.now, Updated: *w.now}
			stored := get(t, repository, want.ID)
			if want.Withdrawal != nil {
				wantEqual(t, stored.Withdrawal.At.Equal(want.Withdrawal.At), true)
				stored.Withdrawal.At = want.Withdrawal.At
			} else {
				wantEqual(t, stored.Public.Approved.Equal(want.Public.Approved), true)
				stored.Public.Approved = want.Public.Approved
			}
			wantEqual(t, stored, want)
		}
		public, err := repository.Published(t.Context())
		must(t, err)
		wantEqual(t, len(public), 1)
		wantEqual(t, public[0].ID, published.ID)
		wantEqual(t, public[0].LocalityID, published.LocalityID)
		wantEqual(t, public[0].Owner, published.Owner)
		wantEqual(t, public[0].Telling, published.Public.Telling)
	})
}

// TestTheStampFollowsWhatCitizensRead tells another server of each publication and of
// nothing else.
func TestTheStampFollowsWhatCitizensRead(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		repository := w.store.Dialogue().Summaries()
		last := ""
		changes := func(yes bool, what string) {
			t.Helper()
			stamp, err := repository.PublishedStamp(t.Context())
			must(t, err)
			if (stamp != last) != yes {
				t.Errorf("%s: the stamp was %q and is %q", what, last, stamp)
			}
			last = stamp
		}
		changes(true, "nothing")
		f := newFiller(w)
		first, second := filledSummary(f, dialogue.SummaryPublished), filledSummary(f, dialogue.SummaryPublished)
		draft := filledSummary(f, dialogue.SummaryDraft)
		draft.Withdrawal = nil
		must(t, repository.Create(act(t), draft))
		changes(false, "a draft")
		must(t, repository.Create(act(t), first))
		changes(true, "the first")
		must(t, repository.Create(act(t), second))
		changes(true, "the second")
		first = get(t, repository, first.ID)
		first.Said, first.State = "anders", dialogue.SummaryAwaiting
		must(t, repository.Update(act(t), first))
		changes(false, "a change that waits for approval")
		first = get(t, repository, first.ID)
		edition := *first.Public
		edition.Actions[0].Answer, first.Public = "Ja.", &edition
		must(t, repository.Update(act(t), first))
		changes(true, "another answer")
		first = get(t, repository, first.ID)
		first.Public, first.State, first.Withdrawal = nil, dialogue.SummaryWithdrawn, &dialogue.Withdrawal{ByID: "a", At: *w.now, Reason: "b"}
		must(t, repository.Update(act(t), first))
		changes(true, "withdrawn")
		must(t, repository.Delete(act(t), first.ID, 4))
		changes(true, "what was withdrawn last is weeded")
		must(t, repository.Delete(act(t), second.ID, 1))
		changes(true, "what is public is weeded")
	})
}

// TestTheDatabaseRefusesALooseSummary goes past the domain, whose rules these are.
func TestTheDatabaseRefusesALooseSummary(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database)
		for name, change := range map[string]func(*dialogue.Summary){
			"its author approved it": func(s *dialogue.Summary) { s.ApproverID = s.AuthorID },
			"nobody approved it":     func(s *dialogue.Summary) { s.ApproverID = "" },
			"withdrawn and still public": func(s *dialogue.Summary) {
				s.State, s.Withdrawal = dialogue.SummaryWithdrawn, &dialogue.Withdrawal{At: *w.now}
			},
			"published without an edition": func(s *dialogue.Summary) { s.Public = nil },
			"withdrawn without a trace":    func(s *dialogue.Summary) { s.State, s.Public = dialogue.SummaryWithdrawn, nil },
		} {
			s := filledSummary(newFiller(w), dialogue.SummaryPublished)
			change(&s)
			if err := w.store.Dialogue().Summaries().Create(act(t), s); err == nil {
				t.Errorf("%s: it is stored", name)
			}
		}
	})
}
