package signin

import (
	"encoding/json"
	"errors"
	"net/http"

	"github.com/go-webauthn/webauthn/protocol"
	"github.com/go-webauthn/webauthn/webauthn"
	"github.com/labstack/echo/v4"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// beginPasskey asks for any passkey of this server's, whoever's it is.
func (r *Room) beginPasskey(c echo.Context, l *language) error {
	party, err := r.relyingParty(c.Request())
	if err != nil {
		return err
	}
	if party == nil {
		return sendRefusal(c, l, passkeyRefused())
	}
	options, asked, err := party.BeginDiscoverableLogin()
	if err != nil {
		return err
	}
	ctx, err := r.load(c.Request())
	if err != nil {
		return err
	}
	if err := r.ask(ctx, c.Response(), keyTask{Asked: asked}); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, options)
}

// passkeyAnswer is what the page sends of a passkey that it has asked.
type passkeyAnswer struct {
	Credential json.RawMessage `json:"credential"`
	Till       string          `json:"till,omitempty"`
	Name       string          `json:"name,omitempty"`
}

// finishPasskey signs in whoever the passkey belongs to.
func (r *Room) finishPasskey(c echo.Context, l *language) error {
	var sent passkeyAnswer
	if err := readJSON(c, &sent); err != nil {
		return err
	}
	account, err := r.signInByPasskey(c, sent)
	if err != nil {
		return sendRefusal(c, l, err)
	}
	ctx, err := r.load(c.Request())
	if err != nil {
		return err
	}
	if err := r.enter(ctx, c, account); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]string{"till": r.onwards(l, sent.Till)})
}

func (r *Room) signInByPasskey(c echo.Context, sent passkeyAnswer) (accounts.Account, error) {
	ctx, err := r.load(c.Request())
	if err != nil {
		return accounts.Account{}, err
	}
	party, err := r.relyingParty(c.Request())
	if err != nil {
		return accounts.Account{}, err
	}
	task, err := r.asked(ctx, c.Response())
	if err != nil {
		return accounts.Account{}, err
	}
	if party == nil || task.Account != "" || task.Asked == nil {
		return accounts.Account{}, passkeyRefused()
	}
	parsed, err := protocol.ParseCredentialRequestResponseBytes(sent.Credential)
	if err != nil {
		return accounts.Account{}, r.refusedBecause(ctx, err)
	}
	var fault error // of ours, as opposed to a passkey that is not known
	find := func(_, userHandle []byte) (webauthn.User, error) {
		account, err := r.accounts.Store().Get(ctx, accounts.AccountID(userHandle))
		if scheduling.KindOf(err) == scheduling.NotFound {
			return nil, errors.New("of no account")
		}
		if err != nil {
			fault = err
			return nil, err
		}
		h, err := r.holder(ctx, account)
		if err != nil {
			fault = err
			return nil, err
		}
		return h, nil
	}
	user, used, err := party.ValidatePasskeyLogin(find, *task.Asked, parsed)
	if fault != nil {
		return accounts.Account{}, fault
	}
	if err != nil {
		return accounts.Account{}, r.refusedBecause(ctx, err)
	}
	h, isHolder := user.(*holder)
	if !isHolder {
		return accounts.Account{}, passkeyRefused()
	}
	if used.Authenticator.CloneWarning {
		return accounts.Account{}, r.clone(c, h.account)
	}
	passkey, err := h.with(used)
	if err != nil {
		return accounts.Account{}, err
	}
	return r.accounts.SignInByPasskey(ctx, passkey, c.RealIP())
}

// clone refuses a passkey whose count of uses has not grown: somebody may have a copy
// of it (WebAuthn, 6.1.1). The audit log has it.
func (r *Room) clone(c echo.Context, account accounts.Account) error {
	ctx := c.Request().Context()
	as := scheduling.WithActor(ctx, scheduling.Actor{Name: "unknown", From: c.RealIP()})
	if err := r.accounts.Store().Record(as, scheduling.AuditEvent{
		Action: scheduling.AuditSignInRefused, Thing: "account", ThingID: string(account.ID),
		Details: map[string]string{"reason": "the passkey may have been copied"}}); err != nil {
		return err
	}
	r.config.Log.WarnContext(ctx, "passkey refused that may have been copied", "account", account.ID)
	return passkeyRefused()
}
