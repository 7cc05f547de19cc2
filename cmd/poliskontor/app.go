package main

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"log/slog"
	"net"
	"net/http"
	"sync"
	"time"

	"poliskontor/accounts"
	"poliskontor/alerts"
	"poliskontor/api"
	"poliskontor/api/app"
	"poliskontor/api/gate"
	"poliskontor/api/signin"
	"poliskontor/api/site"
	"poliskontor/calendar"
	"poliskontor/frontend"
	"poliskontor/purge"
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/fetching"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/situation"
	"poliskontor/scheduling/weeding"
	"poliskontor/storage"
	"poliskontor/telemetry"
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
	fetches    *fetching.Fetches
	server     *http.Server
	metrics    *telemetry.Metrics // nil where nobody looks at them
	tracing    *telemetry.Tracing // nil where nobody gets traces
	purger     *purge.Purger      // nil where no cache is told of changes
	// closing ends when the server is about to close; close ends it.
	closing context.Context
	close   context.CancelFunc
	// leaving ends before that, when the server is to get no new readers; leave ends it.
	leaving context.Context
	leave   context.CancelFunc
	// opened tells that the database has been reached.
	opened bool
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

// NewApp builds everything that answers requests, opens the database, brings it up to this
// version, and loads the demonstration data where that is asked for. Where the database cannot
// be reached, public pages are as the snapshot on disk has them, and [App.Serve] goes on trying.
func NewApp(ctx context.Context, config serveConfig, clock scheduling.Clock, log *slog.Logger) (*App, error) {
	set, err := config.check()
	if err != nil {
		return nil, err
	}
	store, err := storage.Later(storage.Config{Database: config.Database, Clock: clock, Log: log})
	if err != nil {
		return nil, fmt.Errorf("POLISKONTOR_DATABASE: %w", err)
	}
	app := &App{config: config, clock: clock, log: log, store: store}
	app.closing, app.close = context.WithCancel(context.WithoutCancel(ctx))
	app.leaving, app.leave = context.WithCancel(context.WithoutCancel(ctx))
	err = app.wire(ctx, set, clock)
	if err == nil {
		err = app.openOrRestore(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, app.Close())
	}
	return app, nil
}

func (a *App) wire(ctx context.Context, set settings, clock scheduling.Clock) error {
	holidays := calendar.NewHolidays()
	people := accounts.New(a.store.People(), clock)
	a.weeding = weeding.New(a.store.Weeding(), weeding.Folder(a.config.WeedingFolder), clock)
	a.situation = situation.New(a.store.Situation(), clock)
	a.fetches = fetching.New(a.store.Fetching(), clock)
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
	a.measure()
	if err := a.trace(ctx, set); err != nil {
		return err
	}
	planning := scheduling.NewPlanning(a.store, clock, holidays)
	if a.metrics != nil {
		planning.Watch(scheduling.EngineWatch{Ended: a.metrics.Planned, Refused: a.metrics.PlanRefused})
	}
	if a.site, err = newSite(a.config, set, a.store, subscriptions, a.hooks(set), clock, a.log); err != nil {
		return err
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
		if a.metrics != nil {
			a.metrics.Released()
		}
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
		Planning: planning, Checkpoints: scheduling.NewCheckpoints(a.store, clock), Dialogue: dialogue.New(a.store.Dialogue(), clock),
		Summaries: dialogue.NewSummaries(a.store.Dialogue(), clock, func() { tell() }), Weeding: a.weeding, Situation: a.situation, Fetches: a.fetches,
		Activities: followup.NewActivities(a.store.FollowUp(), clock),
		Intakes:    scheduling.NewIntakes(a.store, clock), Patterns: scheduling.NewPatterns(a.store, holidays), Photos: scheduling.NewPhotos(a.store), Wishes: wishes,
		Reviews: followup.NewReviews(a.store.FollowUp(), clock),
		Site:    a.site, App: planner, Accounts: people, Answers: a.store.Answers(), Entrance: room, Clock: clock, Log: a.log, PublicURL: set.publicURL,
		SendsWeekly: set.mail != nil && a.duties() != nil, TrustedProxies: set.trustedProxies, SecurityContact: set.securityContact,
		Closing: a.closing, Leaving: a.leaving,
		Watch: a.watcher(), Ready: a.store.Ping, Version: version,
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
func newSite(config serveConfig, set settings, store *storage.Store, subscriptions *alerts.Service, hears siteHooks, clock scheduling.Clock, log *slog.Logger) (*site.Site, error) {
	scripts, err := fs.Sub(frontend.Embed, "embed/dist")
	if err != nil {
		return nil, fmt.Errorf("find the scripts of the embedded timetable: %w", err)
	}
	shown := site.Config{
		Situation: situation.New(store.Situation(), clock), Alerts: subscriptions, Wishes: scheduling.NewWishes(store, clock), Gate: gate.New(store.Gate(), clock),
		Store: store, Summaries: store.Dialogue().Summaries(), FollowUp: store.FollowUp(), Clock: clock, PublicURL: set.publicURL, Brand: site.Brand{Name: config.Brand},
		Publisher: config.publisher(config.Demo), AccessibilityContact: config.AccessibilityContact,
		Demonstration: config.Demo, Atlas: set.atlas, Scripts: scripts, Refreshed: hears.refreshed, Changed: hears.changed, Fetched: hears.fetched, File: config.snapshotFile(), Log: log,
	}
	if store.Listens() {
		shown.News = store.Listen
	}
	return site.New(shown)
}

// Serve answers requests on a listener until ctx ends. Then it is ready for nobody new, after
// a while closes, and lets the requests under way finish. It fails where the database turns
// out to be none that this program can use.
func (a *App) Serve(ctx context.Context, listener net.Listener) (err error) {
	stopPrivate, err := a.servePrivate(ctx)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, stopPrivate()) }()
	working, stop := context.WithCancel(context.WithoutCancel(ctx))
	unusable := make(chan error, 1)
	var work sync.WaitGroup
	work.Go(func() { a.site.Keep(working) })
	work.Go(func() { a.keepFetches(working) })
	work.Go(func() {
		if err := a.await(working); err != nil {
			unusable <- err
			return
		}
		a.work(working, &work)
	})
	defer func() {
		stop()
		done := make(chan struct{})
		go func() {
			defer close(done)
			work.Wait() // a mail that was on its way is noted, and what is shown is on disk
		}()
		select {
		case <-done:
		case <-time.After(a.config.Grace):
		}
	}()

	failed := make(chan error, 1)
	express := a.express(listener)
	if express != nil {
		listener = express
	}
	go func() { failed <- a.server.Serve(listener) }()
	var trouble error
	select {
	case err := <-failed:
		return fmt.Errorf("serve on %s: %w", listener.Addr(), err)
	case trouble = <-unusable:
	case <-ctx.Done():
		a.leave()
		time.Sleep(a.config.Drain)
	}
	a.close()
	grace, cancel := context.WithTimeout(context.WithoutCancel(ctx), a.config.Grace)
	defer cancel()
	var left error
	if express != nil {
		left = express.Shutdown(grace)
	}
	if err := errors.Join(left, a.server.Shutdown(grace)); err != nil {
		return errors.Join(trouble, fmt.Errorf("stop within %s: %w", a.config.Grace, err))
	}
	return trouble
}

// work does until ctx ends what nobody asks for.
func (a *App) work(ctx context.Context, all *sync.WaitGroup) {
	all.Go(func() { a.site.Follow(ctx) })
	all.Go(func() { a.runJobs(ctx) })
	all.Go(func() { a.keepWeeded(ctx) })
	if a.purger != nil {
		all.Go(func() { a.purger.Run(ctx) })
	}
	if a.alerts != nil {
		all.Go(func() { a.alerts.KeepOwed(ctx) })
	}
}

// Close closes the database.
func (a *App) Close() error {
	a.leave()
	a.close()
	a.endTracing()
	return a.store.Close()
}
