//go:build unix

package api_test

import (
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"poliskontor/accounts"
	"poliskontor/api"
	"poliskontor/api/app"
	"poliskontor/api/headers"
	"poliskontor/api/site"
	"poliskontor/storage/storagetest"
)

// TestEveryRouteHasItsHeaders walks the router: pages, feeds, API, refusals.
func TestEveryRouteHasItsHeaders(t *testing.T) {
	w := onSQLite(t, func(c *api.Config) { c.PublicURL = &url.URL{Scheme: "https", Host: "kontor.example"} })
	for _, r := range w.handler.(*echo.Echo).Routes() {
		method := strings.Replace(r.Method, echo.RouteNotFound, http.MethodGet, 1)
		for _, authorization := range []string{"", "Bearer " + w.token} {
			path := strings.NewReplacer(":id", "x", ":number", "1", ":slug", "x", ":file", "x.ics", ":hash", "x", ":secret", "x.ics", "*", "x").Replace(r.Path)
			answer := w.send(method, path, nil, "Authorization", authorization)
			wanted := http.Header{}
			class := headers.Of(path)
			if answer.Code >= 400 && answer.Header().Get("Content-Language") != "" &&
				strings.HasPrefix(answer.Header().Get("Content-Type"), "text/html") && !strings.HasPrefix(path, "/api/") {
				class = headers.Page // that says what went wrong
			}
			class.Apply(wanted)
			if path == "/api/docs" {
				wanted.Set("Content-Security-Policy", answer.Header().Get("Content-Security-Policy")) // has its style sheet's hash
			}
			wanted.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
			for name := range wanted {
				if got := answer.Header().Values(name); name != "Cache-Control" && (len(got) != 1 || got[0] != wanted.Get(name)) {
					t.Errorf("%s %s (%d): %s is %q, want %q", method, path, answer.Code, name, got, wanted.Get(name))
				}
			}
			policy := answer.Header().Get("Content-Security-Policy")
			if strings.Contains(policy, "unsafe") || strings.Contains(policy, "frame-ancestors 'none'") == strings.HasPrefix(strings.TrimPrefix(path, "/en"), "/inbaddning/") {
				t.Errorf("%s %s: policy %s", method, path, policy)
			}
			if cache := answer.Header().Get("Cache-Control"); strings.HasPrefix(path, "/api/") && authorization != "" && answer.Code < 300 &&
				cache != "no-store" && !strings.HasPrefix(path, "/api/v1/public/") && path != "/api/docs" && path != "/api/openapi.json" {
				t.Errorf("%s %s: Cache-Control %q", method, path, cache)
			}
		}
	}
}

func TestForgedAddressesAreNotBelieved(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")} // httptest calls from 192.0.2.1
	for name, c := range map[string]struct {
		trusted   []netip.Prefix
		forwarded []string // pairs of headers
		want      string
	}{
		"nobody is trusted":    {nil, []string{"X-Forwarded-For", "203.0.113.9", "X-Real-IP", "203.0.113.9", "Forwarded", "for=203.0.113.9"}, "192.0.2.1"},
		"a proxy is":           {proxies, []string{"X-Forwarded-For", "203.0.113.9"}, "203.0.113.9"},
		"behind what is sent":  {proxies, []string{"X-Forwarded-For", "10.0.0.1, 127.0.0.1, 203.0.113.9"}, "203.0.113.9"},
		"other headers":        {proxies, []string{"X-Real-IP", "203.0.113.9", "Forwarded", "for=203.0.113.9", "True-Client-IP", "203.0.113.9"}, "192.0.2.1"},
		"nonsense":             {proxies, []string{"X-Forwarded-For", "<script>, 1.2.3"}, "192.0.2.1"},
		"another than trusted": {[]netip.Prefix{netip.MustParsePrefix("10.0.0.0/8")}, []string{"X-Forwarded-For", "203.0.113.9"}, "192.0.2.1"},
	} {
		t.Run(name, func(t *testing.T) {
			w := onSQLite(t, func(config *api.Config) { config.TrustedProxies = c.trusted })
			w.must(http.StatusCreated, "POST", "/api/v1/districts", object{"slug": "ny", "name": "Ny"}, c.forwarded...)
			if e := w.must(http.StatusOK, "GET", "/api/v1/audit?limit=1", nil).items()[0]; e["from"] != c.want {
				t.Errorf("from %v, want %s", e["from"], c.want)
			}
		})
	}
}

