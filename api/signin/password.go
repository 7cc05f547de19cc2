package signin

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// signInPage is the page with every way in.
func (r *Room) signInPage(c echo.Context, l *language, asked string) page {
	p := page{name: "signin", path: "/logga-in", title: "signin.title", Till: local(asked), Passkeys: r.passkeysAt(c.Request())}
	for _, a := range r.authorities {
		p.Buttons = append(p.Buttons, button{URL: withTill(l.href("/logga-in/"+a.ID), p.Till), Name: a.Name, Trouble: a.troubled()})
	}
	return p
}

// showSignIn shows the ways in; to somebody who is signed in, that they are.
func (r *Room) showSignIn(c echo.Context, l *language) error {
	caller, signedIn, err := r.Caller(c.Request())
	if err != nil {
		return err
	}
	p := r.signInPage(c, l, c.QueryParam("till"))
	p.Left = c.QueryParams().Has("utloggad")
	if signedIn {
		p.name, p.title, p.Name, p.Email = "inside", "inside.title", caller.Account.Name, caller.Account.Email
		if p.Till == "" {
			p.Till = r.config.Home
		}
	}
	return r.show(c, l, p)
}

// signIn signs in with a password.
func (r *Room) signIn(c echo.Context, l *language) error {
	sent, err := form(c)
	if err != nil {
		return err
	}
	p := r.signInPage(c, l, sent.Get("till"))
	p.Email = sent.Get("email")
	if p.Problems = missing(l, sent.Get, "email", "password"); len(p.Problems) > 0 {
		p.status = http.StatusUnprocessableEntity
		return r.show(c, l, p)
	}
	request := c.Request()
	account, err := r.accounts.SignInByPassword(request.Context(), p.Email, accounts.Secret(sent.Get("password")), c.RealIP())
	if err != nil {
		return r.again(c, l, p, err)
	}
	return r.enterAndGo(c, l, account, p.Till)
}

// missing says which of a form's fields are empty.
func missing(l *language, get func(string) string, fields ...string) []problem {
	var found []problem
	for _, field := range fields {
		if get(field) == "" {
			found = append(found, problem{Field: field, Text: l.text("missing." + field)})
		}
	}
	return found
}

// again shows a page once more, with why it did not work.
func (r *Room) again(c echo.Context, l *language, p page, err error) error {
	sentences, status, isRefusal := said(c, l, err)
	if !isRefusal {
		return err
	}
	p.Problems, p.status = sentences, status
	return r.show(c, l, p)
}

// enterAndGo signs an account in on the session of a request, and leads on.
func (r *Room) enterAndGo(c echo.Context, l *language, account accounts.Account, asked string) error {
	ctx, err := r.load(c.Request())
	if err != nil {
		return err
	}
	if err := r.enter(ctx, c, account); err != nil {
		return err
	}
	return seeOther(c, r.onwards(l, asked))
}

// signOut signs out, and says so.
func (r *Room) signOut(c echo.Context, l *language) error {
	request := c.Request()
	caller, signedIn, err := r.Caller(request)
	if err != nil {
		return err
	}
	if signedIn {
		request = request.WithContext(scheduling.WithActor(request.Context(), caller.Account.Actor(c.RealIP())))
	}
	if err := r.SignOut(c.Response(), request); err != nil {
		return err
	}
	return seeOther(c, l.href("/logga-in")+"?utloggad")
}
