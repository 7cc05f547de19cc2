package scheduling_test

import (
	"errors"
	"slices"
	"testing"

	"poliskontor/scheduling"
)

// violated returns the fields of an error with the codes that they broke.
func violated(err error) []string {
	var refused *scheduling.Error
	if !errors.As(err, &refused) {
		return nil
	}
	var found []string
	for _, v := range refused.Violations {
		found = append(found, v.Field+" "+string(v.Code))
	}
	return found
}

func TestWhatAPledgeCanSay(t *testing.T) {
	for name, test := range map[string]struct {
		spoil func(*scheduling.Pledge)
		want  []string
	}{
		"all of it": {func(*scheduling.Pledge) {}, nil},
		"no month":  {func(p *scheduling.Pledge) { p.FollowUpMonth = 13 }, []string{"followUpMonth out_of_range"}},
		"two lines for a role": {func(p *scheduling.Pledge) { p.Commitments[0].Responsible = "a\nb" },
			[]string{"commitments[0].responsible not_one_line"}},
		"two lines for a forum": {func(p *scheduling.Pledge) { p.Commitments[1].Forum = "a\nb" },
			[]string{"commitments[1].forum not_one_line"}},
		"due before it begins": {func(p *scheduling.Pledge) { p.Commitments[0].Due = p.From - 1 },
			[]string{"commitments[0].due end_before_start"}},
		"over nothing": {func(p *scheduling.Pledge) { p.Commitments[1].Target.Every = -1 },
			[]string{"commitments[1].target.every out_of_range"}},
		"the same twice": {func(p *scheduling.Pledge) { p.Commitments[1].ID, p.Commitments[1].Article = "a", 1 },
			[]string{"commitments[1].article duplicate", "commitments[1].id duplicate"}},
	} {
		p := scheduling.Pledge{
			DistrictID: "d", MunicipalityID: "m", Slug: "lofte", Kind: scheduling.CitizenPledge, Title: "Löfte", From: monday, To: monday + 365,
			FollowUpMonth: 12, FollowUpForum: "Lokala Brå", FollowUpBy: "Kommunpolisen",
			Commitments: []scheduling.Commitment{
				{ID: "a", Article: 1, Title: "Vandringar", Owner: scheduling.Kommun, Responsible: "Samordnaren", Due: monday + 30,
					Indicator: scheduling.SafetyWalks, Binds: scheduling.YearRound},
				{ID: "b", Article: 2, Title: "Rapport", Owner: scheduling.PoliceWithKommun, Forum: "Styrgruppen",
					Indicator: scheduling.Reports, Binds: scheduling.YearRound,
					Target: scheduling.Target{Count: 1, Per: scheduling.PerYear, Every: 2}},
			},
		}
		test.spoil(&p)
		_, err := p.Checked()
		if got := violated(err); !slices.Equal(got, test.want) {
			t.Errorf("%s: %v, want %v", name, got, test.want)
		}
	}
}

func TestTheNextVersionReplaces(t *testing.T) {
	d := newDesk(t, noHolidays{})
	signed := d.pledge()
	version := func(slug string, change func(*scheduling.Pledge)) (scheduling.Pledge, error) {
		p := signed
		p.ID, p.Slug, p.ReplacesID, p.Signed, p.From = "", slug, signed.ID, 0, monday
		p.Commitments = slices.Clone(signed.Commitments)
		p.Commitments[0].ID = ""
		if change != nil {
			change(&p)
		}
		return d.registers.Pledges.Create(d.ctx, p)
	}
	next, err := version("nasta", nil)
	if err != nil {
		t.Fatal(err)
	}
	if next.Commitments[0].ID == "" || next.Commitments[0].ID == signed.Commitments[0].ID {
		t.Errorf("the next version's article has ID %q", next.Commitments[0].ID)
	}
	if _, err := version("efter-utkast", func(p *scheduling.Pledge) { p.ReplacesID = next.ID }); !slices.Equal(violated(err), []string{"replacesId pledge_unsigned"}) {
		t.Errorf("a draft is replaced: %v", err)
	}
	if _, err := version("ram", func(p *scheduling.Pledge) { p.FrameID = signed.ID }); !slices.Equal(violated(err), []string{"frameId pledge_no_frame"}) {
		t.Errorf("a pledge frames another: %v", err)
	}
	other, err := version("samtidigt", nil)
	if err != nil {
		t.Fatalf("two drafts of the next version: %v", err)
	}

	// The draft keeps its article through a change, and stands once it is signed.
	article := next.Commitments[0].ID
	next.Title = "Nytt löfte"
	if next, err = d.registers.Pledges.Update(d.ctx, next); err != nil || next.Commitments[0].ID != article {
		t.Fatalf("%v: the article is %s, was %s", err, next.Commitments[0].ID, article)
	}
	next.Signed = monday
	if next, err = d.registers.Pledges.Update(d.ctx, next); err != nil {
		t.Fatal(err)
	}
	next.Title = "Ett annat"
	var refused *scheduling.Error
	if _, err := d.registers.Pledges.Update(d.ctx, next); !errors.As(err, &refused) || refused.Code != scheduling.CodePledgeSigned {
		t.Errorf("a signed pledge is changed: %v", err)
	}
	other.Signed = monday
	if _, err := d.registers.Pledges.Update(d.ctx, other); !slices.Equal(violated(err), []string{"replacesId pledge_replaced"}) {
		t.Errorf("a pledge is replaced twice: %v", err)
	}
	if ended := scheduling.InForce([]scheduling.Pledge{signed, next}); ended[0].To != monday-1 {
		t.Errorf("the version before is valid until %s", ended[0].To)
	}
}
