package intake

import (
	"strconv"
	"strings"

	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
)

// activityColumn is what a column of a table of activities holds.
type activityColumn int

const (
	kindOf activityColumn = iota
	stepOf
	titleOf
	dayOf
	startsOf
	endsOf
	municipalityOf
	localityOf
	spotOf
	ownerOf
	togetherOf
	statusOf
	participantsOf
	textOf
	namedOf
	feedbackOf
	referenceOf
)

// activityHeadings are what people write above the columns; the first of each in Swedish
// and in English is what the template has.
var activityHeadings = map[string]activityColumn{
	"slag": kindOf, "aktivitet": kindOf, "typ": kindOf, "kind": kindOf, "activity": kindOf,
	"steg": stepOf, "step": stepOf,
	"rubrik": titleOf, "titel": titleOf, "title": titleOf,
	"dag": dayOf, "datum": dayOf, "day": dayOf, "date": dayOf,
	"starttid": startsOf, "börjar": startsOf, "starts": startsOf,
	"sluttid": endsOf, "slutar": endsOf, "ends": endsOf,
	"kommun": municipalityOf, "municipality": municipalityOf,
	"ort": localityOf, "locality": localityOf,
	"plats": spotOf, "place": spotOf,
	"part": ownerOf, "ägare": ownerOf, "owner": ownerOf,
	"tillsammans": togetherOf, "together": togetherOf,
	"läge": statusOf, "status": statusOf,
	"deltagare": participantsOf, "antal deltagare": participantsOf, "participants": participantsOf,
	"vad som gjordes": textOf, "beskrivning": textOf, "text": textOf, "what was done": textOf,
	"utpekad av invånare": namedOf, "named by citizens": namedOf,
	"återkoppling": feedbackOf, "feedback": feedbackOf,
	"nummer": referenceOf, "diarienummer": referenceOf, "reference": referenceOf, "number": referenceOf,
}

// fieldOf is what the API calls a column.
var fieldOf = map[activityColumn]string{kindOf: "kind", stepOf: "step", dayOf: "day", startsOf: "starts", endsOf: "ends", ownerOf: "owner",
	togetherOf: "together", statusOf: "status", participantsOf: "participants", namedOf: "named", feedbackOf: "feedback"}

// What people write for the choices.
var (
	activityKinds = map[string]followup.Kind{
		"trygghetsvandring": followup.SafetyWalk, "safety walk": followup.SafetyWalk,
		"grannsamverkan": followup.WatchEvening, "möte om grannsamverkan": followup.WatchEvening, "neighbourhood watch meeting": followup.WatchEvening,
		"stöldskydd": followup.TheftEvening, "information om stöldskydd": followup.TheftEvening, "information on theft protection": followup.TheftEvening,
		"trafikkontroll": followup.TrafficControl, "traffic control": followup.TrafficControl,
		"bedrägerier mot äldre": followup.FraudPrevention, "mot bedrägerier mot äldre": followup.FraudPrevention, "against fraud on the elderly": followup.FraudPrevention,
		"undersökning": followup.Survey, "enkät": followup.Survey, "survey": followup.Survey,
		"medborgardialog": followup.CitizenDialogue, "citizen dialogue": followup.CitizenDialogue,
		"möte i ett forum": followup.ForumMeeting, "forummöte": followup.ForumMeeting, "meeting of a forum": followup.ForumMeeting,
		"annat": followup.Other, "other": followup.Other,
	}
	activitySteps = map[string]followup.Step{
		"förberedelse": followup.Preparation, "preparation": followup.Preparation, "vandring": followup.Walk, "walk": followup.Walk,
		"uppföljande vandring": followup.FollowUpWalk, "uppföljning": followup.FollowUpWalk, "follow-up walk": followup.FollowUpWalk,
	}
	activityStates = map[string]followup.Status{
		"planerad": followup.Planned, "planned": followup.Planned, "genomförd": followup.Done, "klar": followup.Done, "done": followup.Done,
		"inställd": followup.Cancelled, "cancelled": followup.Cancelled,
	}
	activityOwners = map[string]scheduling.Owner{
		"polisen": scheduling.Police, "polis": scheduling.Police, "police": scheduling.Police,
		"kommunen": scheduling.Kommun, "kommun": scheduling.Kommun, "municipality": scheduling.Kommun,
	}
	answers = map[string]bool{"ja": true, "x": true, "yes": true, "nej": false, "no": false}
)

// ReadActivities reads a table of activities, CSV or a workbook; what it is is seen by its
// content. Each line is whole or says where and why it is not. The error is as of [Read].
func ReadActivities(file []byte) (entries []followup.Entry, err error) {
	defer func() { // what the libraries make of a hostile file is no fault of ours
		if recover() != nil {
			entries, err = nil, refuse(scheduling.CodeFileUnreadable)
		}
	}()
	if len(file) > MostBytes {
		return nil, refuse(scheduling.CodeFileTooLarge)
	}
	var s activitySheet
	if isWorkbook(file) {
		err = readWorkbook(file, &s)
	} else if text, ok := decode(file); !ok {
		err = refuse(scheduling.CodeFileUnknown)
	} else {
		err = readCSV(text, &s)
	}
	switch {
	case err != nil:
		return nil, err
	case s.columns == nil:
		return nil, refuse(scheduling.CodeFileNoColumns)
	case len(s.entries) == 0:
		return nil, refuse(scheduling.CodeFileEmpty)
	}
	return s.entries, nil
}

