package api

import (
	"context"
	"fmt"
	"log/slog"
	"net/netip"
	"net/url"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humaecho"
	"github.com/labstack/echo/v4"

	"poliskontor/accounts"
	"poliskontor/api/app"
	"poliskontor/api/headers"
	"poliskontor/api/site"
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/fetching"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/situation"
	"poliskontor/scheduling/weeding"
)

// Config is what the API serves from. Everything is required but what says otherwise.
type Config struct {
	Store       scheduling.Store // for the audit log; all else goes through the services
	Registers   scheduling.Registers
	Schedule    *scheduling.Schedule
	Publishing  *scheduling.Publishing
	Planning    *scheduling.Planning
	Checkpoints *scheduling.Checkpoints
	Dialogue    *dialogue.Dialogue
	Weeding     *weeding.Weeding
	Summaries   *dialogue.Summaries
	Reviews     *followup.Reviews
	Activities  *followup.Activities
	Situation   *situation.Pictures
	Fetches     *fetching.Fetches
	Intakes     *scheduling.Intakes
	Photos      *scheduling.Photos
	Patterns    *scheduling.Patterns
	Wishes      *scheduling.Wishes
	Site        *site.Site
	App         *app.App
	Accounts    *accounts.Service
	Answers     Answers
	Entrance    Entrance
	Clock       scheduling.Clock
	Log         *slog.Logger
	// SendsWeekly tells that accounts are mailed each week about what is to be done.
	SendsWeekly bool
	// PublicURL is where the public pages are, for links to them; without one the
	// links are paths.
	PublicURL *url.URL
	// TrustedProxies are the addresses whose X-Forwarded-For is believed. Without
	// any, a caller's address is the connection's.
	TrustedProxies []netip.Prefix
	// SecurityContact says where faults in security are reported, as addresses; may be empty.
	SecurityContact []string
	// Closing ends when the server is about to close: streams end with it, and engines
	// at work leave the best they have. Without one they end with their readers only.
	Closing context.Context
	// Leaving ends when the server has been told to close: it answers as before for a while,
	// but is ready for nobody new. Without one it never is about to close.
	Leaving context.Context
	// Watch hears of every request; nil for nobody.
	Watch Watcher
	// Ready tells whether the database answers.
	Ready   func(context.Context) error
	Version string // of the program, shown by /healthz
}

// New returns the whole server: the JSON API, the public site and the planner's app.
func New(config Config) *echo.Echo {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.IPExtractor = addresses(config.TrustedProxies)
	a := &api{Config: config}
	e.HTTPErrorHandler = a.refuse
	https := config.PublicURL != nil && config.PublicURL.Scheme == "https"
	e.Use(headers.Middleware(https), a.observe, a.recover, guard, config.Site.Tag)
	a.document(e)
	config.Site.Register(e)
	config.App.Register(e)
	return e
}

// OpenAPI returns the document that /api/openapi.json serves. Its bytes depend on
// nothing but the program.
func OpenAPI() ([]byte, error) {
	a := &api{}
	a.document(echo.New())
	document, err := a.openAPI()
	if err != nil {
		return nil, fmt.Errorf("write the OpenAPI document: %w", err)
	}
	return document, nil
}

// api is the API with what it serves from.
type api struct {
	Config
	huma     huma.API
	echo     *echo.Echo
	prepared prepared
	runs     runs
	lookers  lookers
	underWay underWay
}

// document registers every route and so describes it.
func (a *api) document(e *echo.Echo) {
	a.echo = e
	a.huma = humaecho.NewV4(e, description())
	a.huma.UseMiddleware(a.authenticate, a.once)
	a.prepared = a.prepare()
	a.routes()
}