// TestNobodyRaisesThemselves tries what gives more rights than one has.
func TestNobodyRaisesThemselves(t *testing.T) {
	w := onSQLite(t)
	here, there := w.seeds.District.ID, storagetest.Seed(t, w.store).District.ID
	crew := w.account("patrull@example.se", accounts.Grant{Role: accounts.Crew, DistrictID: here})
	admin := w.account("admin@example.se", accounts.Grant{Role: accounts.Admin, DistrictID: here})
	as := func(a accounts.Account) []string {
		return []string{"Authorization", "", signedInAs, string(a.ID) + "/session"}
	}
	raise := []any{object{"role": "admin"}}
	account := func(change object) object {
		body := object{"email": "patrull@example.se", "name": "Nils", "authority": "police", "version": 1}
		for field, value := range change {
			body[field] = value
		}
		return body
	}
	token := func(district any, scopes ...any) object {
		return object{"name": "t", "scopes": scopes, "districtId": district, "expires": "2026-12-01T00:00"}
	}
	for name, try := range map[string]struct {
		as           accounts.Account
		method, path string
		body         any
		want         int
	}{
		"roles in one's own password":         {crew, "PUT", "/api/v1/me/password", object{"password": "canary-secret: sju svanar i dammen", "grants": raise}, 422},
		"an account of one's own":             {crew, "PUT", "/api/v1/me", account(object{"grants": raise}), 405},
		"one's own account by its address":    {crew, "PUT", "/api/v1/accounts/" + string(crew.ID), account(object{"grants": raise}), 403},
		"an account that is more":             {crew, "POST", "/api/v1/accounts", account(object{"email": "ny@example.se", "grants": raise}), 403},
		"a token that may more":               {crew, "POST", "/api/v1/me/tokens", token(here, "read", "publish"), 422},
		"a token for another district":        {crew, "POST", "/api/v1/me/tokens", token(there, "read"), 422},
		"a token for everything":              {crew, "POST", "/api/v1/me/tokens", token(here, "*"), 422},
		"a token that names its owner":        {crew, "POST", "/api/v1/me/tokens", object{"name": "t", "scopes": []any{"read"}, "districtId": here, "expires": "2026-12-01T00:00", "accountId": admin.ID}, 422},
		"a feed that names its owner":         {crew, "POST", "/api/v1/me/feeds", object{"name": "f", "districtId": here, "accountId": admin.ID}, 422},
		"a feed of another district":          {crew, "POST", "/api/v1/me/feeds", object{"name": "f", "districtId": there}, 422},
		"a role elsewhere":                    {admin, "PUT", "/api/v1/accounts/" + string(crew.ID), account(object{"grants": []any{object{"role": "crew", "districtId": there}}}), 403},
		"a role everywhere":                   {admin, "PUT", "/api/v1/accounts/" + string(crew.ID), account(object{"grants": []any{object{"role": "crew"}}}), 403},
		"a role everywhere for oneself":       {admin, "PUT", "/api/v1/accounts/" + string(admin.ID), account(object{"email": "admin@example.se", "grants": raise}), 403},
		"a new account with a role elsewhere": {admin, "POST", "/api/v1/accounts", account(object{"email": "ny@example.se", "grants": []any{object{"role": "admin", "districtId": there}}}), 403},
		"an ID in the body":                   {admin, "PUT", "/api/v1/accounts/" + string(crew.ID), account(object{"id": admin.ID}), 422},
		"a role that does not exist":          {admin, "POST", "/api/v1/accounts", account(object{"email": "ny@example.se", "grants": []any{object{"role": "root", "districtId": here}}}), 422},
		"a district of one's own":             {admin, "POST", "/api/v1/districts", object{"slug": "min", "name": "Min"}, 403},
		"an audit log without a line":         {admin, "DELETE", "/api/v1/audit", nil, 405},
	} {
		if got := w.send(try.method, try.path, try.body, as(try.as)...); got.Code != try.want {
			t.Errorf("%s: %d, want %d: %s", name, got.Code, try.want, got.Body)
		}
	}
	for _, a := range []accounts.Account{crew, admin} {
		stored, err := w.store.People().Get(storagetest.Context(t), a.ID)
		if err != nil || len(stored.Grants) != 1 || stored.Grants[0] != a.Grants[0] || stored.Version != 1 {
			t.Errorf("%s is now %+v %v", a.Email, stored, err)
		}
	}
}

