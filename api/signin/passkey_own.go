package signin

import (
	"context"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
	"github.com/labstack/echo/v4"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// mostPasskeys is how many an account may have.
const mostPasskeys = 20

// own returns the session and the account of somebody who is signed in, or the error
// for nobody. Keys add no passkeys.
func (r *Room) own(c echo.Context) (context.Context, *holder, *webauthn.WebAuthn, error) {
	ctx, err := r.load(c.Request())
	if err != nil {
		return nil, nil, nil, err
	}
	caller, signedIn, err := r.caller(ctx)
	if err != nil {
		return nil, nil, nil, err
	}
	if !signedIn {
		return nil, nil, nil, echo.NewHTTPError(http.StatusUnauthorized)
	}
	party, err := r.relyingParty(c.Request())
	if err != nil {
		return nil, nil, nil, err
	}
	if party == nil {
		return nil, nil, nil, passkeyRefused()
	}
	h, err := r.holder(ctx, caller.Account)
	return ctx, h, party, err
}

// beginOwnPasskey asks for a new passkey for the caller.
func (r *Room) beginOwnPasskey(c echo.Context) error {
	ctx, h, party, err := r.own(c)
	if err != nil {
		return err
	}
	if len(h.passkeys) >= mostPasskeys {
		return &scheduling.Error{Kind: scheduling.Refused, Code: accounts.CodeTooManyPasskeys, Params: map[string]string{"most": strconv.Itoa(mostPasskeys)}}
	}
	options, asked, err := party.BeginRegistration(h, webauthn.WithExclusions(webauthn.Credentials(h.decoded).CredentialDescriptors()))
	if err != nil {
		return err
	}
	if err := r.ask(ctx, c.Response(), keyTask{Account: h.account.ID, Asked: asked}); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, options)
}

// finishOwnPasskey stores the new passkey.
func (r *Room) finishOwnPasskey(c echo.Context) error {
	var sent passkeyAnswer
	if err := readJSON(c, &sent); err != nil {
		return err
	}
	ctx, h, party, err := r.own(c)
	if err != nil {
		return err
	}
	name, err := r.passkeyName(sent.Name)
	if err != nil {
		return err
	}
	task, err := r.asked(ctx, c.Response())
	if err != nil {
		return err
	}
	if task.Account != h.account.ID || task.Asked == nil {
		return passkeyRefused()
	}
	parsed, err := protocol.ParseCredentialCreationResponseBytes(sent.Credential)
	if err != nil {
		return r.refusedBecause(ctx, err)
	}
	made, err := party.CreateCredential(h, *task.Asked, parsed)
	if err != nil {
		return r.refusedBecause(ctx, err)
	}
	passkey, err := h.with(made)
	if err != nil {
		return err
	}
	if !passkey.Created.IsZero() {
		return passkeyRefused() // it is there already
	}
	passkey.Name, passkey.Created = name, r.config.Clock()
	ctx = scheduling.WithActor(ctx, h.account.Actor(c.RealIP()))
	if err := r.accounts.Store().PutPasskey(ctx, passkey); err != nil {
		return fmt.Errorf("store a passkey: %w", err)
	}
	return c.JSON(http.StatusCreated, map[string]any{"id": passkey.ID, "name": passkey.Name, "created": passkey.Created})
}

// passkeyName returns the name that somebody gives a passkey, or the day as one.
func (r *Room) passkeyName(given string) (string, error) {
	given = strings.TrimSpace(given)
	switch {
	case !utf8.ValidString(given) || strings.ContainsFunc(given, unicode.IsControl):
		return "", scheduling.InvalidField("name", scheduling.CodeControlChars)
	case utf8.RuneCountInString(given) > scheduling.MaxName:
		return "", scheduling.InvalidField("name", scheduling.CodeTooLong, "limit", strconv.Itoa(scheduling.MaxName))
	case given == "":
		return scheduling.DayOf(r.config.Clock()).String(), nil
	}
	return given, nil
}
