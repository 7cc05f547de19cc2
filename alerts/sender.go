package alerts

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"sync/atomic"
	"time"

	"poliskontor/scheduling"
)

// Transport reaches a mail server.
type Transport interface {
	Open(ctx context.Context) (Session, error)
}

// Session is one connection to a mail server.
type Session interface {
	// Send hands a letter over. Nil means that the server has taken it, and nothing else
	// does. The error is a [Refusal] where the server said no, and else a fault of the
	// connection, after which the session is only closed. No error holds an address.
	Send(l Letter) error
	Close()
}

// Refusal is a mail server's no to one letter.
type Refusal struct {
	Code      string // "550 5.1.1", without the words, which may hold the address
	Permanent bool
}

func (r *Refusal) Error() string { return "the mail server refuses: " + r.Code }

// SenderConfig is what a [Sender] is made from.
type SenderConfig struct {
	Store     Store
	Schedule  scheduling.Store
	Vault     *Vault
	Transport Transport
	Clock     scheduling.Clock
	// Duties are what accounts are told of each week; nil where they are told of nothing.
	Duties *Duties
	// PublicURL is the address of the site, without a slash at the end.
	PublicURL string
	// DaysAhead is how many days before a visit its subscribers are reminded.
	DaysAhead int
	Log       *slog.Logger
}

// Sender sends what is queued.
type Sender struct {
	SenderConfig
	composer *composer
	holder   string
	until    atomic.Int64 // when the lead ends, by the machine's clock, in nanoseconds
	looked   time.Time    // when visits that come soon were looked for
	// week is the last one, by its Monday, that accounts have been told of.
	week scheduling.Day
	// owed are mails that a server has taken and the database does not know it yet.
	owed map[string]Mail
	// faults counts connections that failed, since one that did not.
	faults int
}

// NewSender returns a sender.
func NewSender(config SenderConfig) (*Sender, error) {
	languages, err := loadLanguages()
	if err != nil {
		return nil, err
	}
	return &Sender{SenderConfig: config, holder: rand.Text(), owed: map[string]Mail{},
		composer: &composer{store: config.Store, schedule: config.Schedule, duties: config.Duties, vault: config.Vault, base: config.PublicURL, languages: languages}}, nil
}

const (
	// lead is how long a server that has died keeps others from sending. It is short, so
	// that a restarted server goes on soon, and renewed all the time, so that a slow mail
	// server does not end it.
	lead      = 10 * time.Second
	renewed   = 3 * time.Second
	lookEvery = time.Second
	// Visits that come soon are looked for so often.
	soonEvery = time.Minute
	// batch is how many mails are read at once.
	batch = 100
)

// Run sends until ctx ends, as long as no other server does. A mail that is being sent then
// is finished and noted first.
func (s *Sender) Run(ctx context.Context) {
	leading := make(chan struct{})
	go func() {
		defer close(leading)
		s.keepLead(ctx)
	}()
	for troubled := false; ctx.Err() == nil; {
		wait := lookEvery
		if s.leads() {
			err := s.round(ctx)
			if err != nil && !troubled && ctx.Err() == nil {
				s.Log.ErrorContext(ctx, "e-mail waits", "cause", err)
			}
			troubled = err != nil
			wait = max(wait, s.pause())
		}
		select {
		case <-ctx.Done():
		case <-time.After(wait):
		}
	}
	<-leading
	if err := s.Store.Resign(context.WithoutCancel(ctx), s.holder); err != nil {
		s.Log.WarnContext(ctx, "another server begins to send e-mail a little later", "cause", err)
	}
}

// keepLead is the one who sends, if nobody else is, and goes on to be it.
func (s *Sender) keepLead(ctx context.Context) {
	for {
		now := time.Now()
		mine, err := s.Store.Lead(ctx, s.holder, now, now.Add(lead))
		switch {
		case err != nil:
			// The lead that there is ends by itself.
		case mine:
			s.until.Store(now.Add(lead - renewed).UnixNano())
		default:
			s.until.Store(0)
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(renewed):
		}
	}
}

func (s *Sender) leads() bool { return time.Now().UnixNano() < s.until.Load() }

// pause is how long no connection is tried after some that failed in a row.
func (s *Sender) pause() time.Duration {
	if s.faults < 2 {
		return 0 // connections are lost now and then
	}
	return min(time.Second<<min(s.faults, 10), 5*time.Minute)
}

// wait is how long a mail waits that was tried so often.
func wait(attempts int) time.Duration { return min(time.Second<<min(attempts-1, 12), time.Hour) }

