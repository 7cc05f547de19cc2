package api

import (
	"context"

	"poliskontor/scheduling"
	"poliskontor/scheduling/weeding"
)

// TermsIn is when records of a kind go, and by which decision.
type TermsIn struct {
	Kind         string `json:"kind" enum:"notes,wishes,actions,situations,activities,summaries" doc:"Which records: notes age from when they were written, wishes from when they came, actions from when they ended, parts of lägesbilder from the last day that they are about, activities from their day, summaries from their last change. A summary that citizens read stays until it is withdrawn."`
	Months       int    `json:"months" doc:"How long they are kept." example:"24"`
	From         string `json:"from" enum:"day,year_end" doc:"From when that is counted: the record's own day, or the end of its year."`
	Decision     string `json:"decision" doc:"The decision by its number." example:"A123.456/2026"`
	Decided      Date   `json:"decided" doc:"When it was decided."`
	ArchiveFirst bool   `json:"archiveFirst,omitempty" doc:"Nothing goes before it was exported for the archive."`
}

// RetentionRuleIn is a rule by which records of your authority are weeded.
type RetentionRuleIn struct {
	DistrictID Ref `json:"districtId" doc:"The district."`
	TermsIn
	Seen
}

// RetentionRule is a rule as it is stored.
type RetentionRule struct {
	Meta
	Owner string `json:"owner" enum:"police,kommun" doc:"Whose records it is about."`
	RetentionRuleIn
}

// WeedingHoldIn keeps records from being weeded: all that it does not narrow.
type WeedingHoldIn struct {
	DistrictID Ref    `json:"districtId" doc:"The district."`
	Kind       string `json:"kind,omitempty" enum:"notes,wishes,actions,situations,activities,summaries" doc:"Only records of this kind; every kind where left out."`
	LocalityID Ref    `json:"localityId,omitempty" doc:"Only those at this locality."`
	From       Date   `json:"from,omitempty" doc:"Only those of this day or later."`
	To         Date   `json:"to,omitempty" doc:"Only those of this day or earlier."`
	RecordID   Ref    `json:"recordId,omitempty" doc:"Only the one with this ID."`
	Reason     string `json:"reason" doc:"Why." example:"Begäran om utlämnande"`
}

// WeedingHold is a hold as it is stored.
type WeedingHold struct {
	Meta
	Owner string `json:"owner" enum:"police,kommun" doc:"Who set it, and may lift it."`
	WeedingHoldIn
}

func (in RetentionRuleIn) rule() weeding.Rule {
	return weeding.Rule{DistrictID: scheduling.DistrictID(in.DistrictID), Terms: weeding.Terms{
		Kind: weeding.Kind(in.Kind), Months: in.Months, From: weeding.Counting(in.From), Decision: in.Decision, Decided: in.Decided.day(),
		ArchiveFirst: in.ArchiveFirst,
	}}
}

func showTerms(t weeding.Terms) TermsIn {
	return TermsIn{Kind: string(t.Kind), Months: t.Months, From: string(t.From), Decision: t.Decision, Decided: dateOf(t.Decided), ArchiveFirst: t.ArchiveFirst}
}

func showRetentionRule(r weeding.Rule) RetentionRule {
	return RetentionRule{Meta: metaOf(r.ID, r.Meta), Owner: string(r.Owner), RetentionRuleIn: RetentionRuleIn{DistrictID: Ref(r.DistrictID), TermsIn: showTerms(r.Terms)}}
}

func showWeedingHold(h weeding.Hold) WeedingHold {
	return WeedingHold{Meta: metaOf(h.ID, h.Meta), Owner: string(h.Owner), WeedingHoldIn: WeedingHoldIn{
		DistrictID: Ref(h.DistrictID), Kind: string(h.Kind), LocalityID: Ref(h.LocalityID), From: dateOf(h.From), To: dateOf(h.To),
		RecordID: Ref(h.RecordID), Reason: h.Reason,
	}}
}

func (a *api) listRetentionRules(ctx context.Context, in *DistrictFilter) (*listed[RetentionRule], error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	found, total, err := a.Weeding.Rules(ctx, q)
	if err != nil {
		return nil, err
	}
	return list(ctx, in.Paging, found, total, showRetentionRule), nil
}

func (a *api) createRetentionRule(ctx context.Context, in *creation[RetentionRuleIn]) (*created[RetentionRule], error) {
	added, err := a.Weeding.AddRule(ctx, in.Body.rule())
	if err != nil {
		return nil, err
	}
	return &created[RetentionRule]{Location: rulesPath + "/" + string(added.ID), ETag: etag(added.Version), Body: showRetentionRule(added)}, nil
}

func (a *api) getRetentionRule(ctx context.Context, in *byID) (*answer[RetentionRule], error) {
	return ruleAnswer(a.Weeding.Rule(ctx, weeding.RuleID(in.ID)))
}

func (a *api) replaceRetentionRule(ctx context.Context, in *replacement[RetentionRuleIn]) (*answer[RetentionRule], error) {
	version, err := versionSeen(in.IfMatch, in.Body.seen())
	if err != nil {
		return nil, err
	}
	next := in.Body.rule()
	next.ID, next.Version = weeding.RuleID(in.ID), version
	return ruleAnswer(a.Weeding.ChangeRule(ctx, next))
}

func (a *api) deleteRetentionRule(ctx context.Context, in *removal) (*nothing, error) {
	version, err := versionSeen(in.IfMatch, 0)
	if err != nil {
		return nil, err
	}
	return nil, a.Weeding.RemoveRule(ctx, weeding.RuleID(in.ID), version)
}

func ruleAnswer(rule weeding.Rule, err error) (*answer[RetentionRule], error) {
	if err != nil {
		return nil, err
	}
	return &answer[RetentionRule]{ETag: etag(rule.Version), Body: showRetentionRule(rule)}, nil
}

func (a *api) listWeedingHolds(ctx context.Context, in *DistrictFilter) (*listed[WeedingHold], error) {
	q, err := in.query()
	if err != nil {
		return nil, err
	}
	found, total, err := a.Weeding.Holds(ctx, q)
	if err != nil {
		return nil, err
	}
	return list(ctx, in.Paging, found, total, showWeedingHold), nil
}

func (a *api) setWeedingHold(ctx context.Context, in *creation[WeedingHoldIn]) (*created[WeedingHold], error) {
	b := in.Body
	set, err := a.Weeding.SetHold(ctx, weeding.Hold{
		DistrictID: scheduling.DistrictID(b.DistrictID), Kind: weeding.Kind(b.Kind), LocalityID: scheduling.LocalityID(b.LocalityID),
		From: b.From.day(), To: b.To.day(), RecordID: string(b.RecordID), Reason: b.Reason,
	})
	if err != nil {
		return nil, err
	}
	return &created[WeedingHold]{Location: holdsPath + "/" + string(set.ID), ETag: etag(set.Version), Body: showWeedingHold(set)}, nil
}

func (a *api) getWeedingHold(ctx context.Context, in *byID) (*answer[WeedingHold], error) {
	hold, err := a.Weeding.Hold(ctx, weeding.HoldID(in.ID))
	if err != nil {
		return nil, err
	}
	return &answer[WeedingHold]{ETag: etag(hold.Version), Body: showWeedingHold(hold)}, nil
}

func (a *api) liftWeedingHold(ctx context.Context, in *removal) (*nothing, error) {
	version, err := versionSeen(in.IfMatch, 0)
	if err != nil {
		return nil, err
	}
	return nil, a.Weeding.LiftHold(ctx, weeding.HoldID(in.ID), version)
}
