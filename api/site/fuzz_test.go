package site

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// FuzzSelection reads ?ort=a,b as readers' calendar programs send it, in any form.
func FuzzSelection(f *testing.F) {
	for _, seed := range []string{"ort=a,b", "ort=b&ort=a", "ort=,,a,,", "ort=%2C", "ort=a%00", "ort=a%0d%0ab", "ort=a;b", "ort=" + strings.Repeat("a,", 1000), "%", "kommun=x&ort=å"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, query string) {
		values, err := url.ParseQuery(query)
		if err != nil {
			return
		}
		slugs := listed(values, "ort")
		for _, slug := range slugs {
			if slug == "" || strings.Contains(slug, ",") || strings.TrimSpace(slug) != slug {
				t.Fatalf("%q names %q", query, slug)
			}
		}
		chosen := ofLocalities(slugs...)
		again := ofLocalities(chosen.slugs()...)
		reversed := slices.Clone(slugs)
		slices.Reverse(reversed)
		if chosen != again || chosen != ofLocalities(append(reversed, slugs...)...) {
			t.Errorf("%q: the order or a repetition makes another selection", query)
		}
		if len(slugs) > 0 && !slices.IsSorted(chosen.slugs()) {
			t.Errorf("%q: %v", query, chosen.slugs())
		}
	})
}

// FuzzHost sends what stands where the server's name belongs, with no public address
// configured: what comes back in links is a host and nothing else.
func FuzzHost(f *testing.F) {
	for _, seed := range []string{"example.se", "example.se:8080", "[::1]:80", "[0]", "[::1]:99999", "a\"onload=", "a/b", "a@b", "a\r\nb", "", "javascript:", "evil.example#", "å.se"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, host string) {
		base := new(Site).baseOf(&http.Request{Host: host})
		u, err := url.Parse(base)
		if err != nil || u.Scheme != "http" || u.Host == "" || u.Path != "" || u.User != nil || u.RawQuery != "" || u.Fragment != "" || strings.ContainsAny(base, "\"'<> \r\n\\") {
			t.Errorf("%q leads to %q: %v", host, base, err)
		}
	})
}
