//go:build unix

package api_test

import (
	"net/http"
	"strings"
	"testing"

	"poliskontor/accounts"
	"poliskontor/storage/storagetest"
)

// TestWhatIsTheOthersIsLeftAlone has a planner of the police and a coordinator of the
// kommun in one district, each with occasions of their own.
func TestWhatIsTheOthersIsLeftAlone(t *testing.T) {
	w := onSQLite(t)
	as := func(authority accounts.Authority, role accounts.Role) []string {
		account, err := w.people.Create(storagetest.Context(t), accounts.Operator(), accounts.Account{
			Email: string(role) + "@" + string(authority) + ".example.se", Name: "Någon", Authority: authority,
			Grants: []accounts.Grant{{Role: role, DistrictID: w.seeds.District.ID}}})
		if err != nil {
			t.Fatal(err)
		}
		return []string{"Authorization", "Bearer " + w.tokenOf(account)}
	}
	police, kommun := as(accounts.Police, accounts.Planner), as(accounts.Municipality, accounts.Coordinator)
	with := func(body object, change object) object {
		for field, value := range change {
			body[field] = value
		}
		return body
	}
	create := func(by []string, change object) string {
		t.Helper()
		return w.must(http.StatusCreated, "POST", "/api/v1/occasions", with(w.thing("occasions"), change), by...).Header().Get("Location")
	}
	ours, theirs := create(police, object{"note": "Polisens anteckning"}), create(kommun, object{"note": "Kommunens anteckning"})
	shared := create(kommun, object{"note": "Delad anteckning", "shared": true})

	for _, c := range []struct {
		by     []string
		path   string
		note   string
		change int
	}{
		{police, ours, "Polisens anteckning", http.StatusOK}, {kommun, ours, "", http.StatusForbidden},
		{kommun, theirs, "Kommunens anteckning", http.StatusOK}, {police, theirs, "", http.StatusForbidden},
		{police, shared, "Delad anteckning", http.StatusOK},
	} {
		read := w.must(http.StatusOK, "GET", c.path, nil, c.by...)
		if read.text("note") != c.note || read.body["noted"] != true {
			t.Errorf("%s reads %v, want the note %q", c.path, read.body, c.note)
		}
		body := with(w.thing("occasions"), object{"version": read.body["version"], "owner": read.text("owner"), "shared": read.body["shared"] == true,
			"note": c.note})
		if got := w.send("PUT", c.path, body, c.by...); got.Code != c.change {
			t.Errorf("%s: %d, want %d: %s", c.path, got.Code, c.change, got.Body)
		}
		if c.change == http.StatusForbidden {
			w.must(http.StatusForbidden, "DELETE", c.path, nil, append(c.by, "If-Match", read.Header().Get("ETag"))...)
		}
	}
	list := w.must(http.StatusOK, "GET", "/api/v1/occasions", nil, police...)
	if strings.Contains(list.Body.String(), "anteckning") {
		t.Errorf("a list tells notes: %s", list.Body)
	}
	w.must(http.StatusForbidden, "POST", "/api/v1/occasions", with(w.thing("occasions"), object{"owner": "police"}), kommun...)
	w.must(http.StatusForbidden, "PUT", theirs, with(w.thing("occasions"), object{"version": 2, "owner": "police"}), kommun...)
	w.must(http.StatusUnprocessableEntity, "POST", "/api/v1/occasions", with(w.thing("occasions"), object{"shared": true}), police...)

	visit := w.must(http.StatusCreated, "POST", "/api/v1/visits", w.visit(object{"note": "Ta med broschyrer"}), police...)
	for _, role := range []accounts.Role{accounts.Planner, accounts.Crew} { // whatever their role, the kommun's people do not read it
		by := as(accounts.Municipality, role)
		if read := w.must(http.StatusOK, "GET", "/api/v1/visits/"+visit.text("id"), nil, by...); read.text("note") != "" {
			t.Errorf("the kommun's %s reads %v", role, read.body)
		}
	}
}
