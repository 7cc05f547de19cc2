package weeding

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/situation"
)

// Kind is a sort of record that can be weeded. What ends by itself is not among them:
// sessions, answers to repeated requests, tickets of forms, and subscribers, who go when
// they leave.
type Kind string

// The kinds, and the day from which the age of each is counted.
const (
	Notes   Kind = "notes"   // when it was written
	Wishes  Kind = "wishes"  // when it came; they are sent to the police
	Actions Kind = "actions" // when it was done or dropped; open ones are kept
	// Situations are an authority's parts of lägesbilder: the last day that each is about.
	Situations Kind = "situations"
	Activities Kind = "activities" // its own day, whatever became of it
	// Summaries age from when they were last changed. One that citizens read stays until it
	// is withdrawn, which changes it.
	Summaries Kind = "summaries"
)

// Kinds lists the kinds.
var Kinds = []Kind{Notes, Wishes, Actions, Situations, Activities, Summaries}

func (k Kind) known() bool { return slices.Contains(Kinds, k) }

func allowedKinds() string {
	names := make([]string, len(Kinds))
	for i, k := range Kinds {
		names[i] = string(k)
	}
	return strings.Join(names, ", ")
}

// shelf is where the records of a kind stand.
type shelf interface {
	records(ctx context.Context, store Store, district scheduling.DistrictID) ([]Record, error)
	// contents returns all that is known of records, for the archive.
	contents(ctx context.Context, store Store, district scheduling.DistrictID, ids map[string]bool) (contents, error)
	remove(ctx context.Context, store Store, r Record) error
}

// contents are records as a table.
type contents struct {
	columns []string
	rows    [][]string
}

// shelves has one for each of [Kinds].
var shelves = map[Kind]shelf{
	Notes: typed[dialogue.Note, dialogue.NoteID]{
		of: func(s Store) scheduling.Repository[dialogue.Note, dialogue.NoteID] { return s.Dialogue().Notes() },
		record: func(n dialogue.Note) Record {
			return Record{ID: string(n.ID), Day: scheduling.DayOf(n.Written), LocalityID: n.LocalityID, Owner: n.Owner, Version: n.Version}
		},
		columns: []string{"id", "districtId", "visitId", "localityId", "owner", "purpose", "authorId", "written", "nothing", "adults", "youths", "seniors", "topics", "text", "created", "updated"},
		cells: func(n dialogue.Note) []string {
			adults, youths, seniors := "", "", ""
			if a := n.Attendance; a != nil {
				adults, youths, seniors = strconv.Itoa(a.Adults), strconv.Itoa(a.Youths), strconv.Itoa(a.Seniors)
			}
			return []string{string(n.ID), string(n.DistrictID), string(n.VisitID), string(n.LocalityID), string(n.Owner), string(n.Purpose), n.AuthorID,
				stamp(n.Written), strconv.FormatBool(n.Nothing), adults, youths, seniors, strings.Join(n.Topics, "\n"), n.Text, stamp(n.Created), stamp(n.Updated)}
		},
	},
	Wishes: typed[scheduling.Wish, scheduling.WishID]{
		of: func(s Store) scheduling.Repository[scheduling.Wish, scheduling.WishID] { return s.Schedule().Wishes() },
		record: func(w scheduling.Wish) Record {
			return Record{ID: string(w.ID), Day: scheduling.DayOf(w.Received), LocalityID: w.LocalityID, Owner: scheduling.Police, Version: w.Version}
		},
		columns: []string{"id", "districtId", "municipalityId", "localityId", "spot", "days", "hours", "topic", "text", "received"},
		cells: func(w scheduling.Wish) []string {
			return []string{string(w.ID), string(w.DistrictID), string(w.MunicipalityID), string(w.LocalityID), w.Spot, string(w.Days), string(w.Hours),
				w.Topic, w.Text, stamp(w.Received)}
		},
	},
	Actions: typed[dialogue.Action, dialogue.ActionID]{
		of: func(s Store) scheduling.Repository[dialogue.Action, dialogue.ActionID] { return s.Dialogue().Actions() },
		record: func(a dialogue.Action) Record {
			return Record{ID: string(a.ID), Day: dayOrNone(a.Ended), LocalityID: a.LocalityID, Owner: a.Owner, Version: a.Version}
		},
		columns: []string{"id", "districtId", "localityId", "noteId", "topic", "what", "owner", "role", "due", "status", "answer", "ended", "created", "updated"},
		cells: func(a dialogue.Action) []string {
			return []string{string(a.ID), string(a.DistrictID), string(a.LocalityID), string(a.NoteID), a.Topic, a.What, string(a.Owner), a.Role,
				a.Due.String(), string(a.Status), a.Answer, stamp(a.Ended), stamp(a.Created), stamp(a.Updated)}
		},
	},
	Situations: typed[situation.Part, situation.PartID]{
		of: func(s Store) scheduling.Repository[situation.Part, situation.PartID] { return s.Situation().Parts() },
		record: func(p situation.Part) Record {
			_, to := situation.Covered(p.Monday)
			return Record{ID: string(p.ID), Day: to, Owner: p.Owner, Version: p.Version}
		},
		columns: []string{"id", "districtId", "owner", "week", "text", "topics", "frozen", "released", "releasedBy"},
		cells: func(p situation.Part) []string {
			var topics []string
			for _, r := range p.Figures.Rows {
				topics = append(topics, fmt.Sprintf("%s\t%s\t%d", r.LocalityID, r.Topic, r.Count()))
			}
			return []string{string(p.ID), string(p.DistrictID), string(p.Owner), situation.WeekName(p.Monday), p.Text, strings.Join(topics, "\n"),
				stamp(p.Frozen), stamp(p.Released), p.ReleasedBy}
		},
	},
	Activities: activities,
	Summaries:  summaries,
}

