// Package gate lets people through a form that everybody may send, and keeps machines from
// sending it by the thousand. It asks no third party and sets no cookie: with script the
// browser solves a small puzzle, without it the form waits a little.
package gate

import (
	"context"
	"crypto/hmac"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"math/bits"
	"strconv"
	"strings"
	"sync"
	"time"

	"poliskontor/scheduling"
)

// Bits is how many zero bits the hash of a solved puzzle begins with: some 130,000 hashes,
// a second or two of an old telephone.
const Bits = 17

const (
	// lasts is how long somebody may take for the form.
	lasts = 12 * time.Hour
	// slowest is how long a form without a solution must have been open.
	slowest = 20 * time.Second
	window  = time.Hour
	// So many forms come from one address of the net in an hour: with a solution, and without.
	mostSolved   = 30
	mostUnsolved = 5
)

// The codes of what is refused.
const (
	CodeOld   scheduling.Code = "gate_old"   // the ticket has ended, or is none of ours
	CodeSoon  scheduling.Code = "gate_soon"  // without a solution, too soon
	CodeLater scheduling.Code = "gate_later" // too many from there
)

// Gate hands out tickets and looks at them.
type Gate struct {
	store scheduling.Gate
	now   scheduling.Clock

	mu     sync.Mutex
	secret []byte
}

// New returns the gate of a store.
func New(store scheduling.Gate, now scheduling.Clock) *Gate { return &Gate{store: store, now: now} }

// Ticket is what a form brings back: who may send it, once.
type Ticket struct {
	ID   string // what the puzzle is about
	Text string // signed
	Ends time.Time
}

// Issue makes a ticket for a form that is shown.
func (g *Gate) Issue(ctx context.Context) (Ticket, error) {
	key, err := g.key(ctx)
	if err != nil {
		return Ticket{}, err
	}
	issued := g.now().Unix()
	id := rand.Text()[:20]
	body := id + "." + strconv.FormatInt(issued, 10)
	return Ticket{ID: id, Text: body + "." + sign(key, "ticket", body), Ends: time.Unix(issued, 0).Add(lasts)}, nil
}

// Read returns the ticket that a form brought back. The error is of kind
// [scheduling.Refused] with [CodeOld].
func (g *Gate) Read(ctx context.Context, text string) (Ticket, error) {
	key, err := g.key(ctx)
	if err != nil {
		return Ticket{}, err
	}
	at := strings.LastIndexByte(text, '.')
	if at < 0 || !hmac.Equal([]byte(text[at+1:]), []byte(sign(key, "ticket", text[:at]))) {
		return Ticket{}, refused(CodeOld)
	}
	id, issued, _ := strings.Cut(text[:at], ".")
	seconds, err := strconv.ParseInt(issued, 10, 64)
	ticket := Ticket{ID: id, Text: text, Ends: time.Unix(seconds, 0).Add(lasts)}
	if err != nil || !ticket.Ends.After(g.now()) {
		return Ticket{}, refused(CodeOld)
	}
	return ticket, nil
}

// Admit lets a form through that was sent with a ticket. It counts who it lets through, by
// the address that they come from, which is kept as a keyed hash for an hour. The error is of
// kind [scheduling.Refused] with [CodeSoon], or [scheduling.Later] with [CodeLater].
func (g *Gate) Admit(ctx context.Context, caller string, ticket Ticket, solution string) error {
	most, what := mostSolved, "form-solved"
	if !Solved(ticket.ID, solution) {
		most, what = mostUnsolved, "form-unsolved"
		if issued := ticket.Ends.Add(-lasts); g.now().Before(issued.Add(slowest)) {
			return refused(CodeSoon)
		}
	}
	key, err := g.key(ctx)
	if err != nil {
		return err
	}
	sent, err := g.store.Count(ctx, what+":"+sign(key, what, caller), g.now(), window)
	if err == nil && sent > most {
		return &scheduling.Error{Kind: scheduling.Later, Code: CodeLater, Params: map[string]string{"seconds": strconv.Itoa(int(window.Seconds()))}}
	}
	return err
}

// Solved tells whether a number solves the puzzle of a ticket: SHA-256 of the ticket's ID, a
// point and the number begins with [Bits] zero bits.
func Solved(id, solution string) bool {
	if _, err := strconv.ParseUint(solution, 10, 53); err != nil {
		return false
	}
	sum := sha256.Sum256([]byte(id + "." + solution))
	zeros := 0
	for _, b := range sum {
		zeros += bits.LeadingZeros8(b)
		if b != 0 {
			break
		}
	}
	return zeros >= Bits
}

func (g *Gate) key(ctx context.Context) ([]byte, error) {
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.secret == nil {
		secret, err := g.store.Secret(ctx)
		if err != nil {
			return nil, err
		}
		g.secret = secret
	}
	return g.secret, nil
}

func sign(key []byte, what, value string) string {
	sum := hmac.New(sha256.New, key)
	sum.Write([]byte(what + "\x00" + value))
	return base64.RawURLEncoding.EncodeToString(sum.Sum(nil))
}

func refused(code scheduling.Code) error {
	return &scheduling.Error{Kind: scheduling.Refused, Code: code}
}
