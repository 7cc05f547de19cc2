package api

import (
	"context"
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// Entrance is the part of the server where people sign in.
type Entrance interface {
	// Caller returns who has signed in in the browser that sends a request, if anybody.
	Caller(r *http.Request) (caller accounts.Caller, known bool, err error)
	// FromHere tells whether a request that changes something was sent by a page of
	// this server.
	FromHere(r *http.Request) bool
}

type callerKey struct{}

// callerFrom returns who acts.
func callerFrom(ctx context.Context) accounts.Caller {
	caller, _ := ctx.Value(callerKey{}).(accounts.Caller)
	return caller
}

// authenticate finds out who acts and lets through what they may: everyone what is
// open, a permission where the caller has it in some district. The handler's
// context reaches just the districts in which they do.
func (a *api) authenticate(ctx huma.Context, next func(huma.Context)) {
	operation := ctx.Operation()
	if len(operation.Security) == 0 {
		next(ctx)
		return
	}
	r := humaecho.UnwrapV4(ctx)
	caller, err := a.caller(r.Request())
	if err != nil {
		a.turnAway(ctx, err)
		return
	}
	inside := context.WithValue(ctx.Context(), callerKey{}, caller)
	inside = scheduling.WithActor(inside, caller.Actor(r.RealIP()))
	needs, special := operation.Metadata[permissionKey].(accounts.Permission)
	switch districts, everywhere := caller.Reach(needs); {
	case !special && caller.Session == "":
		err = &failure{code: codeSignInNeeded}
	case !special, everywhere:
	case len(districts) == 0:
		err = &failure{code: accounts.CodeForbidden}
	default:
		inside = scheduling.WithReach(inside, districts)
	}
	if err != nil {
		a.turnAway(ctx, err)
		return
	}
	next(huma.WithContext(ctx, inside))
}

// caller returns who sends a request: the owner of its token (RFC 6750), or who has
// signed in.
func (a *api) caller(r *http.Request) (accounts.Caller, error) {
	if header := r.Header.Get(echo.HeaderAuthorization); header != "" {
		scheme, token, _ := strings.Cut(header, " ")
		if token = strings.TrimSpace(token); !strings.EqualFold(scheme, "Bearer") || token == "" {
			return accounts.Caller{}, &failure{code: codeTokenMissing}
		}
		caller, err := a.Accounts.ByKey(r.Context(), accounts.TokenKey, accounts.Secret(token))
		if scheduling.KindOf(err) == scheduling.NotFound {
			return caller, &failure{code: codeTokenWrong}
		}
		return caller, err
	}
	caller, known, err := a.Entrance.Caller(r)
	switch {
	case err != nil:
		return caller, err
	case !known:
		return caller, &failure{code: codeTokenMissing}
	case !safe(r.Method) && !a.Entrance.FromHere(r):
		return caller, &failure{code: codeCrossSite}
	}
	return caller, nil
}

// safe tells whether a method changes nothing (RFC 9110, 9.2.1).
func safe(method string) bool {
	return method == http.MethodGet || method == http.MethodHead || method == http.MethodOptions
}

// turnAway answers a request that no handler sees.
func (a *api) turnAway(ctx huma.Context, cause error) {
	f, status := understand(cause)
	if status == http.StatusUnauthorized {
		challenge := `Bearer realm="poliskontor"`
		if f.code == codeTokenWrong {
			challenge += `, error="invalid_token"`
		}
		ctx.SetHeader(echo.HeaderWWWAuthenticate, challenge)
	}
	// An error here is a lost connection, which Huma logs.
	_ = huma.WriteErr(a.huma, ctx, status, "", cause)
}
