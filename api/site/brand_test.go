package site

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"poliskontor/frontend"
)

func TestBrandIsReadable(t *testing.T) {
	for i := range 1 << 12 { // every sixteenth shade of each channel
		colour := fmt.Sprintf("#%x0%x0%x0", i>>8, i>>4&15, i&15)
		ground, ink, err := Brand{Colour: colour}.colours()
		if err != nil {
			t.Fatal(err)
		}
		if ratio := contrast(ground, ink); ratio < 4.5 {
			t.Errorf("%s on %s has a contrast of %.2f", ink, ground, ratio)
		}
	}
	for _, colour := range []string{"red", "#12345", "#1234567", "#12345g", "#123;}b"} {
		if _, _, err := (Brand{Colour: colour}).colours(); err == nil {
			t.Errorf("%q is taken for a colour", colour)
		}
	}
}

// TestTokensAreReadable checks the contrast of every pair of text and ground, in both
// schemes (WCAG 2.2, 1.4.3 and 1.4.11).
func TestTokensAreReadable(t *testing.T) {
	css, err := frontend.Public.ReadFile("tokens.css")
	if err != nil {
		t.Fatal(err)
	}
	light, dark, found := strings.Cut(string(css), "@media screen and (prefers-color-scheme: dark)")
	if !found {
		t.Fatal("there is no dark scheme")
	}
	token := regexp.MustCompile(`--([a-z-]+): (#[0-9a-f]{6});`)
	colours := map[string]string{}
	for scheme, sheet := range []string{light, dark} { // the dark one builds on the light one
		for _, match := range token.FindAllStringSubmatch(sheet, -1) {
			colours[match[1]] = match[2]
		}
		for _, pair := range []struct {
			text, ground string
			least        float64
		}{
			{"ink", "paper", 7}, {"ink", "paper-soft", 7}, {"ink-soft", "paper", 4.5}, {"ink-soft", "paper-soft", 4.5},
			{"primary", "paper", 4.5}, {"primary", "paper-soft", 4.5}, {"primary-hover", "paper", 4.5}, {"visited", "paper", 4.5},
			{"visited", "paper-soft", 4.5}, {"on-primary", "primary", 4.5}, {"on-primary", "primary-hover", 4.5},
			{"announced", "announced-ground", 4.5}, {"changed", "changed-ground", 4.5}, {"cancelled", "cancelled-ground", 4.5},
			{"held", "held-ground", 4.5}, {"draft", "paper", 4.5}, {"on-brand", "brand", 4.5},
			{"focus", "paper", 3}, {"focus", "paper-soft", 3}, {"line-strong", "paper", 3}, {"line-strong", "paper-soft", 3},
		} {
			text, ground := colours[pair.text], colours[pair.ground]
			if text == "" || ground == "" {
				t.Fatalf("there is no --%s or --%s", pair.text, pair.ground)
			}
			if ratio := contrast(text, ground); ratio < pair.least {
				t.Errorf("scheme %d: --%s on --%s has a contrast of %.2f, want %.1f", scheme, pair.text, pair.ground, ratio, pair.least)
			}
		}
	}
	if colours["brand"] != defaultColour {
		t.Errorf("tokens.css and the program disagree about the brand's colour: %s, %s", colours["brand"], defaultColour)
	}
}
