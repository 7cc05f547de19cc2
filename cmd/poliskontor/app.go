package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"time"

	"poliskontor/accounts"
	"poliskontor/alerts"
	"poliskontor/api"
	"poliskontor/api/app"
	"poliskontor/api/gate"
	"poliskontor/api/signin"
	"poliskontor/api/site"
	"poliskontor/calendar"
	"poliskontor/demo"
	"poliskontor/frontend"
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/situation"
	"poliskontor/scheduling/weeding"
	"poliskontor/storage"
)

// App is the whole program wired together, for the serve command and for tests that
// go from end to end.
type App struct {
	config     serveConfig
	clock      scheduling.Clock
	log        *slog.Logger
	store      *storage.Store
	site       *site.Site
	publishing *scheduling.Publishing
	alerts     *alerts.Sender // nil where nobody gets e-mail
	weeding    *weeding.Weeding
	situation  *situation.Pictures
	server     *http.Server
	// closing ends when the server is about to close; close ends it.
	closing context.Context
	close   context.CancelFunc
}

// openStore opens the database and brings it up to this version.
func openStore(ctx context.Context, c databaseConfig, clock scheduling.Clock, log *slog.Logger) (*storage.Store, error) {
	store, err := storage.Open(ctx, storage.Config{Database: c.Database, Clock: clock, Log: log})
	if err != nil {
		return nil, fmt.Errorf("POLISKONTOR_DATABASE: %w", err)
	}
	if err := store.Migrate(ctx); err != nil {
		return nil, fmt.Errorf("POLISKONTOR_DATABASE: %w", errors.Join(err, store.Close()))
	}
	return store, nil
}

// NewApp opens the database, brings it up to this version, loads the demonstration
// data where that is asked for, and builds everything that answers requests.
func NewApp(ctx context.Context, config serveConfig, clock scheduling.Clock, log *slog.Logger) (*App, error) {
	set, err := config.check()
	if err != nil {
		return nil, err
	}
	store, err := openStore(ctx, config.databaseConfig, clock, log)
	if err != nil {
		return nil, err
	}
	app := &App{config: config, clock: clock, log: log, store: store}
	app.closing, app.close = context.WithCancel(context.WithoutCancel(ctx))
	if err := app.wire(ctx, set, clock); err != nil {
		return nil, errors.Join(err, store.Close())
	}
	return app, nil
}

