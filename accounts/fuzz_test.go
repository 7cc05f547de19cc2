package accounts

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"
	"unicode"
)

func FuzzEmail(f *testing.F) {
	for _, seed := range []string{"anna@example.se", " Anna@Example.se ", "anna", "a@b@c", "Anna <anna@example.se>", `"a b"@example.se`, "anna@example.se\x00", "anna@exa\nmple.se",
		"anna@[127.0.0.1]", "å@example.se", "a\u202eb@example.se", "İ@example.se", "a@example.se,b@example.se", strings.Repeat("a", 300) + "@example.se", "a@(comment)example.se"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		email, err := checkedEmail(text)
		if err != nil {
			return
		}
		if again, err := checkedEmail(email); err != nil || again != email {
			t.Errorf("%q is %q, and that is %q: %v", text, email, again, err)
		}
		if len(email) > longestEmail || !strings.Contains(email, "@") || strings.ContainsFunc(email, unicode.IsControl) || strings.TrimSpace(email) != email {
			t.Errorf("%q is taken as %q", text, email)
		}
		if strings.ContainsFunc(email, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("%q is taken, with what does not show", email)
		}
	})
}

// FuzzSecret sees that a secret shows in no form, and that each has a hash of its own.
func FuzzSecret(f *testing.F) {
	for _, seed := range []string{"", prefix, string(newSecret()), "mpk_\x00", "[secret]"} {
		f.Add(seed, "b")
	}
	f.Fuzz(func(t *testing.T, a, b string) {
		if (Secret(a).hash() == Secret(b).hash()) != (a == b) {
			t.Errorf("%q and %q have the same hash, or not", a, b)
		}
		encoded, err := json.Marshal(map[string]Secret{"s": Secret(a)})
		if err != nil {
			t.Fatal(err)
		}
		shown := fmt.Sprintf("%v %+v %#v %s %q", Secret(a), Secret(a), Secret(a), Secret(a), Secret(a)) + string(encoded)
		if want := fmt.Sprintf("%v %+v %#v %s %q", Secret("x"), Secret("x"), Secret("x"), Secret("x"), Secret("x")) + `{"s":"[secret]"}`; shown != want {
			t.Errorf("%q shows as %s", a, shown)
		}
	})
}
