package scheduling

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"
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

// fingerprint changes when the calendar says something else.
func (e OccasionEntry) fingerprint() string {
	said := fmt.Sprintf("%q %q %s %s %d %d %d %d", e.Name, e.Place, e.From, e.To, e.Opens, e.Closes, e.Visitors, e.Priority)
	sum := sha256.Sum256([]byte(said))
	return hex.EncodeToString(sum[:16])
}

// Intake says what becomes of an entry.
type Intake string

// What becomes of an entry.
const (
	IntakeNew       Intake = "new"
	IntakeChanged   Intake = "changed"   // it is in the register, and its calendar says something else by now
	IntakeDuplicate Intake = "duplicate" // it is in the register already, or stands twice
	IntakeDoubtful  Intake = "doubtful"  // it may be one in the register under another name
	IntakePast      Intake = "past"
	IntakeProblem   Intake = "problem"
)

// OccasionRow is an entry with what becomes of it.
type OccasionRow struct {
	OccasionEntry
	Intake Intake
	// Occasion is what is stored of a duplicate, and what would be of any other.
	Occasion Occasion
	// There is the occasion that it changes, or may be the same as.
	There *Occasion
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

// Occasions tells what would become of a calendar's events in a district and, unless
// dry, adds those that are new. An event is there already where one has its UID, or its
// name, day and place. What has changed or is in doubt is left for somebody to decide,
// who takes it up with [Intakes.Take]. The error's kind is [NotFound], [Forbidden] or
// [Conflict].
func (i *Intakes) Occasions(ctx context.Context, district DistrictID, entries []OccasionEntry, dry bool) ([]OccasionRow, error) {
	var rows []OccasionRow
	err := i.store.InTx(ctx, func(store Store) error {
		rows = nil
		known, err := loadKnown(ctx, store, district)
		if err != nil {
			return err
		}
		for _, e := range entries {
			row, err := i.judge(ctx, store, known, district, e)
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

// judge finds out what becomes of an entry.
func (i *Intakes) judge(ctx context.Context, store Store, known *knownOccasions, district DistrictID, e OccasionEntry) (OccasionRow, error) {
	row := OccasionRow{OccasionEntry: e, Intake: IntakeProblem}
	if e.Problem != "" {
		return row, nil
	}
	if e.To < DayOf(i.now()) {
		row.Intake = IntakePast
		return row, nil
	}
	row.Occasion = Occasion{
		ID: NewID[OccasionID](), DistrictID: district, UID: e.UID, Heard: e.fingerprint(), Name: e.Name, From: e.From, To: e.To,
		Opens: e.Opens, Closes: e.Closes, Visitors: e.Visitors, Priority: cmp.Or(e.Priority, lowPriority),
	}
	there, is := known.byUID[e.UID]
	is = is && e.UID != ""
	site, found := known.siteOf(e.Place)
	if is && !found { // somebody has said before where that is
		site, found = known.names.Sites[there.SiteID], true
	}
	if !found {
		row.Problem, row.Params = CodePlaceUnknown, map[string]string{"place": e.Place}
		return row, nil
	}
	row.Occasion.SiteID = site.ID
	checked, err := checkOccasion(ctx, store, row.Occasion)
	if KindOf(err) == Invalid {
		row.Problem, row.Params = firstViolation(err)
		return row, nil
	}
	if err != nil {
		return row, err
	}
	row.Occasion = checked
	if !is {
		there, is = known.byKey[known.key(checked)]
	}
	switch {
	case is && there.Heard != checked.Heard && !sameTime(there, checked):
		row.Intake, row.There = IntakeChanged, &there
		row.Occasion.SiteID, row.Occasion.Priority = there.SiteID, cmp.Or(e.Priority, there.Priority)
		row.Occasion.Visitors = cmp.Or(e.Visitors, there.Visitors)
	case is:
		row.Intake, row.Occasion = IntakeDuplicate, there
	default:
		if alike, may := known.alike(checked); may {
			row.Intake, row.There = IntakeDoubtful, &alike
			return row, nil
		}
		known.add(checked)
		row.Intake = IntakeNew
	}
	return row, nil
}

// sameTime tells whether two occasions differ in nothing that a calendar is believed in.
func sameTime(a, b Occasion) bool {
	return a.Name == b.Name && a.From == b.From && a.To == b.To && a.Opens == b.Opens && a.Closes == b.Closes
}

// knownOccasions are the occasions that there are, by what tells that two are the same.
type knownOccasions struct {
	names Directory
	all   []Occasion
	byUID map[string]Occasion
	byKey map[string]Occasion
}

// loadKnown reads the occasions of a district, or answers [NotFound].
func loadKnown(ctx context.Context, store Store, district DistrictID) (*knownOccasions, error) {
	if _, err := store.Districts().Get(ctx, district); err != nil {
		return nil, err
	}
	names, err := loadDirectory(ctx, store, district)
	if err != nil {
		return nil, err
	}
	known := &knownOccasions{names: names, byUID: map[string]Occasion{}, byKey: map[string]Occasion{}}
	for _, id := range sortedKeys(names.Occasions) {
		known.add(names.Occasions[id])
	}
	return known, nil
}

func (k *knownOccasions) key(o Occasion) string {
	return fmt.Sprint(plain(o.Name), "|", o.From, "|", k.names.Sites[o.SiteID].LocalityID)
}

func (k *knownOccasions) add(o Occasion) {
	if o.UID != "" {
		k.byUID[o.UID] = o
	}
	k.byKey[k.key(o)] = o
	k.all = append(k.all, o)
}

// alike finds an occasion that may be the same: on the same days, and of a like name in
// the same locality, or of the same name elsewhere.
func (k *knownOccasions) alike(o Occasion) (Occasion, bool) {
	for _, other := range k.all {
		if other.To < o.From || o.To < other.From || o.UID != "" && other.UID != "" && other.UID != o.UID {
			continue
		}
		near := k.names.Sites[other.SiteID].LocalityID == k.names.Sites[o.SiteID].LocalityID
		if plain(other.Name) == plain(o.Name) || near && shareWord(other.Name, o.Name) {
			return other, true
		}
	}
	return Occasion{}, false
}

// leastWord is how long a word is that says something.
const leastWord = 5

func shareWord(a, b string) bool {
	words := strings.Fields(plain(b))
	return slices.ContainsFunc(strings.Fields(plain(a)), func(word string) bool {
		return len([]rune(word)) >= leastWord && slices.Contains(words, word)
	})
}
