package alerts

import (
	"context"
	"time"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// Request is somebody's wish to subscribe that waits to be confirmed.
type Request struct {
	ID       string
	Hash     string // of the link's secret
	Lookup   string
	Address  []byte // sealed
	Language string
	Places   []scheduling.LocalityID
	Created  time.Time
	Ends     time.Time // after that it can no longer be confirmed
}

// Subscriber is somebody who has confirmed an address.
type Subscriber struct {
	ID       string
	Lookup   string
	Address  []byte // sealed
	Language string // "sv" or "en"
	Places   []scheduling.LocalityID
	Created  time.Time
}

// State says how a mail fares.
type State string

// The states of a mail.
const (
	Waiting State = "waiting"
	Sent    State = "sent"
	GivenUp State = "given_up" // refused for good, or for so long that it is too late
	Moot    State = "moot"     // nobody needed it any more when its turn came
)

// Mail is one message in the queue. There is one for each receiver and event. It says
// nothing itself: it is written when it is sent.
type Mail struct {
	ID string // also its Message-ID: a receiver that gets it twice sees that
	// Whose it is: one of the three.
	Subscriber string
	Request    string
	Account    accounts.AccountID
	Event      Event
	State      State
	Attempts   int
	Next       time.Time // when it is tried next
	Ends       time.Time // after that it is too late
	Refusal    string    // why it was given up: codes only, nothing that a server wrote
}

// Tally is how many there are of each.
type Tally struct {
	Subscribers, Requests int
	Mails                 map[State]int
	Refusals              map[string]int // of mails that were given up
}

// Store keeps subscriptions and the queue. Nothing of it is in the audit log, which would
// keep what a subscription's end removes.
type Store interface {
	// InTx runs f in one transaction.
	InTx(ctx context.Context, f func(Store) error) error

	AddRequest(ctx context.Context, r Request) error
	// RequestBy returns the request that a link's hash belongs to and that has not ended.
	RequestBy(ctx context.Context, hash string, now time.Time) (Request, bool, error)
	RequestOf(ctx context.Context, id string) (Request, bool, error)
	RemoveRequest(ctx context.Context, id string) error

	SubscriberOf(ctx context.Context, id string) (Subscriber, bool, error)
	SubscriberBy(ctx context.Context, lookup string) (Subscriber, bool, error)
	// PutSubscriber adds a subscriber or replaces one, places included.
	PutSubscriber(ctx context.Context, s Subscriber) error
	// RemoveSubscriber removes a subscriber with all that is queued.
	RemoveSubscriber(ctx context.Context, id string) error

	// Queue queues a request's mail.
	Queue(ctx context.Context, m Mail) error
	// QueueFor queues a mail about an event for each subscriber to one of the localities
	// that has none yet, and returns how many.
	QueueFor(ctx context.Context, event Event, slugs []string, now, ends time.Time) (int, error)
	// QueueOnce queues a mail about an event for each of the accounts, and returns whether
	// it did: it does so once, also where there is none among them.
	QueueOnce(ctx context.Context, event Event, to []accounts.AccountID, now, ends time.Time) (bool, error)
	// Due returns mails whose time has come, those that have waited longest first.
	Due(ctx context.Context, now time.Time, limit int) ([]Mail, error)
	// Settle notes how a mail fared, by its ID; nothing where it is gone.
	Settle(ctx context.Context, m Mail, now time.Time) error
	Tally(ctx context.Context) (Tally, error)

	// Lead makes holder the one who sends until a time, unless another is; an empty
	// holder's lead is over.
	Lead(ctx context.Context, holder string, now, until time.Time) (bool, error)
	// Resign ends the holder's lead.
	Resign(ctx context.Context, holder string) error

	// Count counts an attempt, and returns how many there have been in a time that begins
	// with the first one and lasts for window.
	Count(ctx context.Context, what string, now time.Time, window time.Duration) (int, error)
	// Forget removes requests that have ended, attempts older than a day, mails that were
	// settled before a time and whose matter has ended, and what QueueOnce has noted of
	// events a season ago.
	Forget(ctx context.Context, now, settledBefore time.Time) error
}
