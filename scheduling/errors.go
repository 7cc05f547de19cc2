package scheduling

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Kind says what sort of mistake an [Error] is, and so what the caller can do.
type Kind string

// The kinds of errors.
const (
	Invalid  Kind = "invalid"   // the input breaks a rule; Violations name each field
	NotFound Kind = "not_found" // no such thing, or not for this caller
	Conflict Kind = "conflict"  // valid, but it collides with what is stored
	Stale    Kind = "stale"     // somebody else changed it first; Current is what is stored now
	Refused  Kind = "refused"   // the state it is in does not allow this

	Forbidden Kind = "forbidden" // not for this caller
	Later     Kind = "later"     // too soon after other attempts
	Busy      Kind = "busy"      // too many do the same right now
)

// Error is a mistake that the caller can understand and mend. Anything else that
// comes out of this package is a fault of the system.
type Error struct {
	Kind       Kind
	Code       Code              // stable, for machines and for wording
	Params     map[string]string // values for the wording
	Violations []Violation       // for Invalid
	Current    any               // for Stale: the stored value, of the same type as the one refused
	cause      error
}

// Violation is one broken rule of an input.
type Violation struct {
	Field  string // the field in the domain's words, such as "ends" or "position.lat"
	Code   Code
	Params map[string]string
}

func (e *Error) Error() string {
	parts := []string{string(e.Kind), string(e.Code) + describe(e.Params)}
	for _, v := range e.Violations {
		parts = append(parts, v.Field+" "+string(v.Code)+describe(v.Params))
	}
	if e.cause != nil {
		parts = append(parts, e.cause.Error())
	}
	return strings.Join(parts, ": ")
}

func (e *Error) Unwrap() error { return e.cause }

func describe(params map[string]string) string {
	var b strings.Builder
	for _, key := range slices.Sorted(maps.Keys(params)) {
		fmt.Fprintf(&b, " %s=%q", key, params[key])
	}
	return b.String()
}

// KindOf returns the kind of the [Error] in err's chain, or "" for a fault of the system.
func KindOf(err error) Kind {
	var e *Error
	if errors.As(err, &e) {
		return e.Kind
	}
	return ""
}

// HasCode tells whether err is an [Error] with that code, at the top or at a field.
func HasCode(err error, code Code) bool {
	var e *Error
	if !errors.As(err, &e) {
		return false
	}
	return e.Code == code || slices.ContainsFunc(e.Violations, func(v Violation) bool { return v.Code == code })
}

// NotFoundError says that there is no such thing.
func NotFoundError(thing, id string) *Error {
	return &Error{Kind: NotFound, Code: CodeNotFound, Params: map[string]string{"thing": thing, "id": id}}
}

// StaleError says that the stored value is another than the caller saw.
func StaleError(current any) *Error {
	return &Error{Kind: Stale, Code: CodeStale, Current: current}
}

// ConflictError says that the input collides with what is stored; cause may be nil.
func ConflictError(code Code, cause error) *Error {
	return &Error{Kind: Conflict, Code: code, cause: cause}
}

func refused(code Code, params ...string) *Error {
	return &Error{Kind: Refused, Code: code, Params: pairs(params)}
}

func pairs(keysAndValues []string) map[string]string {
	if len(keysAndValues) == 0 {
		return nil
	}
	params := make(map[string]string, len(keysAndValues)/2)
	for i := 0; i+1 < len(keysAndValues); i += 2 {
		params[keysAndValues[i]] = keysAndValues[i+1]
	}
	return params
}

// violations collects broken rules, so that a person learns of all at once.
type violations []Violation

func (v *violations) add(field string, code Code, params ...string) {
	*v = append(*v, Violation{Field: field, Code: code, Params: pairs(params)})
}

func (v *violations) check(ok bool, field string, code Code, params ...string) {
	if !ok {
		v.add(field, code, params...)
	}
}

func (v violations) err() error {
	if len(v) == 0 {
		return nil
	}
	return &Error{Kind: Invalid, Code: CodeInvalid, Violations: v}
}

// firstViolation is the first broken rule of an [Invalid] error.
func firstViolation(err error) (Code, map[string]string) {
	var e *Error
	if !errors.As(err, &e) || len(e.Violations) == 0 {
		return CodeInvalid, nil
	}
	return e.Violations[0].Code, e.Violations[0].Params
}

// InvalidField is an [Error] about one field, for callers that read input before
// this package sees it.
func InvalidField(field string, code Code, params ...string) *Error {
	return &Error{Kind: Invalid, Code: CodeInvalid, Violations: []Violation{{Field: field, Code: code, Params: pairs(params)}}}
}

// within returns an [Invalid] error with its fields named as parts of a larger
// input; any other error as it is.
func within(prefix string, err error) error {
	var e *Error
	if !errors.As(err, &e) || e.Kind != Invalid {
		return err
	}
	larger := *e
	larger.Violations = slices.Clone(e.Violations)
	for i := range larger.Violations {
		larger.Violations[i].Field = prefix + larger.Violations[i].Field
	}
	return &larger
}
