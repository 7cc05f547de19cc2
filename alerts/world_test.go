//go:build unix

package alerts_test

import (
	"bytes"
	"context"
	"io"
	"mime"
	"mime/multipart"
	"mime/quotedprintable"
	"net/url"
	"os"
	"regexp"
	"strings"
	"testing"
	"time"

	"poliskontor/alerts"
	"poliskontor/alerts/smtp"
	"poliskontor/alerts/smtptest"
	"poliskontor/calendar"
	"poliskontor/safelog/logtest"
	"poliskontor/scheduling"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

func TestMain(m *testing.M) { os.Exit(storagetest.Main(m)) }

// world is a district whose visits are told by e-mail through a server that takes all but
// what refuse says.
type world struct {
	t          *testing.T
	address    string // of the database
	ctx        context.Context
	now        time.Time
	store      *storage.Store
	seeds      storagetest.Seeds
	schedule   *scheduling.Schedule
	publishing *scheduling.Publishing
	service    *alerts.Service
	config     alerts.SenderConfig
	sender     *alerts.Sender
	mails      *smtptest.Server
	refuse     func(offer int, m smtptest.Mail) error
	seen       int // of the mails that were looked at
	log        bytes.Buffer
}

func newWorld(t *testing.T, address string) *world {
	t.Helper()
	w := &world{t: t, ctx: storagetest.Context(t), now: storagetest.Now, address: address}
	clock := func() time.Time { return w.now }
	w.store = storagetest.Open(t, address, clock)
	w.seeds = storagetest.Seed(t, w.store)
	w.publishing = scheduling.NewPublishing(w.store, clock, calendar.NewHolidays(), nil)
	w.schedule = scheduling.NewSchedule(w.store, clock, w.publishing)
	w.mails = smtptest.New(t, func(offer int, m smtptest.Mail) error {
		if w.refuse == nil {
			return nil
		}
		return w.refuse(offer, m)
	})
	vault, err := alerts.NewVault(bytes.Repeat([]byte{7}, alerts.SecretBytes))
	w.must(err)
	transport, err := smtp.New(smtp.Config{URL: w.mails.URL(), From: "Mobilt poliskontor <kontor@example.se>"})
	w.must(err)
	w.service = alerts.NewService(w.store.Subscriptions(), w.store, vault, clock)
	w.config = alerts.SenderConfig{Store: w.store.Subscriptions(), Schedule: w.store, Vault: vault,
		Duties:    &alerts.Duties{Accounts: w.store.People(), Actions: w.store.Dialogue().Actions()},
		Transport: transport, Clock: clock, PublicURL: "https://kontor.example", DaysAhead: 2, Log: logtest.New(&w.log)}
	w.sender = w.another(w.config)
	return w
}

// another is a sender of another server.
func (w *world) another(config alerts.SenderConfig) *alerts.Sender {
	w.t.Helper()
	sender, err := alerts.NewSender(config)
	w.must(err)
	return sender
}

func (w *world) must(err error) {
	w.t.Helper()
	if err != nil {
		w.t.Fatal(err)
	}
}

func (w *world) slug(i int) string { return w.seeds.Localities[i].Slug }

// ask asks for mail about places, by index.
func (w *world) ask(address, language string, places ...int) {
	w.t.Helper()
	var slugs []string
	for _, i := range places {
		slugs = append(slugs, w.slug(i))
	}
	w.must(w.service.Ask(w.ctx, "192.0.2.1", address, language, slugs))
}

// subscribe asks, reads the mail and confirms; it returns the secret of the own link.
func (w *world) subscribe(address, language string, places ...int) string {
	w.t.Helper()
	w.ask(address, language, places...)
	w.round()
	own, err := w.service.Confirm(w.ctx, w.one(address).code(w.t, alerts.ConfirmPath))
	w.must(err)
	return own
}

// round lets the sender do what is due.
func (w *world) round() { w.t.Helper(); w.must(w.sender.Round(w.ctx)) }

// fresh returns the mails since the last look.
func (w *world) fresh() []letter {
	w.t.Helper()
	var letters []letter
	for _, m := range w.mails.Taken()[w.seen:] {
		letters = append(letters, read(w.t, m))
		w.seen++
	}
	return letters
}

// one is the only mail since the last look.
func (w *world) one(to string) letter {
	w.t.Helper()
	letters := w.fresh()
	if len(letters) != 1 || letters[0].To != to {
		w.t.Fatalf("got %d mails, want one to %s: %+v", len(letters), to, letters)
	}
	return letters[0]
}

func (w *world) none() {
	w.t.Helper()
	if letters := w.fresh(); len(letters) > 0 {
		w.t.Errorf("got mail that nobody wants: %q to %s", letters[0].subject, letters[0].To)
	}
}

// plan announces a visit on a day of the first weeks with a shift.
func (w *world) plan(site, day, from int) scheduling.Visit {
	w.t.Helper()
	v, err := w.schedule.Plan(w.ctx, w.seeds.Visit(site, storagetest.Monday+scheduling.Day(day), from*60, from*60+120))
	w.must(err)
	w.release()
	return v
}

func (w *world) release() {
	w.t.Helper()
	last, err := w.store.Releases().Last(w.ctx, w.seeds.District.ID)
	w.must(err)
	_, err = w.publishing.Release(w.ctx, scheduling.Order{DistrictID: w.seeds.District.ID, After: last, Comment: "Ny tidtabell"})
	w.must(err)
}

// change changes a visit and releases that at once.
func (w *world) change(v scheduling.Visit, f func(scheduling.VisitRef) (scheduling.Visit, error)) {
	w.t.Helper()
	stored, err := w.schedule.Get(w.ctx, v.ID)
	w.must(err)
	_, err = f(scheduling.VisitRef{ID: v.ID, Version: stored.Version, Release: true})
	w.must(err)
}

func (w *world) cancel(v scheduling.Visit) {
	w.t.Helper()
	w.change(v, func(ref scheduling.VisitRef) (scheduling.Visit, error) {
		return w.schedule.Cancel(w.ctx, ref, "Bilen är trasig")
	})
}

// letter is a mail as its reader sees it.
type letter struct {
	smtptest.Mail
	subject, text, html string
}

func read(t *testing.T, m smtptest.Mail) letter {
	t.Helper()
	subject, err := new(mime.WordDecoder).DecodeHeader(m.Header.Get("Subject"))
	if err != nil {
		t.Fatal(err)
	}
	l := letter{Mail: m, subject: subject}
	_, params, err := mime.ParseMediaType(m.Header.Get("Content-Type"))
	if err != nil {
		t.Fatal(err)
	}
	parts := multipart.NewReader(strings.NewReader(m.Body), params["boundary"])
	for _, body := range []*string{&l.text, &l.html} {
		part, err := parts.NextRawPart()
		if err != nil {
			t.Fatal(err)
		}
		content, err := io.ReadAll(quotedprintable.NewReader(part))
		if err != nil {
			t.Fatal(err)
		}
		*body = strings.ReplaceAll(string(content), "\r\n", "\n")
	}
	return l
}

var links = regexp.MustCompile(`https://\S+`)

// code is the secret of the link to a page.
func (l letter) code(t *testing.T, path string) string {
	t.Helper()
	for _, link := range links.FindAllString(l.text, -1) {
		u, err := url.Parse(link)
		if err == nil && strings.HasSuffix(u.Path, path) {
			return u.Query().Get(alerts.CodeParameter)
		}
	}
	t.Fatalf("no link to %s in\n%s", path, l.text)
	return ""
}

func wantText(t *testing.T, text string, parts ...string) {
	t.Helper()
	for _, part := range parts {
		if !strings.Contains(text, part) {
			t.Errorf("%q is missing in\n%s", part, text)
		}
	}
}
