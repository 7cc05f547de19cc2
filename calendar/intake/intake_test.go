package intake_test

import (
	"archive/zip"
	"bytes"
	"flag"
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

var update = flag.Bool("update", false, "write down what is read of the hostile files")

// TestHostileFiles holds each file of the folder against what is written down of it:
// its events, or why there are none, line by line.
func TestHostileFiles(t *testing.T) {
	files, err := filepath.Glob("testdata/hostile/*")
	if err != nil || len(files) < 45 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	golden, err := os.OpenRoot("testdata/golden")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = golden.Close() })
	for _, path := range files {
		file, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		got, name := told(t, file)+"\n", filepath.Base(path)+".txt"
		if *update {
			if err := golden.WriteFile(name, []byte(got), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		want, err := golden.ReadFile(name)
		if err != nil {
			t.Errorf("%s is not written down: %v", path, err)
		} else if got != string(want) {
			t.Errorf("%s:\n%s\nwant\n%s", path, got, want)
		}
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
	long := "BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:" + strings.Repeat("x", intake.MostBytes-100) + "\nEND:VEVENT\nEND:VCALENDAR\n"
	if got := told(t, []byte(long)); got != "2 "+strings.Repeat("x", 300)+": entry_no_start" {
		t.Errorf("%.100s", got)
	}
	if got := told(t, []byte("Namn;Datum\n\""+strings.Repeat("x\n", 2_000_000))); !strings.HasPrefix(got, "refused: file_too_many") {
		t.Errorf("%.100s", got)
	}
	if got := told(t, []byte("Namn;Datum\n"+strings.Repeat("x;2027-07-10\n", 6000))); !strings.HasPrefix(got, "refused: file_too_many") {
		t.Errorf("%.100s", got)
	}
}

// TestRulesWithoutAnyDay sees to it that many rules that cost thousands of years to find
// empty do not keep the server from other work.
func TestRulesWithoutAnyDay(t *testing.T) {
	barren := "BEGIN:VEVENT\nSUMMARY:Aldrig\nDTSTART:20270701T100000\nDTEND:20270701T110000\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30\nEND:VEVENT\n"
	got := strings.Split(told(t, []byte("BEGIN:VCALENDAR\n"+strings.Repeat(barren, 4000)+"END:VCALENDAR\n")), "\n")
	if len(got) != 4000 || got[3999] != "23996 Aldrig: entry_repeats" {
		t.Errorf("%d lines, the last %q", len(got), got[len(got)-1])
	}
}

// TestZipBomb has a workbook of some ten kilobytes that unpacks to more than is read.
func TestZipBomb(t *testing.T) {
	var file bytes.Buffer
	archive := zip.NewWriter(&file)
	for name, size := range map[string]int{"[Content_Types].xml": 8, "xl/worksheets/sheet1.xml": 60 << 20} {
		part, err := archive.Create(name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := part.Write(make([]byte, size)); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}
	if got := told(t, file.Bytes()); got != "refused: file_too_large" || file.Len() > 100<<10 {
		t.Errorf("of %d bytes: %s", file.Len(), got)
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
