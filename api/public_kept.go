package api

import "poliskontor/api/site"

// PublicKept is how a pledge is kept in a year, in sums.
type PublicKept struct {
	Year       int  `json:"year" doc:"The last year in which it was in force, this one included." example:"2026"`
	From       Date `json:"from" doc:"The first day of that year on which it was in force."`
	To         Date `json:"to,omitempty" doc:"The last one; also in days to come."`
	Announced  int  `json:"announced" doc:"How many visits to the places were announced, those to events left out. Each is one of the next four."`
	Delivered  int  `json:"delivered" doc:"On record as having taken place, cut short or not."`
	Cancelled  int  `json:"cancelled" doc:"Called off."`
	Unrecorded int  `json:"unrecorded" doc:"Over, without a record of how it went."`
	Coming     int  `json:"coming" doc:"Not over yet."`
	WellAhead  int  `json:"wellAhead" doc:"Of those announced: at least 14 days before."`
	Counted    int  `json:"counted" doc:"Visits at which somebody counted who came."`
	Attendance int  `json:"attendance" doc:"How many came to those."`
}

// PublicCommitmentKept is how a commitment is kept in that year, in sums.
type PublicCommitmentKept struct {
	Standing   string            `json:"standing" enum:"kept,on_track,not_yet,partly,broken,unreported,no_number" doc:"How it goes: all is done; what is over was done; nothing is over yet; some of it was done; nothing was done in full; something is over and nothing is on record; the promise has no number."`
	Met        int               `json:"met" doc:"How many of the weeks, months, years or places that can be told to be kept or not were kept."`
	Judged     int               `json:"judged" doc:"How many those are."`
	Visits     int               `json:"visits" doc:"Visits that count toward it."`
	Pictures   int               `json:"situationPictures" doc:"Weekly lägesbilder that count toward it."`
	Activities int               `json:"activities" doc:"What else was done for it."`
	Places     []PublicPlaceKept `json:"places,omitempty" doc:"How the places have waited, where a greatest gap is promised."`
}

// PublicPlaceKept is how long a place has waited.
type PublicPlaceKept struct {
	Place     PublicName `json:"place" doc:"The place."`
	Delivered int        `json:"delivered" doc:"How many visits took place there."`
	Longest   int        `json:"longestWait" doc:"The longest wait from one visit to the next, in days on which the promise bound."`
	TooLong   bool       `json:"tooLong" doc:"Whether a wait was longer than promised."`
}

func showPublicKept(k *site.Kept) *PublicKept {
	if k == nil {
		return nil
	}
	return &PublicKept{Year: k.Year, From: dateOf(k.From), To: dateOf(k.To), Announced: k.Announced, Delivered: k.Delivered, Cancelled: k.Cancelled,
		Unrecorded: k.Unrecorded, Coming: k.Coming, WellAhead: k.WellAhead, Counted: k.Counted, Attendance: k.Attendance}
}

func showCommitmentKept(k *site.CommitmentKept) *PublicCommitmentKept {
	if k == nil {
		return nil
	}
	shown := &PublicCommitmentKept{Standing: string(k.Standing), Met: k.Met, Judged: k.Judged, Visits: k.Visits, Pictures: k.Pictures, Activities: k.Activities}
	for _, p := range k.Places {
		shown.Places = append(shown.Places, PublicPlaceKept{Place: publicName(p.Place), Delivered: p.Delivered, Longest: p.Longest, TooLong: p.TooLong})
	}
	return shown
}
