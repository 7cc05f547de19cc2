package scheduling

import (
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// The greatest lengths of texts, in characters.
const (
	MaxName  = 120
	MaxTitle = 200
	MaxNote  = 2000
	MaxText  = 20000
)

// line checks a text of one line and returns it trimmed.
func (v *violations) line(field, text string, limit int) string {
	text = v.text(field, text, limit)
	v.check(!strings.ContainsAny(text, "\n\t"), field, CodeNotOneLine)
	return text
}

// requiredLine is line for a text that must be there.
func (v *violations) requiredLine(field, text string, limit int) string {
	text = v.line(field, text, limit)
	v.check(text != "", field, CodeRequired)
	return text
}

// text checks a text that may have several lines and returns it trimmed, with
// line feeds for line breaks.
func (v *violations) text(field, text string, limit int) string {
	if len(text) > limit*utf8.UTFMax {
		v.add(field, CodeTooLong, "limit", strconv.Itoa(limit))
		return ""
	}
	if !utf8.ValidString(text) {
		v.add(field, CodeNotUTF8)
		return ""
	}
	text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(strings.TrimSpace(text))
	v.check(utf8.RuneCountInString(text) <= limit, field, CodeTooLong, "limit", strconv.Itoa(limit))
	v.check(!strings.ContainsFunc(text, forbidden), field, CodeControlChars)
	return text
}

// forbidden tells whether a character has no place in a text: control characters,
// and the invisible ones that reverse the direction of what follows.
func forbidden(r rune) bool {
	if r == '\n' || r == '\t' {
		return false
	}
	return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' || r == '\ufeff' ||
		r >= '\u202a' && r <= '\u202e' || r >= '\u2066' && r <= '\u2069'
}

var (
	slugPattern       = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	postalCodePattern = regexp.MustCompile(`^[1-9]\d{2} ?\d{2}$`)
)

// slug checks the part of an address that names a thing.
func (v *violations) slug(field, slug string) {
	v.check(len(slug) <= 60 && slugPattern.MatchString(slug), field, CodeSlug)
}

// postalCode checks a Swedish postal code and returns it as "296 31". It may be empty.
func (v *violations) postalCode(field, code string) string {
	code = strings.TrimSpace(code)
	if code == "" {
		return ""
	}
	if !postalCodePattern.MatchString(code) {
		v.add(field, CodePostalCode)
		return ""
	}
	digits := strings.ReplaceAll(code, " ", "")
	return digits[:3] + " " + digits[3:]
}

func (v *violations) between(field string, value, least, most int) {
	v.check(value >= least && value <= most, field, CodeOutOfRange, "least", strconv.Itoa(least), "most", strconv.Itoa(most))
}

func choice[T ~string](v *violations, field string, value T, allowed ...T) {
	for _, a := range allowed {
		if value == a {
			return
		}
	}
	names := make([]string, len(allowed))
	for i, a := range allowed {
		names[i] = string(a)
	}
	v.add(field, CodeChoice, "allowed", strings.Join(names, ", "))
}
