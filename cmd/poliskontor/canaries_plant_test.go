package main

import (
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// shownColumns are the columns whose text may be read by everyone, or must stay as it is
// for the program to run at all, each with the reason. Every other column that can hold a
// text gets a canary, also those that are added later: a new one that is public has to be
// named here.
var shownColumns = map[string]string{
	"districts.slug": "part of addresses", "districts.name": "its name stands on pages", "districts.contact_line": "where the public turns",
	"districts.topics":    "what a wish can be about",
	"municipalities.slug": "part of addresses", "municipalities.name": "its name stands on pages",
	"localities.slug": "part of addresses", "localities.name": "its name stands on pages", "localities.kind": "a choice, and shown",
	"localities.visiting_weekdays": "a list of days, and no text",
	"sites.name":                   "of where the office stands, as all below", "sites.street": "", "sites.postal_code": "", "sites.town": "", "sites.directions": "",
	"sites.parking": "", "sites.accessibility": "", "sites.photo_alt": "", "sites.photo_hash": "part of a photo's address",
	"sites.opening":    "days and hours, and no text",
	"releases.comment": "written to citizens", "release_changes.kind": "a choice, and shown",
	"release_changes.before_visit": "what citizens were told", "release_changes.after_visit": "what citizens are told",
	"pledges.slug": "part of addresses, as all of a signed pledge is read by everyone; drafts are planted apart", "pledges.kind": "",
	"pledges.title": "", "pledges.reference": "", "pledges.parties": "", "pledges.follow_up": "", "pledges.follow_up_forum": "", "pledges.follow_up_by": "",
	"commitments.title": "of a signed pledge, as all below", "commitments.text": "", "commitments.owner": "", "commitments.indicator": "",
	"commitments.per": "", "commitments.binds": "", "commitments.kinds": "", "commitments.localities": "", "commitments.responsible": "", "commitments.forum": "",
	"summaries.owner": "whose words they are", "summaries.public": "what a second person approved for everyone",
	"pledges.signed": "a day", "commitments.due": "a day",
	"audit_log.hash": "a seal, from which nothing can be read", "audit_head.hash": "a seal, from which nothing can be read",
}

// column is one that can hold a text.
type column struct{ table, name string }

func (c column) String() string { return c.table + "." + c.name }

// canary is what stands in a column, and nowhere else.
func (c column) canary() string { return "canary-" + c.table + "-" + c.name }

// schema is what a database says of its own tables.
type schema struct {
	db     *sql.DB
	tables []string
	texts  []column
	refers map[column]column // by foreign keys
	keys   map[column]bool   // parts of primary keys, and what others refer to
}

func readSchema(t *testing.T, db *sql.DB) schema {
	t.Helper()
	s := schema{db: db, refers: map[column]column{}, keys: map[column]bool{}}
	for _, row := range rowsOf(t, db, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'goose_db_version' ORDER BY name") {
		table := row[0]
		s.tables = append(s.tables, table)
		for _, c := range rowsOf(t, db, "SELECT name, upper(type), pk FROM pragma_table_info('"+table+"')") {
			at := column{table, c[0]}
			s.keys[at] = s.keys[at] || c[2] != "0"
			if c[1] == "TEXT" {
				s.texts = append(s.texts, at)
			}
		}
		for _, f := range rowsOf(t, db, `SELECT "from", "table", coalesce("to", 'id') FROM pragma_foreign_key_list('`+table+`')`) {
			s.refers[column{table, f[0]}] = column{f[1], f[2]}
			s.keys[column{f[1], f[2]}] = true
		}
	}
	return s
}

// plant puts a canary into every column that is not shown, of every row, and into a row of
// its own where a table has none. It goes past the program, which would refuse most of it.
func plant(t *testing.T, address string) (planted []column) {
	t.Helper()
	db, err := sql.Open("sqlite3", "file:"+strings.TrimPrefix(address, "sqlite:")+"?_pragma=foreign_keys(0)&_pragma=ignore_check_constraints(1)&_timefmt=sqlite")
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			t.Error(err)
		}
	}()
	db.SetMaxOpenConns(1)
	for _, trigger := range rowsOf(t, db, "SELECT name FROM sqlite_master WHERE type = 'trigger'") {
		do(t, db, "DROP TRIGGER "+trigger[0])
	}
	s := readSchema(t, db)
	for name := range shownColumns {
		if !slices.ContainsFunc(s.texts, func(c column) bool { return c.String() == name }) {
			t.Errorf("%s is named as shown, and there is no such column", name)
		}
	}
	for _, table := range s.tables {
		if rowsOf(t, db, "SELECT count(*) FROM "+table)[0][0] == "0" {
			s.insert(t, table)
		}
	}
	for _, c := range s.texts {
		_, shown := shownColumns[c.String()]
		if _, refers := s.refers[c]; shown || refers || s.keys[c] || strings.HasSuffix(c.name, "_day") {
			continue // what it refers to by is an ID, which says nothing; days are read as such
		}
		s.mark(t, c)
		// Where no two may be the same, one has it.
		if rowsOf(t, db, fmt.Sprintf(`SELECT count(*) FROM %s WHERE instr("%s", '%s') > 0`, c.table, c.name, c.canary()))[0][0] == "0" {
			t.Errorf("%s has no canary", c)
		}
		planted = append(planted, c)
	}
	s.draftPledge(t)
	return planted
}

