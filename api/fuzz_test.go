package api

import (
	"net/http"
	"net/netip"
	"strconv"
	"strings"
	"testing"

	"github.com/danielgtaylor/huma/v2"

	"poliskontor/scheduling"
)

func FuzzVersionSeen(f *testing.F) {
	for _, seed := range []string{`"1"`, `W/"1"`, `*`, `"0"`, `"-1"`, `"999999999"`, `"1", "2"`, "\"1\"\n", `"٣"`, ``} {
		f.Add(seed, 0)
	}
	f.Add("", 7)
	f.Fuzz(func(t *testing.T, ifMatch string, inBody int) {
		version, err := versionSeen(ifMatch, inBody)
		switch {
		case err != nil && version != 0:
			t.Errorf("%q: %d with %v", ifMatch, version, err)
		case err == nil && ifMatch == "" && version != inBody:
			t.Errorf("%d in the body is %d", inBody, version)
		case err == nil && ifMatch != "" && etag(version) != ifMatch:
			t.Errorf("%q is %d", ifMatch, version)
		case err == nil && version == 0:
			t.Errorf("%q, %d: no version, and no error", ifMatch, inBody)
		}
	})
}

func FuzzAcceptLanguage(f *testing.F) {
	for _, seed := range []string{"", "sv", "en-GB,en;q=0.9", "*;q=NaN", "en;q=-1", "en;q=1e999", ",,;;==", strings.Repeat("en;q=0,", 100)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, accept string) {
		if _, ours := catalogues[languageOf(accept)]; !ours {
			t.Errorf("%q is answered in %q", accept, languageOf(accept))
		}
	})
}

func FuzzTexts(f *testing.F) {
	for _, seed := range []string{"2026-11-24T15:00", "2026-11-24T15:00:59+01:00", "2026-03-29T02:30", "2026-10-25T02:30", "2026-02-30", "24:00", "30:59",
		"02-29", "9999-12-31T23:59", "0000-01-01T00:00Z", "a.b:c-d_e", "-a", "2026-11-24T15:00\n", "01:30:00Z"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		quiet := func(errs []error) bool { return text != "" && len(errs) == 0 }
		at := &huma.PathBuffer{}
		if quiet(Time(text).Resolve(nil, at)) {
			instant := Time(text).instant()
			if instant.IsZero() || instant.Year() < firstYear-1 || instant.Year() > lastYear+1 {
				t.Errorf("time %q is %s", text, instant)
			}
			if again := timeOf(instant).instant(); !again.Equal(instant) {
				t.Errorf("time %q is %s, and told as it is %s", text, instant, again)
			}
		}
		if day := Date(text).day(); !day.IsZero() && quiet(Date(text).Resolve(nil, at)) && string(dateOf(day)) != text {
			t.Errorf("date %q is %s", text, dateOf(day))
		}
		if quiet(Clock(text).Resolve(nil, at)) && string(clockOf(Clock(text).minutes())) != text {
			t.Errorf("clock %q is %s", text, clockOf(Clock(text).minutes()))
		}
		if quiet(MonthDay(text).Resolve(nil, at)) && string(monthDayOf(MonthDay(text).date())) != text {
			t.Errorf("%q is %s", text, monthDayOf(MonthDay(text).date()))
		}
		if quiet(Ref(text).Resolve(nil, at)) && (len(text) > 64 || strings.ContainsAny(text, "/\\ \r\n\x00'\"<%")) {
			t.Errorf("%q is an ID", text)
		}
	})
}

// FuzzForwardedFor holds what the server makes of X-Forwarded-For against the rule:
// from the right, the first address that is not a trusted proxy's, if all to the
// right of it could be read.
func FuzzForwardedFor(f *testing.F) {
	for _, seed := range []string{"203.0.113.9", "1.1.1.1, 203.0.113.9", "10.0.0.1,10.0.0.2", "::1", "[2001:db8::1]:80", "x, 10.0.0.1", "127.0.0.1", ",", "203.0.113.9\n", "fe80::1%eth0"} {
		f.Add(seed)
	}
	proxy := netip.MustParsePrefix("10.0.0.0/8")
	f.Fuzz(func(t *testing.T, forwarded string) {
		r := &http.Request{RemoteAddr: "10.1.2.3:4711", Header: http.Header{"X-Forwarded-For": {forwarded}}}
		from, err := netip.ParseAddr(addresses([]netip.Prefix{proxy})(r))
		if err != nil {
			t.Fatalf("%q: %v", forwarded, err)
		}
		entries := strings.Split(forwarded, ",")
		for i := len(entries) - 1; i >= 0 && from.String() != "10.1.2.3"; i-- {
			entry, err := netip.ParseAddr(strings.Trim(strings.TrimSpace(entries[i]), "[]"))
			if err != nil {
				t.Fatalf("%q is from %s, beyond what cannot be read", forwarded, from)
			}
			if entry == from {
				break
			}
			if !proxy.Contains(entry.Unmap()) {
				t.Fatalf("%q is from %s, beyond %s", forwarded, from, entry)
			}
			if i == 0 {
				t.Fatalf("%q is from %s, which is not in it", forwarded, from)
			}
		}
		if got := addresses(nil)(r); got != "10.1.2.3" {
			t.Errorf("without proxies, %q is from %s", forwarded, got)
		}
		r.RemoteAddr = "203.0.113.200:1"
		if got := addresses([]netip.Prefix{proxy})(r); got != "203.0.113.200" {
			t.Errorf("not from a proxy, %q is from %s", forwarded, got)
		}
	})
}

func FuzzAuditHash(f *testing.F) {
	for _, seed := range []string{"", strings.Repeat("0", 64), strings.Repeat("G", 64), strings.Repeat("aF", 32), strings.Repeat("a", 63), strings.Repeat("a", 65)} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		hash, err := scheduling.ParseAuditHash(text)
		if err == nil && hash.String() != strings.ToLower(text) {
			t.Errorf("%q is %s", text, hash)
		}
		if err != nil && hash != (scheduling.AuditHash{}) {
			t.Errorf("%q is %s, with %v", text, hash, err)
		}
	})
}

// FuzzRequestID and paths: what a proxy or a caller sends comes back in headers and logs.
func FuzzRequestID(f *testing.F) {
	f.Add("abc", "/kalender/privat/x.ics")
	f.Add("a\nb", "/kalender/privat")
	f.Fuzz(func(t *testing.T, id, path string) {
		if got := RequestID(id); got == "" || len(got) > 64 || strings.ContainsFunc(got, func(r rune) bool { return r <= ' ' || r > '~' }) {
			t.Errorf("%q is %q", id, got)
		}
		if secret, private := strings.CutPrefix(path, privateFeedPath); private && secret != "" && secret != "…" && strings.HasSuffix(loggable(path), secret) {
			t.Errorf("%q is logged as %q", path, loggable(path))
		}
		if most := mostBytes(path); most < 1<<10 || most > 1<<20 {
			t.Errorf("%q: %s bytes", path, strconv.FormatInt(most, 10))
		}
	})
}
