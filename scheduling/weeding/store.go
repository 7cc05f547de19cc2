package weeding

import (
	"context"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/situation"
)

// Store keeps what weeding goes by, and reaches what it weeds. Errors, the audit log and
// InTx are as of [scheduling.Store].
type Store interface {
	Rules() scheduling.Repository[Rule, RuleID]
	Holds() scheduling.Repository[Hold, HoldID]
	Lists() scheduling.Repository[List, ListID] // newest first
	Protocols() ProtocolRepository
	Schedule() scheduling.Store
	Dialogue() dialogue.Store
	Situation() situation.Store
	FollowUp() followup.Store

	InTx(ctx context.Context, f func(Store) error) error
}

// ProtocolRepository keeps protocols, which never change and never go.
type ProtocolRepository interface {
	// Add stores a protocol; Conflict with [scheduling.CodeExists] where it is there.
	Add(ctx context.Context, p Protocol) error
	// Get returns a protocol, or NotFound.
	Get(ctx context.Context, id ProtocolID) (Protocol, error)
	// List returns those of a district, or of all, newest first, and how many there are
	// without Limit and Offset.
	List(ctx context.Context, q scheduling.Query) ([]Protocol, int, error)
}
