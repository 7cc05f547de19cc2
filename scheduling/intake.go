package scheduling

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// OccasionEntry is one line of somebody else's calendar of events, as it was read.
type OccasionEntry struct {
	Line     int    // where it stands, from 1
	UID      string // by which its owner knows it (RFC 5545, 3.8.4.7); may be empty
	Name     string
	Place    string // in its owner's words
	From, To Day
	Opens    int // minutes after midnight
	Closes   int
	Visitors int
	Priority int // 0 where it says nothing
	// Problem is why it cannot be read; "" for none.
	Problem Code
	Params  map[string]string
}

// Intake says what becomes of an entry.
type Intake string

// What becomes of an entry.
const (
	IntakeNew       Intake = "new"
	IntakeDuplicate Intake = "duplicate" // it is in the register already, or stands twice
	IntakePast      Intake = "past"
	IntakeProblem   Intake = "problem"
)

// OccasionRow is an entry with what becomes of it.
type OccasionRow struct {
	OccasionEntry
	Intake   Intake
	Occasion Occasion // what is stored, or would be; of a duplicate what there is
}

// lowPriority is that of an event that nobody has judged: it may be attended.
const lowPriority = 3

// Intakes takes up what others' calendars say of events.
type Intakes struct {
	store Store
	now   Clock
}

// NewIntakes returns the intake of a store.
func NewIntakes(store Store, now Clock) *Intakes { return &Intakes{store, now} }

// Occasions adds the events of a calendar to a district's occasions, all that can be
// or, with dry, none. An event is there already where one has its UID, or its name, day
// and place. Nothing is changed that is there. The error's kind is [NotFound],
// [Forbidden] or [Conflict].
func (i *Intakes) Occasions(ctx context.Context, district DistrictID, entries []OccasionEntry, dry bool) ([]OccasionRow, error) {
	var rows []OccasionRow
	err := i.store.InTx(ctx, func(store Store) error {
		rows = nil
		if _, err := store.Districts().Get(ctx, district); err != nil {
			return err
		}
		names, err := loadDirectory(ctx, store, district)
		if err != nil {
			return err
		}
		known := knownOccasions{names: names, byUID: map[string]Occasion{}, byKey: map[string]Occasion{}}
		for _, o := range names.Occasions {
			known.add(o)
		}
		for _, e := range entries {
			row, err := i.take(ctx, store, &known, district, e)
			if err != nil {
				return fmt.Errorf("take up line %d: %w", e.Line, err)
			}
			if row.Intake == IntakeNew && !dry {
				if err := store.Occasions().Create(ctx, row.Occasion); err != nil {
					return fmt.Errorf("take up line %d: %w", e.Line, err)
				}
			}
			rows = append(rows, row)
		}
		return nil
	})
	return rows, err
}

func (i *Intakes) take(ctx context.Context, store Store, known *knownOccasions, district DistrictID, e OccasionEntry) (OccasionRow, error) {
	row := OccasionRow{OccasionEntry: e, Intake: IntakeProblem}
	if e.Problem != "" {
		return row, nil
	}
	if e.To < DayOf(i.now()) {
		row.Intake = IntakePast
		return row, nil
	}
	site, found := known.siteOf(e.Place)
	if !found {
		row.Problem, row.Params = CodePlaceUnknown, map[string]string{"place": e.Place}
		return row, nil
	}
	o, err := checkOccasion(ctx, store, Occasion{
		ID: NewID[OccasionID](), DistrictID: district, SiteID: site.ID, UID: e.UID, Name: e.Name, From: e.From, To: e.To,
		Opens: e.Opens, Closes: e.Closes, Visitors: e.Visitors, Priority: cmp.Or(e.Priority, lowPriority),
	})
	if KindOf(err) == Invalid {
		row.Problem, row.Params = firstViolation(err)
		return row, nil
	}
	if err != nil {
		return row, err
	}
	if there, is := known.find(o); is {
		row.Intake, row.Occasion = IntakeDuplicate, there
		return row, nil
	}
	known.add(o)
	row.Intake, row.Occasion = IntakeNew, o
	return row, nil
}

// knownOccasions are the occasions that there are, by what tells that two are the same.
type knownOccasions struct {
	names Directory
	byUID map[string]Occasion
	byKey map[string]Occasion
}

func (k *knownOccasions) key(o Occasion) string {
	return fmt.Sprint(plain(o.Name), "|", o.From, "|", k.names.Sites[o.SiteID].LocalityID)
}

func (k *knownOccasions) add(o Occasion) {
	if o.UID != "" {
		k.byUID[o.UID] = o
	}
	k.byKey[k.key(o)] = o
}

func (k *knownOccasions) find(o Occasion) (Occasion, bool) {
	if there, is := k.byUID[o.UID]; is && o.UID != "" {
		return there, true
	}
	there, is := k.byKey[k.key(o)]
	return there, is
}

// siteOf finds the site that somebody's words mean: the one of that name, or the first
// choice in the locality that they name. The longest name counts, so that "Torget i
// Norra Åsum" is not Åsum.
func (k *knownOccasions) siteOf(place string) (Site, bool) {
	said := " " + plain(place) + " "
	g := groundwork{names: k.names}
	var found Site
	longest := 0
	consider := func(name string, site Site) {
		if name = plain(name); name != "" && strings.Contains(said, " "+name+" ") && len(name) > longest {
			found, longest = site, len(name)
		}
	}
	for _, id := range sortedKeys(k.names.Localities) {
		if sites := g.sitesOf(id); len(sites) > 0 {
			consider(k.names.Localities[id].Name, sites[0])
			for _, s := range sites {
				consider(s.Name, s)
			}
		}
	}
	return found, longest > 0
}

func sortedKeys[K ~string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// plain is a text as two people would both have written it: words in lower case.
func plain(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}
