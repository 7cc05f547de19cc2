package main

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"os/exec"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"poliskontor/alerts"
	"poliskontor/alerts/smtptest"
	"poliskontor/scheduling"
	"poliskontor/storage"
	"poliskontor/storage/storagetest"
)

// followers is how many people follow the place whose visit is cancelled.
const followers = 500

var alertKey = bytes.Repeat([]byte{3}, alerts.SecretBytes)

// TestAlertsArriveOnce sends a cancellation to 500 people through a server that fails every
// third time, and kills the program twice while it does: once while the mail server has a mail
// that it will refuse, once when it has taken one and the program has not heard so. That one
// comes again, under the same Message-ID, which tells its receiver.
func TestAlertsArriveOnce(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		t.Parallel()
		address := database.Fresh(t)
		cancelForFollowers(t, storagetest.Open(t, address, time.Now))

		var running atomic.Pointer[exec.Cmd]
		died := make(chan struct{}, 1)
		kill := func() {
			if err := running.Load().Process.Kill(); err != nil {
				t.Error(err)
			}
			died <- struct{}{}
		}
		taken := 0
		server := smtptest.New(t, func(offer int, _ smtptest.Mail) error {
			switch {
			case offer == 100:
				kill()
				return smtptest.Refused(451) // nobody hears it
			case offer%3 == 0:
				return smtptest.Refused(451)
			}
			if taken++; taken == 150 {
				kill()
			}
			return nil
		})
		start := func() process {
			return startProcess(t, address, "", "POLISKONTOR_SMTP_URL="+server.URL(), "POLISKONTOR_MAIL_FROM=Mobilt poliskontor <kontor@example.se>",
				"POLISKONTOR_PUBLIC_URL=https://kontor.example", "POLISKONTOR_SECRET_KEY="+base64.StdEncoding.EncodeToString(alertKey))
		}
		for range 2 {
			process := start()
			running.Store(process.command)
			select {
			case <-died:
			case <-time.After(2 * time.Minute):
				t.Fatalf("it sends no more after %d mails", len(server.Taken()))
			}
			process.command.Wait() //nolint:errcheck // it says that it was killed
		}
		last := start()
		running.Store(last.command)
		defer last.kill(t)
		arrived := awaitAll(t, server)
		doubles := 0
		for to, ids := range arrived {
			if len(ids) != 1 {
				t.Errorf("%s got %d different mails: %v", to, len(ids), ids)
			}
			for _, times := range ids {
				doubles += times - 1
			}
		}
		if len(arrived) != followers || doubles > 1 {
			t.Errorf("%d of %d have got it, %d twice", len(arrived), followers, doubles)
		}
		t.Logf("%d mails arrived; %d came twice under the same Message-ID", len(arrived), doubles)
	})
}

// TestAnotherServerSends kills the server that sends while another one runs, which goes on.
func TestAnotherServerSends(t *testing.T) {
	t.Parallel()
	address := storagetest.OnPostgres.Fresh(t)
	cancelForFollowers(t, storagetest.Open(t, address, time.Now))
	doomed := make(chan *exec.Cmd)
	server := smtptest.New(t, func(offer int, _ smtptest.Mail) error {
		if offer == 100 {
			if err := (<-doomed).Process.Kill(); err != nil {
				t.Error(err)
			}
			return smtptest.Refused(451) // nobody hears it
		}
		return nil
	})
	start := func() process {
		return startProcess(t, address, "", "POLISKONTOR_SMTP_URL="+server.URL(), "POLISKONTOR_MAIL_FROM=Mobilt poliskontor <kontor@example.se>",
			"POLISKONTOR_PUBLIC_URL=https://kontor.example", "POLISKONTOR_SECRET_KEY="+base64.StdEncoding.EncodeToString(alertKey))
	}
	first := start()
	select {
	case <-server.Came():
	case <-time.After(2 * time.Minute):
		t.Fatal("nothing is sent")
	}
	second := start()
	defer second.kill(t)
	doomed <- first.command
	first.command.Wait() //nolint:errcheck // it says that it was killed
	died := time.Now()
	arrived := awaitAll(t, server)
	for to, ids := range arrived {
		for id, times := range ids {
			if len(ids) != 1 || times != 1 {
				t.Errorf("%s got %s %d times, of %d", to, id, times, len(ids))
			}
		}
	}
	t.Logf("the rest came within %s", time.Since(died))
}

// workdays is a calendar without holidays: the visit's day is any.
type workdays struct{}

func (workdays) On(scheduling.Day) scheduling.Holiday { return scheduling.Holiday{} }

