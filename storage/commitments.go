package storage

import "poliskontor/scheduling"

// commitmentRow is a commitment of a pledge, in a table of its own because the
// ledger refers to it.
type commitmentRow struct {
	ID          string
	PledgeID    string
	Position    int
	Article     int
	Title       string
	Text        string
	Owner       string
	Responsible string
	Forum       string
	Due         date
	Indicator   string
	Count       int
	Per         string
	Every       int
	AimDays     int
	MaxGapDays  int
	Binds       string
	Kinds       document[[]scheduling.LocalityKind]
	Localities  document[[]scheduling.LocalityID]
}

func (commitmentRow) TableName() string { return "commitments" }

func commitmentToRow(c scheduling.Commitment, pledge string, position int) commitmentRow {
	return commitmentRow{
		ID: string(c.ID), PledgeID: pledge, Position: position, Article: c.Article, Title: c.Title, Text: c.Text,
		Owner: string(c.Owner), Responsible: c.Responsible, Forum: c.Forum, Due: date(c.Due), Indicator: string(c.Indicator),
		Count: c.Target.Count, Per: string(c.Target.Per), Every: c.Target.Every,
		AimDays: c.Target.AimDays, MaxGapDays: c.Target.MaxGapDays, Binds: string(c.Binds),
		Kinds:      document[[]scheduling.LocalityKind]{c.Scope.Kinds},
		Localities: document[[]scheduling.LocalityID]{c.Scope.Localities},
	}
}

func commitmentFromRow(r commitmentRow) scheduling.Commitment {
	return scheduling.Commitment{
		ID: scheduling.CommitmentID(r.ID), Article: r.Article, Title: r.Title, Text: r.Text,
		Owner: scheduling.Owner(r.Owner), Responsible: r.Responsible, Forum: r.Forum, Due: scheduling.Day(r.Due),
		Indicator: scheduling.Indicator(r.Indicator),
		Target: scheduling.Target{
			Count: r.Count, Per: scheduling.Period(r.Per), Every: r.Every, AimDays: r.AimDays, MaxGapDays: r.MaxGapDays,
		},
		Binds: scheduling.Binding(r.Binds),
		Scope: scheduling.Scope{Kinds: r.Kinds.Content, Localities: r.Localities.Content},
	}
}