// TestATokenOfAnotherDistrictReachesNothing takes a token that may do everything, of
// one district, to the other's things.
func TestATokenOfAnotherDistrictReachesNothing(t *testing.T) {
	w := onSQLite(t)
	things := w.things()
	elsewhere := storagetest.Seed(t, w.store).District.ID
	var grants []accounts.Grant
	for _, role := range accounts.Roles {
		grants = append(grants, accounts.Grant{Role: role, DistrictID: elsewhere})
	}
	bearer := "Bearer " + w.tokenOf(w.account("alla@example.se", grants...))
	for name, id := range things {
		if name == "me" || name == "public" {
			continue
		}
		w.must(http.StatusNotFound, "GET", "/api/v1/"+name+"/"+id, nil, "Authorization", bearer)
		if name == "notes" {
			continue // they are listed by their visit only
		}
		if list := w.must(http.StatusOK, "GET", "/api/v1/"+name, nil, "Authorization", bearer); strings.Contains(list.Body.String(), id) {
			t.Errorf("the list of %s has the other district's", name)
		}
		if list := w.send("GET", "/api/v1/"+name+"?district="+string(w.seeds.District.ID), nil, "Authorization", bearer); strings.Contains(list.Body.String(), `"`+id+`"`) {
			t.Errorf("asked for by name, the list of %s has the other district's: %s", name, list.Body)
		}
	}
}

func TestLongBodiesAreRefused(t *testing.T) {
	w := onSQLite(t)
	crew := w.account("patrull@example.se", accounts.Grant{Role: accounts.Crew, DistrictID: w.seeds.District.ID})
	long := func(n int) string { return `{"name":"` + strings.Repeat("a", n) + `"}` }
	unsized := func(n int) any { return struct{ *strings.Reader }{strings.NewReader(long(n))} }
	for name, try := range map[string]struct {
		path string
		body any
		want int
	}{
		"a thing":                  {"/api/v1/districts", long(1 << 20), 413},
		"a thing of unknown size":  {"/api/v1/districts", unsized(1 << 20), 413},
		"just right":               {"/api/v1/districts", long(1<<20 - 100), 422},
		"one's own":                {"/api/v1/me/feeds", long(16 << 10), 413},
		"one's own, unknown":       {"/api/v1/me/feeds", unsized(16 << 10), 413},
		"one's own, just right":    {"/api/v1/me/feeds", long(16<<10 - 100), 422},
		"a page":                   {"/", long(16 << 10), 413},
		"something that is nobody": {"/api/v1/me/feeds/../../districts", long(16 << 10), 413},
	} {
		headers := []string{}
		if strings.HasPrefix(try.path, "/api/v1/me") {
			headers = []string{"Authorization", "", signedInAs, string(crew.ID) + "/session"}
		}
		if got := w.send("POST", try.path, try.body, headers...); got.Code != try.want {
			t.Errorf("%s: %d, want %d: %.200s", name, got.Code, try.want, got.Body)
		}
	}
}

func TestTheMethodIsWhatTheRequestLineSays(t *testing.T) {
	w := onSQLite(t)
	thing := w.thing("districts")
	id := w.must(http.StatusCreated, "POST", "/api/v1/districts", thing).text("id")
	for _, header := range []string{"X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override"} {
		w.must(http.StatusOK, "GET", "/api/v1/districts/"+id, nil, header, "DELETE", "If-Match", `"1"`)
		w.send("POST", "/api/v1/districts?_method=DELETE", nil, header, "DELETE")
	}
	for _, method := range []string{"TRACE", "CONNECT", "PROPFIND", "get", "DELETE /api/v1/districts/" + id} {
		r := httptest.NewRequest(http.MethodGet, "/api/v1/districts/"+id, nil)
		r.Method = method
		r.Header.Set("Authorization", "Bearer "+w.token)
		recorder := httptest.NewRecorder()
		w.handler.ServeHTTP(recorder, r)
		if recorder.Code != http.StatusMethodNotAllowed && recorder.Code != http.StatusNotFound || strings.Contains(recorder.Body.String(), w.token) {
			t.Errorf("%s: %d %s", method, recorder.Code, recorder.Body)
		}
	}
	w.must(http.StatusOK, "GET", "/api/v1/districts/"+id, nil)
}

