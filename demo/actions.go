package demo

import (
	"context"
	"fmt"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
)

// promised is an action of the demonstration: added and due so many days from today, and
// answered on another.
type promised struct {
	locality, topic, what, role string
	owner                       scheduling.Owner
	added, due                  scheduling.Day
	ended                       scheduling.Day // 0 where it is open
	status                      dialogue.Status
	answer                      string
}

func (l *loader) promises() []promised {
	const police, kommun = scheduling.Police, scheduling.Kommun
	return []promised{
		{"ahus", "Trafik", "Mäta farten på infarten från väg 118", "Kommunpolis", police, -80, -50, -55, dialogue.Done,
			"Vi mätte två gånger. De flesta håller 40, och vi fortsätter kontrollera på eftermiddagarna."},
		{"tollarp", "Nedskräpning och skadegörelse", "Laga lekplatsen vid skolan", "Gatuchef", kommun, -70, -30, -33, dialogue.Done,
			"Lekplatsen är lagad och har fått ny belysning."},
		{"fjalkinge", "Trygghet på en plats", "Sätta upp lampor vid gångtunneln", "Gatuchef", kommun, -90, -45, -20, dialogue.Done,
			"Lamporna lyser sedan ett par veckor. Det tog längre tid än vi sa."},
		{"degeberga", "Trafik", "Ordna ett övergångsställe vid kyrkan", "Trafikingenjör", kommun, -60, -15, -18, dialogue.Dropped,
			"Trafiken är för gles för ett övergångsställe. I stället blir det en upphöjd passage nästa år."},
		{"ahus", "Trygghet på en plats", "Klippa buskarna vid stationen", "Parkchef", kommun, -48, -12, 0, dialogue.Open, ""},
		{"arkelstorp", "Trafik", "Kontrollera tung trafik genom byn", "Trafikgruppen", police, -40, -7, 0, dialogue.Open, ""},
		{"kristianstad", "Unga, tobak och alkohol", "Prata med butikerna om åldersgränser", "Tillståndsenheten", kommun, -35, -2, 0, dialogue.Open, ""},
		{"onnestad", "Bedrägerier mot äldre", "Komma till pensionärsföreningen och berätta", "Kommunpolis", police, -14, 16, 0, dialogue.Open, ""},
		{"everod", "Trafik", "Ställa upp en skylt som visar farten", "Trafikingenjör", kommun, -9, 30, 0, dialogue.Open, ""},
	}
}

// actOutActions adds actions as they were promised, the first of those from the walk at
// Åhus station, and answers some.
func (l *loader) actOutActions(ctx context.Context) error {
	as := func(owner scheduling.Owner) context.Context {
		return scheduling.WithActor(ctx, scheduling.Actor{Name: "demo", Authority: owner})
	}
	walks, _, err := l.activities.List(ctx, scheduling.Query{Kind: string(followup.SafetyWalk), LocalityID: l.localities["ahus"].ID})
	if err != nil {
		return err
	}
	for _, p := range l.promises() {
		l.clock = (l.today + p.added).At(13 * 60)
		a := dialogue.Action{LocalityID: l.localities[p.locality].ID, Topic: p.topic, What: p.what, Owner: p.owner, Role: p.role,
			Due: l.today + p.due, Status: dialogue.Open}
		for _, walk := range walks {
			if walk.Step == followup.Walk && p.role == "Parkchef" {
				a.ActivityID = walk.ID
			}
		}
		a, err := l.dialogue.Add(as(p.owner), a)
		if err != nil {
			return fmt.Errorf("action %q: %w", p.what, err)
		}
		if p.ended == 0 {
			continue
		}
		l.clock, a.Status, a.Answer = (l.today + p.ended).At(15*60), p.status, p.answer
		if _, err := l.dialogue.Change(as(p.owner), a); err != nil {
			return fmt.Errorf("answer %q: %w", p.what, err)
		}
	}
	l.clock = l.now
	return nil
}
