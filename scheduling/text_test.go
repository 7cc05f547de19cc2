package scheduling

import (
	"strings"
	"testing"
)

func TestTexts(t *testing.T) {
	tests := map[string]struct {
		text string
		want string
		code Code
	}{
		"trimmed":                 {"  Åhus \t", "Åhus", ""},
		"line breaks":             {"a\r\nb\rc", "a\nb\nc", ""},
		"emoji and right to left": {"שלום 👋", "שלום 👋", ""},
		"bell":                    {"a\x07b", "", CodeControlChars},
		"zero":                    {"a\x00b", "", CodeControlChars},
		"escape":                  {"\x1b[31m", "", CodeControlChars},
		"C1":                      {"a\u0085b", "", CodeControlChars},
		"turned direction":        {"a\u202eb", "", CodeControlChars},
		"not UTF-8":               {"a\xffb", "", CodeNotUTF8},
		"just fits":               {strings.Repeat("å", 50), strings.Repeat("å", 50), ""},
		"one too many":            {strings.Repeat("å", 51), "", CodeTooLong},
		"ten megabytes":           {strings.Repeat("x", 10<<20), "", CodeTooLong},
	}
	for name, test := range tests {
		var broken violations
		got := broken.text("field", test.text, 50)
		err := broken.err()
		if test.code == "" && (err != nil || got != test.want) {
			t.Errorf("%s: %q, %v", name, got, err)
		}
		if test.code != "" && !HasCode(err, test.code) {
			t.Errorf("%s: %v, want %s", name, err, test.code)
		}
	}
}

func TestPostalCode(t *testing.T) {
	for code, want := range map[string]string{"29631": "296 31", "296 31": "296 31", "": ""} {
		var broken violations
		if got := broken.postalCode("f", code); got != want || broken.err() != nil {
			t.Errorf("%q is %q, %v", code, got, broken.err())
		}
	}
	for _, code := range []string{"2963", "SE-29631", "296  31", "096 31"} {
		var broken violations
		broken.postalCode("f", code)
		if broken.err() == nil {
			t.Errorf("%q is taken for a postal code", code)
		}
	}
}
