package signin

import (
	"fmt"
	"log/slog"
	"net/http"
	"net/url"

	"github.com/alexedwards/scs/v2"
	"github.com/labstack/echo/v4"

	"poliskontor/accounts"
	"poliskontor/frontend"
	"poliskontor/scheduling"
)

// Config is what a [Room] is made from. Everything is required but what says
// otherwise.
type Config struct {
	Accounts  *accounts.Service
	Districts scheduling.Repository[scheduling.District, scheduling.DistrictID]
	Clock     scheduling.Clock
	// PublicURL is where people reach the server. Without one there are no providers,
	// and passkeys on localhost only.
	PublicURL *url.URL
	Brand     string     // may be empty
	Providers []Provider // in the order of their buttons; may be empty
	// Home is where a sign-in leads that was not asked for on the way elsewhere;
	// without one, to the page that says who is signed in.
	Home string
	Log  *slog.Logger
}

// Room is where people sign in and out.
type Room struct {
	config      Config
	accounts    *accounts.Service
	sessions    *scs.SessionManager
	guard       *Guard
	authorities []*authority
	languages   []*language
	pages       *templates
	assets      assets
}

// New returns a room. It asks nothing of the providers.
func New(config Config) (*Room, error) {
	guard, err := NewGuard(config.PublicURL)
	if err != nil {
		return nil, err
	}
	r := &Room{config: config, accounts: config.Accounts, guard: guard,
		sessions: newSessions(&keeper{store: config.Accounts.Store(), now: config.Clock})}
	for _, p := range config.Providers {
		if config.PublicURL == nil {
			return nil, fmt.Errorf("sign-in through %s needs a public address", p.Name)
		}
		if err := p.Check(); err != nil {
			return nil, err
		}
		r.authorities = append(r.authorities, newAuthority(p, config.PublicURL, config.Clock, config.Log))
	}
	if r.languages, err = loadLanguages(frontend.SignIn); err != nil {
		return nil, err
	}
	if r.pages, err = parseTemplates(frontend.SignIn, r.languages); err != nil {
		return nil, err
	}
	if r.assets, err = loadAssets(frontend.SignIn); err != nil {
		return nil, err
	}
	return r, nil
}

// Guard is the middleware of [Guard.Middleware], for routes that are not the room's.
func (r *Room) Guard(next echo.HandlerFunc) echo.HandlerFunc { return r.guard.Middleware(next) }

// Register adds the room's routes. What they refuse without a page of their own they
// return as errors, as the domain does, for the router to word.
func (r *Room) Register(e *echo.Echo) {
	get := func(path string, handle echo.HandlerFunc) {
		e.GET(path, handle)
		e.HEAD(path, handle)
	}
	post := func(path string, handle echo.HandlerFunc) { e.POST(path, handle, r.Guard) }
	for _, l := range r.languages {
		get(l.href("/logga-in"), r.in(l, r.showSignIn))
		post(l.href("/logga-in"), r.in(l, r.signIn))
		post(l.href("/logga-ut"), r.in(l, r.signOut))
		get(l.href("/logga-in/inbjudan"), r.in(l, r.showInvitation))
		post(l.href("/logga-in/inbjudan"), r.in(l, r.accept))
		post(l.href("/logga-in/nyckel/begin"), r.in(l, r.beginPasskey))
		post(l.href("/logga-in/nyckel/finish"), r.in(l, r.finishPasskey))
		for _, a := range r.authorities {
			// Not with HEAD: it begins a sign-in, or ends one.
			e.GET(l.href("/logga-in/"+a.ID), r.in(l, r.sendTo(a)))
		}
	}
	for _, a := range r.authorities {
		e.GET(a.answerPath(), r.in(r.languages[0], r.answer(a)))
	}
	post("/api/v1/me/passkeys/begin", r.beginOwnPasskey)
	post("/api/v1/me/passkeys/finish", r.finishOwnPasskey)

	get("/static/:hash/signin.css", r.assets.serve("text/css; charset=utf-8", r.assets.css))
	get("/static/:hash/signin.js", r.assets.serve("text/javascript; charset=utf-8", r.assets.script))
}

// in gives a handler the language of its route.
func (r *Room) in(l *language, handle func(echo.Context, *language) error) echo.HandlerFunc {
	return func(c echo.Context) error { return handle(c, l) }
}

// onwards leads somebody who is signed in to where they were going.
func (r *Room) onwards(l *language, asked string) string {
	if asked = local(asked); asked != "" {
		return asked
	}
	if r.config.Home != "" {
		return r.config.Home
	}
	return l.href("/logga-in")
}

func seeOther(c echo.Context, address string) error { return c.Redirect(http.StatusSeeOther, address) }
