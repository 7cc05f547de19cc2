package signin

import (
	"context"
	"errors"
	"net/http"
	"regexp"
	"strings"
	"time"
	"unicode"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// Cookie is the name of the session's cookie. Its prefix makes browsers refuse it
// from other hosts, over plain HTTP and with a path (RFC 6265bis, 4.1.3.2).
const Cookie = "__Host-poliskontor"

// What a session holds.
const (
	valueAccount = "account" // "" until somebody has signed in
	valueID      = "id"
	valueAgent   = "agent"
	valueFrom    = "from"
	valueFlow    = "flow"     // a sign-in that is with its provider
	valueKeyTask = "key_task" // what a passkey was asked to sign
)

// newSessions returns a manager whose cookie outlives the browser: a telephone closes that by
// itself, and what its crew wrote without a net is sent when it is opened again. When a session
// ends is the keeper's matter.
func newSessions(k *keeper) *scs.SessionManager {
	return &scs.SessionManager{
		Lifetime: longest, Store: k, Codec: codec{}, HashTokenInStore: true,
		Cookie: scs.SessionCookie{Name: Cookie, Path: "/", Secure: true, HttpOnly: true, SameSite: http.SameSiteLaxMode, Persist: true},
	}
}

// tokenPattern is how scs writes 256 random bits.
var tokenPattern = regexp.MustCompile(`^[A-Za-z0-9_-]{43}$`)

// load returns a context with the session of a request; a new one, that is nowhere
// yet, where the cookie opens none.
func (r *Room) load(request *http.Request) (context.Context, error) {
	token := ""
	if cookie, err := request.Cookie(Cookie); err == nil && tokenPattern.MatchString(cookie.Value) {
		token = cookie.Value
	}
	return r.sessions.Load(withVisit(request.Context()), token)
}

// save stores a session and gives the browser its cookie.
func (r *Room) save(ctx context.Context, w http.ResponseWriter) error {
	token, ends, err := r.sessions.Commit(ctx)
	if errors.Is(err, errEnded) || errors.Is(err, errRaced) {
		return echo.NewHTTPError(http.StatusConflict).SetInternal(err)
	}
	if err != nil {
		return err
	}
	r.sendCookie(ctx, w, token, ends)
	return nil
}

// sendCookie gives the browser a cookie, and no other that was meant for it before;
// without a value it takes the cookie back.
func (r *Room) sendCookie(ctx context.Context, w http.ResponseWriter, token string, ends time.Time) {
	w.Header().Del(echo.HeaderSetCookie)
	r.sessions.WriteSessionCookie(ctx, w, token, ends)
	w.Header().Set(echo.HeaderCacheControl, "no-store") // scs has added a weaker one
}

// Caller returns who the session of a request belongs to, and whether there is one.
// A closed account has none. [accounts.Caller.Session] names the session.
func (r *Room) Caller(request *http.Request) (accounts.Caller, bool, error) {
	ctx, err := r.load(request)
	if err != nil {
		return accounts.Caller{}, false, err
	}
	return r.caller(ctx)
}

func (r *Room) caller(ctx context.Context) (accounts.Caller, bool, error) {
	id := r.sessions.GetString(ctx, valueAccount)
	if id == "" {
		return accounts.Caller{}, false, nil
	}
	caller, err := r.accounts.BySession(ctx, accounts.AccountID(id), r.sessions.GetString(ctx, valueID))
	if scheduling.KindOf(err) == scheduling.NotFound {
		return accounts.Caller{}, false, nil
	}
	return caller, err == nil, err
}

// enter signs an account in, on a session with a new value: one that somebody else
// may have planted opens nothing.
func (r *Room) enter(ctx context.Context, c echo.Context, account accounts.Account) error {
	if err := r.sessions.Clear(ctx); err != nil {
		return err
	}
	if err := r.sessions.RenewToken(ctx); err != nil {
		return err
	}
	for key, value := range map[string]string{
		valueAccount: string(account.ID), valueID: scheduling.NewID[string](),
		valueAgent: printable(c.Request().UserAgent(), longestAgent), valueFrom: c.RealIP(),
	} {
		r.sessions.Put(ctx, key, value)
	}
	return r.save(ctx, c.Response())
}

// SignOut ends the session of a request and takes the cookie back. The audit log has
// the actor of the request's context, or else the account.
func (r *Room) SignOut(w http.ResponseWriter, request *http.Request) error {
	ctx, err := r.load(request)
	if err != nil {
		return err
	}
	caller, signedIn, err := r.caller(ctx)
	if err != nil {
		return err
	}
	if err := r.sessions.Destroy(ctx); err != nil {
		return err
	}
	r.sendCookie(ctx, w, "", time.Time{})
	if !signedIn {
		return nil
	}
	if _, known := scheduling.ActorFrom(ctx); !known {
		ctx = scheduling.WithActor(ctx, caller.Account.Actor(""))
	}
	return r.accounts.Store().Record(ctx, scheduling.AuditEvent{
		Action: scheduling.AuditSignOut, Thing: "account", ThingID: string(caller.Account.ID)})
}

// longestAgent is how much of a browser's own words is kept, in characters.
const longestAgent = 200

// printable returns what others say without what could pass for something else where
// it is shown, and no more of it than a number of characters.
func printable(said string, most int) string {
	said = strings.Map(func(c rune) rune {
		if !unicode.IsPrint(c) {
			return -1
		}
		return c
	}, strings.ToValidUTF8(said, ""))
	if runes := []rune(said); len(runes) > most {
		return string(runes[:most])
	}
	return said
}
