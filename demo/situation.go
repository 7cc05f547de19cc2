package demo

import (
	"context"
	"fmt"
	"time"

	"poliskontor/accounts"
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/situation"
	"poliskontor/scheduling/weeding"
)

// heard is what was said at the visits of the week of the last lägesbild, one place each.
var heard = []struct {
	topics                  []string
	adults, youths, seniors int
	text                    string
	theirs                  []string // topics of the kommun's own note; nil for none
}{
	{[]string{"Trafik"}, 12, 3, 4, "Flera tycker att det körs fort genom byn på kvällarna.", []string{"Trafik", "Annat"}},
	{[]string{"Unga, tobak och alkohol", "Trygghet på en plats"}, 8, 6, 1, "Det är stökigt vid busshållplatsen på fredagarna.", []string{"Trygghet på en plats"}},
	{[]string{"Bedrägerier mot äldre"}, 5, 0, 7, "Falska samtal från banken har kommit tillbaka.", nil},
	{[]string{"Trafik", "Nedskräpning och skadegörelse"}, 9, 1, 2, "Bilar på gångvägen, och glas vid lekplatsen.", []string{"Nedskräpning och skadegörelse"}},
}

// wished are wishes, by how many days after the Monday of the lägesbild's week they came.
var wished = []struct {
	place, topic string
	after        scheduling.Day
}{
	{"ahus", "Trafik", 0}, {"ahus", "Trafik", 2}, {"tollarp", "Nedskräpning och skadegörelse", 1}, {"fjalkinge", "Trygghet på en plats", -1},
	{"ahus", "Trafik", -6}, {"tollarp", "Nedskräpning och skadegörelse", -8}, {"tollarp", "Nedskräpning och skadegörelse", -7},
	{"tollarp", "Nedskräpning och skadegörelse", -9}, {"onnestad", "Bedrägerier mot äldre", -13}, {"tollarp", "Nedskräpning och skadegörelse", -15},
	{"ahus", "Trafik", -27}, {"tollarp", "Nedskräpning och skadegörelse", -20}, {"degeberga", "", -34}, {"arkelstorp", "Trafik", -55},
}

// What each authority says of the week.
const (
	policeWords = "Trafiken på infarterna är det som flest tar upp, mest i Åhus. Vi lägger kontrollerna på kvällstid de närmaste två veckorna."
	kommunWords = "Vi ser över belysningen vid busshållplatserna och tömmer papperskorgarna oftare. Fältarna är ute på fredagskvällarna."
)

// AddSituation adds what was said and done in the week of the last lägesbild that is
// ready, both authorities' parts of it, released, and an example of a retention rule. It
// adds nothing where there is a lägesbild already. All of it is added or nothing.
func AddSituation(ctx context.Context, store weeding.Store, people *accounts.Service, now time.Time) error {
	_, parts, err := store.Situation().Parts().List(ctx, scheduling.Query{Limit: 1})
	if err != nil || parts > 0 {
		return err
	}
	actors, err := actorsOf(ctx, people)
	if err != nil || actors == nil {
		return err
	}
	return store.InTx(ctx, func(store weeding.Store) error {
		districts, _, err := store.Schedule().Districts().List(ctx, scheduling.Query{Slug: "kristianstad"})
		if err != nil || len(districts) == 0 {
			return err
		}
		w := &weekTold{store: store, actors: actors, now: now, district: districts[0].ID, monday: situation.Latest(now)}
		for _, do := range []func(context.Context) error{w.hear, w.wish, w.act, w.release, w.rule} {
			if err := do(ctx); err != nil {
				return fmt.Errorf("tell of the week of %s: %w", w.monday, err)
			}
		}
		return nil
	})
}

// weekTold acts out the week of a lägesbild.
type weekTold struct {
	store    weeding.Store
	actors   map[accounts.Role]scheduling.Actor
	now      time.Time // in the story, as it goes
	district scheduling.DistrictID
	monday   scheduling.Day
}

func (w *weekTold) clock() time.Time { return w.now }

func (w *weekTold) as(ctx context.Context, role accounts.Role) context.Context {
	return scheduling.WithActor(ctx, w.actors[role])
}

// at does something at an instant.
func (w *weekTold) at(instant time.Time, do func() error) error {
	now := w.now
	defer func() { w.now = now }()
	w.now = instant
	return do()
}

