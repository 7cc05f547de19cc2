package site

import (
	"encoding/gob"
	"errors"
	"fmt"
	"io"
	"time"

	"poliskontor/scheduling"
)

// saved is a [Snapshot] as it is kept in a file: what it was loaded from, and not what is
// reckoned from that.
type saved struct {
	Stamp          Stamp
	Taken          time.Time
	Counted        map[scheduling.DistrictID]Counted
	Visits         []scheduling.PublicVisit
	Municipalities []Municipality
	Localities     []Locality
	Topics         []string
	Pledges        []Pledge
	Released       []Release
	Sites          map[scheduling.SiteID]Spot
	ByPlace        map[string][]scheduling.SiteID
	Contacts       []Contact
	Told           map[string][]Told
}

// savedAs changes with every type that a saved snapshot is made of, so that a file of another
// version of the program is not read as if it were of this one.
var savedAs = shapeOf[saved]()

func (s *Snapshot) save(w io.Writer) error {
	err := gob.NewEncoder(w).Encode(saved{Stamp: s.Stamp, Taken: s.Taken, Counted: s.Counted, Visits: s.Visits, Municipalities: s.Municipalities, Localities: s.Localities,
		Topics: s.Topics, Pledges: s.Pledges, Released: s.released, Sites: s.sites, ByPlace: s.byPlace, Contacts: s.districtContact, Told: s.told})
	if err != nil {
		return fmt.Errorf("encode the snapshot: %w", err)
	}
	return nil
}

func readSaved(r io.Reader) (*Snapshot, error) {
	var from saved
	if err := gob.NewDecoder(r).Decode(&from); err != nil {
		return nil, fmt.Errorf("decode it: %w", err)
	}
	if from.Taken.IsZero() {
		return nil, errors.New("nothing is in it")
	}
	s := &Snapshot{restored: true, Stamp: from.Stamp, Taken: from.Taken, Counted: from.Counted, Visits: from.Visits, Municipalities: from.Municipalities, Localities: from.Localities,
		Topics: from.Topics, Pledges: from.Pledges, released: from.Released, sites: from.Sites, byPlace: from.ByPlace, districtContact: from.Contacts, told: from.Told}
	s.index()
	return s, nil
}
