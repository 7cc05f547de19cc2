package privacy

import "regexp"

// patterns are the forms of what is found beside identity numbers; the first group is
// the finding. RE2 has no looking back, so what stands before is outside the group.
var patterns = []struct {
	kind Kind
	form *regexp.Regexp
}{
	{Email, regexp.MustCompile(`([\p{L}\d._%+'-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)*\.\p{L}{2,})`)},
	// Seven to nine digits after the prefix. Times have a point in them ("kl. 09.00") and
	// emergency and information numbers ("114 14") have no zero in front.
	{Telephone, regexp.MustCompile(`(?:^|[^\d.,+])((?:\+46|0046)(?:[ \x{a0}-]?\(0\))?(?:[ \x{a0}-]?\d){7,9}|0[1-9](?:[ \x{a0}/-]{0,3}\d){6,8})(?:\D|$)`)},
	// Three letters without I, Q and V, two digits, and a digit or a letter that is not O:
	// in capitals with or without a space, else without.
	{LicencePlate, regexp.MustCompile(`(?:^|[^\p{L}\d])([A-HJ-PR-UW-Z]{3}[ \x{a0}-]?\d\d[\dA-HJ-NPR-UW-Z]|[a-hj-pr-uw-z]{3}\d\d[\da-hj-npr-uw-z])(?:[^\p{L}\d]|$)`)},
	{StreetNumber, regexp.MustCompile(`(?:^|[^\p{L}])(\p{L}*(?:gatan|gata|vägen|gränden|gränd|stigen|stig|allén|backen|torget|esplanaden|leden)[ \x{a0}]+\d{1,4}(?:[ \x{a0}]?[A-Ha-h])?)(?:[^\p{L}\d]|$)`)},
}
