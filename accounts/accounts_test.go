//go:build unix

package accounts_test

import (
	"context"
	"os"
	"testing"
	"time"

	"poliskontor/accounts"
	"poliskontor/scheduling"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

func TestMain(m *testing.M) { os.Exit(storagetest.Main(m)) }

const (
	password = "canary-secret: fyra stenar under bron"
	here     = "192.0.2.7"
)

// world is the service on a real database with two districts, and a clock that is set.
type world struct {
	*testing.T
	*accounts.Service
	store *storage.Store
	a, b  scheduling.DistrictID
	now   time.Time
}

func each(t *testing.T, f func(*world)) {
	t.Helper()
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		w := &world{T: t, now: storagetest.Now}
		clock := func() time.Time { return w.now }
		w.store = storagetest.Open(t, database.Fresh(t), clock)
		w.a, w.b = storagetest.Seed(t, w.store).District.ID, storagetest.Seed(t, w.store).District.ID
		w.Service = accounts.New(w.store.People(), clock)
		f(w)
	})
}

func (w *world) ctx() context.Context { return storagetest.Context(w.T) }

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

func (w *world) refused(err error, kind scheduling.Kind, code scheduling.Code) {
	w.Helper()
	if scheduling.KindOf(err) != kind || !scheduling.HasCode(err, code) {
		w.Errorf("%v, want %s %s", err, kind, code)
	}
}

// account adds an account that has chosen the password.
func (w *world) account(email string, grants ...accounts.Grant) accounts.Account {
	w.Helper()
	account, err := w.Create(w.ctx(), accounts.Operator(), accounts.Account{
		Email: email, Name: "Nils Namnlös", Authority: accounts.Police, Grants: grants})
	w.must(err)
	secret, _, err := w.Invite(w.ctx(), accounts.Operator(), account.ID)
	w.must(err)
	_, err = w.Accept(w.ctx(), secret, password, here)
	w.must(err)
	return account
}

func TestSignInByPassword(t *testing.T) {
	each(t, func(w *world) {
		account := w.account("anna@example.se", accounts.Grant{Role: accounts.Planner, DistrictID: w.a})
		found, err := w.SignInByPassword(w.ctx(), " Anna@Example.se ", password, here)
		w.must(err)
		if found.ID != account.ID {
			t.Errorf("signed in as %s", found.ID)
		}
		closed := w.account("stangd@example.se")
		closed.Closed = true
		_, err = w.Update(w.ctx(), accounts.Operator(), closed)
		w.must(err)
		for _, try := range []struct{ email, password string }{
			{"anna@example.se", "fel"}, {"anna@example.se", ""}, {"ingen@example.se", password}, {"stangd@example.se", password},
			{"", ""}, {"anna", password}, {"anna@example.se\x00", password},
		} {
			_, err := w.SignInByPassword(w.ctx(), try.email, accounts.Secret(try.password), here)
			w.refused(err, scheduling.Refused, accounts.CodeSignInWrong)
		}
	})
}

func TestSignInIsSlowedDown(t *testing.T) {
	each(t, func(w *world) {
		w.account("anna@example.se")
		for _, email := range []string{"anna@example.se", "ingen@example.se"} { // known or not, the same
			for range 6 {
				_, err := w.SignInByPassword(w.ctx(), email, "fel", here)
				w.refused(err, scheduling.Refused, accounts.CodeSignInWrong)
				w.now = w.now.Add(time.Second)
			}
			_, err := w.SignInByPassword(w.ctx(), email, password, "198.51.100.1") // wherever from, and right or not
			w.refused(err, scheduling.Later, accounts.CodeSignInLater)
		}
		w.now = w.now.Add(2 * time.Second)
		_, err := w.SignInByPassword(w.ctx(), "anna@example.se", password, here)
		w.must(err)
		_, err = w.SignInByPassword(w.ctx(), "anna@example.se", "fel", here)
		w.refused(err, scheduling.Refused, accounts.CodeSignInWrong) // it has begun anew
	})
}

func TestOneAddressIsSlowedDown(t *testing.T) {
	each(t, func(w *world) {
		w.account("anna@example.se")
		later := 0
		for i := range 40 {
			_, err := w.SignInByPassword(w.ctx(), string(rune('a'+i%26))+string(rune('a'+i/26))+"@example.se", "fel", here)
			if scheduling.KindOf(err) == scheduling.Later {
				later++
			}
		}
		if later != 10 { // thirty are free, and the clock stands
			t.Errorf("%d of 40 were slowed down", later)
		}
		_, err := w.SignInByPassword(w.ctx(), "anna@example.se", password, "198.51.100.1")
		w.must(err)
	})
}

