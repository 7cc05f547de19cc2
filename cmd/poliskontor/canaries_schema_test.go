package main

import (
	"database/sql"
	"fmt"
	"strings"
	"testing"
)

// column is one of a database.
type column struct{ table, name string }

func (c column) String() string { return c.table + "." + c.name }

// canary is what stands in a column, and nowhere else.
func (c column) canary() string { return "canary-" + c.table + "-" + c.name }

// typed is a column with its type.
type typed struct {
	column
	kind string // as the database calls it, in capitals
}

func (c typed) isText() bool { return c.kind == "TEXT" }

// dialect is how a database is looked at and got past its own rules.
type dialect struct {
	columns string // table, name, type, and 1 for a part of the primary key
	refers  string // by foreign keys: table, name, and the other's
	rules   string // what would refuse a canary, as statements that end it
	update  string // one that leaves out rows of which no two may be the same
	bytes   string // how bytes are written
	session []string
}

var lite = dialect{
	columns: `SELECT t.name, c.name, upper(c.type), c.pk > 0 FROM sqlite_master t JOIN pragma_table_info(t.name) c
		WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'goose_db_version' ORDER BY t.name, c.cid`,
	refers: `SELECT t.name, f."from", f."table", coalesce(f."to", 'id') FROM sqlite_master t JOIN pragma_foreign_key_list(t.name) f WHERE t.type = 'table'`,
	rules:  `SELECT 'DROP TRIGGER ' || name FROM sqlite_master WHERE type = 'trigger'`,
	update: "UPDATE OR IGNORE", bytes: "X'%x'",
	session: []string{"PRAGMA foreign_keys = 0", "PRAGMA ignore_check_constraints = 1"},
}

var postgres = dialect{
	columns: `SELECT c.table_name::text, c.column_name::text, upper(c.data_type), (SELECT count(*) FROM information_schema.table_constraints k
		JOIN information_schema.key_column_usage u USING (constraint_name, table_name) WHERE k.constraint_type = 'PRIMARY KEY' AND u.table_name = c.table_name AND u.column_name = c.column_name)
		FROM information_schema.columns c WHERE c.table_schema = 'public' AND c.table_name <> 'goose_db_version' AND c.table_name NOT LIKE 'river\_%' AND c.is_identity = 'NO' ORDER BY 1, c.ordinal_position`,
	refers: `SELECT f.conrelid::regclass::text, a.attname::text, f.confrelid::regclass::text, b.attname::text FROM pg_constraint f
		CROSS JOIN LATERAL unnest(f.conkey, f.confkey) AS k(own, other) JOIN pg_attribute a ON a.attrelid = f.conrelid AND a.attnum = k.own
		JOIN pg_attribute b ON b.attrelid = f.confrelid AND b.attnum = k.other WHERE f.contype = 'f'`,
	rules: `SELECT 'ALTER TABLE ' || conrelid::regclass || ' DROP CONSTRAINT ' || conname FROM pg_constraint
		WHERE contype IN ('c', 'x') AND connamespace = 'public'::regnamespace`,
	update: "UPDATE", bytes: `'\x%x'`,
	session: []string{"SET session_replication_role = replica"}, // no triggers, and no foreign keys
}

// schema is what a database says of its own tables.
type schema struct {
	dialect
	db     *sql.DB
	tables []string
	of     map[string][]typed // columns by table
	texts  []column
	refers map[column]column // by foreign keys
	keys   map[column]bool   // parts of primary keys, and what others refer to
}

// openSchema reads the schema of a database and gets past its rules, until t ends.
func openSchema(t *testing.T, address string) schema {
	t.Helper()
	s := schema{dialect: postgres, db: openRaw(t, address), of: map[string][]typed{}, refers: map[column]column{}, keys: map[column]bool{}}
	if strings.HasPrefix(address, "sqlite:") {
		s.dialect = lite
	}
	s.db.SetMaxOpenConns(1) // so that what is said to the session holds
	for _, statement := range s.session {
		s.do(t, statement)
	}
	for _, rule := range s.rows(t, s.rules) {
		s.do(t, rule[0])
	}
	for _, row := range s.rows(t, s.columns) {
		c := typed{column{row[0], row[1]}, row[2]}
		if len(s.of[c.table]) == 0 {
			s.tables = append(s.tables, c.table)
		}
		s.of[c.table] = append(s.of[c.table], c)
		s.keys[c.column] = s.keys[c.column] || row[3] != "0"
		if c.isText() {
			s.texts = append(s.texts, c.column)
		}
	}
	for _, row := range s.rows(t, s.dialect.refers) {
		to := column{row[2], row[3]}
		s.refers[column{row[0], row[1]}] = to
		s.keys[to] = true
	}
	return s
}

func (s schema) has(name string) bool {
	table, _, _ := strings.Cut(name, ".")
	for _, c := range s.of[table] {
		if c.String() == name {
			return true
		}
	}
	return false
}

func (s schema) rows(t *testing.T, query string) [][]string {
	t.Helper()
	found, err := s.db.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer func() {
		if err := found.Close(); err != nil {
			t.Error(err)
		}
	}()
	names, err := found.Columns()
	if err != nil {
		t.Fatal(err)
	}
	var rows [][]string
	for found.Next() {
		row := make([]string, len(names))
		into := make([]any, len(names))
		for i := range row {
			into[i] = &row[i]
		}
		if err := found.Scan(into...); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		rows = append(rows, row)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return rows
}

// one is the only value that a query finds.
func (s schema) one(t *testing.T, format string, values ...any) string {
	t.Helper()
	query := fmt.Sprintf(format, values...)
	rows := s.rows(t, query)
	if len(rows) != 1 {
		t.Fatalf("%s: %d rows", query, len(rows))
	}
	return rows[0][0]
}

func (s schema) do(t *testing.T, statement string) {
	t.Helper()
	if err := s.try(t, statement); err != nil {
		t.Fatalf("%s: %v", statement, err)
	}
}

func (s schema) try(t *testing.T, statement string) error {
	t.Helper()
	_, err := s.db.ExecContext(t.Context(), statement)
	return err
}

// quoted is a text as SQL writes it.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }
