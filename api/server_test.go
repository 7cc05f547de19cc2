//go:build unix

package api_test

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"slices"
	"strings"
	"testing"

	"poliskontor/api"
	"poliskontor/scheduling"
)

func TestWhatIsNoTokenOpensNothing(t *testing.T) {
	w := onSQLite(t)
	for _, header := range []string{"", "Bearer", "Bearer ", "Bearer x", "Basic eDp4", "Bearer " + w.token + "x"} {
		r := w.must(http.StatusUnauthorized, "GET", "/api/v1/districts", nil, "Authorization", header)
		challenge := r.Header().Get("WWW-Authenticate")
		if !strings.HasPrefix(challenge, `Bearer realm="poliskontor"`) ||
			strings.HasSuffix(header, "x") != strings.Contains(challenge, "invalid_token") {
			t.Errorf("%q: %s", header, challenge)
		}
	}
	w.must(http.StatusOK, "GET", "/api/v1/public/visits", nil, "Authorization", "")
}

func TestPublicAnswers(t *testing.T) {
	w := onSQLite(t, func(c *api.Config) { c.PublicURL = &url.URL{Scheme: "https", Host: "kontor.example"} })
	v := w.announced(nil)
	w.announced(object{"starts": "2026-11-24T10:00", "ends": "2026-11-24T12:00",
		"localityId": w.seeds.Localities[1].ID, "siteId": w.seeds.Sites[1].ID})
	pledge := object{
		"districtId": w.seeds.District.ID, "municipalityId": w.seeds.Municipality.ID, "slug": "utkast", "kind": "pledge", "title": "Hemligt utkast",
		"from": "2026-01-01", "commitments": []any{object{"article": 1, "title": "Besök", "owner": "police_with_kommun",
			"indicator": "visits", "binds": "outside_summer", "target": object{"aimDays": 14, "maxGapDays": 21},
			"scope": object{"localities": []any{w.seeds.Localities[0].ID}}}}}
	w.must(http.StatusCreated, "POST", "/api/v1/pledges", pledge)
	pledge["slug"], pledge["title"], pledge["signed"], pledge["parties"] = "lofte", "Löfte", "2026-01-01", []any{"Polisen", "Kommunen"}
	w.must(http.StatusCreated, "POST", "/api/v1/pledges", pledge)
	w.refresh()

	get := func(path string) response {
		return w.must(http.StatusOK, "GET", "/api/v1/public/"+path, nil, "Authorization", "")
	}
	all := get("visits?limit=1")
	if all.number("total") != 2 || len(all.items()) != 1 || !strings.Contains(all.Header().Get("Link"), `rel="next"`) {
		t.Errorf("visits: %s", all.Body)
	}
	if all.Header().Get("Access-Control-Allow-Origin") != "*" || all.Header().Get("Cache-Control") != "public, max-age=60" {
		t.Errorf("headers: %v", all.Header())
	}
	first, second := w.seeds.Localities[0].Slug, w.seeds.Localities[1].Slug
	if one := get("visits?ort=" + first); one.number("total") != 1 || one.items()[0]["id"] != v.text("id") ||
		one.items()[0]["url"] != "https://kontor.example/besok/"+v.text("id") {
		t.Errorf("one place: %s", one.Body)
	}
	if both := get("visits?ort=" + first + "," + second + "&kommun=" + w.seeds.Municipality.Slug); both.number("total") != 2 {
		t.Errorf("two places: %s", both.Body)
	}
	if day := get("visits?from=2026-11-24&to=2026-11-24"); day.number("total") != 1 {
		t.Errorf("one day: %s", day.Body)
	}
	if r := w.must(http.StatusUnprocessableEntity, "GET", "/api/v1/public/visits?ort=ingenstans", nil); !strings.Contains(r.Body.String(), `"query.ort"`) {
		t.Errorf("an unknown place: %s", r.Body)
	}
	localities := get("localities?ort=" + first)
	promises, _ := localities.items()[0]["promises"].([]any)
	if want := (object{"pledge": "Löfte", "aimDays": 14.0, "maxGapDays": 21.0, "bindsInSummer": false}); len(promises) != 1 || asText(promises[0]) != asText(want) {
		t.Errorf("promises %v", promises)
	}
	if m := get("municipalities"); m.number("total") != 1 || m.items()[0]["hasOffice"] != true || m.items()[0]["contact"] != "114 14" {
		t.Errorf("municipalities: %s", m.Body)
	}
	pledges := get("pledges?kommun=" + w.seeds.Municipality.Slug)
	if pledges.number("total") != 1 {
		t.Fatalf("pledges: %s", pledges.Body)
	}
	article := pledges.items()[0]["commitments"].([]any)[0].(object)
	if article["owner"] != "police_with_kommun" || article["season"] != "outside_summer" ||
		article["localities"].([]any)[0].(object)["slug"] != first {
		t.Errorf("article: %v", article)
	}
}

