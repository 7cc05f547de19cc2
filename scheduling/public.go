package scheduling

import "time"

// PublicVisit is what citizens see of a visit: its words as they were when they
// were released. It holds nothing that is not public.
type PublicVisit struct {
	ID           VisitID // also its UID in every calendar
	DistrictID   DistrictID
	Municipality PublicName
	Locality     PublicName
	Kind         LocalityKind
	Site         PublicSite
	Occasion     string // the event's name, if it is one
	Slot
	State State // announced, delayed, moved, cancelled or broken_off
	Held  bool  // recorded as having taken place
	// Before is what was announced before the last move, delay or break-off.
	Before *PublicSlot
	Note   string // what the visit is about
	Reason string // why it was changed
	// Sequence rises by one at each visible change (RFC 5545, 3.8.7.4).
	Sequence int
	Created  time.Time // when it was first announced
	Changed  time.Time // when what it shows last changed
	Release  int       // number of the release that it was last changed in
}

// PublicName is a municipality or a locality as its pages name it.
type PublicName struct {
	Slug string
	Name string
}

// PublicSite is where the office stands, in words and on the map.
type PublicSite struct {
	Name       string
	Street     string
	PostalCode string
	Town       string
	Position   Position
	Directions string
}

// PublicSlot is a time and a site's name that no longer hold.
type PublicSlot struct {
	Starts time.Time
	Ends   time.Time
	Site   string
}

// MovedInTime tells whether the visit has another time than was announced before.
func (p PublicVisit) MovedInTime() bool {
	return p.Before != nil && (!p.Before.Starts.Equal(p.Starts) || !p.Before.Ends.Equal(p.Ends))
}

// MovedInSpace tells whether the visit has another site than was announced before.
func (p PublicVisit) MovedInSpace() bool {
	return p.Before != nil && p.Before.Site != p.Site.Name
}

// samePlaceAndTime tells whether two versions of a visit are at the same time and site.
func (p PublicVisit) samePlaceAndTime(q PublicVisit) bool {
	return p.Starts.Equal(q.Starts) && p.Ends.Equal(q.Ends) && p.SiteID == q.SiteID
}

// showsSame tells whether nobody can see a difference between two versions.
func (p PublicVisit) showsSame(q PublicVisit) bool {
	return p.samePlaceAndTime(q) && p.State == q.State && p.Municipality == q.Municipality &&
		p.Locality == q.Locality && p.Site == q.Site && p.Occasion == q.Occasion && p.Note == q.Note &&
		p.Reason == q.Reason
}

// Directory is the names that a public visit is written with.
type Directory struct {
	Municipalities map[MunicipalityID]Municipality
	Localities     map[LocalityID]Locality
	Sites          map[SiteID]Site
	Occasions      map[OccasionID]Occasion
}

// show writes a visit for citizens, without regard to what they were told before.
func (d Directory) show(v Visit) PublicVisit {
	locality, site := d.Localities[v.LocalityID], d.Sites[v.SiteID]
	municipality := d.Municipalities[locality.MunicipalityID]
	p := PublicVisit{
		ID: v.ID, DistrictID: v.DistrictID, Slot: v.Slot, State: v.State, Note: v.PublicNote, Reason: v.Reason,
		Municipality: PublicName{Slug: municipality.Slug, Name: municipality.Name},
		Locality:     PublicName{Slug: locality.Slug, Name: locality.Name},
		Kind:         locality.Kind,
		Site: PublicSite{Name: site.Name, Street: site.Street, PostalCode: site.PostalCode, Town: site.Town,
			Position: site.Position, Directions: site.Directions},
		Occasion: d.Occasions[v.OccasionID].Name,
	}
	if v.State == Draft {
		p.State = Announced
	}
	return p
}
