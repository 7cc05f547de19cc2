package scheduling

import "context"

// Actor is who acts, for the audit log; never a secret.
type Actor struct {
	ID   string // the account's; "" for a command of the program itself
	Name string // "anna@example.se", "demo"
	From string // the address it came from, if any
	// Authority is whose the person is; "" for the program itself, which is no side's.
	Authority Owner
}

type actorKey struct{}

// WithActor returns a context whose writes are the actor's.
func WithActor(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, actorKey{}, a)
}

// ActorFrom returns who acts in a context, if anybody.
func ActorFrom(ctx context.Context) (Actor, bool) {
	a, ok := ctx.Value(actorKey{}).(Actor)
	return a, ok
}
