package dialogue

import (
	"context"
	"slices"

	"poliskontor/scheduling"
	"poliskontor/scheduling/privacy"
)

// Approval is what an approver makes of the parts of a text that may tell who somebody
// is, such as a telephone number: each is either confirmed or masked.
type Approval struct {
	Confirmed, Masked []string // as they stand in the text
}

// Approve publishes a summary that waits for approval, as it was written. It takes a
// second person: neither the account that wrote it nor the one that last changed what it
// says, whichever role or key it acts with. The error's kind is [scheduling.NotFound],
// [scheduling.Stale], [scheduling.Refused], or [scheduling.Invalid] where a part of the
// text is neither confirmed nor masked.
func (s *Summaries) Approve(ctx context.Context, id SummaryID, seen int, by Approval) (Summary, error) {
	return s.change(ctx, id, seen, func(_ Store, actor scheduling.Actor, next Summary) (Summary, error) {
		if next.State != SummaryAwaiting {
			return next, scheduling.RefusedError(CodeSummaryNotAwaiting)
		}
		// Somebody without an account is nobody in particular, and so no second person.
		if actor.ID == "" || actor.ID == next.AuthorID || actor.ID == next.EditorID {
			return next, scheduling.RefusedError(CodeOwnSummary)
		}
		told, err := by.settle(next.Telling)
		if err != nil {
			return next, err
		}
		next.Said, next.Done = told.Said, told.Done
		next.State, next.Remark, next.ApproverID = SummaryPublished, "", actor.ID
		next.Public = &Edition{Telling: told, Approved: s.now()}
		return next, nil
	})
}

// Withdraw takes back what citizens read. Who did it, when and why stays. The error's
// kind is as of Approve.
func (s *Summaries) Withdraw(ctx context.Context, id SummaryID, seen int, reason string) (Summary, error) {
	return s.change(ctx, id, seen, func(_ Store, actor scheduling.Actor, next Summary) (Summary, error) {
		if next.Public == nil {
			return next, scheduling.RefusedError(CodeSummaryNotPublic)
		}
		reason, err := checkedRemark("reason", reason)
		if err != nil {
			return next, err
		}
		next.State, next.Public = SummaryWithdrawn, nil
		next.Withdrawal = &Withdrawal{ByID: actor.ID, At: s.now(), Reason: reason}
		return next, nil
	})
}

// Warning is a part of what a summary says that may tell who somebody is.
type Warning struct {
	Field string // "said", "actions[0].answer"
	Kind  privacy.Kind
	Text  string // the part
}

// Warnings returns what an approver has to confirm or mask, in the order of the text.
func (t Telling) Warnings() []Warning {
	var found []Warning
	t.each(func(field string, text *string) {
		for _, f := range privacy.Find(*text) {
			found = append(found, Warning{Field: field, Kind: f.Kind, Text: (*text)[f.From:f.To]})
		}
	})
	return found
}

// settle returns what a summary says with what is to be masked in it.
func (by Approval) settle(t Telling) (Telling, error) {
	var flaws scheduling.Flaws
	t.Actions = slices.Clone(t.Actions)
	t.each(func(field string, text *string) {
		var masked []privacy.Finding
		for _, f := range privacy.Find(*text) {
			part := (*text)[f.From:f.To]
			switch {
			case f.Kind.Blocked():
				flaws.Check(false, field, scheduling.CodePersonalNumber)
			case slices.Contains(by.Masked, part):
				masked = append(masked, f)
			case !slices.Contains(by.Confirmed, part):
				flaws.Check(false, field, CodeUnsettled)
			}
		}
		*text = privacy.Mask(*text, masked)
	})
	return t, flaws.Err()
}

// each visits every text that citizens would read and somebody has written.
func (t *Telling) each(visit func(field string, text *string)) {
	visit("said", &t.Said)
	visit("done", &t.Done)
	for i := range t.Actions {
		visit(field("actions", i)+".role", &t.Actions[i].Role)
		visit(field("actions", i)+".answer", &t.Actions[i].Answer)
	}
}
