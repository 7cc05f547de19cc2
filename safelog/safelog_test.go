package safelog_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode"

	"poliskontor/accounts"
	"poliskontor/safelog"
)

// formats are the forms that the log is written in.
func formats() map[string]func(*bytes.Buffer) slog.Handler {
	return map[string]func(*bytes.Buffer) slog.Handler{
		"text": func(b *bytes.Buffer) slog.Handler { return slog.NewTextHandler(b, nil) },
		"json": func(b *bytes.Buffer) slog.Handler { return slog.NewJSONHandler(b, nil) },
	}
}

const (
	canary = "canary-secret-of-the-log"
	key    = "mpk_abcdefghijklmnopqrstuvwxyz234567abcdefghijklmnopqrst"
)

type form struct {
	Email    string          `json:"email"`
	Password string          `json:"password"`
	Inner    accounts.Secret `json:"inner"`
}

func TestSecretsAreHidden(t *testing.T) {
	address := &url.URL{Scheme: "https", Host: "idp.example", Path: "/cb", RawQuery: "code=" + canary + "&state=" + canary}
	things := map[string][]any{
		"attribute":           {"password", canary},
		"attribute of a name": {"Authorization", "Negotiate " + canary},
		"a header":            {"line", "Authorization: Bearer " + canary},
		"a bearer":            {"cause", errors.New("refused: bearer " + canary)},
		"a cookie":            {"line", "Cookie: a=b; __Host-poliskontor=" + canary + "; x=" + canary},
		"a map of headers":    {"header", http.Header{"Cookie": {"session=" + canary}, "Authorization": {"Basic " + canary}}},
		"headers, printed":    {"header", fmt.Sprint(http.Header{"Cookie": {"session=" + canary}})},
		"a form":              {"form", url.Values{"password": {canary}, "email": {"a@example.se"}}.Encode()},
		"a struct":            {"form", form{Email: "a@example.se", Password: canary + ` "quoted" ` + canary, Inner: canary}},
		"JSON":                {"body", `{"email":"a@example.se","token" : "` + canary + `"}`},
		"JSON in JSON":        {"body", []string{`{"token":"a \"quoted\" ` + canary + `"}`}},
		"bytes":               {"body", []byte(`{"secret":"` + canary + `"}`)},
		"a secret":            {"thing", accounts.Secret(canary)},
		"a pointer to one":    {"thing", struct{ S *accounts.Secret }{new(accounts.Secret)}},
		"a key":               {"cause", "no such key: " + key},
		"a key, broken off":   {"cause", "mpk_" + canary[:0] + "abc"},
		"a private feed":      {"path", "/kalender/privat/" + canary + ".ics"},
		"one in an address":   {"url", "https://x.example/kalender/privat/" + canary + ".ics?a=b"},
		"a query":             {"url", address},
		"a database":          {"database", "postgres://planner:" + canary + "@db/name: refused"},
		"a hash":              {"row", "$argon2id$v=19$m=47104,t=1,p=1$" + canary},
		"a signed token":      {"claims", "eyJhbGciOiJSUzI1NiJ9.eyJ" + strings.ReplaceAll(canary, "-", "") + ".c2ln-" + canary},
		"in a group":          {slog.Group("request", "cookie", canary, slog.Group("inner", "path", "/kalender/privat/"+canary))},
		"a slow value":        {"thing", valuer{}},
	}
	for format, handler := range formats() {
		for name, args := range things {
			var b bytes.Buffer
			log := slog.New(safelog.New(handler(&b)))
			log.Info("something", args...)
			log.With(args...).WithGroup("g").Info("again")
			if len(args) == 2 && name != "a struct" { // printed, its fields have no names
				log.Info(fmt.Sprintf("%v %v", args[0], args[1]))
			}
			for _, secret := range []string{canary, "mpk_", "$argon2", strings.ReplaceAll(canary, "-", "")} {
				if strings.Contains(b.String(), secret) && (name != "attribute" && name != "attribute of a name" || strings.Contains(b.String(), "="+secret)) {
					t.Errorf("%s, %s: %s", format, name, b.String())
				}
			}
		}
	}
}

type valuer struct{}

func (valuer) LogValue() slog.Value { return slog.StringValue("Bearer " + canary) }

func TestWhatIsNoSecretStays(t *testing.T) {
	for _, text := range []string{
		"request", "/kalender/alla.ics", "/api/v1/visits/4711", "status code=200 state=ok", "sign in: no such account",
		"postgres://db/name: refused", "Ängelholm – \"torget\" kl. 9.12 …", "the token is too old", "a/b:c@d",
	} {
		if got := safelog.Text(text); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
	var b bytes.Buffer
	slog.New(safelog.New(slog.NewTextHandler(&b, nil))).Info("request", "status", 200, "nothing", nil, "cause", error(nil), "wrong", (*url.URL)(nil))
	if line := b.String(); !strings.Contains(line, "msg=request status=200 nothing=<nil> cause=<nil> wrong=") {
		t.Error(line)
	}
}

func TestLongTextsAreCut(t *testing.T) {
	if got := safelog.Text(strings.Repeat("ö", 1<<20)); len(got) > 40<<10 || !strings.HasSuffix(got, "bytes more)") {
		t.Errorf("%d bytes", len(got))
	}
}

func TestNothingBeginsALineOfItsOwn(t *testing.T) {
	for _, evil := range []string{
		"a\nlevel=INFO msg=forged", "a\r\n{\"level\":\"INFO\"}", "\x1b[2J\x1b[31mred", "\u009b31m", "left\u2028right\u2029", "\u202eturned", "\x00\x7f\xff\xfe", "\u0085next",
	} {
		check(t, evil, evil, evil)
	}
}

func FuzzOneRecordIsOneLine(f *testing.F) {
	f.Add("a\nb", "key", "value\u2028")
	f.Add("\x1b[31m", "k\r\nk", "Bearer x")
	f.Add(`{"a":"b"}`, `"`, "\xff\\u2028")
	f.Fuzz(check)
}

// check writes a record with texts from outside in every place that there is.
func check(t *testing.T, message, name, value string) {
	for format, handler := range formats() {
		var b bytes.Buffer
		log := slog.New(safelog.New(handler(&b)))
		log.WithGroup(name).With(name, value).Info(message, name, value, "cause", errors.New(value), slog.Group(name, name, []string{value}),
			"path", "/kalender/privat/"+canary, "line", value+" "+key+" "+value)
		line, found := strings.CutSuffix(b.String(), "\n")
		if !found || strings.ContainsFunc(line, func(r rune) bool { return !unicode.IsPrint(r) }) {
			t.Errorf("%s: %q", format, b.String())
		}
		if strings.Contains(line, canary) || strings.Contains(line, key) {
			t.Errorf("%s: a secret in %q", format, line)
		}
		if format == "json" && !json.Valid([]byte(line)) {
			t.Errorf("no JSON: %q", line)
		}
	}
}
