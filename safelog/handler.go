// Package safelog keeps secrets out of the log, and lines apart, whatever a caller
// logs: what others send cannot begin a line of its own, colour a terminal or turn
// the reading direction, in no format.
package safelog

import (
	"context"
	"encoding"
	"encoding/json"
	"fmt"
	"log/slog"
	"slices"
)

// New returns a handler that hands on to another what may be written.
func New(next slog.Handler) slog.Handler { return handler{next} }

type handler struct{ next slog.Handler }

// Enabled is the next handler's.
func (h handler) Enabled(ctx context.Context, level slog.Level) bool {
	return h.next.Enabled(ctx, level)
}

// Handle cleans a record and hands it on. Most need no cleaning, and cost little.
func (h handler) Handle(ctx context.Context, r slog.Record) error {
	clear := plain(r.Message)
	r.Attrs(func(a slog.Attr) bool {
		clear = clear && isClear(a)
		return clear
	})
	if clear {
		return h.next.Handle(ctx, r)
	}
	clean := slog.NewRecord(r.Time, r.Level, Text(r.Message), r.PC)
	r.Attrs(func(a slog.Attr) bool {
		clean.AddAttrs(attribute(a))
		return true
	})
	return h.next.Handle(ctx, clean)
}

// WithAttrs cleans what all records of a logger have in common.
func (h handler) WithAttrs(attrs []slog.Attr) slog.Handler {
	clean := make([]slog.Attr, len(attrs))
	for i, a := range attrs {
		clean[i] = attribute(a)
	}
	return handler{h.next.WithAttrs(clean)}
}

// WithGroup cleans a group's name.
func (h handler) WithGroup(name string) slog.Handler { return handler{h.next.WithGroup(Text(name))} }

// isClear tells that an attribute stays as it is. That it does not tell means nothing.
func isClear(a slog.Attr) bool {
	if !names.clear(a.Key) {
		return false
	}
	switch a.Value.Kind() {
	case slog.KindString:
		return plain(a.Value.String())
	case slog.KindBool, slog.KindDuration, slog.KindFloat64, slog.KindInt64, slog.KindTime, slog.KindUint64:
		return true
	default:
		return false
	}
}

func attribute(a slog.Attr) slog.Attr {
	value := a.Value.Resolve()
	switch {
	case value.Kind() == slog.KindGroup:
		group := slices.Clone(value.Group())
		for i, inner := range group {
			group[i] = attribute(inner)
		}
		return slog.Attr{Key: Text(a.Key), Value: slog.GroupValue(group...)}
	case secretName.MatchString(a.Key):
		return slog.String(Text(a.Key), hidden)
	case value.Kind() == slog.KindString:
		return slog.String(Text(a.Key), Text(value.String()))
	case value.Kind() == slog.KindAny && value.Any() != nil:
		return slog.String(Text(a.Key), Text(said(value.Any())))
	}
	return slog.Attr{Key: Text(a.Key), Value: value}
}

// said is a value in its own words: what it says of itself, or else its JSON, in which
// secrets hide themselves (encoding.TextMarshaler) and fields keep their names.
func said(value any) (text string) {
	defer func() {
		if recover() != nil { // a nil in an interface, mostly
			text = fmt.Sprintf("(%T)", value)
		}
	}()
	switch v := value.(type) {
	case error:
		return v.Error()
	case fmt.Stringer:
		return v.String()
	case encoding.TextMarshaler:
		if written, err := v.MarshalText(); err == nil {
			return string(written)
		}
	case []byte:
		return string(v)
	}
	written, err := json.Marshal(value)
	if err != nil {
		return fmt.Sprintf("(%T)", value)
	}
	return string(written)
}
