package calendar

import "testing"

func TestClean(t *testing.T) {
	tests := []struct{ name, raw, text, line string }{
		{"plain", "Torget i Åhus", "Torget i Åhus", "Torget i Åhus"},
		{"Windows", "a\r\nb", "a\nb", "a b"},
		{"bare CR", "a\rb", "a\nb", "a b"},
		{"other line breaks", "a\u0085b\u2028c\u2029d\ve\ff", "a\nb\nc\nd\ne\nf", "a b c d e f"},
		{"smuggled property", "a\r\nATTENDEE:mailto:x@y", "a\nATTENDEE:mailto:x@y", "a ATTENDEE:mailto:x@y"},
		{"controls", "a\x00b\x07c\x1bd\x7fe\u009ff", "abcdef", "abcdef"},
		{"tab", "a\tb", "a b", "a b"},
		{"spaces", "  a    b  \n   c ", "a b\nc", "a b c"},
		{"empty lines", "\n\na\n\n\n\nb\n \n", "a\n\nb", "a b"},
		{"invalid UTF-8", "a\xff\xfeb", "a\uFFFDb", "a\uFFFDb"},
		{"half a letter", "Ã\xc3", "Ã\uFFFD", "Ã\uFFFD"},
		{"reversed", "a\u202eb\u2066c\ufeffd", "abcd", "abcd"},
		{"emoji", "👮🏽‍♀️ 🚐", "👮🏽‍♀️ 🚐", "👮🏽‍♀️ 🚐"},
		{"nothing", "\r\n\t\x00", "", ""},
	}
	for _, test := range tests {
		if got := cleanText(test.raw); got != test.text {
			t.Errorf("%s: text %q, want %q", test.name, got, test.text)
		}
		if got := cleanLine(test.raw); got != test.line {
			t.Errorf("%s: line %q, want %q", test.name, got, test.line)
		}
		if got := cleanText(test.text); got != test.text {
			t.Errorf("%s: cleaned twice: %q", test.name, got)
		}
	}
}

func TestQuotedParameter(t *testing.T) {
	if got, want := quotedParameter("\"Torget\"; C:\\ga^n,\r\nX:y"), `"”Torget”; C:/ga^^n, X:y"`; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
