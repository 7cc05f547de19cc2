package demo

import (
	"context"
	"fmt"
	"time"

	"poliskontor/accounts"
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

// told is one thing that citizens said at a visit, what was done about it, and what
// they are told of it.
type told struct {
	place      string // the locality's slug
	visit      int    // counted back from the last one that was held there
	topic      string
	adults     int
	note       string
	action     string // what was promised, inwards
	owner      scheduling.Owner
	role       string
	answer     string // "" while the action is open
	said, done string
	state      dialogue.SummaryState
}

// tellings are made up, as everything of the demonstration.
var tellings = []told{
	{
		place: "ahus", visit: 1, topic: "Trafik", adults: 14,
		note:   "Flera tog upp farten på infarten söderifrån, mest på morgnarna när barnen går till skolan.",
		action: "Mäta farten på södra infarten två vardagsmorgnar", owner: scheduling.Police, role: "Kommunpolis",
		answer: "Vi mätte två morgnar. De flesta höll farten, men var tionde bil körde för fort. Vi kommer tillbaka med kontroller i vår.",
		said:   "Många av er tycker att det körs för fort på infarten söderifrån, mest på morgnarna när barnen går till skolan.",
		done:   "Vi har mätt farten två vardagsmorgnar och talat med trafikpolisen om vad mätningen visade.",
		state:  dialogue.SummaryPublished,
	},
	{
		place: "ahus", visit: 2, topic: "Nedskräpning och skadegörelse", adults: 9,
		note:   "Klotter vid gångtunneln, och papperskorgarna svämmar över efter helgerna.",
		action: "Sanera gångtunneln och tömma papperskorgarna på måndagar", owner: scheduling.Kommun, role: "Gatuchef",
		said:  "Ni berättade om klotter vid gångtunneln och om papperskorgar som är fulla efter helgerna.",
		done:  "Vi har gått dit tillsammans med kommunen, som tar hand om tunneln och ser över hur ofta korgarna töms.",
		state: dialogue.SummaryPublished,
	},
	{
		place: "onnestad", visit: 1, topic: "Bedrägerier mot äldre", adults: 11,
		note:   "Samtal från personer som säger att de ringer från banken. Några undrar vad de ska göra.",
		action: "Informationsträff om bedrägerier på biblioteket", owner: scheduling.Police, role: "Brottsförebyggare",
		answer: "Vi höll en träff på biblioteket. Banken, kommunen och vi svarade på frågor, och ni fick ett kort att ha vid telefonen.",
		said:   "Flera har fått samtal från någon som säger sig ringa från banken, och undrar hur man ska svara.",
		done:   "Vi bjöd in till en träff om bedrägerier, och delar ut kort att ha vid telefonen när kontoret är på plats.",
		state:  dialogue.SummaryPublished,
	},
	{
		place: "tollarp", visit: 1, topic: "Grannsamverkan och stöldskydd", adults: 7,
		note:   "Två gator vill börja med grannsamverkan men vet inte hur.",
		action: "Startmöte för grannsamverkan", owner: scheduling.Police, role: "Kommunpolis",
		said:  "Ni på två gator vill börja med grannsamverkan och undrar hur man gör.",
		done:  "Vi kommer till ett startmöte när ni är tillräckligt många. Säg till när kontoret är på plats nästa gång.",
		state: dialogue.SummaryAwaiting,
	},
	{
		place: "tollarp", visit: 2, topic: "Trafik", adults: 6,
		note:   "Sikten är skymd i korsningen vid affären när lastbilar står där.",
		action: "Se över parkeringen vid korsningen", owner: scheduling.Kommun, role: "Trafikingenjör",
		said:  "Lastbilar skymmer sikten i korsningen vid affären.",
		state: dialogue.SummaryDraft,
	},
}

// teller acts out what became of the last visits.
type teller struct {
	clock     time.Time
	store     dialogue.Store
	dialogue  *dialogue.Dialogue
	summaries *dialogue.Summaries
	actors    map[accounts.Role]scheduling.Actor
}

// AddDialogue adds what citizens said at the demonstration's visits, what was done and
// what they are told, where nobody has said anything. Whoever wrote and approved it are
// the demonstration's accounts. All of it is added or nothing.
func AddDialogue(ctx context.Context, store dialogue.Store, people *accounts.Service, now time.Time) error {
	_, notes, err := store.Notes().List(ctx, scheduling.Query{Limit: 1})
	if err != nil || notes > 0 {
		return err
	}
	actors, err := actorsOf(ctx, people)
	if err != nil || actors == nil {
		return err
	}
	t := &teller{actors: actors}
	return store.InTx(ctx, func(store dialogue.Store) error {
		clock := func() time.Time { return t.clock }
		t.store = store
		t.dialogue, t.summaries = dialogue.New(store, clock), dialogue.NewSummaries(store, clock, func() {})
		for _, one := range tellings {
			if err := t.actOut(ctx, one, now); err != nil {
				return fmt.Errorf("act out what was said in %s of %s: %w", one.place, one.topic, err)
			}
		}
		return nil
	})
}

func (t *teller) as(ctx context.Context, role accounts.Role) context.Context {
	return scheduling.WithActor(ctx, t.actors[role])
}

func (t *teller) actOut(ctx context.Context, one told, now time.Time) error {
	crew := t.as(ctx, accounts.Crew)
	visit, found, err := t.visit(ctx, one, now)
	if err != nil || !found {
		return err
	}
	day := scheduling.DayOf(visit.Starts)
	t.clock = visit.Ends
	note, err := t.dialogue.Write(crew, dialogue.Note{VisitID: visit.ID, Written: t.clock, Attendance: &dialogue.Attendance{Adults: one.adults},
		Topics: []string{one.topic}, Text: one.note},
		[]dialogue.Action{{Topic: one.topic, What: one.action, Owner: one.owner, Role: one.role, Due: day + 30}})
	if err != nil {
		return err
	}
	brief, err := t.dialogue.Brief(crew, visit.LocalityID)
	if err != nil {
		return err
	}
	draft := dialogue.Summary{LocalityID: visit.LocalityID, Visits: []scheduling.VisitID{visit.ID}, Notes: []dialogue.NoteID{note.ID},
		Telling: dialogue.Telling{Topic: one.topic, From: day, To: day, Said: one.said, Done: one.done}}
	for _, a := range brief.Actions {
		if a.NoteID != note.ID {
			continue
		}
		draft.Actions = []dialogue.ShownAction{{ID: a.ID}}
		if one.answer == "" {
			continue
		}
		t.clock = (day + 8).At(9 * 60)
		a.Status, a.Answer = dialogue.Done, one.answer
		if _, err := t.dialogue.Change(crew, a); err != nil {
			return err
		}
	}
	return t.tell(ctx, draft, one.state, day)
}

// longAgo is for how many days nothing has been said: the last visits are left for
// whoever tries to write a note.
const longAgo = 62

// visit returns the visit at which something was said, long enough ago for all that
// followed. Not every day has one.
func (t *teller) visit(ctx context.Context, one told, now time.Time) (scheduling.Visit, bool, error) {
	localities, _, err := t.store.Schedule().Localities().List(ctx, scheduling.Query{Slug: one.place})
	if err != nil || len(localities) == 0 {
		return scheduling.Visit{}, false, err
	}
	visits, _, err := t.store.Schedule().Visits().List(ctx, scheduling.Query{LocalityID: localities[0].ID,
		States: []scheduling.State{scheduling.Held}, Until: (scheduling.DayOf(now) - longAgo).Starts()})
	if err != nil || len(visits) < one.visit {
		return scheduling.Visit{}, false, err
	}
	return visits[len(visits)-one.visit], true, nil
}

// tell writes a summary ten days after what it is about, and brings it as far as it is.
func (t *teller) tell(ctx context.Context, draft dialogue.Summary, state dialogue.SummaryState, day scheduling.Day) error {
	crew := t.as(ctx, accounts.Crew)
	t.clock = (day + 10).At(9 * 60)
	s, err := t.summaries.Write(crew, draft)
	if err != nil || state == dialogue.SummaryDraft {
		return err
	}
	if s, err = t.summaries.Submit(crew, s.ID, s.Version); err != nil || state == dialogue.SummaryAwaiting {
		return err
	}
	t.clock = (day + 10).At(13 * 60)
	_, err = t.summaries.Approve(t.as(ctx, accounts.Communicator), s.ID, s.Version, dialogue.Approval{})
	return err
}
