package planner

import (
	"bytes"
	"encoding/xml"
	"errors"
	"flag"
	"io"
	"os"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "write the golden files anew")

// pictured has every mark: gaps of all kinds, a notice, a summer, days of all
// classes, occasions attended and not, and names that XML could take amiss.
func pictured() (*Problem, []Stop) {
	p := tiny()
	p.Name, p.FrozenDays = "Norra <området> & city", 3
	p.Places[0].Name, p.Places[1].ID = `"Ö" & <b>`, "a name that is far too long to stand there"
	p.Places = append(p.Places, p.Places[0])
	p.Places[2].ID, p.Places[2].Name, p.Places[2].Node = "", "", 3
	for day, class := range map[int]DayClass{4: Warn, 11: Blocked, 12: Bridge, 18: Shortened} {
		p.Calendar[day].Class = class
	}
	for day := 21; day < 28; day++ {
		p.Calendar[day].Summer = true
	}
	for priority := 1; priority <= 3; priority++ {
		p.Occasions = append(p.Occasions, Occasion{
			Node: 3, Day: 15 + priority, Opens: 600, Closes: 900, Minutes: 60, Slots: 1, Priority: priority,
		})
	}
	stops := append(visitsTo(0, 3, 8, 17, 22), append(visitsTo(1, 10), visitsTo(2, 3, 13)...)...)
	return p, append(stops, Stop{Occasion: new(1), Day: 17, From: 760, To: 840})
}

func TestPicture(t *testing.T) {
	problem, stops := pictured()
	var drawn bytes.Buffer
	if err := WriteSVG(&drawn, problem, &Plan{Stops: stops}); err != nil {
		t.Fatal(err)
	}
	const golden = "testdata/plan.svg"
	if *update {
		if err := os.WriteFile(golden, drawn.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(golden)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(want, drawn.Bytes()) {
		t.Errorf("the picture is not that of %s; go test -update writes it anew", golden)
	}
	wellFormed(t, &drawn)
}

func wellFormed(t *testing.T, r io.Reader) {
	t.Helper()
	for decoder := xml.NewDecoder(r); ; {
		if _, err := decoder.Token(); errors.Is(err, io.EOF) {
			return
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

func TestPictureOfAnything(t *testing.T) {
	for seed := range uint64(8) {
		p := generated(seed)
		p.Places[0].ID = "\x00\xff & ]]> \ufffe"
		var drawn bytes.Buffer
		if err := WriteSVG(&drawn, p, solved(t, p, Options{Iterations: -1})); err != nil {
			t.Fatal(err)
		}
		wellFormed(t, &drawn)
	}
	empty := &Problem{Start: "2026-11-02", Days: 1, Calendar: make([]Day, 1)}
	var drawn bytes.Buffer
	if err := WriteSVG(&drawn, empty, &Plan{}); err != nil {
		t.Fatal(err)
	}
	wellFormed(t, &drawn)
}

// TestPictureMarksGaps counts the marks: a gap at nine tenths of the limit and one
// beyond it.
func TestPictureMarksGaps(t *testing.T) {
	for _, c := range []struct {
		days           []int
		near, breaking int
	}{{[]int{1, 8, 15, 22}, 0, 0}, {[]int{1, 8, 17, 24}, 0, 0}, {[]int{1, 8, 18, 24}, 1, 0}, {[]int{1, 8, 22}, 0, 1}} {
		p := tiny()
		p.Places, p.Calendar[18].Class = p.Places[:1], Ordinary
		var drawn bytes.Buffer
		if err := WriteSVG(&drawn, p, &Plan{Stops: visitsTo(0, c.days...)}); err != nil {
			t.Fatal(err)
		}
		// The legend has one of each.
		near, breaking := strings.Count(drawn.String(), "l6 10h-12z")-1, strings.Count(drawn.String(), "l10 10m0 -10l-10 10")/2-1
		if near != c.near || breaking != c.breaking {
			t.Errorf("visits on %v: %d near the limit and %d beyond it, want %d and %d", c.days, near, breaking, c.near, c.breaking)
		}
	}
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, io.ErrClosedPipe }

func TestPictureErrors(t *testing.T) {
	if err := WriteSVG(broken{}, tiny(), &Plan{}); !errors.Is(err, io.ErrClosedPipe) {
		t.Errorf("error %v", err)
	}
	if err := WriteSVG(io.Discard, &Problem{}, &Plan{}); err == nil {
		t.Error("a problem without days was drawn")
	}
	if err := WriteSVG(io.Discard, tiny(), &Plan{Stops: []Stop{{}}}); err == nil {
		t.Error("a stop without a place was drawn")
	}
}