func TestPublicAnswersNeedNoDatabase(t *testing.T) {
	w := onSQLite(t)
	v := w.announced(nil)
	broken := onSQLite(t, func(c *api.Config) {
		c.Site, c.Store, c.Registers, c.Schedule = w.site, nil, scheduling.Registers{}, nil
		c.Publishing, c.Planning = nil, nil
		c.Ready = func(context.Context) error { return errors.New("secret cause") }
	})
	broken.must(http.StatusOK, "GET", "/api/v1/public/visits/"+v.text("id"), nil)
	r := broken.must(http.StatusOK, "GET", "/readyz", nil)
	if r.text("status") != "public_only" || r.body["database"] != false || r.body["snapshot"] != true || strings.Contains(r.Body.String(), "secret") {
		t.Errorf("readiness without a database: %s", r.Body)
	}
	if !strings.Contains(broken.log.String(), "secret cause") {
		t.Error("the cause is not in the log")
	}
}

func TestHealth(t *testing.T) {
	w := onSQLite(t)
	if r := w.must(http.StatusOK, "GET", "/healthz", nil); r.text("status") != "ok" || r.text("version") != "test" {
		t.Errorf("health: %s", r.Body)
	}
	if r := w.must(http.StatusOK, "GET", "/readyz", nil); r.text("status") != "ready" {
		t.Errorf("readiness: %s", r.Body)
	}
}

func TestReadyForNobodyNew(t *testing.T) {
	leaving, leave := context.WithCancel(t.Context())
	w := onSQLite(t, func(c *api.Config) { c.Leaving = leaving })
	w.must(http.StatusOK, "GET", "/readyz", nil)
	leave()
	if r := w.must(http.StatusServiceUnavailable, "GET", "/readyz", nil); r.text("status") != "leaving" {
		t.Errorf("readiness of a server that is about to close: %s", r.Body)
	}
	w.must(http.StatusOK, "GET", "/healthz", nil)
	w.must(http.StatusOK, "GET", "/api/v1/public/visits", nil)
}

func TestHeadAnswersAsGetWithoutABody(t *testing.T) {
	w := onSQLite(t)
	server := httptest.NewServer(w.handler)
	defer server.Close()
	for _, path := range []string{"/api/v1/public/visits", "/api/openapi.json", "/api/docs", "/healthz", "/readyz"} {
		get, err := server.Client().Get(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		head, err := server.Client().Head(server.URL + path)
		if err != nil {
			t.Fatal(err)
		}
		if head.StatusCode != http.StatusOK || head.Header.Get("Content-Type") != get.Header.Get("Content-Type") {
			t.Errorf("HEAD %s: %d %s", path, head.StatusCode, head.Header.Get("Content-Type"))
		}
		get.Body.Close()
		head.Body.Close()
	}
}

func TestOtherSitesMayFetchWhatIsPublic(t *testing.T) {
	w := onSQLite(t)
	asked := w.must(http.StatusNoContent, "OPTIONS", "/api/v1/public/visits", nil, "Origin", "https://example.se")
	if asked.Header().Get("Access-Control-Allow-Methods") != "GET, HEAD" {
		t.Errorf("headers: %v", asked.Header())
	}
	for _, path := range []string{"/api/v1/visits", "/api/v1/publicity", "/api/docs"} {
		if r := w.send("GET", path, nil, "Origin", "https://example.se"); r.Header().Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%s is open to other sites", path)
		}
	}
}

func TestHeadersOfTheAPI(t *testing.T) {
	w := onSQLite(t)
	for _, path := range []string{"/api/v1/districts", "/api/v1/nothing"} {
		header := w.send("GET", path, nil).Header()
		for name, want := range map[string]string{
			"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store",
			"Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
		} {
			if header.Get(name) != want {
				t.Errorf("%s: %s is %q", path, name, header.Get(name))
			}
		}
	}
	if r := w.send("PATCH", "/api/v1/districts/x", nil); r.Header().Get("Allow") != "GET, PUT, DELETE" {
		t.Errorf("Allow is %q", r.Header().Get("Allow"))
	}
}

func TestAPIAndPagesShareTheServer(t *testing.T) {
	w := onSQLite(t)
	for path, status := range map[string]int{"/": http.StatusOK, "/kalender/alla.ics": http.StatusOK, "/nowhere": http.StatusNotFound} {
		if r := w.send("GET", path, nil, "Authorization", ""); r.Code != status || strings.Contains(r.Header().Get("Content-Type"), "json") {
			t.Errorf("%s: %d %s", path, r.Code, r.Header().Get("Content-Type"))
		}
	}
}

// failing is a store whose audit log panics or fails.
type failing struct {
	scheduling.Store
	fail func() error
}

func (f failing) Audit() scheduling.AuditRepository { return failingAudit{f.Store.Audit(), f.fail} }

type failingAudit struct {
	scheduling.AuditRepository
	fail func() error
}

func (f failingAudit) List(context.Context, scheduling.AuditQuery) ([]scheduling.AuditEntry, int, error) {
	return nil, 0, f.fail()
}

