package calendar

import (
	"strings"
	"unicode"
)

// Everything that people wrote passes through here before it reaches golang-ical,
// which lets CR, control characters and invalid UTF-8 through to the file, where
// they break lines or smuggle in properties.

// lineBreaks are all characters that one program or another breaks lines at.
var lineBreaks = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\v", "\n", "\f", "\n",
	"\u0085", "\n", "\u2028", "\n", "\u2029", "\n")

// cleanText returns a text as a TEXT value may hold it: valid UTF-8, line feeds
// for line breaks, at most one space or empty line in a row, and no control
// characters. Long runs of spaces would be folded into lines of nothing but spaces,
// which some programs take for the end.
func cleanText(s string) string {
	s = lineBreaks.Replace(strings.ToValidUTF8(s, "\uFFFD"))
	s = strings.Map(func(r rune) rune {
		if r != '\n' && r != '\t' && hidden(r) {
			return -1
		}
		return r
	}, s)
	lines := strings.Split(s, "\n")
	kept := lines[:0]
	for _, line := range lines {
		line = strings.Join(strings.Fields(line), " ")
		if line == "" && (len(kept) == 0 || kept[len(kept)-1] == "") {
			continue
		}
		kept = append(kept, line)
	}
	return strings.TrimSpace(strings.Join(kept, "\n"))
}

// Line returns a text that somebody sent as one line of valid characters that show
// themselves.
func Line(s string) string { return cleanLine(s) }

// cleanLine is cleanText for a text of one line.
func cleanLine(s string) string {
	return strings.Join(strings.Fields(cleanText(s)), " ")
}

// hidden tells whether a character must not be published: control characters, the
// byte order mark and the invisible ones that reverse the direction of what follows.
func hidden(r rune) bool {
	return unicode.IsControl(r) || r == '\uFEFF' ||
		r >= '\u202A' && r <= '\u202E' || r >= '\u2066' && r <= '\u2069'
}

// quotedParameter returns a text as a quoted parameter value. A quotation mark
// cannot stand there; a backslash is read as an escape by some and a circumflex by
// those who know RFC 6868.
func quotedParameter(s string) string {
	return `"` + strings.NewReplacer(`"`, "”", `\`, "/", "^", "^^").Replace(cleanLine(s)) + `"`
}
