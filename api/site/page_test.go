//go:build unix

package site

import (
	"encoding/json"
	"fmt"
	"html"
	"net/http"
	"regexp"
	"strings"
	"testing"

	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// want fails unless the text holds all of the parts.
func want(t *testing.T, where, text string, parts ...string) {
	t.Helper()
	plain := html.UnescapeString(text)
	for _, part := range parts {
		if !strings.Contains(plain, part) {
			t.Errorf("%s lacks %q", where, part)
		}
	}
}

func never(t *testing.T, where, text string, parts ...string) {
	t.Helper()
	plain := html.UnescapeString(text)
	for _, part := range parts {
		if strings.Contains(plain, part) {
			t.Errorf("%s has %q", where, part)
		}
	}
}

func TestVisitsTellWhatBecameOfThem(t *testing.T) {
	w := newWorld(t)
	visits := w.everyState()
	for state, expected := range map[string]struct{ sv, en, never []string }{
		"unrecorded": {[]string{"Tidigare besök"}, []string{"Earlier visit"}, []string{"Genomfört", "Held", "Inställt", "status-"}},
		"held":       {[]string{"Genomfört", "Tidigare besök"}, []string{"Held"}, []string{"Inställt"}},
		"broken_off": {[]string{"Avbrutet kl. 11.00", "Skulle ha varat till kl.\u00a012.00", "Utryckning"}, []string{"Cut short at 11:00"}, []string{"Genomfört"}},
		"cancelled":  {[]string{"Inställt", "Bilen är på verkstad", "<s><time", "Blir inte som planerat"}, []string{"Cancelled", `<span lang="sv">Bilen är på verkstad</span>`}, []string{"Här kan du"}},
		"delayed":    {[]string{"Försenat", "Tidigare kl.\u00a014.00–16.00", "Köer på vägen", "I morgon"}, []string{"Delayed", "Tomorrow"}, nil},
		"moved_time": {[]string{"Ändrad tid", "Tidigare kl.\u00a010.00–12.00", "Torgdag"}, []string{"New time", "Earlier 10:00–12:00"}, []string{"Ändrad tid och plats"}},
		"moved_site": {[]string{"Ändrad plats", "Tidigare plats: Torget i Björkby", "Biblioteket"}, []string{"New place"}, nil},
		"announced":  {[]string{"Kommande besök", "Här kan du", "112"}, []string{"Coming visit"}, []string{"status-"}},
		"details":    {[]string{"Nya uppgifter", "Ändrat i dag", "Vi pratar om bedrägerier."}, []string{"New details", "Changed today"}, nil},
	} {
		path := "/besok/" + string(visits[state].ID)
		swedish, english := aboutTheVisit(w.page(path)), aboutTheVisit(w.page("/en"+path))
		want(t, state, swedish, expected.sv...)
		want(t, state+" in English", english, expected.en...)
		never(t, state, swedish, expected.never...)
		never(t, state+" in English", english, expected.never...)
	}
}

// aboutTheVisit leaves out what its page says of the next one.
func aboutTheVisit(page string) string {
	before, after, found := strings.Cut(page, `<section aria-labelledby="next">`)
	if !found {
		return page
	}
	_, after, _ = strings.Cut(after, "</section>")
	return before + after
}

func TestHistoryTellsEachRelease(t *testing.T) {
	w := newWorld(t)
	visits := w.everyState()
	body := w.page("/besok/" + string(visits["moved_time"].ID))
	_, history, _ := strings.Cut(body, `<ol class="history">`)
	announced, moved := strings.Index(history, "Annonserat"), strings.Index(history, "Ändrad tid")
	if announced < 0 || moved < announced {
		t.Errorf("the history is not told in order: announced at %d, moved at %d", announced, moved)
	}
	want(t, "history", history, "Höstens tidtabell", "Torsdag 1 oktober 2026, kl. 10.00", "Orsak: <span>Torgdag</span>")
}

func TestFirstPage(t *testing.T) {
	w := newWorld(t)
	visits := w.everyState()
	body := w.page("/")
	// The cancelled visit would be the first of all; the delayed one comes next.
	sign, rest, _ := strings.Cut(body, `<p class="lead">`)
	want(t, "sign", sign, "Nästa besök", "Björkby", "14.30–16.00", "Blir inte av som planerat", "Inställt")
	want(t, "list", rest, "Vecka 49", "30 november–6 december", "Inställt", "Försenat", "Ändrad tid")
	for _, gone := range []string{"unrecorded", "held", "broken_off"} {
		never(t, "list", body, string(visits[gone].ID))
	}

	w.now = at(8, 15, 0)
	body = w.page("/")
	want(t, "during a visit", body, "Just nu, enligt tidtabellen", "I dag")

	for path, expected := range map[string]string{
		"/?ort=" + w.locality(2):                   "Kommande besök: Ceder",
		"/?kommun=" + w.seeds.Municipality.Slug:    "Kommande besök: Kommunens kommun",
		"/?ort=finns-inte":                         `ingen ort med adressen "finns-inte"`,
		"/?kommun=%3Cscript%3E&ort=":               `ingen kommun med adressen "<script>"`,
		"/en/?ort=" + w.locality(2):                "Coming visits: Ceder",
		"/?kommun=finns-inte&ort=" + w.locality(2): "Kommande besök: Ceder",
	} {
		want(t, path, w.page(path), expected)
	}
	never(t, "the page of one place", w.page("/?ort="+w.locality(2)), string(visits["delayed"].ID))
}

func TestLaterVisitsWaitBehindALink(t *testing.T) {
	w := newWorld(t)
	w.now = at(-100, 12, 0)
	later := w.plan(0, 0, 10, 12)
	w.release("")
	body := w.page("/")
	want(t, "first page", body, "Visa 1 senare besök", "/?visa=alla", "Inga besök de närmaste tolv veckorna")
	if list := w.page("/?visa=alla"); strings.Count(list, string(later.ID)) < 1 || strings.Contains(list, "senare besök") {
		t.Error("the whole list is not whole")
	}
}

func TestKommunWithoutOffice(t *testing.T) {
	w := newWorld(t)
	other := scheduling.District{ID: "d-2", Slug: "annan", Name: "Annan"}
	if err := w.store.Districts().Create(w.ctx, other); err != nil {
		t.Fatal(err)
	}
	for _, m := range []scheduling.Municipality{{ID: "m-2", DistrictID: "d-2", Slug: "horby", Name: "Hörby"}, {ID: "m-3", DistrictID: "d-2", Slug: "osby", Name: "Osby"}} {
		if err := w.store.Municipalities().Create(w.ctx, m); err != nil {
			t.Fatal(err)
		}
	}
	w.refresh()
	want(t, "kommun without office", w.page("/?kommun=horby"),
		"Hörby kommun har inget mobilt poliskontor just nu", "Du är välkommen till besöken i andra kommuner")
	never(t, "kommun with office", w.page("/?kommun="+w.seeds.Municipality.Slug), "Kommunens kommun har inget mobilt")
}

func TestLocalityPage(t *testing.T) {
	w := newWorld(t)
	pledge := scheduling.Pledge{
		ID: "p-1", DistrictID: w.seeds.District.ID, MunicipalityID: w.seeds.Municipality.ID, Slug: "lofte",
		Kind: scheduling.CitizenPledge, Title: "Medborgarlöfte 2026", Signed: storagetest.Monday - 100, From: storagetest.Monday - 100,
		Demonstration: true,
		Commitments: []scheduling.Commitment{{ID: "c-1", Article: 1, Title: "Kontoret", Owner: scheduling.Police,
			Indicator: scheduling.Visits, Binds: scheduling.OutsideSummer,
			Target: scheduling.Target{AimDays: 10, MaxGapDays: 28}, Scope: scheduling.Scope{Kinds: []scheduling.LocalityKind{scheduling.Basort}}}},
	}
	if err := w.store.Pledges().Create(w.ctx, pledge); err != nil {
		t.Fatal(err)
	}
	w.everyState()
	body := w.page("/orter/" + w.locality(0))
	want(t, "locality page", body, "Nästa besök i", "Almby", "Basort i Kommunens kommun",
		"Det ska gå högst 4 veckor mellan besöken.", "Vi siktar på 10 dagar.", "Löftet gäller inte på sommaren", "Medborgarlöfte 2026. Ingen har skrivit under det",
		"Genomförda: 1. Inställda: 0. Avbrutna: 1.", "<details>", "webcal://kontor.example/kalender/ort/"+w.locality(0)+".ics", "Frågor om tidtabellen: 114 14")
	want(t, "locality page in English", w.page("/en/orter/"+w.locality(0)), "Next visit to", "at most 4 weeks between visits",
		"webcal://kontor.example/en/kalender/ort/"+w.locality(0)+".ics")
}

func TestPledgePages(t *testing.T) {
	w := newWorld(t)
	pledge := scheduling.Pledge{
		ID: "p-1", DistrictID: w.seeds.District.ID, MunicipalityID: w.seeds.Municipality.ID, Slug: "lofte-2025",
		Kind: scheduling.FrameAgreement, Title: "Överenskommelse 2025", Signed: storagetest.Monday - 400, From: storagetest.Monday - 400,
		Parties: []string{"Kommunen", "Polisen"}, Reference: "A 1/2025", FollowUp: "Tillsammans.", FollowUpMonth: 12,
		FollowUpForum: "Lokala Brå", FollowUpBy: "Kommunpolisen",
		Commitments: []scheduling.Commitment{{ID: "c-1", Article: 1, Title: "Kontoret", Text: "Kontoret kommer.", Owner: scheduling.Police,
			Indicator: scheduling.Visits, Binds: scheduling.OutsideSummer, Target: scheduling.Target{AimDays: 14, MaxGapDays: 21},
			Scope: scheduling.Scope{Kinds: []scheduling.LocalityKind{scheduling.Basort}}},
			{ID: "c-2", Article: 2, Title: "Plan", Owner: scheduling.PoliceWithKommun, Responsible: "Säkerhetschefen", Forum: "Styrgruppen",
				Due: storagetest.Monday, Indicator: scheduling.Reports, Binds: scheduling.YearRound,
				Target: scheduling.Target{Count: 1, Per: scheduling.PerYear, Every: 2}}},
	}
	if err := w.store.Pledges().Create(w.ctx, pledge); err != nil {
		t.Fatal(err)
	}
	draft := pledge
	draft.ID, draft.Slug, draft.Title, draft.Signed, draft.ReplacesID, draft.Commitments = "p-2", "utkast", "Hemligt utkast", 0, "p-1", nil
	if err := w.store.Pledges().Create(w.ctx, draft); err != nil {
		t.Fatal(err)
	}
	next := draft
	next.ID, next.Slug, next.Title, next.Signed, next.From = "p-3", "lofte-2026", "Löfte 2026", storagetest.Monday-90, storagetest.Monday-80
	next.Kind, next.FrameID = scheduling.CitizenPledge, "p-1"
	if err := w.store.Pledges().Create(w.ctx, next); err != nil {
		t.Fatal(err)
	}
	w.refresh()
	list := w.page("/loften")
	want(t, "list", list, `<a href="/loften/lofte-2025">Överenskommelse 2025</a>`, `<a href="/loften/lofte-2026">Löfte 2026</a>`, "2 åtaganden", "Tidigare")
	never(t, "list", list, "Hemligt")
	if strings.Index(list, "Gäller nu") > strings.Index(list, "Löfte 2026") || strings.Index(list, "Tidigare") > strings.Index(list, "Överenskommelse 2025") {
		t.Error("the pledges stand under the wrong headings")
	}
	want(t, "pledge", w.page("/loften/lofte-2025"), "1. Kontoret", "Kontoret kommer.", "Det ska gå högst 3 veckor mellan besöken.", "Vi siktar på 2 veckor.",
		"Hela året utom sommaren", `href="/orter/`+w.locality(0)+`"`, `<li id="c-2">`, "Minst 1 på 2 år.", "Polisen, tillsammans med kommunen", "Säkerhetschefen",
		"Styrgruppen", "Rapporter", "I december varje år", "Lokala Brå", "Kommunpolisen", "A 1/2025", "Kommunen och Polisen", "Löften som hör hit",
		`<a href="/loften/lofte-2026">Löfte 2026</a>`)
	want(t, "pledge in English", w.page("/en/loften/lofte-2025"), "At least 1 in 2 years.", "In December each year", `<span lang="sv">1. Kontoret</span>`,
		`<dd class="lines" lang="sv">Säkerhetschefen</dd>`, `href="/en/loften/lofte-2026"`)
	if a := w.get("/loften/utkast"); a.StatusCode != 404 {
		t.Errorf("a draft is shown: status %d", a.StatusCode)
	}
	want(t, "site map", w.page("/sitemap.xml"), "/loften/lofte-2025", "/en/loften")
}

func TestSubscribePage(t *testing.T) {
	w := newWorld(t)
	w.plan(0, 0, 10, 12)
	w.release("")
	a, b := w.locality(0), w.locality(1)
	first, second := min(a, b), max(a, b)
	both := w.page("/prenumerera?ort=" + a + "&ort=" + b)
	list := "https%3A%2F%2Fkontor.example%2Fkalender%2Furval.ics%3Fort%3D" + first + "%2C" + second
	want(t, "both", both,
		"webcal://kontor.example/kalender/urval.ics?ort="+first+","+second,
		"https://calendar.google.com/calendar/r?cid=webcal%3A%2F%2Fkontor.example%2Fkalender%2Fg%2Furval.ics%3Fort%3D"+first+"%2C"+second,
		"https://outlook.live.com/calendar/0/addfromweb?url="+list+"&name=", "https://outlook.office.com/calendar/0/addfromweb?url="+list,
		`value="https://kontor.example/kalender/urval.ics?ort=`+first+","+second+`"`, "Google kan behöva ett dygn", "114 14")
	want(t, "both in another order", w.page("/prenumerera?ort="+b+","+a+","+b), "webcal://kontor.example/kalender/urval.ics?ort="+first+","+second)
	want(t, "nothing chosen", w.page("/prenumerera?valj=1"), "Välj minst en ort", "<title>Fel: ")
	want(t, "unknown place", w.page("/prenumerera?ort=xyz,"+a), "ingen ort med adressen xyz", "/kalender/ort/"+a+".ics")
	want(t, "kommun", w.page("/prenumerera?kommun="+w.seeds.Municipality.Slug), "/kalender/kommun/"+w.seeds.Municipality.Slug+".ics")
	want(t, "all", w.page("/prenumerera?alla=1"), "/kalender/alla.ics")
}

func TestTooManyPlacesForGoogle(t *testing.T) {
	w := newWorld(t)
	var slugs []string
	for i := range 40 {
		l := w.seeds.Localities[0]
		l.ID, l.Slug = scheduling.LocalityID(fmt.Sprint("l-", i)), fmt.Sprintf("ort-%d", i)
		if err := w.store.Localities().Create(w.ctx, l); err != nil {
			t.Fatal(err)
		}
		slugs = append(slugs, l.Slug)
	}
	w.refresh()
	path := "/prenumerera?ort=" + strings.Join(slugs, ",")
	body := w.page(path)
	kommun := `<a href="/prenumerera?kommun=` + w.seeds.Municipality.Slug + `">Hela `
	want(t, "40 places", body, "Google tar inte emot en så lång adress", "Polisens mobila kontor, 40 orter", kommun,
		`<a href="/prenumerera?alla=1">Prenumerera på alla besök`, "webcal://kontor.example/kalender/urval.ics?ort=")
	never(t, "40 places", body, "calendar.google.com")
	want(t, "40 places in English", w.page("/en"+path), "Google does not take such a long address", "/en/prenumerera?kommun=")
	if len(webcal(publicURL+"/kalender/g/urval.ics?ort="+strings.Join(slugs[:20], ","))) >= googleLimit {
		t.Fatal("20 of the places are too many as well")
	}
	want(t, "20 places", w.page("/prenumerera?ort="+strings.Join(slugs[:20], ",")), "calendar.google.com")
	// All other programs get a calendar of all 40.
	if a := w.get("/kalender/urval.ics?ort=" + strings.Join(slugs, ",")); a.StatusCode != 200 {
		t.Errorf("the calendar of 40 places: status %d", a.StatusCode)
	}
}

func TestChangesPage(t *testing.T) {
	w := newWorld(t)
	w.everyState()
	body := w.page("/andringar")
	want(t, "changes", body, "9 nya besök", "1 inställt besök", "1 avbrutet besök", "1 försenat besök", "1 flyttat besök",
		"1 besök med nya uppgifter", "Höstens tidtabell", "<summary>Almby")
	never(t, "changes", body, "Genomfört")
	if latest, first := strings.Index(body, "1 besök med nya uppgifter"), strings.Index(body, "9 nya besök"); latest > first {
		t.Error("the latest release does not come first")
	}
}

func TestJSONLD(t *testing.T) {
	w := newWorld(t)
	visits := w.everyState()
	data := regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`)
	for state, expected := range map[string]map[string]any{
		"announced":  {"eventStatus": "https://schema.org/EventScheduled", "startDate": "2026-12-03T10:00+01:00", "endDate": "2026-12-03T12:00+01:00", "@type": "Event"},
		"cancelled":  {"eventStatus": "https://schema.org/EventCancelled"},
		"moved_time": {"eventStatus": "https://schema.org/EventRescheduled", "previousStartDate": "2026-12-02T10:00+01:00"},
	} {
		id := string(visits[state].ID)
		found := data.FindStringSubmatch(w.page("/besok/" + id))
		var event map[string]any
		if found == nil {
			t.Fatalf("%s: no JSON-LD", state)
		}
		if err := json.Unmarshal([]byte(found[1]), &event); err != nil {
			t.Fatalf("%s: %v in %s", state, err, found[1])
		}
		expected["identifier"], expected["url"] = id, publicURL+"/besok/"+id
		for key, value := range expected {
			if event[key] != value {
				t.Errorf("%s: %s is %v, want %v", state, key, event[key], value)
			}
		}
	}
}

func TestNastyTextsAreEscaped(t *testing.T) {
	const nasty = `</script><script>alert(1)</script>"'&<b>{n}`
	w := newWorld(t)
	site := w.seeds.Sites[0]
	site.Name, site.Street, site.Directions = nasty, nasty, nasty
	if err := w.store.Sites().Update(w.ctx, site); err != nil {
		t.Fatal(err)
	}
	v := w.plan(0, 0, 10, 12, func(v *scheduling.Visit) { v.PublicNote = nasty })
	w.release(nasty)
	w.cancel(v.ID, nasty)
	for _, path := range []string{"/", "/besok/" + string(v.ID), "/orter/" + w.locality(0), "/andringar", "/?ort=" + "%3C%2Fscript%3E%3Cscript%3Ealert(1)"} {
		body := w.page(path)
		if strings.Contains(body, "<script>") || strings.Contains(body, "<b>") {
			t.Errorf("%s is not escaped", path)
		}
		if !strings.Contains(body, "alert(1)") {
			t.Errorf("%s does not show the text at all", path)
		}
	}
}

func TestNonsenseIsAnsweredCalmly(t *testing.T) {
	w := newWorld(t)
	w.plan(0, 0, 10, 12)
	w.release("")
	for path, status := range map[string]int{
		"/?kommun=%00&ort=%ff&visa=x&visa=y": 200, "/?;;;=%zz&&": 200, "/prenumerera?ort=,,,&ort=%0d%0a": 200,
		"/prenumerera?ort=" + strings.Repeat("a,", 3000): 200, "/andringar?visa=%F0%9F%9A%93": 200,
		"/besok/finns-inte": 404, "/besok/%00": 404, "/orter/%2e%2e%2fom": 404, "/orter/": 404, "/orter/ÅHUS": 404, "/finns/inte": 404, "/en/finns-inte": 404,
		"/kalender/ort/%2e%2e.ics": 404, "/kalender/ort/.ics": 404, "/kalender/ort/x": 404, "/kalender/urval.ics": 404, "/kalender/kommun/%00.ics": 404,
	} {
		if a := w.get(path); a.StatusCode != status {
			t.Errorf("GET %s: status %d, want %d", path, a.StatusCode, status)
		}
	}
	if a := w.get("/en/finns-inte"); !strings.Contains(a.body, `<html lang="en">`) || !strings.Contains(a.body, "There is no such page") || !strings.Contains(a.body, `href="/en/"`) {
		t.Error("an unknown English address is not answered in English with a way on")
	}
	if a := w.get("//evil.example/x"); strings.Contains(a.body, "evil.example") {
		t.Error("the page leads to the address that was asked for")
	}
}

func TestPagesAreOnlyForReading(t *testing.T) {
	w := newWorld(t)
	for path, status := range map[string]int{
		"/": 405, "/en/om": 405, "/kalender/alla.ics": 405, "/finns/inte": 404,
	} {
		a := w.ask(http.MethodPost, path)
		if a.StatusCode != status || (status == 405) != (a.Header.Get("Allow") == "GET, HEAD") {
			t.Errorf("POST %s: status %d, Allow %q, want %d", path, a.StatusCode, a.Header.Get("Allow"), status)
		}
	}
}

// TestEveryLinkLeadsSomewhere follows every link of the site and looks at what all
// pages have in common.
func TestEveryLinkLeadsSomewhere(t *testing.T) {
	w := newWorld(t, func(c *Config) { c.Demonstration = true })
	w.everyState()
	links := regexp.MustCompile(`(?:href|action)="(/[^"#]*)`)
	keys := regexp.MustCompile(`>\s*[a-z_]+(\.[a-z0-9_]+)+\s*<`)
	seen := map[string]bool{"/": true}
	for queue := []string{"/"}; len(queue) > 0; queue = queue[1:] {
		path := queue[0]
		a := w.get(path)
		if a.StatusCode != http.StatusOK {
			t.Errorf("GET %s: status %d", path, a.StatusCode)
		}
		if !strings.HasPrefix(a.Header.Get("Content-Type"), "text/html") {
			continue
		}
		checkPage(t, path, a)
		if found := keys.FindString(a.body); found != "" {
			t.Errorf("%s shows the key of a text: %s", path, found)
		}
		for _, match := range links.FindAllStringSubmatch(a.body, -1) {
			if next := html.UnescapeString(match[1]); !seen[next] {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	for _, path := range []string{"/en/", "/om", "/en/tillganglighet", "/favicon.svg"} {
		if !seen[path] {
			t.Errorf("no link leads to %s", path)
		}
	}
}

// policy lets a page load its own style sheet and mark and send its own forms. Nothing
// connects without a script, but auditing tools read robots.txt.
const policy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; connect-src 'self'; frame-ancestors 'none'"

// builderPolicy lets the builder of embedded timetables run its own script and frame
// what it shows.
const builderPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; " +
	"script-src 'self'; connect-src 'self'; frame-src 'self'; frame-ancestors 'none'"

// subscribePolicy lets the page where places are chosen run its own script, which asks nobody.
const subscribePolicy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'"

// wishPolicy lets the form for wishes solve its puzzle beside the page.
const wishPolicy = "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'; frame-ancestors 'none'"

// code is what readers are to copy.
var code = regexp.MustCompile(`(?s)<textarea.*?</textarea>`)

func checkPage(t *testing.T, path string, a answer) {
	t.Helper()
	lang := "sv"
	if strings.HasPrefix(path, "/en/") {
		lang = "en"
	}
	want(t, path, a.body, `<html lang="`+lang+`">`, `class="skip" href="#main"`, `<main id="main"`, `<meta name="description"`, `rel="canonical" href="`+publicURL,
		`hreflang="sv" href="`+publicURL, `hreflang="en" href="`+publicURL+`/en/`, `href="`+strings.TrimSuffix("/"+strings.Replace(lang, "sv", "", 1), "/")+`/om"`, "112", "114 14")
	if n := strings.Count(a.body, "<h1"); n != 1 {
		t.Errorf("%s has %d h1", path, n)
	}
	text, _, _ := strings.Cut(code.ReplaceAllString(a.body, ""), `<script type="application/ld+json">`)
	never(t, path, text, "style=", "onclick", "http-equiv", "ZgotmplZ", "<script", "{", "!</")
	if a.Header.Get("Set-Cookie") != "" {
		t.Errorf("%s sets a cookie", path)
	}
	expected := policy
	if strings.HasSuffix(path, "/prenumerera") || strings.Contains(path, "/prenumerera?") {
		expected = subscribePolicy
	}
	if strings.HasSuffix(path, "/inbaddning") || strings.Contains(path, "/inbaddning?") {
		expected = builderPolicy
	}
	cache := "public, max-age=60"
	if strings.Contains(path, "/orter/") { // with what can be withdrawn
		cache = "public, no-cache"
	}
	if form := strings.HasSuffix(path, "/onskemal") || strings.Contains(path, "/onskemal?"); form {
		// Its ticket is for one reader.
		expected, cache = wishPolicy, "no-store"
	} else if a.Header.Get("ETag") == "" {
		t.Errorf("%s lacks ETag", path)
	}
	for name, value := range map[string]string{
		"Content-Security-Policy": expected, "X-Frame-Options": "DENY", "X-Content-Type-Options": "nosniff", "Referrer-Policy": "no-referrer",
		"Cache-Control": cache, "Content-Language": lang,
	} {
		if got := a.Header.Get(name); got != value {
			t.Errorf("%s: %s is %q, want %q", path, name, got, value)
		}
	}
	if a.Header.Get("Permissions-Policy") == "" {
		t.Errorf("%s lacks Permissions-Policy", path)
	}
}

// TestNothingInternalIsPublic plants words in everything that is not for citizens.
func TestNothingInternalIsPublic(t *testing.T) {
	const secret = "HEMLIGT"
	w := newWorld(t)
	office := w.seeds.Office
	office.Name, office.BaseName = secret, secret
	if err := w.store.Offices().Update(w.ctx, office); err != nil {
		t.Fatal(err)
	}
	shift := w.seeds.Shifts[0]
	shift.Note = secret
	if err := w.store.Shifts().Update(w.ctx, shift); err != nil {
		t.Fatal(err)
	}
	visits := []scheduling.Visit{
		w.plan(0, 0, 10, 12, func(v *scheduling.Visit) { v.Note = secret }),
		w.plan(1, 2, 10, 12, func(v *scheduling.Visit) { v.Note = secret }),
	}
	w.release("Hej")
	draft := w.plan(2, 3, 10, 12, func(v *scheduling.Visit) { v.PublicNote = secret })
	w.refresh()
	for _, path := range []string{"/", "/?visa=alla", "/besok/" + string(visits[0].ID), "/orter/" + w.locality(0), "/orter/" + w.locality(2), "/andringar", "/prenumerera",
		"/om", "/sitemap.xml", "/kalender/alla.ics", "/kalender/g/alla.ics", "/en/kalender/ort/" + w.locality(1) + ".ics"} {
		never(t, path, w.page(path), secret, string(office.ID), string(draft.ID))
	}
	if a := w.get("/besok/" + string(draft.ID)); a.StatusCode != http.StatusNotFound {
		t.Errorf("a draft has a page: status %d", a.StatusCode)
	}
}
