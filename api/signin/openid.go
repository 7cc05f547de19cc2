package signin

import (
	"context"
	"crypto/rand"
	"crypto/subtle"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"github.com/labstack/echo/v4"
	"golang.org/x/oauth2"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// Codes of what goes wrong on the way through a provider.
const (
	codeProviderDown  scheduling.Code = "provider_down"  // it does not answer
	codeProviderNo    scheduling.Code = "provider_no"    // it sent the person back without a sign-in
	codeProviderLost  scheduling.Code = "provider_lost"  // no sign-in was begun here, or too long ago
	codeProviderWrong scheduling.Code = "provider_wrong" // its answer does not hold
)

// flow is a sign-in that is with its provider, as the session keeps it. It is used
// once.
type flow struct {
	Provider string    `json:"provider"`
	State    string    `json:"state"`
	Nonce    string    `json:"nonce"`
	Verifier string    `json:"verifier"` // PKCE, RFC 7636
	Till     string    `json:"till"`
	Language string    `json:"language"`
	Began    time.Time `json:"began"`
}

const (
	longestFlow = 10 * time.Minute
	skew        = time.Minute // how much a provider's clock may differ
	// longestCause is how much of a provider's own words goes to the log, in characters.
	longestCause = 300
)

// refusal is why an answer does not hold, for the log.
type refusal struct {
	code  scheduling.Code
	cause string
}

func (r refusal) Error() string { return r.cause }

func wrong(cause string) error { return refusal{codeProviderWrong, cause} }

func (a *authority) oauth(d *described) *oauth2.Config {
	endpoint := d.Endpoint()
	endpoint.AuthStyle = d.style // trying both would use a code twice
	return &oauth2.Config{ClientID: a.ClientID, ClientSecret: string(a.Secret), Endpoint: endpoint, RedirectURL: a.redirect,
		Scopes: append([]string{oidc.ScopeOpenID}, a.Scopes...)}
}

// sendTo begins a sign-in through a provider. It is a link, since a form that leads
// to another site would need a policy that allows it.
func (r *Room) sendTo(a *authority) func(echo.Context, *language) error {
	return func(c echo.Context, l *language) error {
		asked := c.QueryParam("till")
		d, err := a.describe(context.WithoutCancel(c.Request().Context()))
		if err != nil {
			return r.providerRefused(c, l, asked, codeProviderDown, http.StatusServiceUnavailable)
		}
		began := flow{Provider: a.ID, State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(),
			Till: local(asked), Language: l.code, Began: r.config.Clock()}
		encoded, err := json.Marshal(began)
		if err != nil {
			return err
		}
		ctx, err := r.load(c.Request())
		if err != nil {
			return err
		}
		r.sessions.Put(ctx, valueFlow, string(encoded))
		if err := r.save(ctx, c.Response()); err != nil {
			return err
		}
		return seeOther(c, a.oauth(d).AuthCodeURL(began.State, oidc.Nonce(began.Nonce), oauth2.S256ChallengeOption(began.Verifier)))
	}
}

// answer ends a sign-in through a provider.
func (r *Room) answer(a *authority) func(echo.Context, *language) error {
	return func(c echo.Context, l *language) error {
		ctx, err := r.load(c.Request())
		if err != nil {
			return err
		}
		var began flow
		if text := r.sessions.PopString(ctx, valueFlow); text != "" {
			if err := json.Unmarshal([]byte(text), &began); err != nil {
				return fmt.Errorf("read a sign-in under way: %w", err)
			}
			// Spent before anything is asked of the provider, so that nothing is tried twice.
			if err := r.save(ctx, c.Response()); err != nil {
				return err
			}
		}
		for _, other := range r.languages {
			if other.code == began.Language {
				l = other
			}
		}
		claims, err := a.claims(c, began, r.config.Clock())
		var refused refusal
		if errors.As(err, &refused) {
			r.config.Log.InfoContext(ctx, "sign-in through a provider refused", "provider", a.ID, "cause", refused.cause)
			status := http.StatusForbidden
			if refused.code == codeProviderDown {
				status = http.StatusServiceUnavailable
			}
			return r.providerRefused(c, l, began.Till, refused.code, status)
		}
		if err != nil {
			return err
		}
		return r.enterByClaims(c, l, a, claims, began.Till)
	}
}

func (r *Room) enterByClaims(c echo.Context, l *language, a *authority, said claims, asked string) error {
	ctx := c.Request().Context()
	grants, unknown, err := a.Roles.grants(ctx, said.groups, r.config.Districts)
	if err != nil {
		return err
	}
	if len(unknown) > 0 {
		r.config.Log.WarnContext(ctx, "roles name districts that there are not", "provider", a.ID, "districts", unknown)
	}
	account, err := r.accounts.SignInByProvider(ctx, accounts.Claims{
		Issuer: a.Issuer, Subject: said.subject, Email: said.email, EmailVerified: said.verified, Name: said.name,
		Authority: a.Authority, Grants: grants,
	}, c.RealIP())
	if err != nil {
		return r.again(c, l, r.signInPage(c, l, asked), err)
	}
	return r.enterAndGo(c, l, account, asked)
}

// providerRefused shows the ways in again, with why this one did not work.
func (r *Room) providerRefused(c echo.Context, l *language, asked string, code scheduling.Code, status int) error {
	p := r.signInPage(c, l, asked)
	p.Problems, p.status = []problem{{Text: l.problem(code, nil)}}, status
	return r.show(c, l, p)
}

// claims checks an answer and returns what the provider says of the person. Errors
// that are the answer's are a [refusal].
func (a *authority) claims(c echo.Context, began flow, now time.Time) (claims, error) {
	answer := c.Request().URL.Query()
	switch {
	case began.State == "" || began.Provider != a.ID || now.Sub(began.Began) > longestFlow:
		return claims{}, refusal{codeProviderLost, "no sign-in under way"}
	case !same(answer.Get("state"), began.State):
		return claims{}, refusal{codeProviderLost, "another state"}
	}
	ctx := oidc.ClientContext(context.WithoutCancel(c.Request().Context()), a.client)
	d, err := a.describe(ctx)
	if err != nil {
		return claims{}, refusal{codeProviderDown, "the provider does not answer"}
	}
	// Where an answer names who gives it, it must be who was asked (RFC 9207).
	if named := answer["iss"]; len(named) > 1 || len(named) == 1 && named[0] != a.Issuer || len(named) == 0 && d.namesItself {
		return claims{}, wrong("another issuer of the answer")
	}
	if answer.Has("error") {
		return claims{}, refusal{codeProviderNo, "the provider answers " + printable(answer.Get("error"), longestCause)}
	}
	token, err := a.oauth(d).Exchange(ctx, answer.Get("code"), oauth2.VerifierOption(began.Verifier))
	if err != nil {
		return claims{}, exchangeRefused(err)
	}
	raw, isText := token.Extra("id_token").(string)
	if !isText {
		return claims{}, wrong("no ID token")
	}
	id, err := a.verify(ctx, d, raw, token.AccessToken, began, now)
	if err != nil {
		return claims{}, err
	}
	return a.read(ctx, d, id, token)
}

// exchangeRefused says why a code gave no token, without what was sent.
func exchangeRefused(err error) error {
	var answered *oauth2.RetrieveError
	if !errors.As(err, &answered) {
		return refusal{codeProviderDown, "the code was not exchanged"}
	}
	if answered.Response != nil && answered.Response.StatusCode >= http.StatusInternalServerError {
		return refusal{codeProviderDown, "the code was not exchanged: " + answered.Response.Status}
	}
	return wrong("the code was not exchanged: " + printable(answered.ErrorCode, longestCause))
}

// verify checks an ID token (OpenID Connect Core, 3.1.3.7). The library checks the
// signature, with the asymmetric algorithms that the provider announces and no
// other, the issuer, the audience and the expiry.
func (a *authority) verify(ctx context.Context, d *described, raw, access string, began flow, now time.Time) (*oidc.IDToken, error) {
	verifier := d.Verifier(&oidc.Config{ClientID: a.ClientID, Now: func() time.Time { return now.Add(-skew) }})
	token, err := verifier.Verify(ctx, raw)
	if err != nil {
		return nil, wrong(printable(err.Error(), longestCause))
	}
	var party struct {
		Authorized string `json:"azp"`
	}
	if err := token.Claims(&party); err != nil {
		return nil, wrong("the ID token cannot be read")
	}
	switch {
	case !same(token.Nonce, began.Nonce):
		return nil, wrong("another nonce")
	case token.Subject == "":
		return nil, wrong("nobody is named")
	case len(token.Audience) != 1 && party.Authorized == "", party.Authorized != "" && party.Authorized != a.ClientID:
		return nil, wrong("for another client")
	case token.IssuedAt.After(now.Add(skew)), token.IssuedAt.Before(began.Began.Add(-skew)):
		return nil, wrong("not issued during the sign-in")
	case token.AccessTokenHash != "" && token.VerifyAccessToken(access) != nil:
		return nil, wrong("of another access token")
	}
	return token, nil
}

// same compares in a time that tells nothing of either.
func same(given, wanted string) bool {
	return subtle.ConstantTimeCompare([]byte(given), []byte(wanted)) == 1
}
