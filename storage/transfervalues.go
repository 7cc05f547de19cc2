package storage

import (
	"database/sql"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"poliskontor/scheduling"
)

// valueKind is what a column holds, the same on both databases.
type valueKind int

const (
	textValue valueKind = iota
	numberValue
	fractionValue
	truthValue
	instantValue // RFC 3339 in UTC
	dayValue     // as 2026-11-21
	bytesValue   // base64
)

// kinds are what the databases call their columns' types.
var kinds = map[string]valueKind{
	"TEXT": textValue, "VARCHAR": textValue, "INTEGER": numberValue, "INT4": numberValue, "INT8": numberValue, "REAL": fractionValue, "FLOAT8": fractionValue,
	"BOOLEAN": truthValue, "BOOL": truthValue, "DATETIME": instantValue, "TIMESTAMPTZ": instantValue, "DATE": dayValue, "BLOB": bytesValue, "BYTEA": bytesValue,
}

// transferColumns are the columns of a table by their names.
type transferColumns struct {
	names []string
	kinds map[string]valueKind
}

func columnsOf(rows *sql.Rows) (transferColumns, error) {
	types, err := rows.ColumnTypes()
	if err != nil {
		return transferColumns{}, err
	}
	columns := transferColumns{kinds: map[string]valueKind{}}
	for _, column := range types {
		kind, known := kinds[strings.ToUpper(column.DatabaseTypeName())]
		if !known {
			return transferColumns{}, fmt.Errorf("column %s is of type %q, which archives do not know", column.Name(), column.DatabaseTypeName())
		}
		columns.names = append(columns.names, column.Name())
		columns.kinds[column.Name()] = kind
	}
	return columns, nil
}

// scan reads a row as it stands in an archive.
func (c transferColumns) scan(rows *sql.Rows) (map[string]any, error) {
	stored, into := make([]any, len(c.names)), make([]any, len(c.names))
	for i := range stored {
		into[i] = &stored[i]
	}
	if err := rows.Scan(into...); err != nil {
		return nil, err
	}
	row := make(map[string]any, len(c.names))
	for i, name := range c.names {
		value, err := c.kinds[name].archived(stored[i])
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", name, err)
		}
		row[name] = value
	}
	return row, nil
}

// archived is a value of the database as it stands in an archive.
func (k valueKind) archived(stored any) (any, error) {
	switch stored := stored.(type) {
	case nil, string, bool, float64:
		return stored, nil
	case int64:
		switch k {
		case truthValue:
			return stored != 0, nil
		case fractionValue:
			return float64(stored), nil
		}
		return stored, nil
	case time.Time:
		if k == dayValue {
			return stored.Format(time.DateOnly), nil
		}
		return stored.UTC().Format(time.RFC3339), nil
	case []byte:
		if k == bytesValue {
			return base64.StdEncoding.EncodeToString(stored), nil
		}
		return string(stored), nil
	}
	return nil, fmt.Errorf("a %T, which archives do not know", stored)
}

// stored is a value of an archive for the database.
func (k valueKind) stored(archived any) (any, error) {
	if archived == nil {
		return nil, nil
	}
	switch k {
	case numberValue, fractionValue:
		number, isNumber := archived.(json.Number)
		if !isNumber {
			return nil, fmt.Errorf("%v is no number", archived)
		}
		if k == fractionValue {
			return number.Float64()
		}
		return number.Int64()
	case truthValue:
		if truth, isTruth := archived.(bool); isTruth {
			return truth, nil
		}
		return nil, fmt.Errorf("%v is neither true nor false", archived)
	}
	text, isText := archived.(string)
	if !isText {
		return nil, fmt.Errorf("%v is no text", archived)
	}
	switch k {
	case instantValue:
		return time.Parse(time.RFC3339, text)
	case dayValue:
		day, err := scheduling.ParseDay(text)
		if err != nil {
			return nil, err
		}
		return day.String(), nil
	case bytesValue:
		return base64.StdEncoding.DecodeString(text)
	}
	return text, nil
}
