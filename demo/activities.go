package demo

import (
	"context"
	"fmt"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
)

// deed is an activity of the demonstration, before it has a place in the register.
type deed struct {
	day          scheduling.Day
	kind         followup.Kind
	owner        scheduling.Owner
	locality     string // its slug; "" for the whole kommun
	place        string
	title        string
	participants int // 0 where nobody counted
	text         string
	together     bool
}

// loadActivities enters a year of what was done beside visits, and what was done in the
// years of the older pledges.
func (l *loader) loadActivities(ctx context.Context) error {
	l.clock = l.now
	for _, d := range append(l.yearOfDeeds(), oldDeeds()...) {
		if _, err := l.addDeed(ctx, d); err != nil {
			return err
		}
	}
	if err := l.addControls(ctx); err != nil {
		return err
	}
	if err := l.addWalks(ctx); err != nil {
		return err
	}
	return l.addByHand(ctx)
}

func (l *loader) activityOf(d deed) followup.Activity {
	a := followup.Activity{
		DistrictID: l.district.ID, MunicipalityID: l.localities["ahus"].MunicipalityID, LocalityID: l.localities[d.locality].ID,
		Place: d.place, Kind: d.kind, Title: d.title, Owner: d.owner, Day: d.day, Status: followup.Done, Text: d.text, Together: d.together,
	}
	if d.day > l.today {
		a.Status = followup.Planned
	}
	if d.participants > 0 && a.Status == followup.Done {
		a.Participants = &d.participants
	}
	return a
}

func (l *loader) addDeed(ctx context.Context, d deed) (followup.Activity, error) {
	return l.enter(ctx, l.activityOf(d))
}

func (l *loader) enter(ctx context.Context, a followup.Activity) (followup.Activity, error) {
	added, err := l.activities.Add(ctx, a)
	if err != nil {
		return added, fmt.Errorf("activity %s of %s: %w", a.Kind, a.Day, err)
	}
	return added, nil
}

// yearOfDeeds is what was done in the last year, and what is planned next.
func (l *loader) yearOfDeeds() []deed {
	t := l.today
	const police, kommun = scheduling.Police, scheduling.Kommun
	return []deed{
		{t - 300, followup.WatchEvening, police, "ahus", "Biblioteket", "", 34, "Vi berättade hur grannsamverkan går till. Två kvarter anmälde sig.", true},
		{t - 110, followup.WatchEvening, police, "tollarp", "Bygdegården", "", 21, "Startmöte för ett nytt område.", false},
		{t + 12, followup.WatchEvening, police, "degeberga", "Skolans matsal", "", 0, "", true},
		{t - 280, followup.TheftEvening, police, "fjalkinge", "Församlingshemmet", "", 18, "Märkning av cyklar och verktyg, lås och belysning.", false},
		{t - 75, followup.TheftEvening, kommun, "onnestad", "Folkhögskolan", "", 27, "Information om stöldskydd tillsammans med försäkringsbolag.", true},
		{t - 320, followup.FraudPrevention, kommun, "kristianstad", "Träffpunkten i centrum", "", 45, "Så känner man igen ett falskt samtal. Material på fem språk.", true},
		{t - 200, followup.FraudPrevention, police, "ahus", "Seniorboendet", "", 30, "Övningar i att lägga på luren.", false},
		{t - 90, followup.FraudPrevention, kommun, "arkelstorp", "Biblioteket", "", 16, "", false},
		{t - 20, followup.FraudPrevention, kommun, "tollarp", "Träffpunkten", "", 22, "Många ville veta mer om bankärenden i mobilen.", true},
		{t - 250, followup.Survey, kommun, "", "", "Enkät om trygghet på kommunens webbplats", 812, "Svaren visar att trafiken oroar mest i basorterna.", false},
		{t - 45, followup.Survey, police, "", "", "Trygghetsmätningen", 1490, "", false},
		{t - 330, followup.ForumMeeting, kommun, "", "Stadshuset", "Lokala Brå, vinter", 14, "", true},
		{t - 240, followup.ForumMeeting, kommun, "", "Stadshuset", "Lokala Brå, vår", 15, "", true},
		{t - 60, followup.ForumMeeting, kommun, "", "Stadshuset", "Lokala Brå, höst", 13, "", true},
		{t + 20, followup.ForumMeeting, kommun, "", "Stadshuset", "Lokala Brå, december", 0, "", true},
		{t - 150, followup.ForumMeeting, kommun, "", "Stadshuset", "Strategisk styrgrupp", 8, "", true},
		{t - 130, followup.CitizenDialogue, kommun, "everod", "Torget", "", 40, "Samtal i samband med en torgdag. Mest om hastigheter genom byn.", true},
	}
}

