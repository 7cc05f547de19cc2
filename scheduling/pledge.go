package scheduling

import (
	"fmt"
	"slices"
	"time"
)

// PledgeKind tells a pledge from the agreement that frames it.
type PledgeKind string

// The kinds of pledges.
const (
	CitizenPledge  PledgeKind = "pledge"    // medborgarlöfte
	FrameAgreement PledgeKind = "agreement" // samverkansöverenskommelse
)

// Owner says which party answers for a commitment.
type Owner string

// The owners.
const (
	Police           Owner = "police"
	Kommun           Owner = "kommun"
	PoliceAndKommun  Owner = "both"
	PoliceWithKommun Owner = "police_with_kommun" // the police answer, in cooperation with the kommun
)

// Pledge (medborgarlöfte) is one version of what police and kommun promise
// together. Once signed it never changes; the next version replaces it.
type Pledge struct {
	ID             PledgeID
	DistrictID     DistrictID
	MunicipalityID MunicipalityID
	Slug           string // unique over all districts
	Kind           PledgeKind
	Title          string
	Reference      string // diarienummer
	Parties        []string
	Signed         Day // zero for a draft
	From           Day
	To             Day      // last day; zero for "until new promises are signed"
	ReplacesID     PledgeID // the version before, if any
	FrameID        PledgeID // the agreement it belongs to, if any
	FollowUp       string   // how it is followed up
	// FollowUpMonth is the month of every year in which it is followed up; 0 where none
	// is agreed.
	FollowUpMonth time.Month
	FollowUpForum string // where that is done: "Lokala Brå"
	FollowUpBy    string // who sees to it, by role
	// Demonstration marks a pledge that nobody signed, made up to show the system.
	Demonstration bool
	Commitments   []Commitment
	Meta
}

// Commitment (åtagande) is one article of a pledge.
type Commitment struct {
	// ID is what visits and activities count toward, as long as the pledge is there.
	ID          CommitmentID
	Article     int // counted from 1
	Title       string
	Text        string
	Owner       Owner
	Responsible string // who answers for it within the parties, by role and never by name
	Forum       string // where it is dealt with: "Lägesbildsgruppen"
	Due         Day    // the last day to have it done; zero for none but the pledge's own
	Indicator   Indicator
	Target      Target
	Binds       Binding
	Scope       Scope
}

// Indicator says what is counted to see whether a commitment is kept.
type Indicator string

// The indicators.
const (
	Visits            Indicator = "visits"             // visits of the mobile police office
	Dialogues         Indicator = "dialogues"          // citizen dialogues
	SafetyWalks       Indicator = "safety_walks"       // trygghetsvandringar, site visits
	Information       Indicator = "information"        // information evenings
	WatchMeetings     Indicator = "watch_meetings"     // start-up meetings of Grannsamverkan
	TrafficControls   Indicator = "traffic_controls"   // trafikkontroller
	Surveys           Indicator = "surveys"            // trygghetsmätning, citizen surveys
	SituationPictures Indicator = "situation_pictures" // lägesbilder
	ForumMeetings     Indicator = "forum_meetings"     // meetings of lokala Brå or a steering group
	Reports           Indicator = "reports"            // yearly follow-up
	Measures          Indicator = "measures"           // other work, counted as activities
)

var indicators = []Indicator{Visits, Dialogues, SafetyWalks, Information, WatchMeetings, TrafficControls,
	Surveys, SituationPictures, ForumMeetings, Reports, Measures}

// Period is what a target number is counted over.
type Period string

// The periods.
const (
	PerWeek     Period = "week"
	PerMonth    Period = "month"
	PerYear     Period = "year"
	PerValidity Period = "validity" // the whole time that the pledge is valid
)

// Target is how much is promised: a number per period, a greatest gap, both, or
// neither where the promise is to work at something without a number.
type Target struct {
	Count int // at least so many
	Per   Period
	Every int // over so many of these periods: 2 years; 0 is the same as 1
	// AimDays is the interval that planning aims at, MaxGapDays the greatest that
	// keeps the promise, in days from one visit to the next at the same locality.
	AimDays    int
	MaxGapDays int
}

// Binding says when in the year a commitment binds.
type Binding string

// The bindings.
const (
	YearRound     Binding = "year_round"
	OutsideSummer Binding = "outside_summer" // not in the season's summer rule
)

