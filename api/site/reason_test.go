package site

import "testing"

func TestReadyReasonsAreReadInEnglish(t *testing.T) {
	languages := languagesForTest(t)
	swedish, english := languages[0], languages[1]
	const ready, own = "Bilen har gått sönder.", "Torget är avstängt."
	if got := english.reason(ready); got != "The vehicle has broken down." {
		t.Errorf("in English: %q", got)
	}
	if got := swedish.reason(ready); got != ready {
		t.Errorf("in Swedish: %q", got)
	}
	if got := english.reason(own); got != own {
		t.Errorf("in somebody's own words: %q", got)
	}
	if len(english.reasons) < 8 {
		t.Errorf("%d ready reasons", len(english.reasons))
	}
}
