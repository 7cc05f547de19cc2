//go:build unix

package api_test

import (
	"bytes"
	"io"
	"net/http"
	"strings"
	"testing"

	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// badInput is a request that is refused, with what is said about it.
type badInput struct {
	name             string
	method, path     string
	body             any
	headers          []string
	status           int
	code             string // of the whole
	location, at     string // of the field, and its code
	swedish, english string // of the field where there is one, else of the whole
}

func (w *world) refuses(t *testing.T, c badInput) {
	t.Helper()
	w.t = t
	for language, sentence := range map[string]string{"sv": c.swedish, "en": c.english} {
		body := c.body
		if f, isFunc := body.(func() io.Reader); isFunc {
			body = f()
		}
		r := w.send(c.method, c.path, body, append([]string{"Accept-Language", language}, c.headers...)...)
		if r.Code != c.status || r.text("code") != c.code {
			t.Fatalf("%s: %d %s, want %d %s\n%s", language, r.Code, r.text("code"), c.status, c.code, r.Body)
		}
		if got := r.Header().Get("Content-Type"); got != "application/problem+json" {
			t.Errorf("Content-Type %s", got)
		}
		if r.number("status") != c.status || r.text("title") == "" || r.text("type") != "/api/docs#"+c.code || r.text("requestId") == "" {
			t.Errorf("not a whole problem: %s", r.Body)
		}
		if r.Header().Get("Content-Language") != language {
			t.Errorf("Content-Language %s", r.Header().Get("Content-Language"))
		}
		got := r.text("detail")
		if c.location != "" {
			got = ""
			list, _ := r.body["errors"].([]any)
			for _, item := range list {
				if e := item.(object); e["location"] == c.location && e["code"] == c.at {
					got, _ = e["message"].(string)
				}
			}
		}
		if got != sentence {
			t.Errorf("%s at %q says %q, want %q\n%s", language, c.location, got, sentence, r.Body)
		}
		if strings.Contains(r.Body.String(), nonsense) {
			t.Errorf("the input is repeated: %s", r.Body)
		}
	}
}

// nonsense is put into inputs to see that no answer repeats it.
const nonsense = "Xyzzy-4711"

func TestBadInput(t *testing.T) {
	w := onSQLite(t)
	other := storagetest.Seed(t, w.store)
	const visits = "/api/v1/visits"
	field := func(name string, body object, location, at, swedish, english string) badInput {
		return badInput{name, "POST", visits, w.visit(body), nil, http.StatusUnprocessableEntity, "invalid", location, at, swedish, english}
	}
	made := w.must(http.StatusCreated, "POST", visits, w.visit(object{"starts": "2026-11-24T10:00", "ends": "2026-11-24T12:00"}))
	here := visits + "/" + made.text("id")
	cases := []badInput{
		field("the end before the start", object{"ends": "2026-11-23T09:30"}, "body.ends", "end_before_start",
			"Slutet ligger före början. Välj ett slut som kommer efter.",
			"The end is before the start. Choose an end that comes after it."),
		field("longer than a day's work", object{"ends": "2026-11-24T10:00"}, "body.ends", "too_long_time",
			"Tiden är för lång. Korta den till högst 12 timmar.",
			"The time is too long. Shorten it to at most 12 hours."),
		field("outside every shift", object{"starts": "2026-11-23T18:00", "ends": "2026-11-23T19:00"}, "body.starts", "outside_shift",
			"Kontoret är inte bemannat hela den tiden. Välj en tid inom ett pass, eller lägg in ett pass först.",
			"The office is not crewed for all of that time. Choose a time within a shift, or add a shift first."),
		field("a place in another district", object{"localityId": other.Localities[0].ID}, "body.localityId", "other_district",
			"Det hör till ett annat lokalpolisområde. Välj något i det egna.",
			"It belongs to another district. Choose something in your own."),
		field("a site at another locality", object{"siteId": w.seeds.Sites[1].ID}, "body.siteId", "other_locality",
			"Uppställningsplatsen ligger på en annan ort. Välj en på besökets ort.",
			"The site is at another locality. Choose one at the visit's locality."),
		field("a site that does not exist", object{"siteId": scheduling.NewID[scheduling.SiteID]()}, "body.siteId", "unknown",
			"Det som uppgiften hänvisar till finns inte. Kontrollera det.",
			"What this refers to does not exist. Check it."),
		field("an ID with a NUL in it", object{"siteId": nonsense + "\x00"}, "body.siteId", "unknown",
			"Det som uppgiften hänvisar till finns inte. Kontrollera det.",
			"What this refers to does not exist. Check it."),
		field("a time that does not exist", object{"starts": "2027-03-28T02:30"}, "body.starts", "time_missing",
			"Den tiden finns inte: klockan ställs fram till sommartid då. Välj en annan tid.",
			"That time does not exist: the clock goes forward to summer time then. Choose another time."),
		field("a time that exists twice", object{"ends": "2026-10-25T02:30"}, "body.ends", "time_twice",
			"Den tiden finns två gånger: klockan ställs tillbaka till vintertid då. Lägg till +02:00 för den första eller +01:00 för den andra.",
			"That time comes twice: the clock goes back to winter time then. Add +02:00 for the first or +01:00 for the second."),
		field("no time at all", object{"starts": nonsense}, "body.starts", "time_format",
			"Tiden går inte att läsa. Skriv den som 2026-11-24T15:00.",
			"The time cannot be read. Write it as 2026-11-24T15:00."),
		field("a time in the past", object{"starts": "2026-09-01T10:00", "ends": "2026-09-01T11:00"}, "body.starts", "outside_shift",
			"Kontoret är inte bemannat hela den tiden. Välj en tid inom ett pass, eller lägg in ett pass först.",
			"The office is not crewed for all of that time. Choose a time within a shift, or add a shift first."),
		field("control characters", object{"publicNote": nonsense + "\u0007"}, "body.publicNote", "control_characters",
			"Texten har osynliga tecken som inte får vara med. Skriv om den för hand.",
			"The text has invisible characters that are not allowed. Write it anew by hand."),
		field("a text that is too long", object{"note": strings.Repeat(nonsense, 300)}, "body.note", "too_long",
			"Texten är för lång. Korta den till högst 2000 tecken.",
			"The text is too long. Shorten it to at most 2000 characters."),
		field("a field that is missing", object{"officeId": nil}, "body.officeId", "required",
			"Uppgiften saknas. Fyll i den.", "This is missing. Fill it in."),
		{"a position outside Sweden", "POST", "/api/v1/sites", object{"districtId": w.seeds.District.ID,
			"localityId": w.seeds.Localities[0].ID, "name": "Fel", "position": object{"lat": 14.29, "lon": 55.92}}, nil,
			http.StatusUnprocessableEntity, "invalid", "body.position", "outside_sweden",
			"Platsen ligger inte i Sverige. Kontrollera att lat och lon inte är omkastade.",
			"The position is not in Sweden. Check that lat and lon are not swapped."},
		{"a day that does not exist", "POST", "/api/v1/absences", object{"districtId": w.seeds.District.ID,
			"officeId": w.seeds.Office.ID, "from": "2026-02-30", "to": "2026-03-01"}, nil,
			http.StatusUnprocessableEntity, "invalid", "body.from", "day_format",
			"Dagen går inte att läsa. Skriv den som 2026-11-24.", "The day cannot be read. Write it as 2026-11-24."},
		{"a year too far away", "GET", "/api/v1/visits?from=0000-01-01", nil, nil,
			http.StatusUnprocessableEntity, "invalid", "query.from", "year",
			"Året ligger för långt bort. Välj ett från 1900 till 2199.", "The year is too far away. Choose one from 1900 to 2199."},
		{"no time of day", "POST", "/api/v1/occasions", object{"districtId": w.seeds.District.ID, "siteId": w.seeds.Sites[0].ID,
			"name": "Fest", "from": "2027-07-01", "to": "2027-07-01", "opens": "9", "closes": "12:00", "priority": 1}, nil,
			http.StatusUnprocessableEntity, "invalid", "body.opens", "clock_format",
			"Klockslaget går inte att läsa. Skriv det som 09:00.", "The time of day cannot be read. Write it as 09:00."},
		{"a date that does not come every year", "POST", "/api/v1/seasons", object{"districtId": w.seeds.District.ID,
			"name": "År", "from": "2027-01-01", "to": "2027-12-31",
			"summer": object{"from": "02-29", "to": "08-31", "occasionShare": 0, "localityRate": 1000}}, nil,
			http.StatusUnprocessableEntity, "invalid", "body.summer.from", "month_day_format",
			"Datumet finns inte varje år. Skriv månad och dag, som 06-01.",
			"The date does not come every year. Write month and day, such as 06-01."},
		{"nested fields", "POST", "/api/v1/localities", object{"districtId": w.seeds.District.ID,
			"municipalityId": w.seeds.Municipality.ID, "slug": "x", "name": "X", "kind": nonsense, "position": object{"lat": 55.9, "lon": 14.3},
			"visiting": object{"weekdays": []any{"monday", nonsense}, "opens": "09:00", "closes": "12:00", "minutes": 60}}, nil,
			http.StatusUnprocessableEntity, "invalid", "body.visiting.weekdays[1]", "choice",
			"Värdet är inget av dem som finns. Välj ett av: monday, tuesday, wednesday, thursday, friday, saturday, sunday.",
			"The value is none of those that exist. Choose one of: monday, tuesday, wednesday, thursday, friday, saturday, sunday."},
		{"an unknown ID", "GET", visits + "/" + string(scheduling.NewID[scheduling.VisitID]()), nil, nil,
			http.StatusNotFound, "not_found", "", "",
			"Det du söker finns inte. Kontrollera adressen.", "What you are looking for does not exist. Check the address."},
		{"an ID that is none", "GET", visits + "/" + nonsense + "%00", nil, nil,
			http.StatusNotFound, "not_found", "", "",
			"Det du söker finns inte. Kontrollera adressen.", "What you are looking for does not exist. Check the address."},
		{"a stale version", "POST", here + "/move", object{"siteId": w.seeds.Sites[0].ID, "officeId": w.seeds.Office.ID,
			"starts": "2026-11-25T10:00", "ends": "2026-11-25T12:00", "version": 7}, nil,
			http.StatusPreconditionFailed, "stale", "", "",
			"Någon annan hann ändra först. Se efter vad som står nu och gör om din ändring.",
			"Somebody else changed it first. See what stands there now and make your change again."},
		{"no version", "POST", here + "/cancel", object{"reason": "Regn"}, nil,
			http.StatusPreconditionRequired, "version_missing", "", "",
			"Ändringen säger inte vilken version den utgår från. Läs först, och skicka versionen i If-Match eller version.",
			"The change does not say which version it was made from. Read first, and send the version in If-Match or version."},
		{"a version that is none", "DELETE", here, nil, []string{"If-Match", "*"},
			http.StatusBadRequest, "if_match", "header.If-Match", "if_match",
			"If-Match går inte att läsa. Skriv versionen inom citattecken, som \"3\".",
			"If-Match cannot be read. Write the version in quotation marks, such as \"3\"."},
		{"a draft that is cancelled", "POST", here + "/cancel", object{"reason": "Regn", "version": 1}, nil,
			http.StatusConflict, "visit_state", "", "",
			"Besöket är ett utkast, och då går det inte. Läs besöket igen och välj något som passar dess läge.",
			"The visit is a draft, and this cannot be done then. Read it again and choose something that suits its state."},
		{"two visits at once", "POST", visits, w.visit(object{"starts": "2026-11-24T11:00", "ends": "2026-11-24T13:00"}), nil,
			http.StatusConflict, "office_double_booked", "", "",
			"Kontoret har redan ett annat besök då. Välj en annan tid eller ett annat kontor.",
			"The office already has another visit then. Choose another time or another office."},
		{"no time to drive", "POST", visits, w.visit(object{"starts": "2026-11-24T12:10", "ends": "2026-11-24T13:00",
			"localityId": w.seeds.Localities[1].ID, "siteId": w.seeds.Sites[1].ID}), nil,
			http.StatusConflict, "office_no_travel_time", "", "",
			"Kontoret hinner inte köra mellan besöken. Välj en tid längre från besöken före och efter.",
			"The office cannot drive between the visits in time. Choose a time further from those before and after."},
		{"ten megabytes", "POST", visits, w.visit(object{"note": strings.Repeat("å", 5<<20)}), nil,
			http.StatusRequestEntityTooLarge, "body_too_large", "", "",
			"Innehållet är för stort. Skicka högst 1 MiB.", "The content is too large. Send at most 1 MiB."},
		{"ten megabytes of unknown length", "POST", visits, func() io.Reader {
			return io.MultiReader(strings.NewReader(`{"note":"`), bytes.NewReader(make([]byte, 10<<20)))
		}, nil, http.StatusRequestEntityTooLarge, "body_too_large", "", "",
			"Innehållet är för stort. Skicka högst 1 MiB.", "The content is too large. Send at most 1 MiB."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { w.refuses(t, c) })
	}
}

func TestBadForm(t *testing.T) {
	w := onSQLite(t)
	const path = "/api/v1/districts"
	whole := func(name string, body any, status int, code, swedish, english string, headers ...string) badInput {
		return badInput{name, "POST", path, body, headers, status, code, "", "", swedish, english}
	}
	at := func(name, body, location, code, swedish, english string) badInput {
		return badInput{name, "POST", path, body, nil, http.StatusUnprocessableEntity, "invalid", location, code, swedish, english}
	}
	query := func(name, query, location, code, swedish, english string) badInput {
		return badInput{name, "GET", path + "?" + query, nil, nil, http.StatusUnprocessableEntity, "invalid", location, code, swedish, english}
	}
	cases := []badInput{
		whole("another content type", "<a/>", http.StatusUnsupportedMediaType, "content_type",
			"Innehållets format tas inte emot. Skicka JSON, med Content-Type: application/json.",
			"The content's format is not accepted. Send JSON, with Content-Type: application/json.", "Content-Type", "application/xml"),
		whole("a content type that is none", "{}", http.StatusUnsupportedMediaType, "content_type",
			"Innehållets format tas inte emot. Skicka JSON, med Content-Type: application/json.",
			"The content's format is not accepted. Send JSON, with Content-Type: application/json.", "Content-Type", ";+"),
		whole("no body", "", http.StatusBadRequest, "body_missing",
			"Det finns inget innehåll. Skicka det som JSON.", "There is no content. Send it as JSON."),
		whole("broken JSON", "{\n  \"name\": \"Å\" \""+nonsense+"\"}", http.StatusBadRequest, "json_syntax",
			"Innehållet är inte giltig JSON: det blir fel på rad 2, tecken 15. Rätta det där.",
			"The content is not valid JSON: it goes wrong at line 2, character 15. Correct it there."),
		whole("JSON that ends too early", `{"name": "A"`, http.StatusBadRequest, "json_syntax",
			"Innehållet är inte giltig JSON: det blir fel på rad 1, tecken 12. Rätta det där.",
			"The content is not valid JSON: it goes wrong at line 1, character 12. Correct it there."),
		whole("more than one value", `{"name":"A","slug":"a"} {}`, http.StatusBadRequest, "json_syntax",
			"Innehållet är inte giltig JSON: det blir fel på rad 1, tecken 25. Rätta det där.",
			"The content is not valid JSON: it goes wrong at line 1, character 25. Correct it there."),
		whole("deep nesting", `{"name":`+strings.Repeat("[", 100_000)+strings.Repeat("]", 100_000)+"}", http.StatusBadRequest, "json_depth",
			"Innehållet har för många nivåer. Skicka högst 32.", "The content has too many levels. Send at most 32."),
		whole("not UTF-8", "{\"name\":\"\xff\"}", http.StatusBadRequest, "body_not_utf8",
			"Innehållet är inte UTF-8. Spara om det som UTF-8.", "The content is not UTF-8. Save it as UTF-8."),
		at("null", "null", "body", "type_object", "Här ska det stå ett objekt. Sätt det inom klammerparenteser.",
			"This must be an object. Put it in braces."),
		at("a list", "[]", "body", "type_object", "Här ska det stå ett objekt. Sätt det inom klammerparenteser.",
			"This must be an object. Put it in braces."),
		at("a field that is null", `{"name":null,"slug":"a"}`, "body.name", "type_text",
			"Här ska det stå en text. Sätt den inom citattecken.", "This must be a text. Put it in quotation marks."),
		at("a field that is missing", `{"slug":"a"}`, "body.name", "required", "Uppgiften saknas. Fyll i den.", "This is missing. Fill it in."),
		at("an unknown field", `{"name":"A","slug":"a","shoeSize":"`+nonsense+`"}`, "body.shoeSize", "field_unknown",
			"Uppgiften finns inte här. Kontrollera stavningen, eller ta bort den.",
			"There is no such field here. Check the spelling, or remove it."),
		at("a field in other letters", `{"Name":"A","slug":"a"}`, "body.Name", "field_unknown",
			"Uppgiften finns inte här. Kontrollera stavningen, eller ta bort den.",
			"There is no such field here. Check the spelling, or remove it."),
		at("a number for a text", `{"name":4711,"slug":"a"}`, "body.name", "type_text",
			"Här ska det stå en text. Sätt den inom citattecken.", "This must be a text. Put it in quotation marks."),
		at("a text for a number", `{"name":"A","slug":"a","noticeDays":"`+nonsense+`"}`, "body.noticeDays", "type_integer",
			"Här ska det stå ett heltal. Skriv det utan citattecken och decimaler.",
			"This must be a whole number. Write it without quotation marks and decimals."),
		at("a fraction for a whole number", `{"name":"A","slug":"a","noticeDays":1.5}`, "body.noticeDays", "type_integer",
			"Här ska det stå ett heltal. Skriv det utan citattecken och decimaler.",
			"This must be a whole number. Write it without quotation marks and decimals."),
		at("a number beyond all", `{"name":"A","slug":"a","noticeDays":1e30}`, "body.noticeDays", "type_number",
			"Här ska det stå ett tal av rimlig storlek. Skriv det utan citattecken.",
			"This must be a number of reasonable size. Write it without quotation marks."),
		at("a number out of range", `{"name":"A","slug":"a","noticeDays":91}`, "body.noticeDays", "out_of_range",
			"Talet ligger utanför det tillåtna. Välj ett från 0 till 90.",
			"The number is outside what is allowed. Choose one from 0 to 90."),
		at("a slug that is none", `{"name":"A","slug":"`+nonsense+`"}`, "body.slug", "slug",
			"Adressdelen går inte att använda. Skriv högst 60 tecken av a–z, siffror och enkla bindestreck.",
			"This part of the address cannot be used. Write at most 60 characters of a to z, digits and single hyphens."),
		query("a limit that is too great", "limit=501", "query.limit", "too_large",
			"Talet är för stort. Välj 500 eller mindre.", "The number is too large. Choose 500 or less."),
		query("a limit that is too small", "limit=0", "query.limit", "too_small",
			"Talet är för litet. Välj 1 eller mer.", "The number is too small. Choose 1 or more."),
		query("a limit that is no number", "limit="+nonsense, "query.limit", "type_integer",
			"Här ska det stå ett heltal. Skriv det utan citattecken och decimaler.",
			"This must be a whole number. Write it without quotation marks and decimals."),
		query("an unknown parameter", "colour="+nonsense, "query.colour", "parameter_unknown",
			"Parametern finns inte här. Kontrollera stavningen, eller ta bort den.",
			"There is no such parameter here. Check the spelling, or remove it."),
		{"a period that ends before it begins", "GET", "/api/v1/visits?from=2026-11-24&to=2026-11-23", nil, nil,
			http.StatusUnprocessableEntity, "invalid", "query.to", "end_before_start",
			"Slutet ligger före början. Välj ett slut som kommer efter.",
			"The end is before the start. Choose an end that comes after it."},
		{"a state that is none", "GET", "/api/v1/visits?state=draft," + nonsense, nil, nil,
			http.StatusUnprocessableEntity, "invalid", "query.state[1]", "choice",
			"Värdet är inget av dem som finns. Välj ett av: draft, announced, delayed, moved, cancelled, broken_off, held.",
			"The value is none of those that exist. Choose one of: draft, announced, delayed, moved, cancelled, broken_off, held."},
		{"no such address", "GET", "/api/v1/nothing", nil, nil, http.StatusNotFound, "route_unknown", "", "",
			"Adressen finns inte. Alla adresser står på /api/docs.", "There is no such address. All addresses stand at /api/docs."},
		{"no such method", "PATCH", path, nil, nil, http.StatusMethodNotAllowed, "method_not_allowed", "", "",
			"Adressen tar inte emot den metoden. Vilka den tar emot står i Allow.",
			"The address does not take that method. Those that it takes stand in Allow."},
		{"no token", "GET", path, nil, []string{"Authorization", ""}, http.StatusUnauthorized, "token_missing", "", "",
			"Logga in först. En annan maskin skickar sin nyckel som Authorization: Bearer följt av nyckeln.",
			"Sign in first. Another machine sends its token as Authorization: Bearer followed by the token."},
		{"another token", "GET", path, nil, []string{"Authorization", "Bearer " + nonsense}, http.StatusUnauthorized, "token_wrong", "", "",
			"Nyckeln gäller inte. Kontrollera den, eller be den som sköter servern om en ny.",
			"The token is not valid. Check it, or ask whoever runs the server for a new one."},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) { w.refuses(t, c) })
	}
}

func TestNonsenseIsAnsweredShortly(t *testing.T) {
	w := onSQLite(t)
	var names strings.Builder
	for i := range 20_000 {
		names.WriteString(`,"` + strings.Repeat("n", 10+i%5) + string(rune('a'+i%26)) + strings.Repeat("m", i%7) + `":1`)
	}
	r := w.must(http.StatusUnprocessableEntity, "POST", "/api/v1/districts", `{"name":"A","slug":"a"`+names.String()+"}")
	if errors, _ := r.body["errors"].([]any); len(errors) > 50 || r.Body.Len() > 20_000 {
		t.Errorf("%d errors, %d bytes", len(errors), r.Body.Len())
	}
	long := w.must(http.StatusUnprocessableEntity, "POST", "/api/v1/districts", `{"name":"A","slug":"a","`+strings.Repeat("x", 900_000)+`":1}`)
	if long.Body.Len() > 1000 {
		t.Errorf("a long name is repeated: %d bytes", long.Body.Len())
	}
}