func TestPasswordsThatAreEasyToGuess(t *testing.T) {
	each(t, func(w *world) {
		account, err := w.Create(w.ctx(), accounts.Operator(), accounts.Account{Email: "anna.bergstrand@example.se", Name: "Anna Bergstrand", Authority: accounts.Police})
		w.must(err)
		secret, _, err := w.Invite(w.ctx(), accounts.Operator(), account.ID)
		w.must(err)
		for password, code := range map[accounts.Secret]scheduling.Code{
			"": accounts.CodePasswordShort, "kort": accounts.CodePasswordShort, "elva tecken": accounts.CodePasswordShort,
			"password1234": accounts.CodePasswordWeak, "aaaaaaaaaaaaaaaa": accounts.CodePasswordWeak, "annabergstrand": accounts.CodePasswordWeak,
			"poliskontor2026": accounts.CodePasswordWeak, "qwertyuiopas": accounts.CodePasswordWeak,
			accounts.Secret(string(make([]byte, 201))): accounts.CodePasswordLong,
		} {
			_, err := w.Accept(w.ctx(), secret, password, here)
			w.refused(err, scheduling.Invalid, code)
		}
		_, err = w.Accept(w.ctx(), secret, password, here)
		w.must(err)
	})
}

func TestInvitation(t *testing.T) {
	each(t, func(w *world) {
		account := w.account("anna@example.se")
		w.must(w.store.People().PutPasskey(w.ctx(), accounts.Passkey{ID: "gammal", AccountID: account.ID, Credential: []byte("{}")}))
		first, _, err := w.Invite(w.ctx(), accounts.Operator(), account.ID)
		w.must(err)
		second, _, err := w.Invite(w.ctx(), accounts.Operator(), account.ID)
		w.must(err)
		_, err = w.Accept(w.ctx(), first, password, here)
		w.refused(err, scheduling.Refused, accounts.CodeInvitationSpent) // the next one voids it
		_, err = w.Accept(w.ctx(), second, "canary-secret: sju svanar i dammen", here)
		w.must(err)
		_, err = w.Accept(w.ctx(), second, password, here)
		w.refused(err, scheduling.Refused, accounts.CodeInvitationSpent)
		_, err = w.SignInByPassword(w.ctx(), "anna@example.se", password, here)
		w.refused(err, scheduling.Refused, accounts.CodeSignInWrong) // the old password is gone
		passkeys, err := w.store.People().Passkeys(w.ctx(), account.ID)
		w.must(err)
		if len(passkeys) != 0 {
			t.Error("a passkey of before still opens the account")
		}
		late, _, err := w.Invite(w.ctx(), accounts.Operator(), account.ID)
		w.must(err)
		w.now = w.now.Add(72 * time.Hour)
		_, err = w.Accept(w.ctx(), late, password, here)
		w.refused(err, scheduling.Refused, accounts.CodeInvitationSpent)
	})
}

func TestSignInByProvider(t *testing.T) {
	each(t, func(w *world) {
		planner, crew := accounts.Grant{Role: accounts.Planner, DistrictID: w.a}, accounts.Grant{Role: accounts.Crew, DistrictID: w.a}
		claims := accounts.Claims{Issuer: "https://idp", Subject: "1", Email: "Anna@example.se", EmailVerified: true, Name: "Anna",
			Authority: accounts.Police, Grants: []accounts.Grant{planner}}
		made, err := w.SignInByProvider(w.ctx(), claims, here)
		w.must(err)
		if made.Email != "anna@example.se" || made.Authority != accounts.Police || len(made.Grants) != 1 {
			t.Errorf("made %+v", made)
		}
		claims.Grants, claims.Email, claims.EmailVerified = []accounts.Grant{crew}, "bytt@example.se", false
		again, err := w.SignInByProvider(w.ctx(), claims, here)
		w.must(err)
		if again.ID != made.ID || again.Grants[0] != crew || again.Email != "anna@example.se" {
			t.Errorf("known by its subject, with the roles of now: %+v", again)
		}
		claims.Grants = nil
		_, err = w.SignInByProvider(w.ctx(), claims, here)
		w.refused(err, scheduling.Refused, accounts.CodeSignInNoRole)
		stored, err := w.store.People().Get(w.ctx(), made.ID)
		w.must(err)
		if len(stored.Grants) != 0 {
			t.Error("a role that the provider took away is still there")
		}

		local := w.account("lokal@example.se", planner)
		join := accounts.Claims{Issuer: "https://idp", Subject: "2", Email: "lokal@example.se", Authority: accounts.Police, Grants: []accounts.Grant{crew}}
		_, err = w.SignInByProvider(w.ctx(), join, here)
		w.refused(err, scheduling.Refused, accounts.CodeSignInUnverified)
		join.EmailVerified, join.Authority = true, accounts.Municipality
		_, err = w.SignInByProvider(w.ctx(), join, here)
		w.refused(err, scheduling.Refused, accounts.CodeSignInUnverified) // one authority does not speak for the other's people
		join.Authority = accounts.Police
		joined, err := w.SignInByProvider(w.ctx(), join, here)
		w.must(err)
		if joined.ID != local.ID {
			t.Error("another account was made")
		}
		stranger := accounts.Claims{Issuer: "https://idp", Subject: "3", Email: "ny@example.se", EmailVerified: true, Authority: accounts.Police}
		_, err = w.SignInByProvider(w.ctx(), stranger, here)
		w.refused(err, scheduling.Refused, accounts.CodeSignInNoRole)
		_, err = w.store.People().ByEmail(w.ctx(), "ny@example.se")
		w.refused(err, scheduling.NotFound, scheduling.CodeNotFound)
	})
}