// activitySheet reads lines, the first of which that names columns says which is which.
type activitySheet struct {
	columns map[activityColumn]int
	entries []followup.Entry
	times
}

func (s *activitySheet) add(line int, cells []string) error {
	switch {
	case strings.TrimSpace(strings.Join(cells, "")) == "":
		return nil
	case s.columns != nil:
		return s.put(s.entry(line, cells))
	}
	found := map[activityColumn]int{}
	for i, cell := range cells {
		if c, known := activityHeadings[tidy(cell)]; known {
			if _, twice := found[c]; !twice {
				found[c] = i
			}
		}
	}
	_, kind := found[kindOf]
	_, day := found[dayOf]
	if kind && day {
		s.columns = found
	} else if line >= beforeHeadings {
		return refuse(scheduling.CodeFileNoColumns)
	}
	return nil
}

func (s *activitySheet) broken(line int, _ string) error {
	return s.put(followup.Entry{Line: line, Problem: scheduling.CodeEntryQuote})
}

func (s *activitySheet) put(e followup.Entry) error {
	if s.columns == nil {
		return nil
	}
	if len(s.entries) == mostEntries {
		return refuse(scheduling.CodeFileTooMany, "most", strconv.Itoa(mostEntries))
	}
	s.entries = append(s.entries, e)
	return nil
}

// tidy is a word as it is looked up.
func tidy(cell string) string {
	return strings.ToLower(strings.Trim(strings.Join(strings.Fields(cell), " "), ":.* "))
}

func (s *activitySheet) entry(line int, cells []string) followup.Entry {
	cell := func(c activityColumn) string {
		if i, known := s.columns[c]; known && i < len(cells) {
			return clip(strings.TrimSpace(cells[i]), followup.MaxActivityText+1)
		}
		return ""
	}
	e := followup.Entry{Line: line, Municipality: cell(municipalityOf), Locality: cell(localityOf)}
	a := &e.Activity
	a.Title, a.Place, a.Text, a.Reference = cell(titleOf), cell(spotOf), cell(textOf), cell(referenceOf)
	wrong := func(c activityColumn, code scheduling.Code, params map[string]string) {
		if e.Problem == "" {
			e.Problem, e.Field, e.Params = code, fieldOf[c], params
		}
	}
	a.Kind = chosen(cell(kindOf), activityKinds, kindOf, wrong)
	a.Step = chosen(cell(stepOf), activitySteps, stepOf, wrong)
	if a.Kind == followup.SafetyWalk && cell(stepOf) == "" {
		a.Step = followup.Walk
	}
	a.Owner = chosen(cell(ownerOf), activityOwners, ownerOf, wrong)
	if a.Status = chosen(cell(statusOf), activityStates, statusOf, wrong); cell(statusOf) == "" {
		a.Status = followup.Done
	}
	a.Together = chosen(cell(togetherOf), answers, togetherOf, wrong)
	a.Named = chosen(cell(namedOf), answers, namedOf, wrong)
	s.read(a, cell, wrong)
	return e
}

// read reads a line's days, times and numbers.
func (s *activitySheet) read(a *followup.Activity, cell func(activityColumn) string, wrong func(activityColumn, scheduling.Code, map[string]string)) {
	if at, _, known := s.when(cell(dayOf)); known {
		a.Day = at.day
	} else {
		wrong(dayOf, scheduling.CodeEntryNoStart, nil)
	}
	if text := cell(feedbackOf); text != "" {
		at, _, known := s.when(text)
		if !known {
			wrong(feedbackOf, scheduling.CodeDayFormat, nil)
		}
		a.Feedback, a.Named = at.day, true
	}
	starts, ends := cell(startsOf), cell(endsOf)
	if starts != "" || ends != "" {
		from, begins := s.clock(starts)
		until, ended := s.clock(ends)
		if !begins {
			wrong(startsOf, scheduling.CodeTimeFormat, nil)
		}
		if !ended {
			wrong(endsOf, scheduling.CodeTimeFormat, nil)
		}
		a.Hours = &followup.Hours{From: from, Until: until}
	}
	if text := cell(participantsOf); text != "" {
		n, known := count(text)
		if !known {
			wrong(participantsOf, scheduling.CodeOutOfRange, map[string]string{"least": "0", "most": strconv.Itoa(followup.MostParticipants)})
		}
		a.Participants = &n
	}
}

// chosen looks up what a cell says; an empty one says nothing.
func chosen[T any](text string, choices map[string]T, c activityColumn, wrong func(activityColumn, scheduling.Code, map[string]string)) T {
	value, known := choices[tidy(text)]
	if text != "" && !known {
		wrong(c, scheduling.CodeCellUnknown, map[string]string{"text": clip(text, 60)})
	}
	return value
}
