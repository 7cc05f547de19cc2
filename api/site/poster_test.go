//go:build unix

package site

import (
	"image/color"
	"net/http"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/boombuler/barcode/qr"
)

// TestCodesAreDrawnAsEncoded reads a drawing's path back, module by module. That what is
// drawn can be read by others is tried in the browser.
func TestCodesAreDrawnAsEncoded(t *testing.T) {
	for _, address := range []string{"webcal://kontor.example/kalender/ort/ahus.ics", "https://kontor.example/prenumerera?ort=" + strings.Repeat("a-long-name,", 80)} {
		drawn, err := qrCode(address)
		if err != nil {
			t.Fatal(err)
		}
		encoded, err := qr.Encode(address, qr.M, qr.Auto)
		if err != nil {
			t.Fatal(err)
		}
		dark := map[[2]int]bool{}
		for _, run := range regexp.MustCompile(`M(\d+) (\d+)h(\d+)v1h-(\d+)z`).FindAllStringSubmatch(drawn.Path, -1) {
			x, _ := strconv.Atoi(run[1])
			y, _ := strconv.Atoi(run[2])
			n, _ := strconv.Atoi(run[3])
			if run[3] != run[4] {
				t.Fatalf("a run is not closed: %s", run[0])
			}
			for i := range n {
				dark[[2]int{x + i, y}] = true
			}
		}
		if side := encoded.Bounds().Dx() + 2*quietZone; drawn.Side != side {
			t.Errorf("%d modules wide, want %d", drawn.Side, side)
		}
		for x := range drawn.Side {
			for y := range drawn.Side {
				in := x >= quietZone && y >= quietZone && x < drawn.Side-quietZone && y < drawn.Side-quietZone
				want := in && encoded.At(x-quietZone, y-quietZone) == color.Color(color.Black)
				if dark[[2]int{x, y}] != want {
					t.Fatalf("module %d, %d is dark: %t", x, y, !want)
				}
			}
		}
	}
	if _, err := qrCode(strings.Repeat("å", 3000)); err == nil {
		t.Error("more is encoded than a code can hold")
	}
}

func TestPoster(t *testing.T) {
	w := newWorld(t)
	visits := w.everyState()
	poster := w.page("/affisch/" + w.locality(0))
	want(t, "poster", poster, "Almby", "onsdag 2 december", "Inställt", "<s><time", "114 14", "Tidtabell nr 8, måndag 30 november 2026.",
		"Gäller till och med söndag 24 januari 2027", publicURL+"/prenumerera?ort="+w.locality(0), `href="webcal://kontor.example/kalender/ort/`+w.locality(0)+`.ics"`)
	never(t, "poster", poster, "<script", string(visits["held"].ID), "Genomfört")
	want(t, "poster in English", w.page("/en/affisch/"+w.locality(0)), "Wednesday 2 December", "webcal://kontor.example/en/kalender/ort/", "Valid until Sunday 24 January 2027")
	want(t, "place", w.page("/orter/"+w.locality(0)), `href="/affisch/`+w.locality(0)+`"`)
	if a := w.get("/affisch/finns-inte"); a.StatusCode != http.StatusNotFound {
		t.Errorf("the poster of no place: status %d", a.StatusCode)
	}
}

// TestPosterIsValidAsFarAsItTells sees that a poster claims no day on which there is a
// visit that it has no room for.
func TestPosterIsValidAsFarAsItTells(t *testing.T) {
	w := newWorld(t)
	w.now = at(-10, 12, 0)
	w.refresh()
	empty := w.page("/affisch/" + w.locality(0))
	want(t, "empty poster", empty, "Inga besök bestämda just nu", "Gäller till och med söndag 3 januari 2027")
	for day := range 5 {
		w.plan(0, day, 9, 11)
		w.plan(0, day, 14, 16)
	}
	w.release("")
	poster := w.page("/affisch/" + w.locality(0))
	if n := strings.Count(poster, `<span class="hours">`); n != 6 {
		t.Errorf("%d visits are shown", n)
	}
	want(t, "full poster", poster, "Gäller till och med onsdag 25 november 2026")
}
