package followup

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"poliskontor/scheduling"
)

// Entry is a line of somebody's table of activities, as it was read.
type Entry struct {
	Line int // where it stands, from 1
	// Activity is what the line says, without a district, and with no place but in words.
	Activity               Activity
	Municipality, Locality string // in its owner's words
	// Problem is why it cannot be read, and Field where; "" for none.
	Problem scheduling.Code
	Field   string
	Params  map[string]string
}

// Intake is what becomes of an entry.
type Intake string

// What can become of one.
const (
	IsNew       Intake = "new"
	IsChanged   Intake = "changed"   // it is there, and the line says more or something else
	IsDuplicate Intake = "duplicate" // it is there already, or stands twice
	IsProblem   Intake = "problem"
)

// Row is an entry with what becomes of it.
type Row struct {
	Entry
	Intake Intake
	// Stored is the activity as it is, or would be, once the entry is taken up.
	Stored Activity
}

// Intake tells what would become of a table's lines in a district and, unless dry, adds
// what is new and changes what says something else by now. A line is an activity that is
// there where that has its reference, or else its kind, day, time, place and title, so that
// the same table sent again changes nothing. An empty cell leaves what is stored. What is
// the other authority's is a problem of its line. The error's kind is [scheduling.NotFound].
func (s *Activities) Intake(ctx context.Context, district scheduling.DistrictID, entries []Entry, dry bool) ([]Row, error) {
	var rows []Row
	err := s.store.InTx(ctx, func(store Store) error {
		rows = nil
		known, err := loadKnown(ctx, store, district)
		if err != nil {
			return err
		}
		for _, e := range entries {
			row, err := s.judge(ctx, store, known, e)
			if err != nil {
				return fmt.Errorf("take up line %d: %w", e.Line, err)
			}
			if !dry {
				if err := take(ctx, store, row); err != nil {
					return fmt.Errorf("take up line %d: %w", e.Line, err)
				}
			}
			if row.Intake == IsNew || row.Intake == IsChanged {
				if row.Intake == IsChanged && !dry {
					row.Stored.Version++
				}
				known.add(row.Stored)
			}
			rows = append(rows, row)
		}
		return nil
	})
	return rows, err
}

func take(ctx context.Context, store Store, row Row) error {
	switch row.Intake {
	case IsNew:
		return store.Activities().Create(ctx, row.Stored)
	case IsChanged:
		return store.Activities().Update(ctx, row.Stored)
	}
	return nil
}

// judge finds out what becomes of an entry.
func (s *Activities) judge(ctx context.Context, store Store, known *knownActivities, e Entry) (Row, error) {
	row := Row{Entry: e, Intake: IsProblem}
	if e.Problem != "" {
		return row, nil
	}
	a := e.Activity
	a.DistrictID = known.district
	if field := known.place(&a, e); field != "" {
		row.Problem, row.Field, row.Params = scheduling.CodePlaceUnknown, field, map[string]string{"place": e.Municipality + e.Locality}
		return row, nil
	}
	a.ID = scheduling.NewID[scheduling.ActivityID]()
	checked, err := s.check(ctx, store, a)
	var wrong *scheduling.Error
	switch {
	case errors.As(err, &wrong) && wrong.Kind == scheduling.Forbidden:
		row.Problem, row.Field = wrong.Code, "owner"
		return row, nil
	case errors.As(err, &wrong) && wrong.Kind == scheduling.Invalid:
		first := wrong.Violations[0]
		row.Problem, row.Field, row.Params = first.Code, first.Field, first.Params
		return row, nil
	case err != nil:
		return row, err
	}
	there, is := known.find(checked)
	if !is {
		row.Intake, row.Stored = IsNew, checked
		row.Stored.Version = 1
		return row, nil
	}
	row.Stored = there.with(checked)
	if row.Stored, err = row.Stored.checked(scheduling.DayOf(s.now())); err != nil {
		return row, err
	}
	row.Intake = IsChanged
	if same(row.Stored, there) {
		row.Intake = IsDuplicate
	}
	return row, nil
}

