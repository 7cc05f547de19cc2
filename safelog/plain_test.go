package safelog

import (
	"fmt"
	"strings"
	"testing"
)

// FuzzPlain sees that what is plain is what the search for secrets would have left alone.
func FuzzPlain(f *testing.F) {
	for _, text := range []string{
		"request", "/kalender/ort/ahus.ics", "JQ77P5GSDG5KD4MFWYLAXNEY5K", "/kalender/privat/a.ics", "/Kalender/PRIVAT/a", "%2Fkalender%2fprivat%2fa",
		"cookie:a", "set-cookie=a", "bearer a", "Basic\ta", `"token":"a"`, "token=a", "?code=a", "://a:b@c", "mpk_abc", "__Host-a=b",
		"$argon2id", "eyJa.b.c", "/\u212aalender/privat/a", "å", "\x00", "\x7f", strings.Repeat("a", longest+1), "authorization", "",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !plain(text) {
			return
		}
		for _, s := range secrets {
			if s.pattern.MatchString(text) {
				t.Errorf("%q is plain, although it is like %s", text, s.pattern)
			}
		}
		if visible(text) != text || len(text) > longest {
			t.Errorf("%q is plain, although it is written otherwise", text)
		}
	})
}

func TestMostTextsArePlain(t *testing.T) {
	for _, text := range []string{"request", "GET", "/", "/kalender/ort/ahus.ics", "/planera/assets/index-Bx3.js", "JQ77P5GSDG5KD4MFWYLAXNEY5K", "127.0.0.1"} {
		if !plain(text) {
			t.Errorf("%q is searched", text)
		}
	}
}

func TestNamesAreRemembered(t *testing.T) {
	var k known
	for range 2 {
		if !k.clear("path") || k.clear("Cookie") || k.clear("a b") || k.clear("api-key") {
			t.Errorf("remembered: %v", *k.seen.Load())
		}
	}
	for i := range 2 * mostNames {
		k.clear(fmt.Sprint("name", i))
	}
	if n := len(*k.seen.Load()); n != mostNames {
		t.Errorf("%d names are remembered", n)
	}
	if k.clear("password") {
		t.Error("a name that is not remembered is clear whatever it is")
	}
}
