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
)

var today = scheduling.NewDay(2027, 1, 4)

// told is what is read of a file, a line for each entry.
func told(t testing.TB, file []byte) string {
	t.Helper()
	entries, err := intake.Read(file, today)
	if err != nil {
		if scheduling.KindOf(err) != scheduling.Invalid {
			t.Fatalf("a fault: %v", err)
		}
		return "refused: " + strings.TrimPrefix(err.Error(), "invalid: invalid: file ")
	}
	var lines []string
	for _, e := range entries {
		line := fmt.Sprintf("%d %s", e.Line, e.Name)
		if e.Problem != "" {
			line += ": " + string(e.Problem)
		} else {
			line += fmt.Sprintf(" %s %s–%s %d–%d", e.Place, e.From, e.To, e.Opens, e.Closes)
		}
		lines = append(lines, line)
	}
	return strings.Join(lines, "\n")
}

const market = "4 Åhus marknad Almby 2027-07-10–2027-07-10 600–960"

// hostile is what each file of the folder comes to.
var hostile = map[string]string{
	"utf16le.ics": market, "utf16bom.ics": market, "latin1.ics": market,
	"missing-end.ics":  "2 Utan slut: entry_unended\n7 Åhus marknad Almby 2027-07-10–2027-07-10 600–960",
	"floating.ics":     "4 Flytande Almby 2027-03-28–2027-03-28 90–240",
	"windows-zone.ics": "4 Outlook Almby 2027-07-10–2027-07-10 600–960",
	"unknown-zone.ics": "4 Mars: entry_zone\n10 Åhus marknad Almby 2027-07-10–2027-07-10 600–960",
	"repeats.ics": "4 Torsdagsmarknad Almby 2027-07-01–2027-07-01 600–840\n4 Torsdagsmarknad Almby 2027-07-22–2027-07-22 600–840\n" +
		"13 Torsdagsmarknad i tält Almby 2027-07-16–2027-07-16 660–900",
	"backwards.ics": "4 Baklänges: end_before_start\n10 Utan dag: entry_no_start\n14 Utan slut: entry_no_end\n19 År noll: entry_no_start",
	"all-day.ics":   "4 Hela helgen Almby 2027-07-10–2027-07-11 0–1440\n11 Natt Almby 2027-07-10–2027-07-10 1200–1530",
	"nothing.ics":   "refused: file_unknown", "zeros.bin": "refused: file_unknown", "picture.png": "refused: file_unknown",
	"page.html": "refused: file_no_columns", "no-columns.csv": "refused: file_no_columns", "broken.xlsx": "refused: file_unreadable",
	"bomb.xlsx": "refused: file_too_large",
	"good.csv": "4 Åhus marknad Torget i Almby 2027-07-10–2027-07-10 600–960\n5 Utan dag: entry_no_start\n6 Tid saknas: time_format\n" +
		"7 Hela dagen Björkby 2027-07-11–2027-07-11 0–1440",
	"latin1.csv": "2 Åhus marknad Björkby 2027-07-10–2027-07-10 600–960",
}

func TestHostileFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/hostile/*")
	if err != nil || len(files) < len(hostile) {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, path := range files {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got := told(t, file)
		if want, known := hostile[filepath.Base(path)]; known && got != want {
			t.Errorf("%s:\n%s\nwant\n%s", path, got, want)
		} else if got == "" {
			t.Errorf("%s: nothing is told", path)
		}
	}
}

func TestRepeatingForEverEnds(t *testing.T) {
	file, err := os.ReadFile("testdata/hostile/for-ever.ics")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(told(t, file), "\n")
	if len(lines) != 103 || !strings.HasSuffix(lines[0], "entry_repeats") || !strings.HasSuffix(lines[101], "entry_too_many") || !strings.HasSuffix(lines[102], "entry_repeats") {
		t.Errorf("%d lines: %s … %s", len(lines), lines[0], lines[len(lines)-1])
	}
}

func TestLargeFiles(t *testing.T) {
	if got := told(t, bytes.Repeat([]byte("a"), intake.MostBytes+1)); got != "refused: file_too_large" {
		t.Error(got)
	}
	many := "BEGIN:VCALENDAR\n" + strings.Repeat("BEGIN:VEVENT\nEND:VEVENT\n", 6000)
	if got := told(t, []byte(many)); !strings.HasPrefix(got, "refused: file_too_many") {
		t.Errorf("%.100s", got)
	}
	if got := told(t, []byte("Namn;Datum\n"+strings.Repeat("x;2027-07-10\n", 6000))); !strings.HasPrefix(got, "refused: file_too_many") {
		t.Errorf("%.100s", got)
	}
}

func TestWorkbook(t *testing.T) {
	book := excelize.NewFile()
	for cell, value := range map[string]any{
		"A1": "Evenemang 2027", "A3": "Namn", "B3": "Ort", "C3": "Datum", "D3": "Starttid", "E3": "Sluttid", "F3": "Prio",
		"A4": "Åhus marknad", "B4": "Almby", "C4": 46578, "D4": 10.0 / 24, "E4": "16:00", "F4": 1,
		"A5": "Text", "B5": "Almby", "C5": "2027-07-11", "D5": "kl 10", "E5": "12.30",
		"A6": "Fel", "B6": "Almby", "C6": "någon gång",
	} {
		if err := book.SetCellValue("Sheet1", cell, value); err != nil {
			t.Fatal(err)
		}
	}
	var file bytes.Buffer
	if err := book.Write(&file); err != nil {
		t.Fatal(err)
	}
	want := "4 Åhus marknad Almby 2027-07-10–2027-07-10 600–960\n5 Text Almby 2027-07-11–2027-07-11 600–750\n6 Fel: entry_no_start"
	if got := told(t, file.Bytes()); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

func TestAddressesThatAreNotFetched(t *testing.T) {
	for _, address := range []string{
		"", "http://example.com/a.ics", "ftp://example.com", "file:///etc/passwd", "https://", "https://127.0.0.1/", "https://[::1]/", "https://10.0.0.1/",
		"https://169.254.169.254/latest", "https://0/", "https://2130706433/", "https://[::ffff:127.0.0.1]/", "https://[64:ff9b::7f00:1]/",
		"https://100.64.0.1/", "https://example.com:22/", "https://user:password@example.com/", "https://[fd00::1]/", "https://192.168.1.1/",
	} {
		_, err := intake.Fetch(t.Context(), address)
		if !scheduling.HasCode(err, scheduling.CodeAddressRefused) && !scheduling.HasCode(err, scheduling.CodeAddressSilent) {
			t.Errorf("%s: %v", address, err)
		}
	}
}

func FuzzRead(f *testing.F) {
	files, err := filepath.Glob("testdata/hostile/*")
	if err != nil {
		f.Fatal(err)
	}
	for _, path := range files {
		if strings.Contains(path, "bomb") {
			continue
		}
		file, err := os.ReadFile(path)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(file)
	}
	f.Fuzz(func(t *testing.T, file []byte) {
		entries, err := intake.Read(file, today)
		if err != nil && scheduling.KindOf(err) != scheduling.Invalid {
			t.Fatal(err)
		}
		for _, e := range entries {
			if e.Problem == "" && (e.To < e.From || e.Closes <= e.Opens || e.Line < 1) {
				t.Errorf("%+v", e)
			}
		}
	})
}
