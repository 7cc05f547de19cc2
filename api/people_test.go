//go:build unix

package api_test

import (
	"net/http"
	"strings"
	"time"

	"poliskontor/accounts"
	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// everywhere are all roles in every district.
func everywhere() []accounts.Grant {
	var grants []accounts.Grant
	for _, role := range accounts.Roles {
		grants = append(grants, accounts.Grant{Role: role})
	}
	return grants
}

// account adds an account with roles.
func (w *world) account(email string, grants ...accounts.Grant) accounts.Account {
	w.t.Helper()
	account, err := w.people.Create(storagetest.Context(w.t), accounts.Operator(),
		accounts.Account{Email: email, Name: "Nils Namnlös", Authority: accounts.Police, Grants: grants})
	if err != nil {
		w.t.Fatal(err)
	}
	return account
}

// tokenOf makes a token that may do all that its account may.
func (w *world) tokenOf(account accounts.Account) string {
	w.t.Helper()
	caller := accounts.Caller{Account: account}
	key := accounts.Key{Kind: accounts.TokenKey, Name: "test", Expires: w.clock().Add(24 * time.Hour * 300)}
	for _, p := range accounts.Permissions() {
		if caller.May(p) {
			key.Scopes = append(key.Scopes, p)
		}
	}
	secret, _, err := w.people.NewKey(storagetest.Context(w.t), caller, key)
	if err != nil {
		w.t.Fatal(err)
	}
	return string(secret)
}

// entrance stands in for the part of the server where people sign in: whoever says
// who they are is believed, from this server's own pages.
type entrance struct{ people *accounts.Service }

const (
	signedInAs = "Test-Signed-In-As"
	elsewhere  = "Test-From-Elsewhere"
)

func (e entrance) Caller(r *http.Request) (accounts.Caller, bool, error) {
	id, session, _ := strings.Cut(r.Header.Get(signedInAs), "/")
	if id == "" {
		return accounts.Caller{}, false, nil
	}
	caller, err := e.people.BySession(r.Context(), accounts.AccountID(id), session)
	if scheduling.KindOf(err) == scheduling.NotFound {
		return accounts.Caller{}, false, nil
	}
	return caller, err == nil, err
}

func (e entrance) FromHere(r *http.Request) bool { return r.Header.Get(elsewhere) == "" }
