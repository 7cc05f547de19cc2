// Package encoding tells which content codings a reader takes.
package encoding

import (
	"strconv"
	"strings"
)

// Accepts tells whether the fields of Accept-Encoding allow a coding, such as "gzip"
// or "br" (RFC 9110, 12.5.3).
func Accepts(fields []string, coding string) bool {
	accepted, named := false, false
	for part := range strings.SplitSeq(strings.Join(fields, ","), ",") {
		given, parameters, _ := strings.Cut(part, ";")
		given = strings.TrimPrefix(strings.ToLower(strings.TrimSpace(given)), "x-")
		switch {
		case given == coding:
			accepted, named = weight(parameters) > 0, true
		case given == "*" && !named:
			accepted = weight(parameters) > 0
		}
	}
	return accepted
}

// weight reads a quality value: 1 where none is given, 0 where it cannot be read.
func weight(parameters string) float64 {
	name, value, given := strings.Cut(strings.TrimSpace(parameters), "=")
	if !given || !strings.EqualFold(strings.TrimSpace(name), "q") {
		return 1
	}
	q, err := strconv.ParseFloat(strings.TrimSpace(value), 64)
	if err != nil {
		return 0
	}
	return q
}
