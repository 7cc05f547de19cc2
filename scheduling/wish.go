package scheduling

import (
	"slices"
	"time"

	"poliskontor/scheduling/privacy"
)

// WishDays says on which days somebody wishes for a visit.
type WishDays string

// The days.
const (
	AnyDay   WishDays = "any"
	Weekdays WishDays = "weekdays"
	Weekend  WishDays = "weekend"
)

// WishHours says at which time of the day somebody wishes for a visit.
type WishHours string

// The hours.
const (
	AnyHour   WishHours = "any"
	Morning   WishHours = "morning"
	Afternoon WishHours = "afternoon"
	Evening   WishHours = "evening"
)

// The greatest lengths of what a wish says, in characters.
const (
	MaxWishSpot = 120
	MaxWishText = 600
)

// Wish (önskemål) is what a citizen wishes of visits: where, when and about what. It is
// internal, and says nothing of who wished.
type Wish struct {
	ID             WishID
	DistrictID     DistrictID
	MunicipalityID MunicipalityID
	LocalityID     LocalityID // empty for elsewhere in the municipality
	Spot           string     // where exactly, or where else
	Days           WishDays
	Hours          WishHours
	Topic          string // of the district's list; empty for none
	Text           string
	Received       time.Time // from when on its weeding is reckoned
	Meta
}

// checked returns the wish with its texts tidied, or an [Invalid] error. Topics are those
// of its district.
func (w Wish) checked(topics []string) (Wish, error) {
	var v violations
	v.check(w.MunicipalityID != "", "place", CodeRequired)
	w.Spot = v.line("spot", w.Spot, MaxWishSpot)
	w.Text = v.text("text", w.Text, MaxWishText)
	choice(&v, "days", w.Days, AnyDay, Weekdays, Weekend)
	choice(&v, "hours", w.Hours, AnyHour, Morning, Afternoon, Evening)
	v.check(w.Topic == "" || slices.Contains(topics, w.Topic), "topic", CodeUnknown)
	v.check(w.LocalityID != "" || w.Spot != "", "spot", CodeWishSpot)
	v.check(w.Topic != "" || w.Text != "" || w.LocalityID != "" || w.Spot != "", "text", CodeRequired)
	v.wished("spot", w.Spot)
	v.wished("text", w.Text)
	return w, v.err()
}

// wished turns away what belongs elsewhere than in a wish: what tells who somebody is, and
// what the police must hear of in another way. Urgent things go before all else.
func (v *violations) wished(field, text string) {
	switch {
	case tellsEmergency(text):
		v.add(field, CodeWishEmergency)
	case tellsCrime(text):
		v.add(field, CodeWishCrime)
	}
	for _, found := range privacy.Find(text) {
		switch {
		case found.Kind.Blocked():
			v.add(field, CodeWishNumber)
		case found.Kind == privacy.Telephone:
			v.add(field, CodeWishTelephone)
		case found.Kind == privacy.Email:
			v.add(field, CodeWishEmail)
		case found.Kind == privacy.LicencePlate:
			v.add(field, CodeWishPlate)
		default:
			continue
		}
		return
	}
}
