package scheduling

import (
	"context"
	"time"
)

// AuditRepository reads the audit log. The log is written by the other repositories.
type AuditRepository interface {
	// List returns entries newest first.
	List(ctx context.Context, q Query) ([]AuditEntry, int, error)
}

// AuditEntry is one write: who, when, what, and what it was before and after.
type AuditEntry struct {
	ID       int64 // counts up
	At       time.Time
	Actor    Actor
	Action   string // create, update, delete, release
	Thing    string // the type's name in lower case: visit
	ThingID  string
	District DistrictID // "" where the thing belongs to no district
	Before   string     // JSON; "" where there was nothing
	After    string     // JSON; "" where nothing is left
}