// Scope says which localities a commitment is made to: all of some kinds, named
// ones, or, where both are empty, the kommun as a whole.
type Scope struct {
	Kinds      []LocalityKind
	Localities []LocalityID
}

// Includes tells whether the commitment is made to the locality by itself.
func (s Scope) Includes(l Locality) bool {
	return slices.Contains(s.Kinds, l.Kind) || slices.Contains(s.Localities, l.ID)
}

// ValidOn tells whether the pledge is signed and valid on a day.
func (p Pledge) ValidOn(d Day) bool {
	return !p.Signed.IsZero() && p.From <= d && (p.To.IsZero() || d <= p.To)
}

// Checked returns the pledge with its texts tidied, or an [Invalid] error.
func (p Pledge) Checked() (Pledge, error) {
	var v violations
	v.check(p.DistrictID != "", "districtId", CodeRequired)
	v.check(p.MunicipalityID != "", "municipalityId", CodeRequired)
	v.slug("slug", p.Slug)
	choice(&v, "kind", p.Kind, CitizenPledge, FrameAgreement)
	p.Title = v.requiredLine("title", p.Title, MaxTitle)
	p.Reference = v.line("reference", p.Reference, MaxName)
	p.FollowUp = v.text("followUp", p.FollowUp, MaxNote)
	v.between("followUpMonth", int(p.FollowUpMonth), 0, 12)
	p.FollowUpForum = v.line("followUpForum", p.FollowUpForum, MaxName)
	p.FollowUpBy = v.line("followUpBy", p.FollowUpBy, MaxTitle)
	v.check(!p.From.IsZero(), "from", CodeRequired)
	v.check(p.To.IsZero() || p.From <= p.To, "to", CodeEndBeforeStart)
	p.Parties = slices.Clone(p.Parties)
	for i, party := range p.Parties {
		p.Parties[i] = v.requiredLine(fmt.Sprintf("parties[%d]", i), party, MaxTitle)
	}
	v.check(len(p.Commitments) > 0, "commitments", CodeRequired)
	p.Commitments = slices.Clone(p.Commitments)
	articles, ids := map[int]bool{}, map[CommitmentID]bool{"": false}
	for i := range p.Commitments {
		field := fmt.Sprintf("commitments[%d].", i)
		p.Commitments[i] = v.commitment(field, p.Commitments[i])
		v.check(!articles[p.Commitments[i].Article], field+"article", CodeDuplicate)
		articles[p.Commitments[i].Article] = true
		v.check(!ids[p.Commitments[i].ID], field+"id", CodeDuplicate)
		ids[p.Commitments[i].ID] = p.Commitments[i].ID != ""
		v.check(p.Commitments[i].Due.IsZero() || p.From <= p.Commitments[i].Due, field+"due", CodeEndBeforeStart)
	}
	return p, v.err()
}

func (v *violations) commitment(field string, c Commitment) Commitment {
	v.between(field+"article", c.Article, 1, 200)
	c.Title = v.requiredLine(field+"title", c.Title, MaxTitle)
	c.Text = v.text(field+"text", c.Text, MaxText)
	choice(v, field+"owner", c.Owner, Police, Kommun, PoliceAndKommun, PoliceWithKommun)
	c.Responsible = v.line(field+"responsible", c.Responsible, MaxTitle)
	c.Forum = v.line(field+"forum", c.Forum, MaxName)
	choice(v, field+"indicator", c.Indicator, indicators...)
	choice(v, field+"binds", c.Binds, YearRound, OutsideSummer)
	v.between(field+"target.count", c.Target.Count, 0, 10000)
	if c.Target.Count > 0 {
		choice(v, field+"target.per", c.Target.Per, PerWeek, PerMonth, PerYear, PerValidity)
	}
	v.between(field+"target.every", c.Target.Every, 0, 60)
	v.between(field+"target.aimDays", c.Target.AimDays, 0, 366)
	v.between(field+"target.maxGapDays", c.Target.MaxGapDays, 0, 366)
	if c.Target.MaxGapDays > 0 {
		v.check(c.Target.AimDays <= c.Target.MaxGapDays, field+"target.aimDays", CodeOutOfRange,
			"least", "0", "most", fmt.Sprint(c.Target.MaxGapDays))
	}
	for i, kind := range c.Scope.Kinds {
		choice(v, fmt.Sprintf("%sscope.kinds[%d]", field, i), kind, Basort, Tatort, Stadsdel, Centralort)
	}
	return c
}
