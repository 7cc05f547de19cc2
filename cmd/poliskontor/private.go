package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"

	"poliskontor/alerts"
	"poliskontor/telemetry"
)

// privateConfig says where those who run the server see how it fares.
type privateConfig struct {
	Private string `env:"POLISKONTOR_PRIVATE,POLISKONTOR_METRICS_ADDR" help:"Address of a second listener, such as 127.0.0.1:9090, for /metrics and /debug/pprof/. It asks nobody who they are: keep it from the public. Off without one."`
	Backups string `env:"POLISKONTOR_BACKUPS" help:"Folder that backups are written to, so that /metrics can tell when the newest was made."`
}

func (c privateConfig) check() error {
	if c.Private == "" {
		return nil
	}
	if _, _, err := net.SplitHostPort(c.Private); err != nil {
		return fmt.Errorf("POLISKONTOR_PRIVATE %q is not HOST:PORT", c.Private)
	}
	return nil
}

// measure counts what the server does from now on, if anybody is to see it.
func (a *App) measure() {
	if a.config.Private == "" {
		return
	}
	a.metrics = telemetry.NewMetrics(telemetry.Sources{
		Version: version, Pool: a.store.Pool, Ping: a.store.Ping, Backups: a.config.Backups, Log: a.log,
		Shown: func() *telemetry.Shown {
			held := a.site.Held()
			if held == nil {
				return nil
			}
			return &telemetry.Shown{Taken: held.Taken, LastChange: held.LastChange, Documents: held.Documents, Bytes: held.Bytes}
		},
		Mails: func(ctx context.Context) (telemetry.Mails, error) {
			tally, err := a.store.Subscriptions().Tally(ctx)
			mails := telemetry.Mails{ByState: map[string]int{}, Subscribers: tally.Subscribers}
			for _, state := range []alerts.State{alerts.Waiting, alerts.Sent, alerts.Moot, alerts.GivenUp} {
				mails.ByState[string(state)] = tally.Mails[state]
			}
			return mails, err
		},
		Jobs: func(ctx context.Context) (telemetry.Jobs, error) {
			waiting, oldest, err := a.store.QueuedJobs(ctx)
			return telemetry.Jobs{Waiting: waiting, Oldest: oldest}, err
		},
	})
}

// servePrivate answers on the private listener until stop is called; nothing where there
// is none.
func (a *App) servePrivate(ctx context.Context) (stop func() error, err error) {
	if a.metrics == nil {
		return func() error { return nil }, nil
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", a.config.Private)
	if err != nil {
		return nil, fmt.Errorf("POLISKONTOR_PRIVATE: listen on %s: %w", a.config.Private, err)
	}
	server := newServer(a.metrics.Handler(), a.log, patience{
		header: usualPatience.header, body: usualPatience.body, idle: usualPatience.idle,
		answer: 10 * time.Minute, // a profile takes as long as it is asked to
	})
	ended := make(chan error, 1)
	go func() { ended <- server.Serve(listener) }()
	a.log.InfoContext(ctx, "the private listener answers", "address", listener.Addr().String())
	return func() error {
		err := server.Close()
		if failed := <-ended; !errors.Is(failed, http.ErrServerClosed) {
			err = errors.Join(err, failed)
		}
		return err
	}, nil
}
