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
// reckoned from that. The visits and what was released follow one by one, so that writing and
// reading them takes no more room than one of them.
type saved struct {
	Stamp          Stamp
	Taken          time.Time
	Counted        map[scheduling.DistrictID]Counted
	Visits         int
	Released       int
	Municipalities []Municipality
	Localities     []Locality
	Topics         []string
	Pledges        []Pledge
	Sites          map[scheduling.SiteID]Spot
	ByPlace        map[string][]scheduling.SiteID
	Contacts       []Contact
	Told           map[string][]Told
}

// savedAs changes with every type that a saved snapshot is made of, so that a file of another
// version of the program is not read as if it were of this one.
var savedAs = shapeOf[struct {
	Head    saved
	Visit   scheduling.PublicVisit
	Release Release
}]()

func (s *Snapshot) save(w io.Writer) error {
	encoder := gob.NewEncoder(w)
	err := encoder.Encode(saved{Stamp: s.Stamp, Taken: s.Taken, Counted: s.Counted, Visits: len(s.Visits), Released: len(s.released), Municipalities: s.Municipalities, Localities: s.Localities,
		Topics: s.Topics, Pledges: s.Pledges, Sites: s.sites, ByPlace: s.byPlace, Contacts: s.districtContact, Told: s.told})
	for i := 0; err == nil && i < len(s.Visits); i++ {
		err = encoder.Encode(&s.Visits[i])
	}
	for i := 0; err == nil && i < len(s.released); i++ {
		err = encoder.Encode(&s.released[i])
	}
	if err != nil {
		return fmt.Errorf("encode the snapshot: %w", err)
	}
	return nil
}

func readSaved(r io.Reader) (*Snapshot, error) {
	var from saved
	decoder := gob.NewDecoder(r)
	if err := decoder.Decode(&from); err != nil {
		return nil, fmt.Errorf("decode it: %w", err)
	}
	if from.Taken.IsZero() {
		return nil, errors.New("nothing is in it")
	}
	s := &Snapshot{restored: true, Stamp: from.Stamp, Taken: from.Taken, Counted: from.Counted, Municipalities: from.Municipalities, Localities: from.Localities,
		Topics: from.Topics, Pledges: from.Pledges, sites: from.Sites, byPlace: from.ByPlace, districtContact: from.Contacts, told: from.Told}
	for range from.Visits {
		var v scheduling.PublicVisit
		if err := decoder.Decode(&v); err != nil {
			return nil, fmt.Errorf("decode a visit: %w", err)
		}
		s.Visits = append(s.Visits, v)
	}
	for range from.Released {
		var release Release
		if err := decoder.Decode(&release); err != nil {
			return nil, fmt.Errorf("decode a release: %w", err)
		}
		s.released = append(s.released, release)
	}
	s.index()
	return s, nil
}
