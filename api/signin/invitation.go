package signin

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"poliskontor/accounts"
)

// The secret of an invitation stands in the address after #, which browsers send
// nobody, or is typed: never where a log or a proxy sees it. The page's script moves
// it into the form.

func invitationPage() page {
	return page{name: "invitation", path: "/logga-in/inbjudan", title: "invitation.title"}
}

func (r *Room) showInvitation(c echo.Context, l *language) error {
	return r.show(c, l, invitationPage())
}

// accept sets the password of an invitation's account and signs it in.
func (r *Room) accept(c echo.Context, l *language) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	p := invitationPage()
	p.Code = sent.Get("code")
	if p.Problems = missing(l, sent.Get, "code", "password"); len(p.Problems) > 0 {
		p.status = http.StatusUnprocessableEntity
		return r.show(c, l, p)
	}
	account, err := r.accounts.Accept(c.Request().Context(), accounts.Secret(p.Code), accounts.Secret(sent.Get("password")), c.RealIP())
	if err != nil {
		return r.again(c, l, p, err)
	}
	return r.enterAndGo(c, l, account, "")
}
