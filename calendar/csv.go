package calendar

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"
)

// csvColumns are the same in every language: programs find values by them. New ones are
// added at the end.
var csvColumns = []string{
	"id", "starts", "ends", "state", "held", "locality", "locality_slug", "locality_kind", "municipality", "municipality_slug",
	"site", "street", "postal_code", "town", "latitude", "longitude", "directions", "occasion", "about", "reason",
	"before_starts", "before_ends", "before_site", "sequence", "release", "announced", "changed", "url",
}

// writeCSV writes a table by RFC 4180 in UTF-8. There is no byte order mark: programs
// would read it as a part of the first column's name, and spreadsheets have a file of
// their own.
func writeCSV(e edition) ([]byte, error) {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	// What goes wrong in a buffer is told by Error.
	_ = w.Write(csvColumns)
	for _, v := range e.Visits {
		r := recordOf(v)
		latitude, longitude := "", ""
		if p := r.Site.Position; p != nil {
			latitude, longitude = coordinate(p.Lat), coordinate(p.Lon)
		}
		before := recordBefore{}
		if r.Before != nil {
			before = *r.Before
		}
		_ = w.Write([]string{
			string(v.ID), r.Starts, r.Ends, r.State, strconv.FormatBool(r.Held), guarded(r.Locality.Name), guarded(r.Locality.Slug),
			guarded(r.Kind), guarded(r.Municipality.Name), guarded(r.Municipality.Slug), guarded(r.Site.Name), guarded(r.Site.Street),
			guarded(r.Site.PostalCode), guarded(r.Site.Town), latitude, longitude, guarded(r.Site.Directions), guarded(r.Occasion),
			guarded(r.About), guarded(r.Reason), before.Starts, before.Ends, guarded(before.Site), strconv.Itoa(r.Sequence),
			strconv.Itoa(r.Release), instant(v.Created), instant(stamp(v)), e.pageOf(v),
		})
	}
	w.Flush()
	if err := w.Error(); err != nil {
		return nil, fmt.Errorf("write feed %q as CSV: %w", e.Name, err)
	}
	return b.Bytes(), nil
}

// guarded puts an apostrophe before a text that a spreadsheet would take for a formula,
// and then run, when somebody opens the file in one.
func guarded(text string) string {
	first, _ := utf8.DecodeRuneInString(text)
	if text != "" && strings.ContainsRune("=+-@\t\r\n＝＋－＠", first) {
		return "'" + text
	}
	return text
}

func coordinate(degrees float64) string { return strconv.FormatFloat(degrees, 'f', 6, 64) }
