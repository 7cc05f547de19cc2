package followup

import (
	"slices"
	"testing"
	"time"

	"poliskontor/scheduling"
)

// hills is a pledge of the kommun "k" in 2026 and one that replaces it in 2027; "other" is
// another kommun's.
func hills() Ground {
	c := func(id string, owner scheduling.Owner, indicator scheduling.Indicator, change ...func(*scheduling.Commitment)) scheduling.Commitment {
		made := scheduling.Commitment{ID: scheduling.CommitmentID(id), Title: id, Owner: owner, Indicator: indicator, Binds: scheduling.YearRound}
		for _, f := range change {
			f(&made)
		}
		return made
	}
	villages := func(c *scheduling.Commitment) { c.Scope.Kinds = []scheduling.LocalityKind{scheduling.Basort} }
	town := func(c *scheduling.Commitment) { c.Scope.Localities = []scheduling.LocalityID{"town"} }
	outsideSummer := func(c *scheduling.Commitment) { c.Binds = scheduling.OutsideSummer }
	titled := func(title string) func(*scheduling.Commitment) {
		return func(c *scheduling.Commitment) { c.Title = title }
	}
	day := scheduling.NewDay
	pledge := func(id scheduling.PledgeID, from scheduling.Day, commitments ...scheduling.Commitment) scheduling.Pledge {
		return scheduling.Pledge{ID: id, MunicipalityID: "k", Signed: from, From: from, Commitments: commitments}
	}
	first := pledge("first", day(2026, time.January, 1),
		c("visits", scheduling.Police, scheduling.Visits, villages, outsideSummer),
		c("dialogues", scheduling.PoliceAndKommun, scheduling.Dialogues),
		c("walks", scheduling.PoliceAndKommun, scheduling.SafetyWalks),
		c("kommun walks", scheduling.Kommun, scheduling.SafetyWalks, villages),
		c("watch", scheduling.PoliceWithKommun, scheduling.WatchMeetings),
		c("watch and theft", scheduling.PoliceAndKommun, scheduling.Information, titled("Grannsamverkan och stöldskydd")),
		c("fraud", scheduling.PoliceAndKommun, scheduling.Information, titled("Bedrägerier mot äldre")),
		c("any information", scheduling.PoliceAndKommun, scheduling.Information, titled("Information")),
		c("controls", scheduling.Police, scheduling.TrafficControls, outsideSummer, func(c *scheduling.Commitment) { c.Due = day(2026, time.October, 31) }),
		c("survey", scheduling.Kommun, scheduling.Surveys),
		c("council", scheduling.PoliceAndKommun, scheduling.ForumMeetings, func(c *scheduling.Commitment) { c.Forum = "Lokala Brå" }),
		c("steering", scheduling.PoliceAndKommun, scheduling.ForumMeetings, titled("Strategisk styrgrupp")),
		c("town work", scheduling.PoliceAndKommun, scheduling.Measures, town),
	)
	next := pledge("next", day(2027, time.January, 1), c("next walks", scheduling.PoliceAndKommun, scheduling.SafetyWalks))
	next.ReplacesID = "first"
	other := pledge("other", day(2026, time.January, 1), c("others' walks", scheduling.PoliceAndKommun, scheduling.SafetyWalks))
	other.MunicipalityID = "other"
	draft := pledge("draft", day(2026, time.January, 1), c("draft walks", scheduling.PoliceAndKommun, scheduling.SafetyWalks))
	draft.Signed = 0
	return Ground{
		Pledges: []scheduling.Pledge{first, next, other, draft},
		Localities: map[scheduling.LocalityID]scheduling.Locality{
			"village": {ID: "village", MunicipalityID: "k", Kind: scheduling.Basort},
			"town":    {ID: "town", MunicipalityID: "k", Kind: scheduling.Centralort},
		},
		Seasons: []scheduling.Season{{From: day(2026, time.July, 1), To: day(2026, time.July, 31), Summer: scheduling.SummerRule{
			From: scheduling.MonthDay{Month: time.July, Day: 10}, To: scheduling.MonthDay{Month: time.July, Day: 20}}}},
	}
}

func named(towards []Toward) []string {
	var names []string
	for _, t := range towards {
		name := string(t.CommitmentID)
		if t.Free {
			name += " (free)"
		}
		names = append(names, name)
	}
	return names
}