// insert adds a row with a canary in every column that can hold one.
func (s schema) insert(t *testing.T, table string) {
	t.Helper()
	var names []string
	var values []any
	for _, c := range rowsOf(t, s.db, "SELECT name, upper(type) FROM pragma_table_info('"+table+"')") {
		at := column{table, c[0]}
		names = append(names, `"`+c[0]+`"`)
		to, refers := s.refers[at]
		var known [][]string
		if refers {
			known = rowsOf(t, s.db, fmt.Sprintf("SELECT %s FROM %s LIMIT 1", to.name, to.table))
		}
		switch {
		case len(known) > 0:
			values = append(values, known[0][0])
		case c[1] == "TEXT" && at.name == "id":
			values = append(values, "planted-"+table)
		case c[1] == "TEXT":
			values = append(values, at.canary())
		case c[1] == "DATETIME":
			values = append(values, "2026-10-01 10:00:00+00:00")
		case c[1] == "DATE":
			values = append(values, "2026-10-01")
		case c[1] == "BLOB":
			values = append(values, []byte(at.canary()))
		default:
			values = append(values, 1)
		}
	}
	do(t, s.db, fmt.Sprintf("INSERT INTO %s (%s) VALUES (?%s)", table, strings.Join(names, ", "), strings.Repeat(", ?", len(names)-1)), values...)
}

// mark adds a column's canary to what stands there: to every text of a document, and to
// the end of any other, and of the audit log's rows, which are many.
func (s schema) mark(t *testing.T, c column) {
	t.Helper()
	document := fmt.Sprintf(`(coalesce("%[1]s", '') LIKE '[%%' OR coalesce("%[1]s", '') LIKE '{%%')`, c.name)
	if c.table == "audit_log" {
		document = "false"
	}
	do(t, s.db, fmt.Sprintf(`UPDATE OR IGNORE %[1]s SET "%[2]s" = trim(coalesce("%[2]s", '') || ' ' || ?) WHERE NOT %[3]s AND instr(coalesce("%[2]s", ''), ?) = 0`, c.table, c.name, document), c.canary(), c.canary())
	for _, row := range rowsOf(t, s.db, fmt.Sprintf(`SELECT DISTINCT "%s" FROM %s WHERE %s`, c.name, c.table, document)) {
		var content any
		if err := json.Unmarshal([]byte(row[0]), &content); err != nil {
			t.Fatalf("%s holds %.60q: %v", c, row[0], err)
		}
		marked, err := json.Marshal(markAll(content, c.canary()))
		if err != nil {
			t.Fatal(err)
		}
		do(t, s.db, fmt.Sprintf(`UPDATE %[1]s SET "%[2]s" = ? WHERE "%[2]s" = ?`, c.table, c.name), string(marked), row[0])
	}
}

func markAll(document any, canary string) any {
	switch d := document.(type) {
	case string:
		return d + " " + canary
	case []any:
		for i := range d {
			d[i] = markAll(d[i], canary)
		}
		return append(d, canary)
	case map[string]any:
		for key := range d {
			d[key] = markAll(d[key], canary)
		}
	}
	return document
}

// draftPledge adds a pledge that nobody has signed, with an article.
func (s schema) draftPledge(t *testing.T) {
	t.Helper()
	copied := func(table, id string, own map[string]string) {
		var names, values []string
		for _, c := range rowsOf(t, s.db, "SELECT name, upper(type) FROM pragma_table_info('"+table+"')") {
			names = append(names, `"`+c[0]+`"`)
			switch value, given := own[c[0]]; {
			case given:
				values = append(values, value)
			case c[1] == "TEXT" && slices.Contains([]string{"slug", "title", "reference", "follow_up", "follow_up_forum", "follow_up_by", "text", "responsible", "forum"}, c[0]):
				values = append(values, "'canary-draft-"+c[0]+"'")
			default:
				values = append(values, `"`+c[0]+`"`)
			}
		}
		do(t, s.db, fmt.Sprintf("INSERT INTO %[1]s (%[2]s) SELECT %[3]s FROM %[1]s WHERE %[4]s LIMIT 1", table, strings.Join(names, ", "), strings.Join(values, ", "), id))
	}
	copied("pledges", "replaces_id IS NULL", map[string]string{"id": "'planted-draft'", "signed": "NULL"})
	copied("commitments", "true", map[string]string{"id": "'planted-article'", "pledge_id": "'planted-draft'"})
}

func rowsOf(t *testing.T, db *sql.DB, query string) [][]string {
	t.Helper()
	found, err := db.QueryContext(t.Context(), query)
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

func do(t *testing.T, db *sql.DB, query string, values ...any) {
	t.Helper()
	if _, err := db.ExecContext(t.Context(), query, values...); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
}
