package report

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"poliskontor/calendar"
	"poliskontor/report/docx/docxtest"
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
)

// reviewed is a pledge with a commitment of each sort, in a time in which something of
// everything happened.
func reviewed() followup.Review {
	day := func(month time.Month, d int) scheduling.Day { return scheduling.NewDay(2026, month, d) }
	visits := scheduling.Commitment{ID: "visits", Article: 1, Title: "Besök", Owner: scheduling.Police, Indicator: scheduling.Visits, Binds: scheduling.OutsideSummer,
		Target: scheduling.Target{MaxGapDays: 21}, Scope: scheduling.Scope{Kinds: []scheduling.LocalityKind{scheduling.Basort}}}
	article := func(n int, target scheduling.Target) scheduling.Commitment {
		return scheduling.Commitment{ID: scheduling.CommitmentID("abcdefg"[n : n+1]), Article: n, Title: "Artikel", Owner: scheduling.PoliceAndKommun,
			Indicator: scheduling.SafetyWalks, Binds: scheduling.YearRound, Target: target, Due: day(12, 1)}
	}
	m := followup.Material{
		Pledge: scheduling.Pledge{ID: "p", Slug: "lofte", Title: "Löftet", Signed: day(1, 1), From: day(1, 1), Demonstration: true, Commitments: []scheduling.Commitment{
			visits, article(2, scheduling.Target{Count: 2, Per: scheduling.PerYear}), article(3, scheduling.Target{Count: 1, Per: scheduling.PerWeek}),
			article(4, scheduling.Target{Count: 1, Per: scheduling.PerMonth, Every: 2}), article(5, scheduling.Target{Count: 1, Per: scheduling.PerValidity}), article(6, scheduling.Target{})}},
		Span: followup.Year(2026), Now: day(11, 21).At(600), Summer: scheduling.SummerRule{From: scheduling.MonthDay{Month: time.June, Day: 1}, To: scheduling.MonthDay{Month: time.August, Day: 31}},
		Localities: []scheduling.Locality{{ID: "ahus", Name: "Åhus", Kind: scheduling.Basort}},
		District:   scheduling.District{Name: "Slättbygden"}, Municipality: scheduling.Municipality{Name: "Kommunen"},
	}
	came := 12
	for i, state := range []scheduling.State{scheduling.Held, scheduling.Cancelled, scheduling.BrokenOff, scheduling.Announced} {
		d := day(9, 1+7*i)
		o := followup.Outcome{VisitID: scheduling.VisitID("vwxy"[i : i+1]), LocalityID: "ahus", Starts: d.At(600), Ends: d.At(780), Announced: (d - 20).At(600), Noticed: (d - 20).At(600),
			State: state, Reason: "=Bilen är på verkstad.", Toward: []scheduling.CommitmentID{"visits"}, Topics: []string{"Trafik"}, Attendance: &came}
		m.Outcomes = append(m.Outcomes, o)
	}
	for i, kind := range followup.Kinds {
		a := followup.Activity{ID: scheduling.ActivityID("activity-" + string(kind)), Kind: kind, Owner: scheduling.Police, Day: day(3, 1+i), Status: followup.Statuses[i%3], Text: "canary-text"}
		if kind == followup.SafetyWalk {
			a.Step, a.Status, a.Together = followup.Walk, followup.Done, true
		}
		m.Activities = append(m.Activities, followup.Counted{Activity: a, Toward: []scheduling.CommitmentID{"c", "d", "g"}})
	}
	for i, status := range dialogue.Statuses {
		action := dialogue.Action{ID: dialogue.ActionID("action-" + string(status)), LocalityID: "ahus", Due: day(10, 1+i), Status: status, Owner: scheduling.Kommun, Role: "Gatuchef", Topic: "Trafik", What: "canary-what"}
		if status != dialogue.Open {
			action.Ended, action.Answer = day(10, 3).At(600), "Farten är mätt."
		}
		m.Actions = append(m.Actions, action)
	}
	return followup.Of(m)
}

// saidIn returns all words of a document.
func saidIn(d Document) string {
	words := []string{d.Title, d.Below}
	for _, b := range d.Blocks {
		words = append(words, b.Paragraph)
		if b.Heading != nil {
			words = append(words, b.Heading.Text)
		}
		if b.Fact != nil {
			words = append(words, b.Fact.Label, b.Fact.Text)
		}
		if b.Table != nil {
			words = append(words, b.Table.Caption)
			for _, row := range b.Table.Rows {
				words = append(words, row...)
			}
		}
		if b.Bars != nil {
			words = append(words, b.Bars.Caption, b.Bars.Alt)
		}
	}
	return strings.Join(words, "\n")
}