func TestWhatAnActivityCountsToward(t *testing.T) {
	spring := scheduling.NewDay(2026, time.April, 15)
	for name, test := range map[string]struct {
		activity Activity
		want     []string
	}{
		"a walk of the police in a village":   {Activity{Kind: SafetyWalk, Step: Walk, Owner: scheduling.Police, LocalityID: "village", Day: spring}, []string{"walks"}},
		"a walk of the kommun in a village":   {Activity{Kind: SafetyWalk, Step: Walk, Owner: scheduling.Kommun, LocalityID: "village", Day: spring}, []string{"walks", "kommun walks"}},
		"a walk of both in a village":         {Activity{Kind: SafetyWalk, Step: Walk, Owner: scheduling.Police, Together: true, LocalityID: "village", Day: spring}, []string{"walks", "kommun walks"}},
		"a walk in the town":                  {Activity{Kind: SafetyWalk, Step: Walk, Owner: scheduling.Kommun, LocalityID: "town", Day: spring}, []string{"walks"}},
		"a walk somewhere in the kommun":      {Activity{Kind: SafetyWalk, Step: Walk, Owner: scheduling.Kommun, Day: spring}, []string{"walks"}},
		"its preparation":                     {Activity{Kind: SafetyWalk, Step: Preparation, Owner: scheduling.Kommun, LocalityID: "village", Day: spring}, nil},
		"the walk that follows it up":         {Activity{Kind: SafetyWalk, Step: FollowUpWalk, Owner: scheduling.Kommun, LocalityID: "village", Day: spring}, nil},
		"a walk on the old pledge's last day": {Activity{Kind: SafetyWalk, Step: Walk, Owner: scheduling.Police, Day: scheduling.NewDay(2026, time.December, 31)}, []string{"walks"}},
		"a walk on the next one's first":      {Activity{Kind: SafetyWalk, Step: Walk, Owner: scheduling.Police, Day: scheduling.NewDay(2027, time.January, 1)}, []string{"next walks"}},
		"a walk before them":                  {Activity{Kind: SafetyWalk, Step: Walk, Owner: scheduling.Police, Day: scheduling.NewDay(2025, time.December, 31)}, nil},
		"a meeting of Grannsamverkan":         {Activity{Kind: WatchEvening, Owner: scheduling.Police, Day: spring}, []string{"watch", "watch and theft", "any information"}},
		"one of the kommun alone":             {Activity{Kind: WatchEvening, Owner: scheduling.Kommun, Day: spring}, []string{"watch and theft", "any information"}},
		"information on theft":                {Activity{Kind: TheftEvening, Owner: scheduling.Police, Day: spring}, []string{"watch and theft", "any information"}},
		"information on fraud":                {Activity{Kind: FraudPrevention, Owner: scheduling.Kommun, Day: spring}, []string{"fraud", "any information"}},
		"a traffic control":                   {Activity{Kind: TrafficControl, Owner: scheduling.Police, Day: spring}, []string{"controls"}},
		"one on the last day that is due":     {Activity{Kind: TrafficControl, Owner: scheduling.Police, Day: scheduling.NewDay(2026, time.October, 31)}, []string{"controls"}},
		"one a day too late":                  {Activity{Kind: TrafficControl, Owner: scheduling.Police, Day: scheduling.NewDay(2026, time.November, 1)}, nil},
		"one in an ordinary summer":           {Activity{Kind: TrafficControl, Owner: scheduling.Police, Day: scheduling.NewDay(2026, time.June, 1)}, []string{"controls (free)"}},
		"one before the season's own summer":  {Activity{Kind: TrafficControl, Owner: scheduling.Police, Day: scheduling.NewDay(2026, time.July, 9)}, []string{"controls"}},
		"one in it":                           {Activity{Kind: TrafficControl, Owner: scheduling.Police, Day: scheduling.NewDay(2026, time.July, 10)}, []string{"controls (free)"}},
		"a survey of the police":              {Activity{Kind: Survey, Owner: scheduling.Police, Day: spring}, nil},
		"a survey of the kommun":              {Activity{Kind: Survey, Owner: scheduling.Kommun, Day: spring}, []string{"survey"}},
		"a dialogue without the office":       {Activity{Kind: CitizenDialogue, Owner: scheduling.Kommun, Day: spring}, []string{"dialogues"}},
		"a meeting of a forum":                {Activity{Kind: ForumMeeting, Title: "Lokala Brå, april", Owner: scheduling.Kommun, Day: spring}, []string{"council"}},
		"one that the article names":          {Activity{Kind: ForumMeeting, Title: "strategisk styrgrupp", Owner: scheduling.Kommun, Day: spring}, []string{"steering"}},
		"one that nobody promised":            {Activity{Kind: ForumMeeting, Title: "Årsmöte", Owner: scheduling.Kommun, Day: spring}, nil},
		"something else in the town":          {Activity{Kind: Other, Owner: scheduling.Police, LocalityID: "town", Day: spring}, nil},
	} {
		test.activity.MunicipalityID = "k"
		if got := named(hills().OfActivity(test.activity)); !slices.Equal(got, test.want) {
			t.Errorf("%s counts toward %q, want %q", name, got, test.want)
		}
	}
	whole := Activity{Kind: SafetyWalk, Step: Walk, Owner: scheduling.Police, Day: spring}
	if got := named(hills().OfActivity(whole)); !slices.Equal(got, []string{"walks", "others' walks"}) {
		t.Errorf("a walk in the whole district counts toward %q", got)
	}
}

func TestWhatAVisitCountsToward(t *testing.T) {
	at := func(day scheduling.Day, locality scheduling.LocalityID, occasion scheduling.OccasionID) scheduling.Visit {
		return scheduling.Visit{LocalityID: locality, OccasionID: occasion, Slot: scheduling.Slot{Starts: day.At(10 * 60)}}
	}
	spring, summer := scheduling.NewDay(2026, time.April, 15), scheduling.NewDay(2026, time.August, 31)
	for name, test := range map[string]struct {
		visit scheduling.Visit
		want  []string
	}{
		"in a village":               {at(spring, "village", ""), []string{"visits", "dialogues"}},
		"in the town":                {at(spring, "town", ""), []string{"dialogues"}},
		"at an event in the village": {at(spring, "village", "feast"), []string{"dialogues"}},
		"in summer":                  {at(summer, "village", ""), []string{"visits (free)", "dialogues"}},
		"when the pledge is old":     {at(scheduling.NewDay(2027, time.January, 1), "village", ""), nil},
	} {
		if got := named(hills().OfVisit(test.visit)); !slices.Equal(got, test.want) {
			t.Errorf("a visit %s counts toward %q, want %q", name, got, test.want)
		}
	}
}
