package demo

import (
	"context"
	"fmt"

	"poliskontor/scheduling"
)

// articles numbers commitments by their place in the list; they bind all year round
// unless they say otherwise.
func articles(list ...scheduling.Commitment) []scheduling.Commitment {
	for i := range list {
		list[i].Article = i + 1
		if list[i].Binds == "" {
			list[i].Binds = scheduling.YearRound
		}
	}
	return list
}

func atLeast(count int, per scheduling.Period) scheduling.Target {
	return scheduling.Target{Count: count, Per: per}
}

// made makes a commitment that is counted as something; to is the one locality that it
// is made to, if any.
func made(title string, owner scheduling.Owner, indicator scheduling.Indicator, text string, to ...scheduling.LocalityID) scheduling.Commitment {
	return scheduling.Commitment{Title: title, Owner: owner, Indicator: indicator, Text: text, Scope: scheduling.Scope{Localities: to}}
}

// by says who answers for a commitment within the parties, by role.
func by(role string, c scheduling.Commitment) scheduling.Commitment {
	c.Responsible = role
	return c
}

// in says where a commitment is dealt with.
func in(forum string, c scheduling.Commitment) scheduling.Commitment {
	c.Forum = forum
	return c
}

// promising says how much of it is promised.
func promising(target scheduling.Target, c scheduling.Commitment) scheduling.Commitment {
	c.Target = target
	return c
}

// The forums and roles that several documents name.
const (
	localCouncil   = "Lokala Brå"
	situationGroup = "Lägesbildsgruppen"
	twoOfficers    = "Kommunpolisen och kommunens drog- och brottsförebyggande samordnare"
)

// createPledges stores pledges in order; ReplacesID and FrameID may name one that
// came before by its slug.
func (l *loader) createPledges(ctx context.Context, pledges []scheduling.Pledge) error {
	bySlug := map[scheduling.PledgeID]scheduling.PledgeID{}
	for _, p := range pledges {
		p.ReplacesID, p.FrameID = bySlug[p.ReplacesID], bySlug[p.FrameID]
		created, err := l.registers.Pledges.Create(ctx, p)
		if err != nil {
			return fmt.Errorf("pledge %s: %w", p.Slug, err)
		}
		bySlug[scheduling.PledgeID(p.Slug)] = created.ID
	}
	return nil
}

func (l *loader) loadKristianstadPledges(ctx context.Context) error {
	municipality, town := l.localities["ahus"].MunicipalityID, l.localities["kristianstad"].ID
	pledges := []scheduling.Pledge{officePledge2018(), dialoguePledge2020(town), frame2025(), pledges2025(town), l.examplePledge()}
	for i := range pledges {
		pledges[i].DistrictID, pledges[i].MunicipalityID = l.district.ID, municipality
		pledges[i].Parties = []string{"Kristianstads kommun", "Lokalpolisområde Kristianstad"}
	}
	return l.createPledges(ctx, pledges)
}