// hear writes a note at one visit to each place of the week.
func (w *weekTold) hear(ctx context.Context) error {
	from, to := situation.Covered(w.monday)
	visits, _, err := w.store.Schedule().Visits().List(ctx, scheduling.Query{DistrictID: w.district, States: []scheduling.State{scheduling.Held},
		From: from.Starts(), Until: (to + 1).Starts()})
	if err != nil {
		return err
	}
	notes := dialogue.New(w.store.Dialogue(), w.clock)
	places := map[scheduling.LocalityID]bool{"": true} // none at an event
	for _, visit := range visits {
		told := len(places) - 1
		if told == len(heard) || places[visit.LocalityID] {
			continue
		}
		places[visit.LocalityID] = true
		one := heard[told]
		err := w.at(visit.Ends, func() error {
			note := dialogue.Note{VisitID: visit.ID, Written: visit.Ends, Topics: one.topics, Text: one.text,
				Attendance: &dialogue.Attendance{Adults: one.adults, Youths: one.youths, Seniors: one.seniors}}
			_, err := notes.Write(w.as(ctx, accounts.Crew), note, nil)
			if err != nil || one.theirs == nil {
				return err
			}
			note.Topics, note.Attendance, note.Text = one.theirs, nil, "Vi pratade om vad kommunen kan göra på platsen."
			_, err = notes.Write(w.as(ctx, accounts.Coordinator), note, nil)
			return err
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func (w *weekTold) wish(ctx context.Context) error {
	wishes := scheduling.NewWishes(w.store.Schedule(), w.clock)
	for i, one := range wished {
		day := w.monday + one.after
		err := w.at(day.At(17*60+i), func() error {
			return wishes.Receive(ctx, scheduling.WishOrder{
				Locality: one.place, Ticket: fmt.Sprintf("demo-%d", i), Ends: w.now.Add(time.Hour),
				Wish: scheduling.Wish{Days: scheduling.AnyDay, Hours: scheduling.AnyHour, Topic: one.topic}})
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// act enters what was done beside visits in the week, and what is coming.
func (w *weekTold) act(ctx context.Context) error {
	participants := 26
	activities := followup.NewActivities(w.store.FollowUp(), w.clock)
	for _, one := range []struct {
		by    accounts.Role
		place string
		a     followup.Activity
	}{
		{accounts.Coordinator, "fjalkinge", followup.Activity{Kind: followup.FraudPrevention, Day: w.monday + 1, Place: "Träffpunkten", Participants: &participants,
			Status: followup.Done, Together: true}},
		{accounts.Planner, "ahus", followup.Activity{Kind: followup.TrafficControl, Day: w.monday + 2, Place: "Infarten från väg 118", Named: true,
			Hours: &followup.Hours{From: 17 * 60, Until: 18*60 + 30}, Status: followup.Done}},
		{accounts.Planner, "tollarp", followup.Activity{Kind: followup.WatchEvening, Day: w.monday + 10, Place: "Bygdegården",
			Hours: &followup.Hours{From: 18 * 60, Until: 20 * 60}, Status: followup.Planned}},
		{accounts.Coordinator, "degeberga", followup.Activity{Kind: followup.CitizenDialogue, Day: w.monday + 9, Place: "Torget",
			Hours: &followup.Hours{From: 16 * 60, Until: 18 * 60}, Status: followup.Planned}},
	} {
		places, _, err := w.store.Schedule().Localities().List(ctx, scheduling.Query{DistrictID: w.district, Slug: one.place})
		if err != nil || len(places) == 0 {
			return err
		}
		one.a.DistrictID, one.a.LocalityID = w.district, places[0].ID
		if _, err := activities.Add(w.as(ctx, one.by), one.a); err != nil {
			return fmt.Errorf("activity %s: %w", one.a.Kind, err)
		}
	}
	return nil
}

// release says and releases each authority's part.
func (w *weekTold) release(ctx context.Context) error {
	pictures := situation.New(w.store.Situation(), w.clock)
	for _, one := range []struct {
		by   accounts.Role
		text string
	}{{accounts.Planner, policeWords}, {accounts.Coordinator, kommunWords}} {
		part, err := pictures.Write(w.as(ctx, one.by), w.district, w.monday, one.text, 0)
		if err != nil {
			return err
		}
		if _, err := pictures.Release(w.as(ctx, one.by), w.district, w.monday, part.Version); err != nil {
			return err
		}
	}
	return nil
}

// rule adds a retention rule whose decision is made up, and says so.
func (w *weekTold) rule(ctx context.Context) error {
	_, err := weeding.New(w.store, "", w.clock).AddRule(w.as(ctx, accounts.Admin), weeding.Rule{DistrictID: w.district, Terms: weeding.Terms{
		Kind: weeding.Notes, Months: 24, From: weeding.FromYearEnd, Decision: "Exempelbeslut 2026-1",
		Decided: min(scheduling.NewDay(2026, time.January, 15), scheduling.DayOf(w.now)), ArchiveFirst: true}})
	return err
}
