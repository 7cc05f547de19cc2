package privacy

import (
	"cmp"
	"slices"
	"strings"
)

// Kind is what a finding is.
type Kind string

// The kinds.
const (
	PersonalNumber     Kind = "personal_number"     // personnummer: folkbokföringslagen (1991:481) 18 §
	CoordinationNumber Kind = "coordination_number" // samordningsnummer: lagen (2022:1697), its day is 60 more
	Telephone          Kind = "telephone"
	Email              Kind = "email"
	LicencePlate       Kind = "licence_plate"
	StreetNumber       Kind = "street_number"
)

// Blocked tells whether a text with it must not be stored at all.
func (k Kind) Blocked() bool { return k == PersonalNumber || k == CoordinationNumber }

// Finding is a part of a text, as bytes [From, To).
type Finding struct {
	Kind     Kind
	From, To int
}

// Find returns what a text holds, in its order. What could be several things is what
// stands first among the kinds.
func Find(text string) []Finding {
	found := identityNumbers(text)
	for _, p := range patterns {
		for _, at := range p.form.FindAllStringSubmatchIndex(text, -1) {
			next := Finding{p.kind, at[2], at[3]}
			if !slices.ContainsFunc(found, func(f Finding) bool { return f.From < next.To && next.From < f.To }) {
				found = append(found, next)
			}
		}
	}
	slices.SortFunc(found, func(a, b Finding) int { return cmp.Compare(a.From, b.From) })
	return found
}

// Mask returns the text with each finding replaced by "[…]". The findings are those of
// the text, in its order.
func Mask(text string, findings []Finding) string {
	var b strings.Builder
	at := 0
	for _, f := range findings {
		b.WriteString(text[at:f.From])
		b.WriteString("[…]")
		at = f.To
	}
	b.WriteString(text[at:])
	return b.String()
}
