//go:build unix

package api_test

import (
	"net/http"
	"strings"
	"testing"

	"poliskontor/accounts"
	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// writers are three of the police with a role in the world's district.
func (w *world) writers() (author, editor, approver []string) {
	w.t.Helper()
	headers := func(email string, role accounts.Role) []string {
		return []string{"Authorization", "Bearer " + w.tokenOf(w.account(email, accounts.Grant{Role: role, DistrictID: w.seeds.District.ID}))}
	}
	return headers("anna@example.se", accounts.Crew), headers("berit@example.se", accounts.Planner), headers("cecilia@example.se", accounts.Communicator)
}

// TestWithdrawnTextIsInNoPublicAnswer holds that each answer changes with the request
// that publishes or withdraws, and not some time later.
func TestWithdrawnTextIsInNoPublicAnswer(t *testing.T) {
	w := onSQLite(t)
	author, _, approver := w.writers()
	slug := w.seeds.Localities[0].Slug
	addresses := []string{"/orter/" + slug, "/en/orter/" + slug, "/api/v1/public/localities/" + slug + "/summaries"}
	tags := map[string]string{}
	reads := func(wanted bool, when string) {
		t.Helper()
		for _, address := range addresses {
			answer := w.must(http.StatusOK, "GET", address, nil, "Authorization", "", "If-None-Match", tags[address])
			if strings.Contains(answer.Body.String(), "Kanariefarten") != wanted {
				t.Errorf("%s: %s reads otherwise:\n%.2000s", when, address, answer.Body)
			}
			if strings.Contains(answer.Body.String(), "Fel gata") {
				t.Errorf("%s: %s tells why it was withdrawn", when, address)
			}
			if !strings.Contains(answer.Header().Get("Cache-Control"), "no-cache") {
				t.Errorf("%s: caches may keep %s without asking: %q", when, address, answer.Header().Get("Cache-Control"))
			}
			if tag := answer.Header().Get("ETag"); tag != "" {
				if tag == tags[address] {
					t.Errorf("%s: the tag of %s is still %s", when, address, tag)
				}
				tags[address] = tag
			}
		}
	}
	action := w.must(http.StatusCreated, "POST", "/api/v1/actions", w.action(), author...)
	body := w.summary()
	body["said"], body["actions"] = "Kanariefarten är för hög.", []string{action.text("id")}
	written := w.must(http.StatusCreated, "POST", "/api/v1/summaries", body, author...)
	address := "/api/v1/summaries/" + written.text("id")
	reads(false, "written")
	w.must(http.StatusOK, "POST", address+"/submit", object{"version": 1}, author...)
	w.must(http.StatusOK, "POST", address+"/approve", object{"version": 2}, approver...)
	reads(true, "approved")
	if public := w.must(http.StatusOK, "GET", addresses[2], nil, "Authorization", "").items(); len(public) != 1 ||
		asText(public[0]["actions"]) != `[{"due":"2026-12-24","owner":"police","role":"Kommunpolis","status":"open"}]` {
		t.Errorf("public are %v", public)
	}
	withdrawn := w.must(http.StatusOK, "POST", address+"/withdraw", object{"version": 3, "reason": "Fel gata."}, author...)
	reads(false, "withdrawn")
	if trace, _ := withdrawn.body["withdrawal"].(object); trace["reason"] != "Fel gata." || trace["by"].(object)["name"] != "Nils Namnlös" {
		t.Errorf("the trace is %v", trace)
	}
	tags = map[string]string{} // one that is published again has the same tag as before
	again := w.must(http.StatusCreated, "POST", "/api/v1/summaries", body, author...)
	address = "/api/v1/summaries/" + again.text("id")
	w.must(http.StatusOK, "POST", address+"/submit", object{"version": 1}, author...)
	w.must(http.StatusOK, "POST", address+"/approve", object{"version": 2}, approver...)
	reads(true, "written anew")
}

// TestNoRoleOrTokenMakesASecondPerson lets one account try as everything that it can be.
func TestNoRoleOrTokenMakesASecondPerson(t *testing.T) {
	w := onSQLite(t)
	everything := w.account("alla@example.se", everywhere()...)
	signedIn := []string{"Authorization", "", signedInAs, string(everything.ID) + "/session"}
	written := w.must(http.StatusCreated, "POST", "/api/v1/summaries", w.summary(), signedIn...)
	address := "/api/v1/summaries/" + written.text("id")
	w.must(http.StatusOK, "POST", address+"/submit", object{"version": 1}, signedIn...)
	refused := func(why string, headers ...string) {
		t.Helper()
		if r := w.must(http.StatusConflict, "POST", address+"/approve", object{"version": w.must(http.StatusOK, "GET", address, nil).number("version")}, headers...); r.text("code") != "own_summary" {
			t.Errorf("%s: %s", why, r.Body)
		}
	}
	refused("signed in, and an administrator too", signedIn...)
	refused("by a token", "Authorization", "Bearer "+w.tokenOf(everything))
	refused("by another token", "Authorization", "Bearer "+w.tokenOf(everything))
	_, editor, _ := w.writers()
	body := w.summary()
	body["version"] = 2
	w.must(http.StatusOK, "PUT", address, body, editor...)
	refused("who changed it last", editor...)
	refused("who wrote it first", signedIn...)
	kommun, err := w.people.Create(storagetest.Context(t), accounts.Operator(), accounts.Account{Email: "kommun@example.se", Name: "Kommun", Authority: accounts.Municipality,
		Grants: []accounts.Grant{{Role: accounts.Coordinator, DistrictID: w.seeds.District.ID}}})
	if err != nil {
		t.Fatal(err)
	}
	w.must(http.StatusNotFound, "POST", address+"/approve", object{"version": 3}, "Authorization", "Bearer "+w.tokenOf(kommun))
}

func TestASummaryTellsWhoMayApproveIt(t *testing.T) {
	w := onSQLite(t)
	here := func(role accounts.Role) accounts.Grant {
		return accounts.Grant{Role: role, DistrictID: w.seeds.District.ID}
	}
	// By the one account that there is.
	written := w.must(http.StatusCreated, "POST", "/api/v1/summaries", w.summary())
	address := "/api/v1/summaries/" + written.text("id")
	told := func(wanted string) {
		t.Helper()
		if got := asText(w.must(http.StatusOK, "GET", address, nil).body["approvers"]); got != wanted {
			t.Errorf("%s may approve, not %s", got, wanted)
		}
	}
	told("[]")
	w.account("lag@example.se", here(accounts.Crew))
	other := accounts.Account{Email: "kommun@example.se", Name: "Kommun", Authority: accounts.Municipality, Grants: []accounts.Grant{here(accounts.Coordinator)}}
	if _, err := w.people.Create(storagetest.Context(t), accounts.Operator(), other); err != nil {
		t.Fatal(err)
	}
	told("[]") // a crew may not, and the other authority does not
	second := w.account("andra@example.se", here(accounts.Communicator))
	told(`[{"id":"` + string(second.ID) + `","name":"` + second.Name + `"}]`)
	w.must(http.StatusOK, "POST", address+"/submit", object{"version": 1})
	told(`[{"id":"` + string(second.ID) + `","name":"` + second.Name + `"}]`)
	listed := w.must(http.StatusOK, "GET", "/api/v1/summaries", nil)
	if strings.Contains(listed.Body.String(), `"approvers"`) {
		t.Errorf("the list tells too: %s", listed.Body)
	}
	second.Closed = true
	if _, err := w.people.Update(storagetest.Context(t), accounts.Operator(), second); err != nil {
		t.Fatal(err)
	}
	told("[]")
	w.account("tredje@example.se", accounts.Grant{Role: accounts.Planner})
	approver := []string{"Authorization", "Bearer " + w.tokenOf(w.account("fjarde@example.se", here(accounts.Planner)))}
	w.must(http.StatusOK, "POST", address+"/approve", object{"version": 2}, approver...)
	if _, there := w.must(http.StatusOK, "GET", address, nil).body["approvers"]; there {
		t.Error("who may approve is told of what is public")
	}
}

func TestAnApproverSettlesTheWarnings(t *testing.T) {
	w := onSQLite(t)
	author, _, approver := w.writers()
	body := w.summary()
	body["done"] = "Ring 044-13 50 00."
	written := w.must(http.StatusCreated, "POST", "/api/v1/summaries", body, author...)
	if asText(written.body["warnings"]) != `[{"field":"done","kind":"telephone","text":"044-13 50 00"}]` {
		t.Errorf("warned of %v", written.body["warnings"])
	}
	address := "/api/v1/summaries/" + written.text("id")
	w.must(http.StatusOK, "POST", address+"/submit", object{"version": 1}, author...)
	r := w.must(http.StatusUnprocessableEntity, "POST", address+"/approve", object{"version": 2}, approver...)
	if !strings.Contains(r.Body.String(), `"unsettled"`) || strings.Contains(r.Body.String()+w.log.String(), "044-13") {
		t.Errorf("refused as %s", r.Body)
	}
	r = w.must(http.StatusOK, "POST", address+"/approve", object{"version": 2, "masked": []string{"044-13 50 00"}}, approver...)
	if public, _ := r.body["public"].(object); public["done"] != "Ring […]." {
		t.Errorf("published as %v", public)
	}
}

func TestWhatIsSentBackSaysWhy(t *testing.T) {
	w := onSQLite(t)
	author, _, approver := w.writers()
	written := w.must(http.StatusCreated, "POST", "/api/v1/summaries", w.summary(), author...)
	address := "/api/v1/summaries/" + written.text("id")
	w.must(http.StatusOK, "POST", address+"/submit", object{"version": 1}, author...)
	w.must(http.StatusOK, "POST", address+"/send-back", object{"version": 2, "remark": "Säg när."}, approver...)
	if r := w.must(http.StatusOK, "GET", address, nil, author...); r.text("state") != "draft" || r.text("remark") != "Säg när." {
		t.Errorf("sent back as %s", r.Body)
	}
	w.must(http.StatusNoContent, "DELETE", address, nil, append([]string{"If-Match", `"3"`}, author...)...)
	if list := w.must(http.StatusOK, "GET", "/api/v1/summaries?state=draft,awaiting", nil, author...); list.number("total") != 0 {
		t.Errorf("there is still %s", list.Body)
	}
	w.must(http.StatusUnprocessableEntity, "GET", "/api/v1/summaries?state="+string(scheduling.Held), nil, author...)
}
