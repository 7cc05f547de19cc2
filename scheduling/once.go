package scheduling

import (
	"context"
	"sync/atomic"
)

// Once is a request that may arrive more than once and is to be carried out once. The
// first transaction that commits in its context keeps Name and Request together with what
// it writes, or is refused as a [Conflict] with [CodeUnderWay] where they are kept already.
// So what is written and the knowledge that it is stand or fall together.
type Once struct {
	Name    string // the same each time the request is sent, and for no other
	Request string // tells one request from another under the same name

	kept atomic.Bool
}

// Kept tells whether something was written.
func (o *Once) Kept() bool { return o.kept.Load() }

// Keep notes that a transaction with this request has committed. It is for the store.
func (o *Once) Keep() { o.kept.Store(true) }

type onceKey struct{}

// WithOnce returns a context whose writes are the request's.
func WithOnce(ctx context.Context, o *Once) context.Context {
	return context.WithValue(ctx, onceKey{}, o)
}

// OnceFrom returns the request that a context writes for; nil where it may be done twice.
func OnceFrom(ctx context.Context) *Once {
	o, _ := ctx.Value(onceKey{}).(*Once)
	return o
}
