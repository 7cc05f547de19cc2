package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"os"
	"slices"
	"strings"
	"time"

	"poliskontor/accounts"
	"poliskontor/backup"
	"poliskontor/demo"
	"poliskontor/scheduling"
	"poliskontor/scheduling/weeding"
	"poliskontor/storage"
)

// doctorCommand looks at what a server would be started with, and changes nothing.
type doctorCommand struct {
	serveConfig `embed:""`
}

// doctor writes down what it finds.
type doctor struct {
	config serveConfig
	clock  scheduling.Clock
	out    io.Writer
	// wrong counts what keeps a server from doing its work.
	wrong int
}

// mailPatience is how long the mail server may take.
const mailPatience = 10 * time.Second

// Run says what is well, what had better be otherwise, and what is wrong, with what to do;
// exit status 1 if anything is wrong.
func (c doctorCommand) Run(ctx context.Context, std stdio) error {
	d := &doctor{config: c.serveConfig, clock: time.Now, out: std.out}
	d.look(ctx)
	if d.wrong > 0 {
		return fmt.Errorf("%d wrong; what to do stands below each", d.wrong)
	}
	return nil
}

func (d *doctor) well(subject, found string, values ...any) {
	fmt.Fprintf(d.out, "well   %s: %s\n", subject, fmt.Sprintf(found, values...))
}

// better notes what works and had better be otherwise.
func (d *doctor) better(subject, found, remedy string) {
	fmt.Fprintf(d.out, "better %s: %s\n       %s\n", subject, found, remedy)
}

func (d *doctor) bad(subject string, cause error, remedy string) {
	d.wrong++
	fmt.Fprintf(d.out, "wrong  %s: %v\n       %s\n", subject, cause, remedy)
}

func (d *doctor) look(ctx context.Context) {
	set, err := d.config.check()
	if err != nil {
		d.bad("configuration", err, "Correct the value; poliskontor serve --help lists all of them.")
		return
	}
	d.configuration(set)
	d.mail(ctx, set)
	if path, found := strings.CutPrefix(d.config.Database, "sqlite:"); found {
		if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
			d.better("database", path+" is not there yet", "A server that starts makes it. If there was one, restore its newest backup.")
			return
		}
	}
	store, err := storage.Open(ctx, storage.Config{Database: d.config.Database, Clock: d.clock})
	if errors.Is(err, storage.ErrNewerSchema) {
		d.bad("database", err, "A newer program has been here: start that one again.")
		return
	}
	if err != nil {
		d.bad("database", err, "Start the database, or correct POLISKONTOR_DATABASE.")
		return
	}
	defer store.Close() //nolint:errcheck // it was only read
	if err := store.Check(ctx); err != nil {
		d.bad("database", err, "Run poliskontor migrate, after a backup; a server that starts does the same.")
		return
	}
	d.database(ctx, store)
	d.time(ctx, store)
	d.people(ctx, store)
	d.weeding()
	d.pages(ctx, set, store)
}

func (d *doctor) configuration(set settings) {
	const subject = "configuration"
	switch {
	case set.publicURL == nil:
		d.better(subject, "links follow the request", "Set POLISKONTOR_PUBLIC_URL, so that calendars keep one address.")
	case set.publicURL.Scheme != "https":
		d.better(subject, "the public address is not https", "Put https in front of the server: nobody else can sign in over the net.")
	default:
		d.well(subject, "the public reaches %s", set.publicURL)
	}
	if len(d.config.AccessibilityContact) == 0 {
		d.better(subject, "the accessibility statement names no way to report a barrier", "Set POLISKONTOR_ACCESSIBILITY_CONTACT: the law asks for it (2018:1937).")
	}
	if len(d.config.SecurityContact) == 0 {
		d.better(subject, "there is no security.txt", "Set POLISKONTOR_SECURITY_CONTACT.")
	}
}

