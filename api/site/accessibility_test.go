//go:build unix

package site

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"poliskontor/calendar"
	"poliskontor/calendar/icstest"
)

var update = flag.Bool("update", false, "write what the words of feeds are now to testdata")

func TestAccessibilityStatement(t *testing.T) {
	w := newWorld(t, func(c *Config) {
		c.AccessibilityContact = []string{"https://example.se/hinder?a=1&b=2", "tel:11414", "mailto:hinder@example.se"}
		c.Publisher.Name = "Kommunen & polisen"
	})
	w.refresh()
	body := w.page("/tillganglighet")
	want(t, "statement", body, "Kommunen & polisen ansvarar", "uppfyller kraven i WCAG 2.1", "lördag 21 november 2026", `<a href="https://example.se/hinder?a=1&b=2">example.se/hinder?a=1&b=2</a>`,
		`<a href="tel:11414">11414</a>`, `<a href="mailto:hinder@example.se">hinder@example.se</a>`, "Du behöver inte säga vem du är", "digg.se/tdosanmalan")
	for _, g := range knownGaps {
		want(t, "statement", body, w.site.languages[0].text(g.text))
		want(t, "statement in English", w.page("/en/tillganglighet"), w.site.languages[1].text(g.text))
	}
	r := request{language: w.site.languages[0]}
	if status, texts := r.statement([]gap{{text: "accessibility.gaps.map", criterion: "1.4.10"}}); !strings.Contains(status, "delvis") || !strings.HasSuffix(texts[0], "Det bryter mot WCAG 1.4.10.") {
		t.Errorf("a gap that breaks a rule: %s %s", status, texts)
	}
	if status, _ := r.statement(nil); strings.Contains(status, "delvis") {
		t.Errorf("no gap: %s", status)
	}
}

// TestChangedNamesOfFeedsAreDated makes whoever changes what feeds and the catalogue are
// called make every feed newer, as calendar's own test does for the words in them.
func TestChangedNamesOfFeedsAreDated(t *testing.T) {
	hash := sha256.New()
	for _, l := range languagesForTest(t) {
		for _, key := range slices.Sorted(maps.Keys(l.texts)) {
			answer := strings.HasPrefix(key, "feed.unknown.") || strings.HasPrefix(key, "feed.refused.") || key == "feed.unavailable"
			for _, part := range []string{"feed.", "dcat.", "kommun.", "list.", "change.", "changes.log"} {
				if strings.HasPrefix(key, part) && !answer {
					fmt.Fprintf(hash, "%s %s %q\n", l.code, key, l.texts[key])
				}
			}
		}
	}
	icstest.Dated(t, "testdata/names.txt", calendar.FormChanged, hash.Sum(nil), *update)
}
