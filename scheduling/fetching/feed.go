package fetching

import (
	"time"

	"poliskontor/scheduling"
)

// Kind is which visits a feed is of.
type Kind string

// The kinds of feeds.
const (
	All          Kind = "all"          // every visit
	Municipality Kind = "municipality" // the visits in a kommun
	Locality     Kind = "locality"     // the visits to a place
	Selection    Kind = "selection"    // any other choice, all of them together
)

// Kinds lists the kinds.
var Kinds = []Kind{All, Municipality, Locality, Selection}

// Feed is a calendar as citizens choose it, in whatever language and for whichever program.
type Feed struct {
	Kind Kind
	Slug string // of the kommun or the place; "" for the other kinds
}

// Fetch is one fetch of a feed that was answered.
type Fetch struct {
	Feed   Feed
	Family Family
	// Unchanged tells that the program had what there is already, so that nothing was sent.
	Unchanged bool
	// Changed is when something visible was last released, as far as the answer knew.
	Changed time.Time
}

// Tally is how often a family fetched feeds of a kind on a day. All and Selection are of no
// district.
type Tally struct {
	Day      scheduling.Day
	District scheduling.DistrictID
	Kind     Kind
	Family   Family
	Fetches  int
	// Unchanged are those of the fetches by programs that had what there is.
	Unchanged int
	Last      time.Time // the last of the fetches
}

// Copy is a feed as a family that subscribes fetched it last.
type Copy struct {
	Feed     Feed
	Family   Family
	District scheduling.DistrictID
	Day      scheduling.Day
	Changed  time.Time // as in [Fetch], the latest of all
}