// typed is the shelf of a type.
type typed[T any, ID ~string] struct {
	of      func(Store) scheduling.Repository[T, ID]
	record  func(T) Record
	columns []string
	cells   func(T) []string // one for each column
	// taken removes a record with what cannot be without it; nil where there is none such.
	taken func(ctx context.Context, store Store, id ID, version int) error
}

func (s typed[T, ID]) all(ctx context.Context, store Store, district scheduling.DistrictID) ([]T, error) {
	things, _, err := s.of(store).List(ctx, scheduling.Query{DistrictID: district})
	if err != nil {
		return nil, fmt.Errorf("look for records to weed: %w", err)
	}
	return things, nil
}

func (s typed[T, ID]) records(ctx context.Context, store Store, district scheduling.DistrictID) ([]Record, error) {
	things, err := s.all(ctx, store, district)
	if err != nil {
		return nil, err
	}
	records := make([]Record, len(things))
	for i, thing := range things {
		records[i] = s.record(thing)
	}
	return records, nil
}

func (s typed[T, ID]) contents(ctx context.Context, store Store, district scheduling.DistrictID, ids map[string]bool) (contents, error) {
	things, err := s.all(ctx, store, district)
	if err != nil {
		return contents{}, err
	}
	c := contents{columns: s.columns}
	for _, thing := range things {
		if ids[s.record(thing).ID] {
			c.rows = append(c.rows, s.cells(thing))
		}
	}
	return c, nil
}

func (s typed[T, ID]) remove(ctx context.Context, store Store, r Record) error {
	if s.taken != nil {
		return s.taken(ctx, store, ID(r.ID), r.Version)
	}
	return s.of(store).Delete(ctx, ID(r.ID), r.Version)
}

func stamp(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return scheduling.Local(t).Format(time.RFC3339)
}

func dayOrNone(t time.Time) scheduling.Day {
	if t.IsZero() {
		return 0
	}
	return scheduling.DayOf(t)
}
