package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"poliskontor/api"
	"poliskontor/jobs"
	"poliskontor/scheduling"
	"poliskontor/storage"
)

const (
	// promptEvery is how often it is seen to jobs that transactions leave behind, for those
	// whose server died, and for mails that are tried again.
	promptEvery = 5 * time.Second
	// minutely is for what is to happen at some minute.
	minutely = time.Minute
	// sendWithin is longer than the mail server may think over one mail.
	sendWithin = 15 * time.Minute
	// mailsKept is how long it is known that a mail was sent, beyond its matter: what it was
	// about cannot come again then.
	mailsKept = 7 * 24 * time.Hour
)

// runJobs does jobs until ctx ends.
func (a *App) runJobs(ctx context.Context) {
	queue, err := a.store.Queue()
	if err == nil {
		config := jobs.Config{Jobs: a.jobs(), Queue: queue, Ping: a.reached, Expected: scheduling.IsAway, Log: a.log}
		if a.metrics != nil {
			config.Ended = a.metrics.JobEnded
		}
		err = jobs.New(config).Run(ctx)
	}
	if err != nil {
		a.log.ErrorContext(ctx, "nothing is done by itself on this server any more: no release on its way goes out and no e-mail", "cause", err)
	}
}

// reached tells whether the database is to be reached; one that is slow is.
func (a *App) reached(ctx context.Context) error {
	if err := a.store.Ping(ctx); storage.Unreachable(err) {
		return err
	}
	return nil
}

// jobs are what servers do that nobody asks for.
func (a *App) jobs() []jobs.Job {
	all := []jobs.Job{
		{Kind: storage.DepartJob, Every: promptEvery, Prompt: true, Within: time.Minute, Do: a.publishing.Depart,
			Waits: "releases that were asked for wait longer"},
		{Kind: storage.SendJob, Every: promptEvery, Prompt: true, Within: sendWithin, Do: a.send, Waits: "e-mail waits"},
		{Kind: "freeze", Every: minutely, Within: time.Minute, Do: a.freeze, Waits: "the lägesbild waits"},
		{Kind: "forget", Every: time.Hour, Within: 10 * time.Minute, Do: a.forget, Waits: "what is of no use any more is forgotten later"},
	}
	if a.alerts == nil {
		return all
	}
	return append(all,
		jobs.Job{Kind: "remind", Every: minutely, Within: time.Minute, Do: a.alerts.Remind, Waits: "reminders of visits wait"},
		jobs.Job{Kind: "week", Every: minutely, Within: time.Minute, Do: a.alerts.TellWeek, Waits: "the week's mail waits"})
}

// send sends e-mail. Where nobody gets any there is nothing to do with what was left behind.
func (a *App) send(ctx context.Context) error {
	if a.alerts == nil {
		return nil
	}
	more, err := a.alerts.Send(ctx)
	if more {
		return jobs.ErrMore
	}
	return err
}

// freeze keeps the figures of each week's lägesbild from its Friday morning on.
func (a *App) freeze(ctx context.Context) error {
	return a.situation.Freeze(scheduling.WithActor(ctx, scheduling.Actor{Name: "situation"}))
}

// forget removes what opens nothing any more.
func (a *App) forget(ctx context.Context) error {
	var faults []error
	doing := func(what string, err error) {
		if err != nil {
			faults = append(faults, fmt.Errorf("%s: %w", what, err))
		}
	}
	now := a.clock()
	doing("sessions that have ended", a.store.People().RemoveEnded(ctx, now))
	doing("answers that are too old", a.store.Answers().Forget(ctx, now.Add(-api.AnswersKept)))
	doing("forms that were sent", a.store.Gate().Forget(ctx, now))
	doing("e-mail of the past", a.store.Subscriptions().Forget(ctx, now, now.Add(-mailsKept)))
	doing("counts of old fetches", a.fetches.Forget(ctx))
	return errors.Join(faults...)
}

// keepWeeded weeds again what a restored backup brings back, once an hour. It is no job that
// one server does for all: each has its own folder of protocols.
func (a *App) keepWeeded(ctx context.Context) {
	for {
		weedAgain(ctx, a.weeding, a.log)
		select {
		case <-ctx.Done():
			return
		case <-time.After(time.Hour):
		}
	}
}
