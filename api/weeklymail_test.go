//go:build unix

package api_test

import (
	"net/http"
	"testing"

	"poliskontor/accounts"
	"poliskontor/storage/storagetest"
)

func TestTheWeeklyMailIsOnesOwnToChoose(t *testing.T) {
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := newWorld(t, database.Fresh(t))
		account := w.account("patrull@example.se", accounts.Grant{Role: accounts.Crew, DistrictID: w.seeds.District.ID})
		asHer := []string{"Authorization", "", signedInAs, string(account.ID) + "/session"}
		path := "/api/v1/me/weekly-mail"
		mail := func() object {
			return w.must(http.StatusOK, "GET", "/api/v1/me", nil, asHer...).body["weeklyMail"].(object)
		}
		if got := mail(); got["on"] != true || got["language"] != "sv" || got["sent"] != false {
			t.Errorf("at first: %v", got)
		}
		w.must(http.StatusOK, "PUT", path, object{"on": false, "language": "en"}, asHer...)
		if got := mail(); got["on"] != false || got["language"] != "en" {
			t.Errorf("turned off: %v", got)
		}
		w.must(http.StatusUnprocessableEntity, "PUT", path, object{"on": true, "language": "fi"}, asHer...)

		// What an administrator changes of the account leaves it as it is.
		stored := w.must(http.StatusOK, "GET", "/api/v1/accounts/"+string(account.ID), nil)
		w.must(http.StatusOK, "PUT", "/api/v1/accounts/"+string(account.ID), object{
			"email": "patrull@example.se", "name": "Någon Annan", "authority": "police", "version": stored.body["version"],
			"grants": []any{object{"role": "crew", "districtId": w.seeds.District.ID}}})
		if got := mail(); got["on"] != false || got["language"] != "en" {
			t.Errorf("after an administrator: %v", got)
		}
	})
}
