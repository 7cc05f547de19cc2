package signin

import (
	"net/url"
	"strings"
	"testing"
)

func TestLocal(t *testing.T) {
	for asked, want := range map[string]string{
		"/planera/":                            "/planera/",
		"/planera/vecka/42?visa=alla":          "/planera/vecka/42?visa=alla",
		"/planera/%C3%85hus":                   "/planera/%C3%85hus",
		"/sök?q=åhus":                          "/s%C3%B6k?q=%C3%A5hus",
		"":                                     "",
		"planera":                              "",
		"//evil.example":                       "",
		"///evil.example":                      "",
		"/\\evil.example":                      "",
		"\\\\evil.example":                     "",
		"/\t/evil.example":                     "",
		"/\n/evil.example":                     "",
		" //evil.example":                      "",
		"/%2F/evil.example":                    "",
		"/%5Cevil.example":                     "",
		"/.//evil.example":                     "",
		"/planera/../../evil":                  "",
		"/%2e%2e/evil":                         "",
		"https://evil.example/":                "",
		"javascript:alert(1)":                  "",
		"//?0":                                 "",
		"/planera#https://evil":                "",
		"/" + strings.Repeat("a", longestTill): "",
	} {
		if got := local(asked); got != want {
			t.Errorf("%q: %q, want %q", asked, got, want)
		}
	}
}

// FuzzLocal sees that nothing leads to another server, as browsers read addresses
// (https://url.spec.whatwg.org): tabs and line breaks are dropped, and a backslash
// is a slash.
func FuzzLocal(f *testing.F) {
	for _, seed := range []string{"/planera/", "//evil.example", "/\\evil", "/%2f%2fevil", "/\t/evil", "/a?b=//c", "/;//x", "//?0", "/%", "/\u2044/evil"} {
		f.Add(seed)
	}
	base := &url.URL{Scheme: "https", Host: "kontor.example", Path: "/logga-in"}
	f.Fuzz(func(t *testing.T, asked string) {
		got := local(asked)
		if got == "" {
			return
		}
		read := strings.NewReplacer("\t", "", "\n", "", "\r", "", "\\", "/").Replace(got)
		if read != got || !strings.HasPrefix(got, "/") || strings.HasPrefix(got, "//") {
			t.Fatalf("%q leads to %q", asked, got)
		}
		reference, err := url.Parse(got)
		if err != nil {
			t.Fatalf("%q leads to %q: %v", asked, got, err)
		}
		if to := base.ResolveReference(reference); to.Host != base.Host || to.Scheme != base.Scheme || strings.HasPrefix(to.EscapedPath(), "//") {
			t.Fatalf("%q leads to %q", asked, to)
		}
		if again := local(got); again != got && len(got) <= longestTill {
			t.Fatalf("%q leads to %q, and that to %q", asked, got, again)
		}
	})
}
