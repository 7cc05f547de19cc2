package storage

import (
	"errors"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
	"github.com/ncruces/go-sqlite3"

	"poliskontor/scheduling"
)

// operation is what was being done when the database refused.
type operation int

const (
	writing operation = iota
	deleting
)

// refusals are the names under which the schema refuses: of constraints, and of
// what triggers raise. They are the same in both databases.
var refusals = map[string]func(cause error) error{
	"office_double_booked":  conflict(scheduling.CodeDoubleBooked),
	"office_no_travel_time": conflict(scheduling.CodeNoTravelTime),
	"shift_overlap":         conflict(scheduling.CodeOverlap),
	"absence_overlap":       conflict(scheduling.CodeOverlap),
	"release_raced":         conflict(scheduling.CodeReleaseRaced),
	"pledge_signed": func(error) error {
		return &scheduling.Error{Kind: scheduling.Refused, Code: scheduling.CodePledgeSigned}
	},
}

func conflict(code scheduling.Code) func(error) error {
	return func(cause error) error { return scheduling.ConflictError(code, cause) }
}

// translated is what a refusal of the database means in the domain. Other errors,
// the broken checks of values that were not checked before among them, stay faults.
func translated(err error, doing operation) error {
	name, kind := refusalOf(err)
	if refusal, known := refusals[name]; known {
		return refusal(err)
	}
	switch {
	case kind == taken:
		return scheduling.ConflictError(scheduling.CodeExists, err)
	case kind == reference && doing == deleting:
		return scheduling.ConflictError(scheduling.CodeInUse, err)
	case kind == reference:
		return scheduling.ConflictError(scheduling.CodeUnknown, err)
	}
	return err
}

// refusalKind is the sort of constraint that refuses, where it is one of no
// particular name.
type refusalKind int

const (
	other     refusalKind = iota
	taken                 // a key that exists
	reference             // to what does not exist, or from what still does
)

// refusalOf returns the name of the constraint or trigger that refused, if the
// database gives it, and its sort.
func refusalOf(err error) (name string, kind refusalKind) {
	var postgres *pgconn.PgError
	if errors.As(err, &postgres) {
		switch postgres.Code {
		case "23505": // unique_violation
			return postgres.ConstraintName, taken
		case "23503", "23001": // foreign_key_violation; restrict_violation, by which newer servers name ON DELETE RESTRICT
			return postgres.ConstraintName, reference
		}
		return postgres.ConstraintName, other
	}
	var sqlite *sqlite3.Error
	if errors.As(err, &sqlite) {
		switch sqlite.ExtendedCode() {
		case sqlite3.CONSTRAINT_UNIQUE, sqlite3.CONSTRAINT_PRIMARYKEY:
			return "", taken
		case sqlite3.CONSTRAINT_FOREIGNKEY:
			return "", reference
		case sqlite3.CONSTRAINT_TRIGGER:
			// What a trigger raises is its message, as is this one of ON DELETE RESTRICT.
			raised := strings.TrimPrefix(sqlite.Error(), sqlite3.CONSTRAINT_TRIGGER.Error()+": ")
			if raised == "FOREIGN KEY constraint failed" {
				return "", reference
			}
			return raised, other
		}
	}
	return "", other
}

// givenUp tells whether the database gave up on a transaction because of others, so
// that it may well succeed when tried again.
func givenUp(err error) bool {
	var postgres *pgconn.PgError
	if errors.As(err, &postgres) {
		return postgres.Code == "40001" || postgres.Code == "40P01" // serialization_failure, deadlock_detected
	}
	return errors.Is(err, sqlite3.BUSY)
}