func TestOnlyOwnRolesAreGivenAndTaken(t *testing.T) {
	each(t, func(w *world) {
		admin := accounts.Caller{Account: w.account("admin@example.se", accounts.Grant{Role: accounts.Admin, DistrictID: w.a}), Session: "s"}
		crew := func(d scheduling.DistrictID) accounts.Grant {
			return accounts.Grant{Role: accounts.Crew, DistrictID: d}
		}
		for _, g := range []accounts.Grant{crew(w.b), crew(""), {Role: accounts.Admin}} {
			_, err := w.Create(w.ctx(), admin, accounts.Account{Email: "x@example.se", Name: "X", Authority: accounts.Police, Grants: []accounts.Grant{crew(w.a), g}})
			w.refused(err, scheduling.Forbidden, accounts.CodeGrantTooFar)
		}
		both := w.account("bada@example.se", crew(w.a), crew(w.b))
		change := both
		change.Grants = []accounts.Grant{crew(w.b), {Role: accounts.Planner, DistrictID: w.a}}
		changed, err := w.Update(w.ctx(), admin, change)
		w.must(err)
		for name, f := range map[string]func(*accounts.Account){
			"the other district's role": func(a *accounts.Account) { a.Grants = a.Grants[:1] },
			"closed":                    func(a *accounts.Account) { a.Closed = true },
			"e-mail":                    func(a *accounts.Account) { a.Email = "min@example.se" },
		} {
			next := changed
			next.Grants = []accounts.Grant{{Role: accounts.Planner, DistrictID: w.a}, crew(w.b)}
			f(&next)
			if name == "the other district's role" {
				next.Grants = []accounts.Grant{{Role: accounts.Planner, DistrictID: w.a}}
			}
			_, err := w.Update(w.ctx(), admin, next)
			if scheduling.KindOf(err) != scheduling.Forbidden {
				t.Errorf("%s: %v", name, err)
			}
		}
		_, _, err = w.Invite(w.ctx(), admin, both.ID) // it would open the other district too
		w.refused(err, scheduling.Forbidden, accounts.CodeGrantTooFar)
		other := w.account("annan@example.se", crew(w.b))
		_, err = w.Get(w.ctx(), admin, other.ID)
		w.refused(err, scheduling.NotFound, scheduling.CodeNotFound)
		listed, total, err := w.List(w.ctx(), admin, scheduling.Query{})
		w.must(err)
		if total != 2 || len(listed) != 2 {
			t.Errorf("%d accounts are listed", total)
		}
		self := admin.Account
		self.Grants = nil
		_, err = w.Update(w.ctx(), admin, self)
		w.refused(err, scheduling.Refused, accounts.CodeOwnAccess)
	})
}