func (a *App) wire(ctx context.Context, set settings, clock scheduling.Clock) error {
	holidays := calendar.NewHolidays()
	people := accounts.New(a.store.People(), clock)
	if a.config.Demo {
		if err := demo.Load(ctx, a.store.FollowUp(), holidays, clock()); err != nil && !errors.Is(err, demo.ErrNotEmpty) {
			return err
		}
		if err := demo.AddAccounts(ctx, people, a.store.Districts()); err != nil {
			return err
		}
		if err := demo.AddDialogue(ctx, a.store.Dialogue(), people, clock()); err != nil {
			return fmt.Errorf("add the demonstration's dialogue: %w", err)
		}
		if err := demo.AddSituation(ctx, a.store.Weeding(), people, clock()); err != nil {
			return fmt.Errorf("add the demonstration's lägesbild: %w", err)
		}
	}
	// What was weeded is gone before anybody is answered.
	a.weeding = weeding.New(a.store.Weeding(), weeding.Folder(a.config.WeedingFolder), clock)
	weedAgain(ctx, a.weeding, a.log)
	a.situation = situation.New(a.store.Situation(), clock)
	var subscriptions *alerts.Service
	var err error
	if set.mail != nil {
		subscriptions = alerts.NewService(a.store.Subscriptions(), a.store, set.mail.vault, clock)
		a.alerts, err = alerts.NewSender(alerts.SenderConfig{
			Store: a.store.Subscriptions(), Schedule: a.store, Vault: set.mail.vault, Transport: set.mail.transport, Clock: clock,
			Duties: a.duties(), PublicURL: set.publicURL.String(), DaysAhead: set.mail.daysAhead, Log: a.log,
		})
		if err != nil {
			return err
		}
	}
	wishes := scheduling.NewWishes(a.store, clock)
	if a.site, err = newSite(a.config, set, a.store, subscriptions, clock, a.log); err != nil {
		return err
	}
	if err := a.site.Refresh(ctx); err != nil {
		return fmt.Errorf("build the public pages: %w", err)
	}
	dist, err := fs.Sub(frontend.Dist, "dist")
	if err != nil {
		return fmt.Errorf("find the planner's app: %w", err)
	}
	planner, err := app.New(dist)
	if err != nil {
		return err
	}
	// What is told is stored by then: neither a request that goes away now nor how far
	// its maker reaches may keep it from readers.
	tell := func(details ...any) {
		if err := a.site.Refresh(context.Background()); err != nil {
			a.log.Error("public pages wait for the next look", append(details, "cause", err)...)
		}
	}
	a.publishing = scheduling.NewPublishing(a.store, clock, holidays, func(_ context.Context, r scheduling.Release) {
		tell("release", r.Number, "district", r.DistrictID)
	})
	room, err := signin.New(signin.Config{
		Accounts: people, Districts: a.store.Districts(), Clock: clock, PublicURL: set.publicURL, Brand: a.config.Brand,
		Providers: set.providers, Home: app.Folder + "/", Log: a.log,
	})
	if err != nil {
		return err
	}
	handler := api.New(api.Config{
		Store: a.store, Registers: scheduling.NewRegisters(a.store),
		Schedule: scheduling.NewSchedule(a.store, clock, a.publishing), Publishing: a.publishing,
		Planning: scheduling.NewPlanning(a.store, clock, holidays), Checkpoints: scheduling.NewCheckpoints(a.store, clock), Dialogue: dialogue.New(a.store.Dialogue(), clock),
		Summaries: dialogue.NewSummaries(a.store.Dialogue(), clock, func() { tell() }), Weeding: a.weeding, Situation: a.situation,
		Activities: followup.NewActivities(a.store.FollowUp(), clock),
		Intakes:    scheduling.NewIntakes(a.store, clock), Patterns: scheduling.NewPatterns(a.store, holidays), Photos: scheduling.NewPhotos(a.store), Wishes: wishes,
		Reviews: followup.NewReviews(a.store.FollowUp(), clock),
		Site:    a.site, App: planner, Accounts: people, Answers: a.store.Answers(), Entrance: room, Clock: clock, Log: a.log, PublicURL: set.publicURL,
		SendsWeekly: set.mail != nil && a.duties() != nil, TrustedProxies: set.trustedProxies, SecurityContact: set.securityContact, Closing: a.closing,
		Ready: a.store.Ping, Version: version,
	})
	room.Register(handler)
	a.server = newServer(handler, a.log, usualPatience)
	return nil
}

// duties are what accounts are mailed about each week. Nobody is in a demonstration, whose
// addresses are made up.
func (a *App) duties() *alerts.Duties {
	if a.config.Demo {
		return nil
	}
	return &alerts.Duties{Accounts: a.store.People(), Actions: a.store.Dialogue().Actions()}
}

// newSite returns the public pages of a store, which show nothing before their first look at it.
func newSite(config serveConfig, set settings, store *storage.Store, subscriptions *alerts.Service, clock scheduling.Clock, log *slog.Logger) (*site.Site, error) {
	scripts, err := fs.Sub(frontend.Embed, "embed/dist")
	if err != nil {
		return nil, fmt.Errorf("find the scripts of the embedded timetable: %w", err)
	}
	return site.New(site.Config{
		Situation: situation.New(store.Situation(), clock), Alerts: subscriptions, Wishes: scheduling.NewWishes(store, clock), Gate: gate.New(store.Gate(), clock),
		Store: store, Summaries: store.Dialogue().Summaries(), FollowUp: store.FollowUp(), Clock: clock, PublicURL: set.publicURL, Brand: site.Brand{Name: config.Brand},
		Publisher: config.publisher(config.Demo), AccessibilityContact: config.AccessibilityContact,
		Demonstration: config.Demo, Atlas: set.atlas, Scripts: scripts, Log: log,
	})
}

