package storage

import (
	"database/sql/driver"
	"encoding/json"
	"fmt"
	"time"

	"poliskontor/scheduling"
)

// instant is a point in time as both databases keep it: UTC, in whole seconds.
func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Second) }

// optionalInstant is instant with NULL for the zero time.
func optionalInstant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	t = instant(t)
	return &t
}

// orZero is what is stored, or the zero value for NULL.
func orZero[T any](stored *T) T {
	if stored == nil {
		var none T
		return none
	}
	return *stored
}

// optional is a value with NULL for the zero one.
func optional[T comparable](value T) *T {
	var none T
	if value == none {
		return nil
	}
	return &value
}

// date is a column that holds a day; NULL for none.
type date scheduling.Day

// Value writes the day as 2026-11-24.
func (d date) Value() (driver.Value, error) {
	if d == 0 {
		return nil, nil
	}
	return scheduling.Day(d).String(), nil
}

// Scan reads what the two drivers make of a date: a text, or the midnight in UTC.
func (d *date) Scan(stored any) error {
	switch stored := stored.(type) {
	case nil:
		*d = 0
	case time.Time:
		*d = date(scheduling.NewDay(stored.Date()))
	case string:
		day, err := scheduling.ParseDay(stored)
		if err != nil {
			return err
		}
		*d = date(day)
	default:
		return fmt.Errorf("a day stored as %T", stored)
	}
	return nil
}

// MarshalJSON writes the day for the audit log.
func (d date) MarshalJSON() ([]byte, error) {
	if d == 0 {
		return []byte("null"), nil
	}
	return json.Marshal(scheduling.Day(d).String())
}

// document is a column that holds a value as JSON text; a nil pointer or list of it
// is kept as such.
type document[T any] struct{ Content T }

// Value writes the JSON.
func (d document[T]) Value() (driver.Value, error) {
	text, err := json.Marshal(d.Content)
	return string(text), err
}

// Scan reads the JSON.
func (d *document[T]) Scan(stored any) error {
	text, ok := stored.(string)
	if !ok {
		return fmt.Errorf("a document stored as %T", stored)
	}
	return json.Unmarshal([]byte(text), &d.Content)
}

// MarshalJSON writes the content, so that the audit log has no text in text.
func (d document[T]) MarshalJSON() ([]byte, error) { return json.Marshal(d.Content) }

// metaColumns are the columns of everything editable.
type metaColumns struct {
	Version int
	Created time.Time `gorm:"column:created_at"`
	Updated time.Time `gorm:"column:updated_at"`
}

func metaOf(m scheduling.Meta) metaColumns {
	return metaColumns{Version: m.Version, Created: instant(m.Created), Updated: instant(m.Updated)}
}

func (m metaColumns) value() scheduling.Meta {
	return scheduling.Meta{Version: m.Version, Created: m.Created, Updated: m.Updated}
}