func (d *doctor) mail(ctx context.Context, set settings) {
	if set.mail == nil {
		d.well("mail", "none is sent, since POLISKONTOR_SMTP_URL is not set")
		return
	}
	ctx, cancel := context.WithTimeout(ctx, mailPatience)
	defer cancel()
	session, err := set.mail.transport.Open(ctx)
	if err != nil {
		d.bad("mail", err, "Mails wait. Correct POLISKONTOR_SMTP_URL, or ask whoever runs the mail server.")
		return
	}
	session.Close()
	d.well("mail", "the server takes us in")
}

// database reads all that a backup's check reads.
func (d *doctor) database(ctx context.Context, store *storage.Store) {
	if err := backup.Sound(ctx, d.config.Database); err != nil {
		d.bad("database", err, "Stop the servers and restore the newest backup (poliskontor restore --replace).")
		return
	}
	report, err := store.Audit().Verify(ctx, scheduling.AuditHash{})
	if err == nil && report.Broken != nil {
		err = fmt.Errorf("the audit log is broken: %s", report.Broken)
	}
	if err != nil {
		d.bad("database", err, "Somebody wrote past the program, or a disk fails. Keep a copy, and compare it with backups (poliskontor restore --check).")
		return
	}
	d.well("database", "whole, with %d entries in the audit log", report.Count)
}

// time compares the machine's clock with what was written last.
func (d *doctor) time(ctx context.Context, store *storage.Store) {
	entries, _, err := store.Audit().List(ctx, scheduling.AuditQuery{Limit: 1})
	if err != nil || len(entries) == 0 {
		return // a database without entries has no time
	}
	if ahead := entries[0].At.Sub(d.clock()); ahead > time.Minute {
		d.bad("clock", fmt.Errorf("the last change was made %s from now, at %s", ahead.Round(time.Second), entries[0].At.Format(time.RFC3339)),
			"A clock was wrong, now or then. Let the machine's clock follow a time server before anything is released.")
		return
	}
	d.well("clock", "later than the last change, of %s", entries[0].At.Format(time.RFC3339))
}

func (d *doctor) people(ctx context.Context, store *storage.Store) {
	all, _, err := store.People().List(ctx, scheduling.Query{})
	if err != nil {
		d.bad("accounts", err, "Look at the database.")
		return
	}
	administrators, known := 0, 0
	for _, one := range all {
		if one.Closed {
			continue
		}
		if slices.ContainsFunc(one.Grants, func(g accounts.Grant) bool { return g.Role == accounts.Admin }) {
			administrators++
		}
		if slices.ContainsFunc(demo.Accounts, func(a demo.Account) bool { return a.Email == one.Email }) {
			known++
		}
	}
	if administrators == 0 {
		d.better("accounts", "nobody administers this", "Run poliskontor user add EMAIL --name NAME --role admin.")
	} else {
		d.well("accounts", "%d, of whom %d administer", len(all), administrators)
	}
	if known > 0 && !d.config.Demo {
		d.bad("accounts", fmt.Errorf("%d accounts of the demonstration, whose password everybody knows", known), "Begin with an empty database, or close them in the app.")
	}
}

func (d *doctor) weeding() {
	if err := weeding.Folder(d.config.WeedingFolder).Whole(); err != nil {
		d.bad("weeding", err, "A protocol is not as it was written: put back a copy of POLISKONTOR_WEEDING_FOLDER.")
		return
	}
	d.well("weeding", "every protocol is as it was written")
}

// pages renders everything public, as a server does when it starts.
func (d *doctor) pages(ctx context.Context, set settings, store *storage.Store) {
	began := time.Now()
	public, err := newSite(d.config, set, store, nil, siteHooks{}, d.clock, slog.New(slog.DiscardHandler))
	for _, do := range []func(context.Context) error{public.Refresh, public.Render, public.Count} {
		if err == nil {
			err = do(ctx)
		}
	}
	if err != nil {
		d.bad("public pages", err, "Readers get the pages from before, until a server restarts. This is a fault of the program's: report it.")
		return
	}
	d.well("public pages", "rendered in %s", time.Since(began).Round(time.Millisecond))
}
