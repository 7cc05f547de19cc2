package alerts

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"sync"
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

// Sender sends what is queued. Its methods are jobs: each does what is due and returns.
type Sender struct {
	SenderConfig
	composer *composer
	holder   string
	until    atomic.Int64 // when the lead ends, by the machine's clock, in nanoseconds
	sending  sync.Mutex   // held by the one who sends; guards what follows
	rest     time.Time    // until when no connection is tried, by the machine's clock
	fault    error        // why
	// owed are mails that a server has taken and the database does not know it yet.
	owed map[string]Mail
	// faults counts connections that failed, since one that did not.
	faults int

	telling sync.Mutex // guards what follows
	// week is the last one, by its Monday, that accounts have been told of.
	week scheduling.Day
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
	// that another one goes on soon, and renewed all the time, so that a slow mail server
	// does not end it.
	lead    = 10 * time.Second
	renewed = 3 * time.Second
	// sendFor is how long is sent in one go, where there is that much.
	sendFor = 30 * time.Second
	// batch is how many mails are read at once.
	batch = 100
)

// Send sends what is due, and tells whether there is more. Only one server sends at a time;
// on others it returns at once. A mail that is being sent when ctx ends is finished and noted
// first.
func (s *Sender) Send(ctx context.Context) (more bool, err error) {
	if !s.sending.TryLock() {
		return false, nil
	}
	defer s.sending.Unlock()
	if time.Now().Before(s.rest) {
		return false, s.fault
	}
	if waits, err := s.waits(ctx); err != nil || !waits {
		return false, err
	}
	mine, err := s.takeLead(ctx)
	if err != nil || !mine {
		return false, err
	}
	leading, stop := context.WithCancel(context.WithoutCancel(ctx)) // until the last mail is noted
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		s.keepLead(leading)
	}()
	defer func() {
		stop()
		<-ended
		if len(s.owed) == 0 { // else nobody is to send them again before this server has noted them
			s.resign(ctx)
		}
	}()
	for began := time.Now(); ctx.Err() == nil && s.leads(); {
		if time.Since(began) > sendFor {
			return true, nil
		}
		sent, err := s.round(ctx)
		if err != nil {
			s.fault, s.rest = err, time.Now().Add(s.pause())
			return false, err
		}
		if !sent {
			break
		}
	}
	return false, ctx.Err()
}

// waits tells whether there is anything to do. Most of the time there is not.
func (s *Sender) waits(ctx context.Context) (bool, error) {
	if len(s.owed) > 0 {
		return true, nil
	}
	due, err := s.Store.Due(ctx, s.Clock(), 1)
	return len(due) > 0, err
}

// takeLead makes this server the one who sends, unless another one is.
func (s *Sender) takeLead(ctx context.Context) (bool, error) {
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
	return mine, err
}

// keepLead goes on to be the one who sends.
func (s *Sender) keepLead(ctx context.Context) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(renewed):
		}
		s.takeLead(ctx) //nolint:errcheck // it is tried again, and ends by itself
	}
}

func (s *Sender) resign(ctx context.Context) {
	s.until.Store(0)
	if err := s.Store.Resign(context.WithoutCancel(ctx), s.holder); err != nil && !scheduling.IsAway(err) {
		s.Log.WarnContext(ctx, "another server begins to send e-mail a little later", "cause", err)
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

// round sends what is due, as much as is read at once, and tells whether anything was.
func (s *Sender) round(ctx context.Context) (sent bool, err error) {
	if err := s.noteOwed(ctx); err != nil {
		return false, err
	}
	due, err := s.Store.Due(ctx, s.Clock(), batch)
	if err != nil || len(due) == 0 {
		return false, err
	}
	if err := s.composer.begin(ctx, s.Clock()); err != nil {
		return false, err
	}
	open, cancel := context.WithTimeout(ctx, 30*time.Second)
	session, err := s.Transport.Open(open)
	cancel()
	if err != nil {
		s.faults++
		return false, fmt.Errorf("reach the mail server: %w", err)
	}
	defer session.Close()
	for _, m := range due {
		if ctx.Err() != nil || !s.leads() {
			return true, ctx.Err()
		}
		if err := s.one(ctx, session, m); err != nil {
			return true, err
		}
	}
	s.faults = 0
	return true, nil
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

// KeepOwed notes until ctx ends what this server alone knows: which mails a server has taken
// while the database did not answer.
func (s *Sender) KeepOwed(ctx context.Context) {
	ticker := time.NewTicker(time.Second)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		}
		if s.sending.TryLock() {
			s.noteOwed(ctx) //nolint:errcheck // it is tried again
			s.sending.Unlock()
		}
	}
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

// Remind queues a reminder of every visit that is near, once by any number of servers.
func (s *Sender) Remind(ctx context.Context) error {
	now := s.Clock()
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
	return nil
}

// reminds tells whether a visit's reminder is due. Who was told of a change since then has
// been reminded by that.
func (s *Sender) reminds(v scheduling.PublicVisit, now time.Time) bool {
	from := (scheduling.DayOf(v.Starts) - scheduling.Day(s.DaysAhead)).At(remindedAt)
	return stands(v) && !now.Before(from) && now.Before(v.Starts) && (v.Sequence == 0 || v.Changed.Before(from))
}
