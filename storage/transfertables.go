package storage

import "fmt"

// transferTable is a table with what belongs to one district.
type transferTable struct {
	name  string
	where string // which rows are the district's; its ID is the only parameter
	order string
	// own is a column that the database numbers by itself, and that goes by its row's
	// place in the archive; "" for none. Of dropped ones nothing else speaks.
	own     string
	dropped bool
	// numbered is a column that refers to the own one of another table.
	numbered, numberedIn string
	// later are columns that get their value when all rows are there, with what they have
	// until then: references in a circle, and what would refuse the rest.
	later map[string]any
}

// transferred are the tables that go with a district, in the order that references allow.
var transferred = []transferTable{
	// The time between visits was perhaps shorter when they were planned.
	{name: "districts", where: "id = ?", order: "id", later: map[string]any{"buffer_minutes": int64(0)}},
	{name: "municipalities", where: ofDistrict, order: "id"},
	{name: "offices", where: ofDistrict, order: "id"},
	{name: "localities", where: ofDistrict, order: "id"},
	{name: "sites", where: ofDistrict, order: "id"},
	{name: "site_pictures", where: "site_id IN (SELECT id FROM sites WHERE district_id = ?)", order: "site_id"},
	{name: "absences", where: ofDistrict, order: "id"},
	{name: "shift_series", where: ofDistrict, order: "id"},
	{name: "shifts", where: ofDistrict, order: "id"},
	{name: "seasons", where: ofDistrict, order: "id"},
	{name: "season_hearings", where: ofDistrict, order: "id"},
	// A signed pledge takes no more commitments.
	{name: "pledges", where: ofDistrict, order: "id", later: map[string]any{"signed": nil, "replaces_id": nil, "frame_id": nil}},
	{name: "commitments", where: "pledge_id IN (SELECT id FROM pledges WHERE district_id = ?)", order: "id"},
	{name: "occasions", where: ofDistrict, order: "id"},
	{name: "event_calendars", where: ofDistrict, order: "id"},
	{name: "visits", where: ofDistrict, order: "id"},
	// After the visits, whose order a drive may have become too long for.
	{name: "site_travel", where: "from_site IN (SELECT id FROM sites WHERE district_id = ?)", order: "from_site, to_site"},
	{name: "proposals", where: ofDistrict, order: "id"},
	{name: "releases", where: ofDistrict, order: "seq", own: "seq", dropped: true},
	{name: "release_changes", where: ofDistrict, order: "id", own: "id", dropped: true},
	{name: "ledger", where: ofDistrict, order: "id", own: "id"},
	{name: "ledger_commitments", where: "ledger_id IN (SELECT id FROM ledger WHERE district_id = ?)", order: "ledger_id, position",
		numbered: "ledger_id", numberedIn: "ledger"},
	{name: "wishes", where: ofDistrict, order: "id"},
	{name: "notes", where: ofDistrict, order: "id"},
	{name: "actions", where: ofDistrict, order: "id", later: map[string]any{"activity_id": nil}},
	{name: "activities", where: ofDistrict, order: "id", later: map[string]any{"walk_id": nil}},
	{name: "summaries", where: ofDistrict, order: "id"},
	{name: "corrections", where: ofDistrict, order: "id"},
	{name: "correction_commitments", where: "correction_id IN (SELECT id FROM corrections WHERE district_id = ?)", order: "correction_id, position"},
	{name: "situation_parts", where: ofDistrict, order: "id"},
	{name: "retention_rules", where: ofDistrict, order: "id"},
	{name: "weeding_holds", where: ofDistrict, order: "id"},
	{name: "weeding_lists", where: ofDistrict, order: "id"},
	{name: "weeding_protocols", where: ofDistrict, order: "id"},
}

// numbering is what the rows of an archive are numbered as: the numbers of own columns in
// the database that rows come from, or go to, by those in the archive.
type numbering map[string]map[int64]int64

// forward turns the database's numbers into the archive's.
func (n numbering) forward(t transferTable, row map[string]any) error {
	if t.own != "" {
		stored, isNumber := row[t.own].(int64)
		if !isNumber {
			return fmt.Errorf("%s is no number: %v", t.own, row[t.own])
		}
		delete(row, t.own)
		if !t.dropped {
			row[t.own] = n.next(t.name, stored)
		}
	}
	if t.numbered != "" {
		stored, _ := row[t.numbered].(int64)
		number, known := n[t.numberedIn][stored]
		if !known {
			return fmt.Errorf("%s %d is not in %s", t.numbered, stored, t.numberedIn)
		}
		row[t.numbered] = number
	}
	return nil
}

// next gives a number of a table's the next one.
func (n numbering) next(table string, number int64) int64 {
	if n[table] == nil {
		n[table] = map[int64]int64{}
	}
	next := int64(len(n[table]) + 1)
	n[table][number] = next
	return next
}