// tricks are what stands where a name belongs.
var tricks = []string{
	"%2e%2e", "..%2f..%2fetc%2fpasswd", "%2e%2e%5c", "%00", "a%00.ics", "%0d%0aSet-Cookie:%20a=b", "%0aX-Evil:1", "%ff%fe", "%c0%ae%c0%ae",
	"%3cscript%3ealert(1)%3c/script%3e", "%22onload=%22", "'%20OR%201=1--", "%25%32%65", "%e2%80%ae", "javascript:alert(1)", "{{7*7}}", "$%7b7*7%7d",
	strings.Repeat("a", 5000), "*", "", "%20", ".", "..", ";x=y", "%2f", "\\",
}

// TestTricksInPathsAndParameters sends each trick to every place that the public can
// write in: none is a fault of ours, none comes back as a header or unescaped.
func TestTricksInPathsAndParameters(t *testing.T) {
	w := onSQLite(t)
	w.announced(nil)
	var paths []string
	for _, r := range w.handler.(*echo.Echo).Routes() {
		if r.Method != http.MethodGet || strings.HasPrefix(r.Path, "/api/") && !strings.HasPrefix(r.Path, "/api/v1/public/") {
			continue
		}
		for _, trick := range tricks {
			if segment := strings.IndexAny(r.Path, ":*"); segment >= 0 {
				paths = append(paths, r.Path[:segment]+trick, r.Path[:segment]+trick+".ics")
			}
			paths = append(paths, r.Path+"//"+trick, "/"+r.Path+"?x="+trick)
			for _, parameter := range []string{"ort", "kommun", "from", "to", "limit", "offset", "till", "visa"} {
				if !strings.ContainsAny(trick, " \\") && len(trick) < 100 && !strings.ContainsAny(r.Path, ":*") {
					paths = append(paths, r.Path+"?"+parameter+"="+trick, r.Path+"?"+parameter+"=a&"+parameter+"="+trick+","+trick)
				}
			}
		}
	}
	for _, path := range paths {
		u, err := url.ParseRequestURI(path)
		if err != nil {
			continue // net/http answers 400 by itself
		}
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.URL, r.RequestURI = u, path
		recorder := httptest.NewRecorder()
		w.handler.ServeHTTP(recorder, r)
		header := recorder.Header()
		marked := !strings.HasPrefix(header.Get("Content-Type"), "text/plain") // in plain text it is no script
		unbuilt := recorder.Code == http.StatusServiceUnavailable && strings.HasPrefix(path, app.Folder)
		if recorder.Code >= 500 && !unbuilt {
			t.Errorf("%.200s: %d", path, recorder.Code)
		}
		if header.Get("Set-Cookie") != "" || header.Get("X-Evil") != "" || marked && strings.Contains(recorder.Body.String(), "<script>alert") || strings.Contains(recorder.Body.String(), "root:") {
			t.Errorf("%.200s: %v %.300s", path, header, recorder.Body)
		}
		for name, values := range header {
			for _, value := range values {
				if strings.ContainsAny(value, "\r\n\x00") {
					t.Errorf("%.200s: %s is %q", path, name, value)
				}
			}
		}
		if location := header.Get("Location"); location != "" && (!strings.HasPrefix(location, "/") || strings.HasPrefix(location, "//")) {
			t.Errorf("%.200s leads to %s", path, location)
		}
		if recorder.Code == http.StatusOK && strings.HasPrefix(path, "/orter/%") {
			t.Errorf("%.200s is a place", path)
		}
	}
	if len(paths) < 500 {
		t.Errorf("only %d were tried", len(paths))
	}
}

// TestHeadersFromOutsideStayOutside sends line breaks in headers whose values come back.
func TestHeadersFromOutsideStayOutside(t *testing.T) {
	w := onSQLite(t)
	for _, header := range []string{"X-Request-ID", "Accept-Language", "Origin", "If-None-Match", "Accept-Encoding", "Range", "X-Forwarded-Proto", "X-Forwarded-Host"} {
		for _, path := range []string{"/", "/kalender/alla.ics", "/api/v1/public/visits", "/api/v1/nothing"} {
			answer := w.send("GET", path, nil, header, "a\r\nX-Evil: 1")
			if answer.Code >= 500 {
				t.Errorf("%s at %s: %d", header, path, answer.Code)
			}
			for name, values := range answer.Header() {
				if strings.Contains(strings.Join(values, ""), "Evil") || strings.Contains(name, "Evil") {
					t.Errorf("%s at %s comes back in %s: %q", header, path, name, values)
				}
			}
		}
	}
}

