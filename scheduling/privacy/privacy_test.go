package privacy_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"poliskontor/scheduling/privacy"
)

// written are the ways in which people write ten digits and the century before them.
var written = []struct{ name, form string }{
	{"plain", "%[2]s%[3]s"}, {"hyphen", "%[2]s-%[3]s"}, {"plus", "%[2]s+%[3]s"}, {"space", "%[2]s %[3]s"},
	{"no-break space", "%[2]s\u00a0%[3]s"}, {"dash", "%[2]s–%[3]s"}, {"minus", "%[2]s−%[3]s"}, {"spaced hyphen", "%[2]s - %[3]s"},
	{"line", "%[2]s-\n%[3]s"}, {"hidden", "%[2]s\u200b%[3]s"}, {"soft hyphen", "%[2]s\u00ad-%[3]s"},
	{"century", "%[1]s%[2]s-%[3]s"}, {"century, plain", "%[1]s%[2]s%[3]s"}, {"century, space", "%[1]s%[2]s %[3]s"},
	{"century apart", "%[1]s %[2]s-%[3]s"},
}

// around are running texts that a number stands in.
var around = []string{"%s", "Hon heter Anna och har personnummer %s.", "pnr%s", "(%s)", "född %s, bor i Åhus", "Nr 12: %s; ring 114 14", "%s/%[1]s"}

type generator struct{ *rand.Rand }

// birth is six digits of a date; more is added to the day.
func (g generator) birth(more int) string {
	return fmt.Sprintf("%02d%02d%02d", g.IntN(100), 1+g.IntN(12), 1+g.IntN(28)+more)
}

func checkDigit(nine string) int {
	sum := 0
	for i, r := range nine {
		v := int(r - '0')
		if i%2 == 0 {
			v *= 2
		}
		sum += v/10 + v%10
	}
	return (10 - sum%10) % 10
}

// number is a birth and four digits, the last of which is off by so much.
func (g generator) number(birth string, off int) string {
	three := fmt.Sprintf("%03d", g.IntN(1000))
	return three + fmt.Sprint((checkDigit(birth+three)+off)%10)
}

func (g generator) text(birth, four string) string {
	form := written[g.IntN(len(written))].form
	century := []string{"19", "20"}[g.IntN(2)]
	return fmt.Sprintf(around[g.IntN(len(around))], fmt.Sprintf(form, century, birth, four)+"")
}

// TestTwoHundredTexts holds the finder against texts that are made here: none that is
// valid may pass, and of the hundred others two may be taken for one.
func TestTwoHundredTexts(t *testing.T) {
	g := generator{rand.New(rand.NewPCG(1, 2))}
	blocked := func(text string) (kinds []privacy.Kind) {
		for _, f := range privacy.Find(text) {
			if f.Kind.Blocked() {
				kinds = append(kinds, f.Kind)
			}
		}
		return kinds
	}
	for i := range 100 {
		kind, more := privacy.PersonalNumber, 0
		if i%2 == 1 {
			kind, more = privacy.CoordinationNumber, 60
		}
		birth := g.birth(more)
		text := g.text(birth, g.number(birth, 0))
		if kinds := blocked(text); len(kinds) == 0 || kinds[0] != kind {
			t.Errorf("%q passes: %v", text, kinds)
		}
	}
	alarms := 0
	for i := range 100 {
		var text string
		birth := g.birth(60 * (i % 2))
		switch i % 5 {
		case 0, 1:
			text = g.text(birth, g.number(birth, 1+g.IntN(9)))
		case 2:
			text = fmt.Sprintf("Order %010d är skickad", g.Int64N(1e10))
		case 3:
			text = fmt.Sprintf("Ring 07%d-%03d %02d %02d", g.IntN(10), g.IntN(1000), g.IntN(100), g.IntN(100))
		case 4:
			text = fmt.Sprintf("Ärende A %03d.%03d/2026, tisdag 24 november 2026 kl. 9.00–15.30", g.IntN(1000), g.IntN(1000))
		}
		if kinds := blocked(text); len(kinds) > 0 {
			alarms++
			t.Logf("%q is taken for %v", text, kinds)
		}
	}
	if alarms > 2 {
		t.Errorf("%d false alarms", alarms)
	}
}

func TestFind(t *testing.T) {
	for text, want := range map[string]string{
		"Ring mig på 070-123 45 67":                    "telephone:070-123 45 67",
		"044-12 34 56 eller +46 44 12 34 56":           "telephone:044-12 34 56 telephone:+46 44 12 34 56",
		"Skriv till anna.berg@exempel.se.":             "email:anna.berg@exempel.se",
		"En vit ABC 123 och en abc12d":                 "licence_plate:ABC 123 licence_plate:abc12d",
		"Bilar kör fort på Storgatan 12 B varje kväll": "street_number:Storgatan 12 B",
		"Hål i Långa vägen, vid väg 118":               "",
		"tisdag 24 november 2026 kl. 09.00–15.30":      "",
		"112, 114 14 och 1177":                         "",
		"Två hundra kom 2025-06-12":                    "",
		"850709-9805":                                  "personal_number:850709-9805",
		"850769-9802":                                  "coordination_number:850769-9802",
		"８５０７０９-٩٨٠٥":                                  "personal_number:８５０７０９-٩٨٠٥",
		"8 5 0 7 0 9 9 8 0 5":                          "personal_number:8 5 0 7 0 9 9 8 0 5",
		"1985-07-09 9805":                              "personal_number:1985-07-09 9805",
		"000229-0005 finns, 20010229-0004 finns inte":  "personal_number:000229-0005",
		"128507099805":                                 "", // no century
		"98507099805":                                  "", // longer than a number
		"\xff850709-9805\xff":                          "personal_number:850709-9805",
	} {
		got := ""
		for i, f := range privacy.Find(text) {
			if i > 0 {
				got += " "
			}
			got += string(f.Kind) + ":" + text[f.From:f.To]
		}
		if got != want {
			t.Errorf("%q: found %q, want %q", text, got, want)
		}
	}
}

func TestMask(t *testing.T) {
	const text = "Anna, 070-123 45 67, bor på Storgatan 12."
	if got, want := privacy.Mask(text, privacy.Find(text)), "Anna, […], bor på […]."; got != want {
		t.Errorf("masked as %q, want %q", got, want)
	}
}

func FuzzFind(f *testing.F) {
	f.Add("850709-9805")
	f.Add("Ring 070-123 45 67\xff")
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, found := range privacy.Find(text) {
			if found.From < at || found.To <= found.From || found.To > len(text) {
				t.Fatalf("%+v after %d in %q", found, at, text)
			}
			at = found.To
		}
		privacy.Mask(text, privacy.Find(text))
	})
}
