package api

import (
	"slices"

	"github.com/danielgtaylor/huma/v2"
)

// Weekday is a day of the week.
type Weekday string

var weekdays = []Weekday{"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"}

// Schema describes the choice.
func (Weekday) Schema(huma.Registry) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString, Description: "A day of the week."}
	for _, w := range weekdays {
		s.Enum = append(s.Enum, string(w))
	}
	return s
}

// flagsOf returns which of the days are there, Monday first.
func flagsOf(days []Weekday) (flags [7]bool) {
	for i, w := range weekdays {
		flags[i] = slices.Contains(days, w)
	}
	return flags
}

func weekdaysOf(flags [7]bool) []Weekday {
	days := make([]Weekday, 0, len(flags))
	for i, w := range weekdays {
		if flags[i] {
			days = append(days, w)
		}
	}
	return days
}
