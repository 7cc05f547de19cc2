//go:build unix

package api_test

import (
	"net/http"
	"strings"
	"testing"

	"poliskontor/accounts"
)

func TestPrivateFeed(t *testing.T) {
	w := onSQLite(t)
	crew := w.account("patrull@example.se", accounts.Grant{Role: accounts.Crew, DistrictID: w.seeds.District.ID})
	signedIn := []string{"Authorization", "", signedInAs, string(crew.ID) + "/session"}
	w.announced(object{"note": "Ta med broschyrer"})
	made := w.must(http.StatusCreated, "POST", "/api/v1/me/feeds", object{
		"name": "Min telefon", "districtId": w.seeds.District.ID, "officeId": w.seeds.Office.ID}, signedIn...)
	address := made.text("url")

	first := w.must(http.StatusOK, "GET", address, nil, "Authorization", "")
	for _, want := range []string{"BEGIN:VCALENDAR", "Ta med broschyrer", "CLASS:PRIVATE"} {
		if !strings.Contains(first.Body.String(), want) {
			t.Errorf("the calendar lacks %s:\n%s", want, first.Body)
		}
	}
	if cache := first.Header().Get("Cache-Control"); !strings.Contains(cache, "private") || strings.Contains(cache, "public") {
		t.Errorf("Cache-Control: %s", cache)
	}
	again := w.must(http.StatusNotModified, "GET", address, nil, "Authorization", "", "If-None-Match", first.Header().Get("ETag"))
	if again.Body.Len() != 0 {
		t.Error("304 has a body")
	}
	reads := w.must(http.StatusOK, "GET", "/api/v1/audit?action=read&thing=private_feed", nil)
	if reads.number("total") != 2 || reads.items()[0]["thingId"] != made.text("id") {
		t.Errorf("readings in the audit log: %v", reads.body)
	}
	listed := w.must(http.StatusOK, "GET", "/api/v1/me/feeds", nil, signedIn...)
	secret := strings.TrimSuffix(address[strings.LastIndex(address, "/")+1:], ".ics")
	if strings.Contains(listed.Body.String(), secret) || strings.Contains(w.log.String(), secret) {
		t.Error("the secret is told again, or logged")
	}

	for _, wrong := range []string{
		"/kalender/privat/" + secret, "/kalender/privat/" + secret + "x.ics", "/kalender/privat/.ics", "/kalender/privat/%00.ics",
	} {
		w.must(http.StatusNotFound, "GET", wrong, nil, "Authorization", "")
	}
	w.must(http.StatusUnauthorized, "GET", "/api/v1/visits", nil, "Authorization", "Bearer "+secret)
	w.must(http.StatusNoContent, "DELETE", "/api/v1/me/feeds/"+made.text("id"), nil, signedIn...)
	w.must(http.StatusNotFound, "GET", address, nil, "Authorization", "")

	made = w.must(http.StatusCreated, "POST", "/api/v1/me/feeds", object{"name": "Igen", "districtId": w.seeds.District.ID}, signedIn...)
	w.must(http.StatusOK, "PUT", "/api/v1/accounts/"+string(crew.ID), object{
		"email": crew.Email, "name": crew.Name, "authority": "police", "version": 1}) // without a role
	w.must(http.StatusNotFound, "GET", made.text("url"), nil, "Authorization", "")
}

func TestNotesAreReadByWhoMayAndEachReadingIsLogged(t *testing.T) {
	w := onSQLite(t)
	visit := w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(object{"note": "Ta med broschyrer"}))
	here := "/api/v1/visits/" + visit.text("id")
	in := func(role accounts.Role) []string {
		account := w.account(string(role)+"@example.se", accounts.Grant{Role: role, DistrictID: w.seeds.District.ID})
		return []string{"Authorization", "Bearer " + w.tokenOf(account)}
	}
	for _, role := range accounts.Roles {
		headers := in(role)
		if role.May(accounts.Read) {
			read := w.must(http.StatusOK, "GET", here, nil, headers...)
			if has := read.text("note") != ""; has != role.May(accounts.ReadNotes) || read.body["noted"] != true {
				t.Errorf("%s reads %v", role, read.body)
			}
			if list := w.must(http.StatusOK, "GET", "/api/v1/visits", nil, headers...); strings.Contains(list.Body.String(), "broschyrer") {
				t.Errorf("a list tells %s the note", role)
			}
		}
	}
	reads := w.must(http.StatusOK, "GET", "/api/v1/audit?action=read&thing=visit_note", nil)
	if reads.number("total") != 3 {
		t.Errorf("%d readings are logged", reads.number("total"))
	}
	if log := w.must(http.StatusOK, "GET", "/api/v1/audit", nil); strings.Contains(log.Body.String(), "broschyrer") {
		t.Error("the audit log tells the note")
	}
}