func TestAReportSaysWhatTheReviewHas(t *testing.T) {
	r := reviewed()
	for language, wanted := range map[calendar.Language][]string{
		calendar.Swedish: {"Uppföljning: Löftet", "Högst 21 dagar mellan besöken.", "annonserade 4 besök", "2 är genomförda, 1 ställdes in, 1 är över",
			"=Bilen är på verkstad.", "Besvarad för sent", "Försenad", "Farten är mätt.", "I ord, utan siffra.", "Veckor utan: 2, 3", "Åhus"},
		calendar.English: {"Follow-up: Löftet", "At most 21 days between visits.", "announced 4 visits", "2 took place, 1 were cancelled, 1 are over"},
	} {
		said := saidIn(Of(r, language))
		for _, words := range wanted {
			if !strings.Contains(said, words) {
				t.Errorf("%s: %q is not said", language, words)
			}
		}
		if strings.Contains(said, "canary-") || strings.ContainsAny(said, "{}") {
			t.Errorf("%s: it says what is internal, or leaves a gap", language)
		}
	}
}

func TestEveryChartHasItsTable(t *testing.T) {
	charts := 0
	blocks := Of(reviewed(), calendar.Swedish).Blocks
	for i, b := range blocks {
		if b.Bars == nil {
			continue
		}
		charts++
		if blocks[i+1].Table == nil || len(blocks[i+1].Table.Rows) != len(b.Bars.Bars) {
			t.Errorf("%s has no table of its figures", b.Bars.Caption)
		}
	}
	if charts != 2 {
		t.Errorf("%d charts", charts)
	}
}

func TestEveryFormIsMadeInBothLanguages(t *testing.T) {
	for _, language := range []calendar.Language{calendar.Swedish, calendar.English} {
		for format, begins := range map[Format]string{PDF: "%PDF-", DOCX: "PK", XLSX: "PK"} {
			one, err := Make(reviewed(), language, format)
			if err != nil || !bytes.HasPrefix(one, []byte(begins)) {
				t.Errorf("%s in %s: %v", format, language, err)
			}
			if format == DOCX {
				docxtest.Check(t, one)
			}
			if again, err := Make(reviewed(), language, format); format != XLSX && (err != nil || !bytes.Equal(one, again)) {
				t.Errorf("%s in %s differs the second time, %v", format, language, err)
			}
		}
	}
}

// TestTheWorkbookHasTheRowsBehindItsFigures follows each identifier that a figure names to
// the sheet where its row is.
func TestTheWorkbookHasTheRowsBehindItsFigures(t *testing.T) {
	body, err := Make(reviewed(), calendar.Swedish, XLSX)
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close() //nolint:errcheck // it is only read
	rows := func(sheet string) [][]string {
		found, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		return found[1:]
	}
	var known []string
	for sheet, column := range map[string]int{"Besök": 15, "Aktiviteter": 11} {
		for _, row := range rows(sheet) {
			known = append(known, row[column])
		}
	}
	named := 0
	for sheet, column := range map[string]int{"Åtaganden": 13, "Perioder": 9, "Orter": 9, "Ämnen": 3} {
		for _, row := range rows(sheet) {
			if len(row) <= column {
				continue
			}
			for _, id := range strings.Fields(row[column]) {
				named++
				if !slices.Contains(known, id) {
					t.Errorf("%s names %s, which has no row", sheet, id)
				}
			}
		}
	}
	if named < 20 {
		t.Errorf("only %d rows are named", named)
	}
	if formula, err := book.GetCellFormula("Besök", "H3"); err != nil || formula != "" {
		t.Errorf("what somebody wrote is run as %q, %v", formula, err)
	}
}

func TestTheWordsAreAllThereAndAskedFor(t *testing.T) {
	var source strings.Builder
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range files {
		if text, err := os.ReadFile(name); err == nil && !strings.HasSuffix(name, "_test.go") {
			source.Write(text)
		}
	}
	made := regexp.MustCompile(`"([a-z.]+\.)"\s*\+`).FindAllStringSubmatch(source.String(), -1)
	read := func(l calendar.Language) map[string]string {
		found := map[string]string{}
		data, err := texts.ReadFile("texts/" + string(l) + ".json")
		if err != nil {
			t.Fatal(err)
		}
		if err := json.Unmarshal(data, &found); err != nil {
			t.Fatal(err)
		}
		return found
	}
	swedish, english := read(calendar.Swedish), read(calendar.English)
	for key, text := range swedish {
		holes := regexp.MustCompile(`\{\w+\}`)
		a, b := holes.FindAllString(text, -1), holes.FindAllString(english[key], -1)
		slices.Sort(a)
		slices.Sort(b)
		if english[key] == "" || !slices.Equal(a, b) {
			t.Errorf("%s differs: %q, %q", key, text, english[key])
		}
		asked := strings.Contains(source.String(), `"`+strings.TrimSuffix(key, ".one")+`"`)
		for _, prefix := range made {
			asked = asked || strings.HasPrefix(key, prefix[1])
		}
		if !asked {
			t.Errorf("nobody asks for %s", key)
		}
	}
	if len(english) != len(swedish) {
		t.Errorf("%d texts in English, %d in Swedish", len(english), len(swedish))
	}
}
