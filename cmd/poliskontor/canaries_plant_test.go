package main

import (
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

// plant puts a canary into every column that is not shown, of every row, and into a row of
// its own where a table has none. It goes past the program, which would refuse most of it.
func plant(t *testing.T, address string) (planted []column) {
	t.Helper()
	s := openSchema(t, address)
	for name := range shownColumns {
		if !s.has(name) {
			t.Errorf("%s is named as shown, and there is no such column", name)
		}
	}
	for _, table := range s.tables {
		if s.one(t, "SELECT count(*) FROM %s", table) == "0" {
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
		if s.one(t, `SELECT count(*) FROM %s WHERE "%s" LIKE '%%%s%%'`, c.table, c.name, c.canary()) == "0" {
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
	var names, values []string
	for _, c := range s.of[table] {
		names = append(names, `"`+c.name+`"`)
		values = append(values, s.planted(t, c))
	}
	s.do(t, fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, strings.Join(names, ", "), strings.Join(values, ", ")))
}

// planted is the value of a column in a row of its own.
func (s schema) planted(t *testing.T, c typed) string {
	t.Helper()
	if to, refers := s.refers[c.column]; refers {
		if known := s.rows(t, fmt.Sprintf("SELECT %s FROM %s LIMIT 1", to.name, to.table)); len(known) > 0 {
			return quoted(known[0][0])
		}
	}
	switch c.kind {
	case "TEXT":
		if c.name == "id" {
			return quoted("planted-" + c.table)
		}
		return quoted(c.canary())
	case "DATETIME", "TIMESTAMP WITH TIME ZONE":
		return "'2026-10-01 10:00:00+00:00'"
	case "DATE":
		return "'2026-10-01'"
	case "BLOB", "BYTEA":
		return fmt.Sprintf(s.bytes, c.canary())
	case "BOOLEAN":
		return "TRUE"
	default:
		return "1"
	}
}

// mark adds a column's canary to what stands there: to every text of a document, and to
// the end of any other, and of the audit log's rows, which are many.
func (s schema) mark(t *testing.T, c column) {
	t.Helper()
	document := fmt.Sprintf(`(coalesce("%[1]s", '') LIKE '[%%' OR coalesce("%[1]s", '') LIKE '{%%')`, c.name)
	if c.table == "audit_log" {
		document = "false"
	}
	add := fmt.Sprintf(`%[1]s %[2]s SET "%[3]s" = trim(coalesce("%[3]s", '') || ' ' || '%[4]s') WHERE NOT %[5]s AND coalesce("%[3]s", '') NOT LIKE '%%%[4]s%%'`,
		s.update, c.table, c.name, c.canary(), document)
	if s.try(t, add) != nil {
		// PostgreSQL leaves no row out where two would be the same.
		s.do(t, fmt.Sprintf(`%s AND ctid = (SELECT ctid FROM %s WHERE NOT %s LIMIT 1)`, add, c.table, document))
	}
	for _, row := range s.rows(t, fmt.Sprintf(`SELECT DISTINCT "%s" FROM %s WHERE %s`, c.name, c.table, document)) {
		var content any
		if err := json.Unmarshal([]byte(row[0]), &content); err != nil {
			t.Fatalf("%s holds %.60q: %v", c, row[0], err)
		}
		marked, err := json.Marshal(markAll(content, c.canary()))
		if err != nil {
			t.Fatal(err)
		}
		s.do(t, fmt.Sprintf(`UPDATE %[1]s SET "%[2]s" = %[3]s WHERE "%[2]s" = %[4]s`, c.table, c.name, quoted(string(marked)), quoted(row[0])))
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
	telling := []string{"slug", "title", "reference", "follow_up", "follow_up_forum", "follow_up_by", "text", "responsible", "forum"}
	copied := func(table, id string, own map[string]string) {
		var names, values []string
		for _, c := range s.of[table] {
			names = append(names, `"`+c.name+`"`)
			switch value, given := own[c.name]; {
			case given:
				values = append(values, value)
			case c.isText() && slices.Contains(telling, c.name):
				values = append(values, quoted("canary-draft-"+c.name))
			default:
				values = append(values, `"`+c.name+`"`)
			}
		}
		s.do(t, fmt.Sprintf("INSERT INTO %[1]s (%[2]s) SELECT %[3]s FROM %[1]s WHERE %[4]s LIMIT 1", table, strings.Join(names, ", "), strings.Join(values, ", "), id))
	}
	copied("pledges", "replaces_id IS NULL", map[string]string{"id": "'planted-draft'", "signed": "NULL"})
	copied("commitments", "true", map[string]string{"id": "'planted-article'", "pledge_id": "'planted-draft'"})
}
