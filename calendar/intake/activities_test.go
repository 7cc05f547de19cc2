package intake_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"poliskontor/calendar/intake"
	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
)

// deeds is what is read of a table of activities, a line for each.
func deeds(t testing.TB, file []byte) string {
	t.Helper()
	entries, err := intake.ReadActivities(file)
	if err != nil {
		if scheduling.KindOf(err) != scheduling.Invalid {
			t.Fatalf("a fault: %v", err)
		}
		return "refused: " + strings.TrimPrefix(err.Error(), "invalid: invalid: file ")
	}
	var lines []string
	for _, e := range entries {
		if e.Problem != "" {
			lines = append(lines, fmt.Sprintf("%d %s: %s", e.Line, e.Field, e.Problem))
			continue
		}
		a := e.Activity
		line := fmt.Sprintf("%d %s %s %s %s %s", e.Line, a.Kind, a.Step, a.Day, a.Status, e.Locality)
		if a.Hours != nil {
			line += fmt.Sprintf(" %d–%d", a.Hours.From, a.Hours.Until)
		}
		if a.Participants != nil {
			line += fmt.Sprintf(" (%d)", *a.Participants)
		}
		if a.Named {
			line += " named " + a.Feedback.String()
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

const table = "Vårens aktiviteter;;;;;;;\n" +
	"Slag;Dag;Ort;Starttid;Sluttid;Deltagare;Läge;Återkoppling\n" +
	"Trafikkontroll;2026-03-02;Åhus;15.00;16:30;;;9 mars 2026\n" +
	"trygghetsvandring;lördag 7 mars 2026;Tollarp;;;23;Genomförd;\n" +
	"Möte om grannsamverkan;2026-12-01;Åhus;18;20;;planerad;\n" +
	"Gatufest;2026-03-02;Åhus;;;;;\n" +
	"Trafikkontroll;i våras;Åhus;;;;;\n" +
	"Trafikkontroll;2026-03-02;Åhus;15;;;;\n" +
	"Undersökning;2026-03-02;;;;många;;\n" +
	";2026-03-02;Åhus;;;;;\n"

const told1 = "3 traffic_control  2026-03-02 done Åhus 900–990 named 2026-03-09\n" +
	"4 safety_walk walk 2026-03-07 done Tollarp (23)\n" +
	"5 watch_evening  2026-12-01 planned Åhus 1080–1200\n" +
	"6 kind: cell_unknown\n7 day: entry_no_start\n8 ends: time_format\n9 participants: out_of_range\n" +
	"10   2026-03-02 done Åhus"

func TestATableOfActivities(t *testing.T) {
	if got := deeds(t, []byte(table)); got != told1 {
		t.Errorf("read as\n%s\nwant\n%s", got, told1)
	}
	for name, file := range map[string]string{
		"with a mark": "\ufeff" + table, "by Windows": strings.ReplaceAll(table, "\n", "\r\n"), "in quotes": strings.ReplaceAll(table, "Åhus", `"Åhus"`),
	} {
		if got := deeds(t, []byte(file)); got != told1 {
			t.Errorf("%s it is read as\n%s", name, got)
		}
	}
	for name, file := range map[string]string{"nothing": "", "no headings": "a;b\nc;d\n", "only headings": "Slag;Dag\n", "no text": "\x00\x01\x02"} {
		if got := deeds(t, []byte(file)); !strings.HasPrefix(got, "refused: ") {
			t.Errorf("%s is read as %s", name, got)
		}
	}
}

// TestHostileTables reads the files that are to break a reader of calendars.
func TestHostileTables(t *testing.T) {
	files, err := filepath.Glob("testdata/hostile/*")
	if err != nil || len(files) < 45 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, path := range files {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if got := deeds(t, file); !strings.HasPrefix(got, "refused: ") {
			t.Errorf("%s is read as activities: %s", path, got)
		}
	}
	if got := deeds(t, bytes.Repeat([]byte("Slag;Dag\n"), intake.MostBytes/9+1)); !strings.HasPrefix(got, "refused: file_too_large") {
		t.Errorf("what is too large is read as %.80s", got)
	}
}

// TestTheTemplateIsRead fills the templates in and reads them.
func TestTheTemplateIsRead(t *testing.T) {
	empty, err := intake.ActivityTemplateCSV()
	if err != nil {
		t.Fatal(err)
	}
	row := "Trygghetsvandring;Uppföljande vandring;Parken;2026-05-04;18.00;19.30;Kristianstad;Åhus;Dammen;Polisen;Ja;Genomförd;12;Lamporna lyser;Ja;2026-05-11;17\n"
	filled, err := intake.ReadActivities(append(empty, row...))
	if err != nil || len(filled) != 1 || filled[0].Problem != "" {
		t.Fatalf("read as %+v, %v", filled, err)
	}
	got := filled[0].Activity
	if got.Hours == nil || *got.Hours != (followup.Hours{From: 18 * 60, Until: 19*60 + 30}) || got.Participants == nil || *got.Participants != 12 ||
		filled[0].Municipality != "Kristianstad" || filled[0].Locality != "Åhus" {
		t.Errorf("read as %+v", filled[0])
	}
	got.Hours, got.Participants = nil, nil
	want := followup.Activity{Kind: followup.SafetyWalk, Step: followup.FollowUpWalk, Title: "Parken", Day: scheduling.NewDay(2026, 5, 4), Place: "Dammen",
		Owner: scheduling.Police, Together: true, Status: followup.Done, Text: "Lamporna lyser", Named: true, Feedback: scheduling.NewDay(2026, 5, 11), Reference: "17"}
	if got != want {
		t.Errorf("read as %+v, want %+v", got, want)
	}
	workbook, err := intake.ActivityTemplateXLSX()
	if err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(bytes.NewReader(workbook))
	if err != nil {
		t.Fatal(err)
	}
	offered, err := book.GetDataValidations(book.GetSheetName(0))
	if err != nil || len(offered) != 6 {
		t.Errorf("%d columns offer choices, %v", len(offered), err)
	}
	for cell, value := range map[string]any{"A2": "Trafikkontroll", "D2": 46146.0, "H2": "Åhus", "M2": 7} {
		if err := book.SetCellValue(book.GetSheetName(0), cell, value); err != nil {
			t.Fatal(err)
		}
	}
	out, err := book.WriteToBuffer()
	if err != nil {
		t.Fatal(err)
	}
	if got := deeds(t, out.Bytes()); got != "2 traffic_control  2026-05-04 done Åhus (7)" {
		t.Errorf("the workbook is read as %s", got)
	}
}