func TestFaultsOfOursAreLoggedAndNotTold(t *testing.T) {
	for name, fail := range map[string]func() error{
		"error": func() error { return errors.New("disk on fire at /secret/path") },
		"panic": func() error { panic("disk on fire at /secret/path") },
	} {
		t.Run(name, func(t *testing.T) {
			w := onSQLite(t, func(c *api.Config) { c.Store = failing{c.Store, fail} })
			r := w.must(http.StatusInternalServerError, "GET", "/api/v1/audit", nil, "X-Request-ID", "seen-by-proxy")
			if r.text("code") != "internal" || r.text("requestId") != "seen-by-proxy" || strings.Contains(r.Body.String(), "fire") {
				t.Errorf("told: %s", r.Body)
			}
			if r.Header().Get("Content-Type") != "application/problem+json" || r.Header().Get("X-Request-Id") != "seen-by-proxy" {
				t.Errorf("headers: %v", r.Header())
			}
			if log := w.log.String(); !strings.Contains(log, "disk on fire") || !strings.Contains(log, "seen-by-proxy") {
				t.Errorf("log: %s", log)
			}
		})
	}
}

func TestTheLogHoldsNoSecrets(t *testing.T) {
	w := onSQLite(t)
	w.must(http.StatusOK, "GET", "/api/v1/districts?limit=7", nil)
	w.must(http.StatusUnauthorized, "GET", "/api/v1/districts", nil, "Authorization", "Bearer another-secret")
	log := w.log.String()
	if !strings.Contains(log, "path=/api/v1/districts status=200") || !strings.Contains(log, "status=401") {
		t.Errorf("log: %s", log)
	}
	for _, secret := range []string{w.token, "another-secret", "limit=7"} {
		if strings.Contains(log, secret) {
			t.Errorf("the log holds %q: %s", secret, log)
		}
	}
	r := w.send("GET", "/healthz", nil, "X-Request-ID", "evil\nline")
	if id := r.Header().Get("X-Request-Id"); id == "" || strings.Contains(id, "evil") {
		t.Errorf("request ID %q", id)
	}
}

func TestWhoActedIsInTheAuditLog(t *testing.T) {
	proxies := []netip.Prefix{netip.MustParsePrefix("192.0.2.0/24")} // httptest calls from 192.0.2.1
	for _, c := range []struct {
		name    string
		trusted []netip.Prefix
		from    string
	}{{"direct", nil, "192.0.2.1"}, {"behind a proxy", proxies, "203.0.113.9"}} {
		t.Run(c.name, func(t *testing.T) {
			w := onSQLite(t, func(config *api.Config) { config.TrustedProxies = c.trusted })
			made := w.must(http.StatusCreated, "POST", "/api/v1/districts", object{"slug": "ny", "name": "Ny"},
				"X-Forwarded-For", "198.51.100.1, 203.0.113.9")
			entries := w.must(http.StatusOK, "GET", "/api/v1/audit?limit=1", nil).items()
			e := entries[0]
			if !strings.HasPrefix(e["actor"].(string), "everything@example.se (token ") || e["from"] != c.from || e["action"] != "create" || e["thing"] != "district" || e["thingId"] != made.text("id") {
				t.Errorf("entry: %v", e)
			}
			if _, isObject := e["after"].(object); !isObject || e["before"] != nil {
				t.Errorf("before %v, after %v", e["before"], e["after"])
			}
		})
	}
}

func TestTheReferenceNeedsNothingFromElsewhere(t *testing.T) {
	w := onSQLite(t)
	r := w.must(http.StatusOK, "GET", "/api/docs", nil, "Authorization", "")
	page := r.Body.String()
	for _, forbidden := range []string{"<script", "http://", "https://", "src="} {
		if strings.Contains(page, forbidden) {
			t.Errorf("the page holds %q", forbidden)
		}
	}
	for _, wanted := range []string{"POST /api/v1/visits/{id}/move", `id="stale"`, "districtId", `<html lang="en">`} {
		if !strings.Contains(page, wanted) {
			t.Errorf("the page lacks %q", wanted)
		}
	}
	if policy := r.Header().Get("Content-Security-Policy"); !strings.Contains(policy, "style-src 'sha256-") || !strings.Contains(policy, "default-src 'none'") {
		t.Errorf("policy %s", policy)
	}
}

func TestLanguages(t *testing.T) {
	w := onSQLite(t)
	for accept, want := range map[string]string{
		"": "sv", "sv": "sv", "en": "en", "en-GB,en;q=0.9": "en", "de,fr": "sv", "de, en;q=0.3": "en", "en;q=0.5,sv": "sv",
		"sv;q=0.1,EN-us;q=0.2": "en", "en;q=0": "sv", "en;q=x": "sv", "*": "sv", ";;;,,,": "sv",
	} {
		r := w.send("GET", "/api/v1/nothing", nil, "Accept-Language", accept)
		if got := r.Header().Get("Content-Language"); got != want {
			t.Errorf("%q is answered in %s, want %s", accept, got, want)
		}
		if !slices.Contains(r.Header().Values("Vary"), "Accept-Language") {
			t.Error("Vary does not name Accept-Language")
		}
	}
}