// cancelForFollowers announces a visit and cancels it for 500 who follow its place.
func cancelForFollowers(t *testing.T, store *storage.Store) {
	t.Helper()
	ctx := storagetest.Context(t)
	seeds := storagetest.Seed(t, store)
	vault, err := alerts.NewVault(alertKey)
	if err != nil {
		t.Fatal(err)
	}
	if err := store.Subscriptions().InTx(ctx, func(subscriptions alerts.Store) error {
		for i := range followers {
			address := fmt.Sprintf("folk%03d@example.se", i)
			if err := subscriptions.PutSubscriber(ctx, vault.Subscriber(fmt.Sprintf("subscriber-%03d", i), address, "sv", seeds.Localities[0].ID)); err != nil {
				return err
			}
		}
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	publishing := scheduling.NewPublishing(store, time.Now, workdays{}, nil)
	schedule := scheduling.NewSchedule(store, time.Now, publishing)
	day := scheduling.DayOf(time.Now()) + 20
	shift := seeds.Shifts[0]
	shift.ID, shift.Starts, shift.Ends = scheduling.NewID[scheduling.ShiftID](), day.At(9*60), day.At(17*60)
	if err := store.Shifts().Create(ctx, shift); err != nil {
		t.Fatal(err)
	}
	visit, err := schedule.Plan(ctx, seeds.Visit(0, day, 10*60, 12*60))
	if err == nil {
		_, err = publishing.Release(ctx, scheduling.Order{DistrictID: seeds.District.ID, Comment: "Nytt"})
	}
	if err == nil {
		visit, err = schedule.Get(ctx, visit.ID)
	}
	if err == nil {
		_, err = schedule.Cancel(ctx, scheduling.VisitRef{ID: visit.ID, Version: visit.Version, Release: true}, "Bilen är trasig")
	}
	if err != nil {
		t.Fatal(err)
	}
}

// awaitAll waits until everybody has got a mail, and returns how often each Message-ID came,
// by address.
func awaitAll(t *testing.T, server *smtptest.Server) map[string]map[string]int {
	t.Helper()
	for {
		arrived := map[string]map[string]int{}
		for _, m := range server.Taken() {
			if !strings.Contains(m.Body, "INST") {
				t.Fatalf("a mail about something else: %s", m.Body)
			}
			if arrived[m.To] == nil {
				arrived[m.To] = map[string]int{}
			}
			arrived[m.To][m.ID()]++
		}
		if len(arrived) == followers {
			return arrived
		}
		select {
		case <-server.Came():
		case <-time.After(2 * time.Minute):
			t.Fatalf("only %d of %d have got it", len(arrived), followers)
		}
	}
}

func TestMailIsCounted(t *testing.T) {
	address := storagetest.SQLite(t)
	cancelForFollowers(t, storagetest.Open(t, address, time.Now))
	t.Setenv("POLISKONTOR_DATABASE", address)
	out, err := command(t, "alerts")
	if err != nil {
		t.Fatal(err)
	}
	contains(t, out, "subscribers: 500\n", "to be confirmed: 0\n", "mails waiting: 500\n", "mails given_up: 0\n")
}

func TestWrongMailConfiguration(t *testing.T) {
	key := base64.StdEncoding.EncodeToString(alertKey)
	right := map[string]string{
		"POLISKONTOR_SMTP_URL": "smtp://kontor:" + "hemligt@mail.example.se", "POLISKONTOR_MAIL_FROM": "Kontoret <kontor@example.se>",
		"POLISKONTOR_PUBLIC_URL": "https://kontor.example", "POLISKONTOR_SECRET_KEY": key,
		"POLISKONTOR_DATABASE": "mysql://stops-the-start",
	}
	for _, wrong := range []struct{ variable, value, says string }{
		{"", "", "POLISKONTOR_DATABASE"}, // all is right but that
		{"POLISKONTOR_SMTP_URL", "mail.example.se:587", "POLISKONTOR_SMTP_URL"},
		{"POLISKONTOR_SMTP_URL", "smtp://kontor:hemligt@mail.example.se?tls=perhaps", "tls=none"},
		{"POLISKONTOR_SMTP_URL", "smtps://mail.example.se?tls=none", "tls=none"},
		{"POLISKONTOR_MAIL_FROM", "", "POLISKONTOR_MAIL_FROM"},
		{"POLISKONTOR_MAIL_FROM", "kontoret", "POLISKONTOR_MAIL_FROM"},
		{"POLISKONTOR_PUBLIC_URL", "", "POLISKONTOR_PUBLIC_URL"},
		{"POLISKONTOR_SECRET_KEY", "", "POLISKONTOR_SECRET_KEY"},
		{"POLISKONTOR_SECRET_KEY", "hemligt", "base64"},
		{"POLISKONTOR_SECRET_KEY", "aGVtbGlndA==", "32"},
		{"POLISKONTOR_SECRET_KEY_FILE", "/nowhere/key", "one of them"},
		{"POLISKONTOR_SMTP_PASSWORD_FILE", "/nowhere/password", "POLISKONTOR_SMTP_PASSWORD_FILE"},
		{"POLISKONTOR_ALERT_DAYS", "15", "POLISKONTOR_ALERT_DAYS"},
	} {
		t.Run(wrong.variable+"="+wrong.value, func(t *testing.T) {
			for name, value := range right {
				t.Setenv(name, value)
			}
			if wrong.variable != "" {
				t.Setenv(wrong.variable, wrong.value)
			}
			out, err := command(t, "serve")
			if err == nil {
				t.Fatal("the server started")
			}
			if said := err.Error(); !strings.Contains(said, wrong.says) || strings.Contains(said, "\n") || strings.Contains(said+out, "hemligt") || strings.Contains(said+out, key) {
				t.Errorf("it says %q after %q", said, out)
			}
		})
	}
}
