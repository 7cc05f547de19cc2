package scheduling

import (
	"context"
	"time"
)

// AuditRepository is the audit log, which only grows. The other repositories enter
// every write in it themselves.
type AuditRepository interface {
	// Record enters what is no write: somebody read internal notes, or signed in.
	// The [Actor] is that of the context; without one it is a fault.
	Record(ctx context.Context, e AuditEvent) error
	// List returns entries newest first, and how many there are without Limit and
	// Offset. A context with a reach ([WithReach]) sees the entries of its districts
	// only.
	List(ctx context.Context, q AuditQuery) ([]AuditEntry, int, error)
	// Verify reads the whole log, whatever the context's reach, and tells whether it
	// is as it was written. noted is the hash that a former report ended with, to
	// see that the log continues that one; the zero value where none was noted. A
	// broken log is a finding of the report and no error.
	Verify(ctx context.Context, noted AuditHash) (AuditReport, error)
}

// AuditAction is what was done.
type AuditAction string

// The actions of the audit log.
const (
	AuditCreate        AuditAction = "create"
	AuditUpdate        AuditAction = "update"
	AuditDelete        AuditAction = "delete"
	AuditRelease       AuditAction = "release"
	AuditRead          AuditAction = "read" // of internal notes
	AuditSignIn        AuditAction = "sign_in"
	AuditSignInRefused AuditAction = "sign_in_refused"
	AuditSignOut       AuditAction = "sign_out"
)

// AuditEntry is one line of the audit log: who, when, what, and what it was before
// and after.
type AuditEntry struct {
	ID       int64 // the entry's place in the log, from 1 without a gap
	At       time.Time
	Actor    Actor
	Action   AuditAction
	Thing    string // the type's name in lower case: visit
	ThingID  string
	District DistrictID // "" where the thing belongs to no district
	Before   string     // JSON; "" where there was nothing
	After    string     // JSON; "" where nothing is left
	Hash     AuditHash  // of the entry and all before it: [AuditEntry.Seal]
}

// AuditEvent is what happened, where nothing was written.
type AuditEvent struct {
	Action   AuditAction
	Thing    string
	ThingID  string // "" where it was several, or none
	District DistrictID
	// Details say more, such as why a sign-in was refused; never a secret. They are
	// kept as the entry's After.
	Details map[string]string
}

// AuditQuery narrows the audit log. What is zero does not narrow.
type AuditQuery struct {
	DistrictID  DistrictID
	Actor       string // the account's ID, or the name that it acted under
	Action      AuditAction
	Thing       string
	ThingID     string
	After       int64     // entries behind this one
	From, Until time.Time // written in [From, Until)
	Limit       int       // 0 for all
	Offset      int
}
