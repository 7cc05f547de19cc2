package calendar

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"testing"

	"poliskontor/calendar/icstest"
)

// TestChangedFormsAreDated makes whoever changes what stands around the events, or the
// shape of a format, make every feed newer: testdata/form.txt holds a hash of it all
// with the date that it had then.
func TestChangedFormsAreDated(t *testing.T) {
	hash := sha256.New()
	feeds := cases(t)
	for _, name := range slices.Sorted(maps.Keys(feeds)) {
		for _, format := range Formats {
			switch written := inFormat(t, format, feeds[name]); {
			case format == Workbook: // its bytes are its library's too
				fmt.Fprintf(hash, "%q\n", rowsOf(t, written))
			case format != ICalendar:
				fmt.Fprintf(hash, "%q\n", written)
			case len(feeds[name].Visits) == 0: // events have dates of their own
				fmt.Fprintf(hash, "%q\n", written)
			}
		}
	}
	icstest.Dated(t, "testdata/form.txt", FormChanged, hash.Sum(nil), *update)
}
