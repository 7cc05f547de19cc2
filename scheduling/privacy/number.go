package privacy

import (
	"slices"
	"unicode"
)

// digit is one digit of a text, with the bytes [from, to) that it stands in.
type digit struct {
	value    int
	from, to int
}

// run is digits that only separators keep apart: those that people write within a
// number, and characters that nobody sees.
type run struct {
	digits []digit
	parted []bool // whether a separator stands before each
}

// groupings are how an identity number is parted: its ten or twelve digits in one, the
// date and the rest, year, month and day, and the century apart. Others are telephone
// numbers, accounts and orders.
var groupings = [][]int{
	{10}, {6, 4}, {2, 2, 2, 4}, {2, 4, 4}, {1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
	{12}, {8, 4}, {4, 2, 2, 4}, {4, 4, 4}, {2, 6, 4}, {2, 2, 2, 2, 4}, {2, 2, 4, 4}, {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1},
}

// identityNumbers finds personnummer and samordningsnummer by their date and their
// check digit.
func identityNumbers(text string) []Finding {
	var found []Finding
	for _, r := range runs(text) {
		for at := 0; at < len(r.digits); {
			length, kind := r.numberAt(at)
			if length == 0 {
				at++
				continue
			}
			found = append(found, Finding{kind, r.digits[at].from, r.digits[at+length-1].to})
			at += length
		}
	}
	return found
}

// numberAt is the length in digits of the identity number that begins at a digit; 0 for
// none.
func (r run) numberAt(at int) (int, Kind) {
	if at > 0 && !r.parted[at] {
		return 0, ""
	}
	for _, grouping := range groupings {
		length := 0
		for _, n := range grouping {
			length += n
		}
		if r.isParted(at, grouping) {
			if kind, ok := identity(r.digits[at : at+length]); ok {
				return length, kind
			}
		}
	}
	return 0, ""
}

// isParted tells whether the digits from at on stand in these groups.
func (r run) isParted(at int, grouping []int) bool {
	for _, n := range grouping {
		if at+n > len(r.digits) || slices.Contains(r.parted[at+1:at+n], true) {
			return false
		}
		at += n
		if at < len(r.digits) && !r.parted[at] {
			return false
		}
	}
	return true
}

// identity tells whether ten or twelve digits are a number by which a person is known.
func identity(digits []digit) (Kind, bool) {
	values := make([]int, len(digits))
	for i, d := range digits {
		values[i] = d.value
	}
	century := 0
	if len(values) == 12 {
		century, values = 10*values[0]+values[1], values[2:]
		if century < 18 || century > 20 {
			return "", false
		}
	}
	year, month, day := 10*values[0]+values[1], 10*values[2]+values[3], 10*values[4]+values[5]
	kind := PersonalNumber
	if day > 60 {
		kind, day = CoordinationNumber, day-60
	}
	return kind, isDate(century, year, month, day) && isChecked(values)
}

// isDate tells whether there is such a day; in some century where it is 0.
func isDate(century, year, month, day int) bool {
	if month < 1 || month > 12 || day < 1 {
		return false
	}
	days := [...]int{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31}[month-1]
	if month == 2 && year%4 == 0 && (year != 0 || century == 0 || century%4 == 0) {
		days++
	}
	return day <= days
}

// isChecked tells whether the last of ten digits is the check digit of the others, by
// the modulus 10 method (Luhn).
func isChecked(values []int) bool {
	sum := 0
	for i, v := range values {
		if i%2 == 0 {
			v *= 2
		}
		sum += v/10 + v%10
	}
	return sum%10 == 0
}

// mostApart is how many separators may stand between two digits of one number.
const mostApart = 3

func runs(text string) []run {
	var all []run
	var current run
	apart := 0
	for at, r := range text {
		value, isDigit := digitOf(r)
		switch {
		case isDigit:
			current.digits = append(current.digits, digit{value, at, at + len(string(r))})
			current.parted = append(current.parted, apart > 0)
			apart = 0
		case unicode.Is(unicode.Cf, r): // as if it were not there
		case separates(r) && apart < mostApart:
			apart++
		default:
			if len(current.digits) > 0 {
				all = append(all, current)
			}
			current, apart = run{}, 0
		}
	}
	if len(current.digits) > 0 {
		all = append(all, current)
	}
	return all
}

// separates tells whether people write a character between the digits of a number.
func separates(r rune) bool {
	return unicode.IsSpace(r) || unicode.Is(unicode.Pd, r) || r == '\u2212' || r == '+' || r == '.' || r == '/' || r == ':' || r == ','
}

// digitOf is the value of a decimal digit of any script: in Unicode the ten stand
// together, and the first is where the value is 0.
func digitOf(r rune) (int, bool) {
	if r >= '0' && r <= '9' {
		return int(r - '0'), true
	}
	if r < 0x80 || !unicode.Is(unicode.Nd, r) {
		return 0, false
	}
	first := r
	for unicode.Is(unicode.Nd, first-1) && first-1 >= r-9 {
		first--
	}
	return int(r-first) % 10, true
}
