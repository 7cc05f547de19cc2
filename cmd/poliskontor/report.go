package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"time"

	"poliskontor/calendar"
	"poliskontor/report"
	"poliskontor/scheduling"
	"poliskontor/scheduling/followup"
	"poliskontor/storage"
)

// reportCommand makes the report that a forum such as lokala Brå follows a pledge up by.
type reportCommand struct {
	databaseConfig `embed:""`
	logConfig      `embed:""`
	Pledge         string `required:"" placeholder:"SLUG" help:"The pledge, by its part of public addresses: kristianstad-2025."`
	Year           int    `placeholder:"YEAR" help:"The year; this one where left out."`
	Format         string `enum:"pdf,docx,xlsx" default:"pdf" help:"pdf to print, docx to edit, xlsx for all figures with the rows behind them."`
	Language       string `enum:"sv,en" default:"sv" help:"The language: sv or en."`
	Out            string `short:"o" placeholder:"FILE" help:"Where to write it; standard output where left out."`
}

// Run makes the report.
func (c reportCommand) Run(ctx context.Context, std stdio) error {
	store, err := openStore(ctx, c.databaseConfig, time.Now, c.logger(std))
	if err != nil {
		return err
	}
	body, err := c.body(ctx, store, time.Now)
	if err := errors.Join(err, store.Close()); err != nil {
		return err
	}
	if c.Out == "" {
		_, err := std.out.Write(body)
		return err
	}
	if err := os.WriteFile(c.Out, body, 0o600); err != nil {
		return err
	}
	fmt.Fprintf(std.err, "%s: %d bytes\n", c.Out, len(body))
	return nil
}

func (c reportCommand) body(ctx context.Context, store *storage.Store, now scheduling.Clock) ([]byte, error) {
	found, _, err := store.Pledges().List(ctx, scheduling.Query{Slug: c.Pledge})
	if err != nil {
		return nil, err
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("there is no pledge %s", c.Pledge)
	}
	year := c.Year
	if year == 0 {
		year, _, _ = scheduling.DayOf(now()).Date()
	}
	review, err := followup.NewReviews(store.FollowUp(), now).Of(ctx, found[0].ID, followup.Year(year))
	if scheduling.KindOf(err) == scheduling.Refused {
		return nil, fmt.Errorf("pledge %s was never in force", c.Pledge)
	}
	if err != nil {
		return nil, err
	}
	return report.Make(review, calendar.Language(c.Language), report.Format(c.Format))
}
