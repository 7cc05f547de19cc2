package weeding

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"time"

	"poliskontor/scheduling"
)

// ListID identifies a [List].
type ListID string

// Record is what weeding knows of a record: never what it says.
type Record struct {
	ID         string
	Day        scheduling.Day // from which its age is counted; 0 while it is not
	LocalityID scheduling.LocalityID
	Owner      scheduling.Owner
	Version    int
	// Public tells that citizens read it: it stays, however old, until it is withdrawn.
	Public bool
}

// List is a dry run: exactly what would go by a rule.
type List struct {
	ID         ListID
	DistrictID scheduling.DistrictID
	RuleID     RuleID
	Terms
	Items  []Record
	Held   []Kept // what the rule is due for, and something keeps
	By     string
	Made   time.Time
	Digest string // of what the list says: who runs it names it
	// Archived is when the list was exported for the archive; zero until then.
	Archived time.Time
	// ProtocolID is what its run left; "" until then.
	ProtocolID ProtocolID
	scheduling.Meta
}

// ListKept is how long a list can be run.
const ListKept = 7 * 24 * time.Hour

// digest is the same for lists that say the same.
func (l List) digest() string {
	sum := sha256.New()
	fmt.Fprintf(sum, "%s %s %+v\n", l.ID, l.RuleID, l.Terms)
	for _, r := range l.Items {
		fmt.Fprintf(sum, "%s %s %s %d\n", r.ID, r.Day, r.LocalityID, r.Version)
	}
	return hex.EncodeToString(sum.Sum(nil))
}

// Sort says of records of a kind which go by a rule today, and which stay all the same.
func Sort(terms Terms, records []Record, holds []Hold, today scheduling.Day) (due []Record, kept []Kept) {
	for _, r := range records {
		switch {
		case !terms.Due(r, today):
		case held(holds, terms.Kind, r):
			kept = append(kept, Kept{r, OnHold})
		case r.Public:
			kept = append(kept, Kept{r, IsPublic})
		default:
			due = append(due, r)
		}
	}
	return due, kept
}
