package api

import (
	"context"
	"fmt"

	"poliskontor/accounts"
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

// summaryChange is a request to change how far a summary has come.
type summaryChange[In interface{ seen() int }] struct {
	ID      Ref    `path:"id" doc:"The summary's ID."`
	IfMatch string `header:"If-Match" doc:"The version that you saw, in quotation marks." example:"\"3\""`
	Body    In
}

func (c summaryChange[In]) of() (dialogue.SummaryID, int, error) {
	version, err := versionSeen(c.IfMatch, c.Body.seen())
	return dialogue.SummaryID(c.ID), version, err
}

func (a *api) createSummary(ctx context.Context, in *creation[SummaryIn]) (*created[Summary], error) {
	s, err := a.Summaries.Write(ctx, in.Body.summary())
	shown, err := a.summaryAnswer(ctx, s, err)
	if err != nil {
		return nil, err
	}
	return &created[Summary]{Location: summariesPath + "/" + string(s.ID), ETag: shown.ETag, Body: shown.Body}, nil
}

func (a *api) replaceSummary(ctx context.Context, in *replacement[SummaryIn]) (*answer[Summary], error) {
	version, err := versionSeen(in.IfMatch, in.Body.seen())
	if err != nil {
		return nil, err
	}
	next := in.Body.summary()
	next.ID, next.Version = dialogue.SummaryID(in.ID), version
	s, err := a.Summaries.Revise(ctx, next)
	return a.summaryAnswer(ctx, s, err)
}

func (a *api) deleteSummary(ctx context.Context, in *removal) (*nothing, error) {
	version, err := versionSeen(in.IfMatch, 0)
	if err != nil {
		return nil, err
	}
	return nil, a.Summaries.Remove(ctx, dialogue.SummaryID(in.ID), version)
}

func (a *api) submitSummary(ctx context.Context, in *summaryChange[Seen]) (*answer[Summary], error) {
	id, version, err := in.of()
	if err != nil {
		return nil, err
	}
	s, err := a.Summaries.Submit(ctx, id, version)
	return a.summaryAnswer(ctx, s, err)
}

func (a *api) sendBackSummary(ctx context.Context, in *summaryChange[RemarkIn]) (*answer[Summary], error) {
	id, version, err := in.of()
	if err != nil {
		return nil, err
	}
	s, err := a.Summaries.SendBack(ctx, id, version, in.Body.Remark)
	return a.summaryAnswer(ctx, s, err)
}

func (a *api) approveSummary(ctx context.Context, in *summaryChange[ApprovalIn]) (*answer[Summary], error) {
	id, version, err := in.of()
	if err != nil {
		return nil, err
	}
	s, err := a.Summaries.Approve(ctx, id, version, dialogue.Approval{Confirmed: in.Body.Confirmed, Masked: in.Body.Masked})
	return a.summaryAnswer(ctx, s, err)
}

func (a *api) withdrawSummary(ctx context.Context, in *summaryChange[WithdrawalIn]) (*answer[Summary], error) {
	id, version, err := in.of()
	if err != nil {
		return nil, err
	}
	s, err := a.Summaries.Withdraw(ctx, id, version, in.Body.Reason)
	return a.summaryAnswer(ctx, s, err)
}

// approversOf lists who may approve a summary that is on its way; nil for one that is not.
func (a *api) approversOf(ctx context.Context, s dialogue.Summary) ([]Who, error) {
	if s.State != dialogue.SummaryDraft && s.State != dialogue.SummaryAwaiting {
		return nil, nil
	}
	may, err := a.Accounts.WhoMay(ctx, accounts.ApproveSummaries, s.DistrictID, s.Owner)
	if err != nil {
		return nil, fmt.Errorf("find who may approve summary %s: %w", s.ID, err)
	}
	others := []Who{}
	for _, account := range may {
		if id := string(account.ID); id != s.AuthorID && id != s.EditorID {
			others = append(others, Who{ID: Ref(id), Name: account.Name})
		}
	}
	return others, nil
}

// names are those of accounts, by ID.
type names map[string]string

func (n names) who(id string) Who { return Who{ID: Ref(id), Name: n[id]} }

// namesIn reads the names of those who had to do with summaries. Colleagues know each
// other whatever districts their roles are in.
func (a *api) namesIn(ctx context.Context, summaries ...dialogue.Summary) (names, error) {
	people := names{}
	for _, s := range summaries {
		involved := []string{s.AuthorID, s.EditorID, s.ApproverID}
		if s.Withdrawal != nil {
			involved = append(involved, s.Withdrawal.ByID)
		}
		for _, id := range involved {
			if _, read := people[id]; read || id == "" {
				continue
			}
			account, err := a.Accounts.Store().Get(ctx, accounts.AccountID(id))
			if err != nil && scheduling.KindOf(err) != scheduling.NotFound {
				return nil, err
			}
			people[id] = account.Name
		}
	}
	return people, nil
}