// TestLinksNeverFollowAForgedHost sees that with a public address configured, nothing
// that is sent decides where links lead.
func TestLinksNeverFollowAForgedHost(t *testing.T) {
	var public *site.Site
	w := onSQLite(t, func(c *api.Config) {
		c.PublicURL = &url.URL{Scheme: "https", Host: "kontor.example"}
		var err error
		public, err = site.New(site.Config{Store: c.Store, Clock: c.Clock, PublicURL: c.PublicURL, Log: c.Log})
		if err != nil {
			t.Fatal(err)
		}
		c.Site = public
	})
	v := w.announced(nil)
	if err := public.Refresh(context.Background()); err != nil {
		t.Fatal(err)
	}
	crew := w.account("patrull@example.se", accounts.Grant{Role: accounts.Crew, DistrictID: w.seeds.District.ID})
	admin := w.account("admin@example.se", accounts.Grant{Role: accounts.Admin, DistrictID: w.seeds.District.ID})
	as := func(a accounts.Account) []string {
		return []string{"Authorization", "", signedInAs, string(a.ID) + "/s"}
	}
	for _, try := range []struct {
		method, path string
		body         any
		headers      []string
	}{
		{"GET", "/", nil, nil}, {"GET", "/en/", nil, nil}, {"GET", "/prenumerera", nil, nil}, {"GET", "/kalender/alla.ics", nil, nil},
		{"GET", "/kalender/urval.ics?ort=" + w.seeds.Localities[0].Slug + "," + w.seeds.Localities[1].Slug, nil, nil},
		{"GET", "/robots.txt", nil, nil}, {"GET", "/sitemap.xml", nil, nil}, {"GET", "/en", nil, nil}, {"GET", "/nowhere", nil, nil},
		{"GET", "/api/v1/public/visits?limit=1", nil, nil}, {"GET", "/api/v1/public/visits/" + v.text("id"), nil, nil},
		{"POST", "/api/v1/me/feeds", object{"name": "f", "districtId": w.seeds.District.ID}, as(crew)},
		{"POST", fmt.Sprintf("/api/v1/accounts/%s/invitation", crew.ID), nil, as(admin)},
		{"POST", "/api/v1/districts", w.thing("districts"), nil},
	} {
		for _, forged := range [][]string{
			{"X-Forwarded-Host", "evil.example", "X-Forwarded-Proto", "http", "Forwarded", "host=evil.example", "X-Original-URL", "/evil.example"},
			{"Host", "evil.example"}, {"Host", "evil.example:80@kontor.example"},
		} {
			answer := w.send(try.method, try.path, try.body, append(append([]string{}, try.headers...), forged...)...)
			text := answer.Body.String() + fmt.Sprint(answer.Header())
			if strings.Contains(text, "evil.example") || answer.Code >= 500 {
				t.Errorf("%s %s with %v: %d %.500s", try.method, try.path, forged, answer.Code, text)
			}
		}
	}
}

func TestWhereToReportFaults(t *testing.T) {
	w := onSQLite(t, func(c *api.Config) {
		c.PublicURL = &url.URL{Scheme: "https", Host: "kontor.example"}
		c.SecurityContact = []string{"mailto:sakerhet@example.se", "https://example.se/rapportera"}
	})
	r := w.must(http.StatusOK, "GET", "/.well-known/security.txt", nil, "Authorization", "")
	want := "Contact: mailto:sakerhet@example.se\nContact: https://example.se/rapportera\nExpires: 2027-03-"
	if text := r.Body.String(); !strings.HasPrefix(text, want) || !strings.HasSuffix(text, "Canonical: https://kontor.example/.well-known/security.txt\n") {
		t.Errorf("%s", text)
	}
	if kind := r.Header().Get("Content-Type"); !strings.EqualFold(kind, "text/plain; charset=utf-8") { // RFC 9116, 3
		t.Error(kind)
	}
}