// round sends what is due, until nothing is.
func (s *Sender) round(ctx context.Context) error {
	if err := s.noteOwed(ctx); err != nil {
		return err
	}
	if err := s.queueSoon(ctx); err != nil {
		return err
	}
	if err := s.queueWeek(ctx); err != nil {
		return err
	}
	due, err := s.Store.Due(ctx, s.Clock(), batch)
	if err != nil || len(due) == 0 {
		return err
	}
	if err := s.composer.begin(ctx, s.Clock()); err != nil {
		return err
	}
	open, cancel := context.WithTimeout(ctx, 30*time.Second)
	session, err := s.Transport.Open(open)
	cancel()
	if err != nil {
		s.faults++
		return fmt.Errorf("reach the mail server: %w", err)
	}
	defer session.Close()
	for _, m := range due {
		if ctx.Err() != nil || !s.leads() {
			return ctx.Err()
		}
		if err := s.one(ctx, session, m); err != nil {
			return err
		}
	}
	s.faults = 0
	return nil
}

// one sends a mail and notes what came of it. The error ends the session.
func (s *Sender) one(ctx context.Context, session Session, m Mail) error {
	now := s.Clock()
	if !m.Ends.After(now) {
		m.Refusal = "late"
		return s.giveUp(ctx, m)
	}
	letter, err := s.composer.compose(ctx, m, now)
	switch {
	case errors.Is(err, errMoot):
		m.State = Moot
		return s.settle(ctx, m)
	case errors.Is(err, errUnreadable):
		m.Refusal = "unreadable"
		return s.giveUp(ctx, m)
	case err != nil:
		return err
	}
	err = session.Send(letter)
	m.Attempts++
	if err == nil {
		// Nothing comes between the server's word and this note: who dies here sends the
		// mail once more, under the same Message-ID.
		m.State = Sent
		s.owed[m.ID] = m
		return s.noteOwed(ctx)
	}
	var refusal *Refusal
	refused := errors.As(err, &refusal)
	if refused && refusal.Permanent {
		m.Refusal = refusal.Code
		return s.giveUp(ctx, m)
	}
	m.Next = now.Add(wait(m.Attempts))
	if noted := s.settle(ctx, m); noted != nil {
		return noted
	}
	if refused {
		return nil
	}
	s.faults++
	return fmt.Errorf("talk with the mail server: %w", err)
}

// noteOwed notes which mails a server has taken. Until that is done none is sent.
func (s *Sender) noteOwed(ctx context.Context) error {
	for id, m := range s.owed {
		if err := s.settle(ctx, m); err != nil {
			return err
		}
		delete(s.owed, id)
	}
	return nil
}

// giveUp notes that a mail will never arrive, and tells whoever runs the server.
func (s *Sender) giveUp(ctx context.Context, m Mail) error {
	m.State = GivenUp
	s.Log.ErrorContext(ctx, "an e-mail is given up", "mail", m.ID, "about", m.Event.kind(), "attempts", m.Attempts, "because", m.Refusal)
	return s.settle(ctx, m)
}

func (s *Sender) settle(ctx context.Context, m Mail) error {
	return s.Store.Settle(context.WithoutCancel(ctx), m, s.Clock())
}

// remindedAt is the minute of the day when reminders are sent: not in the night.
const remindedAt = 9 * 60

// queueSoon queues a reminder of every visit that is near, once.
func (s *Sender) queueSoon(ctx context.Context) error {
	now := s.Clock()
	if since := now.Sub(s.looked); since >= 0 && since < soonEvery {
		return nil
	}
	visits, err := s.Schedule.Releases().Announced(ctx, "", now)
	if err != nil {
		return fmt.Errorf("look for visits that come soon: %w", err)
	}
	for _, v := range visits {
		if !s.reminds(v, now) {
			continue
		}
		event := Event{Visit: v.ID, Day: scheduling.DayOf(v.Starts)}
		if _, err := s.Store.QueueFor(ctx, event, []string{v.Locality.Slug}, now, v.Starts); err != nil {
			return err
		}
	}
	s.looked = now
	return nil
}

// reminds tells whether a visit's reminder is due. Who was told of a change since then has
// been reminded by that.
func (s *Sender) reminds(v scheduling.PublicVisit, now time.Time) bool {
	from := (scheduling.DayOf(v.Starts) - scheduling.Day(s.DaysAhead)).At(remindedAt)
	return stands(v) && !now.Before(from) && now.Before(v.Starts) && (v.Sequence == 0 || v.Changed.Before(from))
}