func TestTokens(t *testing.T) {
	each(t, func(w *world) {
		account := w.account("anna@example.se", accounts.Grant{Role: accounts.Planner, DistrictID: w.a}, accounts.Grant{Role: accounts.Crew, DistrictID: w.b})
		caller := accounts.Caller{Account: account, Session: "s"}
		key := accounts.Key{Kind: accounts.TokenKey, Name: "webbplats", Scopes: []accounts.Permission{accounts.Read}, DistrictID: w.a, Expires: w.now.Add(time.Hour)}
		secret, stored, err := w.NewKey(w.ctx(), caller, key)
		w.must(err)
		by, err := w.ByKey(w.ctx(), accounts.TokenKey, secret)
		w.must(err)
		if districts, everywhere := by.Reach(accounts.Read); everywhere || len(districts) != 1 || districts[0] != w.a {
			t.Errorf("it reaches %v", districts)
		}
		if by.May(accounts.PlanVisits) {
			t.Error("it may do more than its scopes")
		}
		_, err = w.ByKey(w.ctx(), accounts.FeedKey, secret)
		w.refused(err, scheduling.NotFound, scheduling.CodeNotFound)
		_, _, err = w.NewKey(w.ctx(), by, key)
		w.refused(err, scheduling.Forbidden, accounts.CodeForbidden)

		for name, f := range map[string]func(*accounts.Key){
			"a scope that the account lacks": func(k *accounts.Key) { k.Scopes = []accounts.Permission{accounts.ReadAudit} },
			"one that it has elsewhere only": func(k *accounts.Key) { k.DistrictID, k.Scopes = w.b, []accounts.Permission{accounts.Publish} },
			"no scope":                       func(k *accounts.Key) { k.Scopes = nil },
			"an unknown scope":               func(k *accounts.Key) { k.Scopes = []accounts.Permission{"all"} },
			"no end":                         func(k *accounts.Key) { k.Expires = time.Time{} },
			"an end in the past":             func(k *accounts.Key) { k.Expires = w.now },
			"too long":                       func(k *accounts.Key) { k.Expires = w.now.AddDate(2, 0, 0) },
			"no name":                        func(k *accounts.Key) { k.Name = " " },
		} {
			bad := key
			f(&bad)
			if _, _, err := w.NewKey(w.ctx(), caller, bad); scheduling.KindOf(err) != scheduling.Invalid {
				t.Errorf("%s: %v", name, err)
			}
		}
		account.Grants = []accounts.Grant{{Role: accounts.Crew, DistrictID: w.b}}
		_, err = w.Update(w.ctx(), accounts.Operator(), account)
		w.must(err)
		by, err = w.ByKey(w.ctx(), accounts.TokenKey, secret)
		w.must(err)
		if by.May(accounts.Read) {
			t.Error("it may do more than its account")
		}
		w.now = w.now.Add(time.Hour)
		_, err = w.ByKey(w.ctx(), accounts.TokenKey, secret)
		w.refused(err, scheduling.NotFound, scheduling.CodeNotFound)
		w.must(w.RevokeKey(w.ctx(), caller, accounts.TokenKey, stored.ID))
		w.refused(w.RevokeKey(w.ctx(), caller, accounts.TokenKey, stored.ID), scheduling.NotFound, scheduling.CodeNotFound)
	})
}

func TestClosingAnAccountClosesEveryWayIn(t *testing.T) {
	each(t, func(w *world) {
		account := w.account("anna@example.se", accounts.Grant{Role: accounts.Planner, DistrictID: w.a})
		caller := accounts.Caller{Account: account, Session: "s"}
		token, _, err := w.NewKey(w.ctx(), caller, accounts.Key{Kind: accounts.TokenKey, Name: "t", Scopes: []accounts.Permission{accounts.Read}, Expires: w.now.Add(time.Hour)})
		w.must(err)
		feed, _, err := w.NewKey(w.ctx(), caller, accounts.Key{Kind: accounts.FeedKey, Name: "f", DistrictID: w.a})
		w.must(err)
		w.must(w.store.People().PutSession(w.ctx(), accounts.Session{Hash: "h", ID: "s", AccountID: account.ID, Data: []byte("{}"), Ends: w.now.Add(time.Hour)}))
		account, err = w.store.People().Get(w.ctx(), account.ID)
		w.must(err)
		account.Closed = true
		_, err = w.Update(w.ctx(), accounts.Operator(), account)
		w.must(err)
		for kind, secret := range map[accounts.KeyKind]accounts.Secret{accounts.TokenKey: token, accounts.FeedKey: feed} {
			_, err := w.ByKey(w.ctx(), kind, secret)
			w.refused(err, scheduling.NotFound, scheduling.CodeNotFound)
		}
		_, err = w.store.People().Session(w.ctx(), "h")
		w.refused(err, scheduling.NotFound, scheduling.CodeNotFound)
		_, err = w.BySession(w.ctx(), account.ID, "s")
		w.refused(err, scheduling.NotFound, scheduling.CodeNotFound)
	})
}

func TestChangingThePasswordEndsOtherSessions(t *testing.T) {
	each(t, func(w *world) {
		account := w.account("anna@example.se")
		for _, id := range []string{"mine", "other"} {
			w.must(w.store.People().PutSession(w.ctx(), accounts.Session{Hash: "hash of " + id, ID: id, AccountID: account.ID, Data: []byte("{}"), Ends: w.now.Add(time.Hour)}))
		}
		caller := accounts.Caller{Account: account, Session: "mine"}
		w.refused(w.ChangePassword(w.ctx(), caller, "fel", "canary-secret: sju svanar i dammen", here), scheduling.Invalid, accounts.CodePasswordWrong)
		w.must(w.ChangePassword(w.ctx(), caller, password, "canary-secret: sju svanar i dammen", here))
		left, err := w.store.People().Sessions(w.ctx(), account.ID)
		w.must(err)
		if len(left) != 1 || left[0].ID != "mine" {
			t.Errorf("left: %v", left)
		}
	})
}