// with is a stored activity with what a line says of it; what the line leaves out stays.
func (a Activity) with(line Activity) Activity {
	next := line
	next.ID, next.Meta, next.WalkID, next.WishID, next.ActionID = a.ID, a.Meta, a.WalkID, a.WishID, a.ActionID
	if line.Hours == nil {
		next.Hours = a.Hours
	}
	if line.Participants == nil {
		next.Participants = a.Participants
	}
	if line.Text == "" {
		next.Text = a.Text
	}
	if line.Place == "" || strings.EqualFold(line.Place, a.Place) {
		next.Place = a.Place
	}
	if line.Title == "" || strings.EqualFold(line.Title, a.Title) {
		next.Title = a.Title
	}
	if line.Feedback.IsZero() {
		next.Feedback = a.Feedback
	}
	if line.Reference == "" {
		next.Reference = a.Reference
	}
	next.Together, next.Named = line.Together || a.Together, line.Named || a.Named
	return next
}

// same tells whether two versions of an activity say the same.
func same(a, b Activity) bool {
	pointed := func(n *int) int {
		if n == nil {
			return -1
		}
		return *n
	}
	if (a.Hours == nil) != (b.Hours == nil) || a.Hours != nil && *a.Hours != *b.Hours || pointed(a.Participants) != pointed(b.Participants) {
		return false
	}
	a.Hours, b.Hours, a.Participants, b.Participants = nil, nil, nil, nil
	return a == b
}

// knownActivities are what there is of a district, by what tells that two are the same.
type knownActivities struct {
	district       scheduling.DistrictID
	localities     []scheduling.Locality
	municipalities map[scheduling.MunicipalityID]scheduling.Municipality
	byReference    map[string]Activity
	byKey          map[string]Activity
}

func loadKnown(ctx context.Context, store Store, district scheduling.DistrictID) (*knownActivities, error) {
	if _, err := store.Schedule().Districts().Get(ctx, district); err != nil {
		return nil, err
	}
	known := &knownActivities{district: district, municipalities: map[scheduling.MunicipalityID]scheduling.Municipality{},
		byReference: map[string]Activity{}, byKey: map[string]Activity{}}
	q := scheduling.Query{DistrictID: district}
	var err error
	if known.localities, _, err = store.Schedule().Localities().List(ctx, q); err != nil {
		return nil, fmt.Errorf("read the localities of district %s: %w", district, err)
	}
	municipalities, _, err := store.Schedule().Municipalities().List(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("read the municipalities of district %s: %w", district, err)
	}
	for _, m := range municipalities {
		known.municipalities[m.ID] = m
	}
	activities, _, err := store.Activities().List(ctx, q)
	if err != nil {
		return nil, fmt.Errorf("read the activities of district %s: %w", district, err)
	}
	for _, a := range activities {
		known.add(a)
	}
	return known, nil
}

// place finds what a line's words mean, and returns the field that means nothing.
func (k *knownActivities) place(a *Activity, e Entry) (field string) {
	for _, m := range k.municipalities {
		if strings.EqualFold(m.Name, e.Municipality) || m.Slug == e.Municipality {
			a.MunicipalityID = m.ID
		}
	}
	if e.Municipality != "" && a.MunicipalityID == "" {
		return "municipalityId"
	}
	for _, l := range k.localities {
		if (strings.EqualFold(l.Name, e.Locality) || l.Slug == e.Locality) && (a.MunicipalityID == "" || l.MunicipalityID == a.MunicipalityID) {
			a.LocalityID = l.ID
		}
	}
	if e.Locality != "" && a.LocalityID == "" {
		return "localityId"
	}
	return ""
}

func (k *knownActivities) add(a Activity) {
	if a.Reference != "" {
		k.byReference[string(a.Owner)+" "+a.Reference] = a
	}
	k.byKey[keyOf(a)] = a
}

// find returns the activity that another is: by its reference where both have one.
func (k *knownActivities) find(a Activity) (Activity, bool) {
	if a.Reference != "" {
		if there, is := k.byReference[string(a.Owner)+" "+a.Reference]; is {
			return there, true
		}
	}
	there, is := k.byKey[keyOf(a)]
	if is && a.Reference != "" && there.Reference != "" {
		return Activity{}, false
	}
	return there, is
}

func keyOf(a Activity) string {
	begins := -1
	if a.Hours != nil {
		begins = a.Hours.From
	}
	return fmt.Sprintf("%s %s %s %s %d %q %q %q %q", a.Owner, a.Kind, a.Step, a.Day, begins, a.MunicipalityID, a.LocalityID,
		strings.ToLower(a.Place), strings.ToLower(a.Title))
}