// oldDeeds is what was done in the years of the older pledges.
func oldDeeds() []deed {
	const police, kommun = scheduling.Police, scheduling.Kommun
	day := scheduling.NewDay
	return []deed{
		{day(2020, time.June, 11), followup.WatchEvening, police, "ahus", "", "", 20, "", true},
		{day(2020, time.October, 7), followup.TheftEvening, police, "tollarp", "", "", 15, "", true},
		{day(2020, time.September, 15), followup.CitizenDialogue, kommun, "degeberga", "Torget", "", 35, "", true},
		{day(2020, time.November, 3), followup.Survey, kommun, "", "", "Frågor om trygghet", 640, "", false},
		{day(2020, time.November, 25), followup.ForumMeeting, kommun, "", "Stadshuset", "Lokala Brå", 12, "Problembild om unga och narkotika.", true},
		{day(2025, time.April, 24), followup.FraudPrevention, kommun, "kristianstad", "", "", 38, "", true},
		{day(2025, time.May, 20), followup.TrafficControl, police, "farlov", "Infarten söderifrån", "", 0, "", false},
		{day(2025, time.September, 18), followup.TrafficControl, police, "gards-kopinge", "Skolan", "", 0, "", false},
		{day(2025, time.October, 2), followup.FraudPrevention, police, "ahus", "", "", 25, "", false},
	}
}

// controlled are where traffic is controlled, in turn.
var controlled = []struct{ locality, place string }{
	{"ahus", "Infarten från väg 118"}, {"tollarp", "Genomfarten vid skolan"}, {"fjalkinge", "Gamla landsvägen"}, {"onnestad", "Vid stationen"},
	{"degeberga", "Backen vid kyrkan"}, {"arkelstorp", "Genomfarten"}, {"farlov", "Infarten söderifrån"}, {"everod", "Vid bussarna"},
	{"gards-kopinge", "Skolan"}, {"rinkaby", "Rakan österut"}, {"yngsjo", "Kustvägen"},
}

// addControls enters the traffic controls of the last twelve months: eleven a month where
// citizens wanted them, but for one month of nine. Who asked was told after a week, but
// for the last ones.
func (l *loader) addControls(ctx context.Context) error {
	year, month, _ := l.today.Date()
	for back := range 12 {
		count := len(controlled)
		if back == 4 {
			count = 9
		}
		for i, at := range controlled[:count] {
			a := l.activityOf(deed{day: scheduling.NewDay(year, month-time.Month(back), 2+2*i), kind: followup.TrafficControl,
				owner: scheduling.Police, locality: at.locality, place: at.place})
			if a.Day > l.today {
				continue
			}
			a.Named, a.Hours = true, &followup.Hours{From: 15 * 60, Until: 16*60 + 30}
			if told := a.Day + 7; told <= l.today-10 {
				a.Feedback = told
			}
			if _, err := l.enter(ctx, a); err != nil {
				return err
			}
		}
	}
	return nil
}

// addWalks enters two safety walks, each with its preparation; the first was followed up,
// and the second will be.
func (l *loader) addWalks(ctx context.Context) error {
	for _, w := range []struct {
		day, later scheduling.Day
		owner      scheduling.Owner
		locality   string
		place      string
	}{
		{l.today - 210, l.today - 35, scheduling.Kommun, "kristianstad", "Gamlegården"},
		{l.today - 50, l.today + 40, scheduling.Police, "ahus", "Stationsområdet"},
	} {
		walk := l.activityOf(deed{day: w.day, kind: followup.SafetyWalk, owner: w.owner, locality: w.locality, place: w.place, participants: 23,
			text: "Belysning, buskar och en trasig bänk. Det som ska göras blev åtgärder.", together: true})
		walk.Step, walk.Hours = followup.Walk, &followup.Hours{From: 18 * 60, Until: 19*60 + 30}
		walk, err := l.enter(ctx, walk)
		if err != nil {
			return err
		}
		for step, day := range map[followup.Step]scheduling.Day{followup.Preparation: w.day - 14, followup.FollowUpWalk: w.later} {
			part := l.activityOf(deed{day: day, kind: followup.SafetyWalk, owner: w.owner, locality: w.locality, place: w.place, together: true})
			part.Step, part.WalkID = step, walk.ID
			if _, err := l.enter(ctx, part); err != nil {
				return err
			}
		}
	}
	return nil
}

// addByHand enters what no kind says the purpose of, and counts it by hand toward the
// frame agreement's article on visible police.
func (l *loader) addByHand(ctx context.Context) error {
	added, err := l.addDeed(ctx, deed{day: l.today - 28, kind: followup.Other, owner: scheduling.Police, locality: "kristianstad", place: "Centrum",
		title: "Fotpatruller i centrum", text: "Två kvällar efter veckans lägesbild."})
	if err != nil {
		return err
	}
	pledges, _, err := l.registers.Pledges.List(ctx, scheduling.Query{Slug: "kristianstad-samverkan-2025-2028"})
	if err != nil {
		return err
	}
	for _, p := range scheduling.InForce(pledges) {
		for _, c := range p.Commitments {
			if c.Title == "Synlig polis" && p.ValidOn(added.Day) {
				if _, err := l.activities.Correct(ctx, added.ID, 1, []scheduling.CommitmentID{c.ID}); err != nil {
					return fmt.Errorf("count %s by hand: %w", added.Title, err)
				}
			}
		}
	}
	return nil
}