// Serve answers requests on a listener until ctx ends, then lets those under way
// finish.
func (a *App) Serve(ctx context.Context, listener net.Listener) error {
	following, stop := context.WithCancel(ctx)
	defer stop()
	go a.site.Follow(following)
	go a.forget(following)
	go a.depart(following)
	go a.freeze(following)
	sending := a.send(following)
	defer func() {
		stop()
		select {
		case <-sending: // what was on its way is noted
		case <-time.After(a.config.Grace):
		}
	}()

	failed := make(chan error, 1)
	go func() { failed <- a.server.Serve(listener) }()
	select {
	case err := <-failed:
		return fmt.Errorf("serve on %s: %w", listener.Addr(), err)
	case <-ctx.Done():
	}
	a.close()
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), a.config.Grace)
	defer cancel()
	if err := a.server.Shutdown(grace); err != nil {
		return fmt.Errorf("stop within %s: %w", a.config.Grace, err)
	}
	return nil
}

// send sends e-mail until ctx ends, and tells when the last one is noted.
func (a *App) send(ctx context.Context) (done <-chan struct{}) {
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		if a.alerts != nil {
			a.alerts.Run(ctx)
		}
	}()
	return ended
}

// departEvery is how often it is seen whether a pending release's time has come.
const departEvery = time.Second

// depart lets releases go out that were asked for, once they cannot be taken back.
// Trouble is logged when it begins, not each second.
func (a *App) depart(ctx context.Context) {
	ticker := time.NewTicker(departEvery)
	defer ticker.Stop()
	for troubled := false; ; {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		err := a.publishing.Depart(ctx)
		if err != nil && !troubled && ctx.Err() == nil {
			a.log.ErrorContext(ctx, "releases that were asked for wait longer", "cause", err)
		}
		troubled = err != nil
	}
}

// freezeEvery is how often it is seen whether a week's lägesbild is ready.
const freezeEvery = time.Minute

// freeze keeps the figures of each week's lägesbild from its Friday morning on.
func (a *App) freeze(ctx context.Context) {
	ctx = scheduling.WithActor(ctx, scheduling.Actor{Name: "situation"})
	for troubled := false; ; {
		err := a.situation.Freeze(ctx)
		if err != nil && !troubled && ctx.Err() == nil {
			a.log.ErrorContext(ctx, "the lägesbild waits", "cause", err)
		}
		troubled = err != nil
		select {
		case <-ctx.Done():
			return
		case <-time.After(freezeEvery):
		}
	}
}

// forget removes what opens nothing any more, once an hour.
func (a *App) forget(ctx context.Context) {
	for {
		if err := a.store.People().RemoveEnded(ctx, a.clock()); err != nil && ctx.Err() == nil {
			a.log.WarnContext(ctx, "sessions that have ended wait for the next hour", "cause", err)
		}
		if err := a.store.Answers().Forget(ctx, a.clock().Add(-api.AnswersKept)); err != nil && ctx.Err() == nil {
			a.log.WarnContext(ctx, "answers that are too old wait for the next hour", "cause", err)
		}
		if err := a.store.Gate().Forget(ctx, a.clock()); err != nil && ctx.Err() == nil {
			a.log.WarnContext(ctx, "forms that were sent wait for the next hour", "cause", err)
		}
		if err := a.store.Subscriptions().Forget(ctx, a.clock(), a.clock().Add(-mailsKept)); err != nil && ctx.Err() == nil {
			a.log.WarnContext(ctx, "e-mail of the past waits for the next hour", "cause", err)
		}
		weedAgain(ctx, a.weeding, a.log)
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Hour):
		}
	}
}

// mailsKept is how long it is known that a mail was sent, beyond its matter: what it was
// about cannot come again then.
const mailsKept = 7 * 24 * time.Hour

// Close closes the database.
func (a *App) Close() error {
	a.close()
	return a.store.Close()
}
