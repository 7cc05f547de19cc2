package site

import (
	"cmp"
	"slices"
	"time"

	"poliskontor/scheduling"
)

// Pledge is a signed pledge, or the agreement that frames pledges, as everyone may
// read it.
type Pledge struct {
	Slug          string
	Kind          scheduling.PledgeKind
	Title         string
	Reference     string // diarienummer
	Municipality  scheduling.PublicName
	Parties       []string
	Signed        scheduling.Day
	From          scheduling.Day
	To            scheduling.Day // last day; zero for "until new promises are signed"
	Replaces      string         // slug of the version before, if any
	Frame         string         // slug of the agreement that it belongs to, if any
	FollowUp      string
	FollowUpMonth time.Month // 0 for none
	FollowUpForum string     // where it is followed up
	FollowUpBy    string     // who sees to it, by role
	Demonstration bool       // nobody signed it
	Commitments   []Commitment
	Kept          *Kept // how it is kept; nil where that is not told
}

// Commitment is one article of a pledge.
type Commitment struct {
	ID          scheduling.CommitmentID
	Article     int
	Title       string
	Text        string
	Owner       scheduling.Owner
	Responsible string         // by role
	Forum       string         // where it is dealt with
	Due         scheduling.Day // zero for none of its own
	Indicator   scheduling.Indicator
	Target      scheduling.Target
	Binds       scheduling.Binding
	Kinds       []scheduling.LocalityKind // made to all localities of these kinds
	Localities  []scheduling.PublicName   // made to these
	Kept        *CommitmentKept           // nil where that is not told
}

// publicPledges returns the signed pledges, those that begin last first. Drafts are
// nobody's business yet.
func (r registers) publicPledges() []Pledge {
	municipalities := map[scheduling.MunicipalityID]scheduling.PublicName{}
	for _, m := range r.municipalities {
		municipalities[m.ID] = scheduling.PublicName{Slug: m.Slug, Name: m.Name}
	}
	localities := map[scheduling.LocalityID]scheduling.PublicName{}
	for _, l := range r.localities {
		localities[l.ID] = scheduling.PublicName{Slug: l.Slug, Name: l.Name}
	}
	slugs := map[scheduling.PledgeID]string{}
	for _, p := range r.pledges {
		if !p.Signed.IsZero() {
			slugs[p.ID] = p.Slug
		}
	}
	var public []Pledge
	for _, p := range r.pledges {
		if p.Signed.IsZero() {
			continue
		}
		pledge := Pledge{
			Slug: p.Slug, Kind: p.Kind, Title: p.Title, Reference: p.Reference, Municipality: municipalities[p.MunicipalityID],
			Parties: p.Parties, Signed: p.Signed, From: p.From, To: p.To, Replaces: slugs[p.ReplacesID], Frame: slugs[p.FrameID],
			FollowUp: p.FollowUp, FollowUpMonth: p.FollowUpMonth, FollowUpForum: p.FollowUpForum, FollowUpBy: p.FollowUpBy, Demonstration: p.Demonstration,
		}
		for _, c := range p.Commitments {
			pledge.Commitments = append(pledge.Commitments, publicCommitment(c, localities))
		}
		public = append(public, pledge)
	}
	slices.SortStableFunc(public, func(a, b Pledge) int {
		return cmp.Or(cmp.Compare(b.From, a.From), cmp.Compare(a.Slug, b.Slug))
	})
	return public
}

func publicCommitment(c scheduling.Commitment, localities map[scheduling.LocalityID]scheduling.PublicName) Commitment {
	public := Commitment{ID: c.ID, Article: c.Article, Title: c.Title, Text: c.Text, Owner: c.Owner, Responsible: c.Responsible,
		Forum: c.Forum, Due: c.Due, Indicator: c.Indicator,
		Target: c.Target, Binds: c.Binds, Kinds: c.Scope.Kinds}
	for _, id := range c.Scope.Localities {
		if name, known := localities[id]; known {
			public.Localities = append(public.Localities, name)
		}
	}
	return public
}
