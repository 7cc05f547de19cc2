package site

import "poliskontor/scheduling"

// eventLD is a visit for search engines: an Event of schema.org in JSON-LD.
type eventLD struct {
	Context        string         `json:"@context,omitempty"` // none inside something else
	Type           string         `json:"@type"`
	Name           string         `json:"name"`
	Description    string         `json:"description,omitempty"`
	StartDate      string         `json:"startDate"`
	EndDate        string         `json:"endDate"`
	PreviousStart  string         `json:"previousStartDate,omitempty"`
	Status         string         `json:"eventStatus"`
	AttendanceMode string         `json:"eventAttendanceMode"`
	Free           bool           `json:"isAccessibleForFree"`
	Location       placeLD        `json:"location"`
	Organizer      organizationLD `json:"organizer"`
	URL            string         `json:"url"`
	Identifier     string         `json:"identifier"`
	Language       string         `json:"inLanguage"`
}

type placeLD struct {
	Type    string    `json:"@type"`
	Name    string    `json:"name"`
	Address addressLD `json:"address"`
	Geo     *geoLD    `json:"geo,omitempty"`
}

type addressLD struct {
	Type       string `json:"@type"`
	Street     string `json:"streetAddress,omitempty"`
	PostalCode string `json:"postalCode,omitempty"`
	Locality   string `json:"addressLocality"`
	Region     string `json:"addressRegion,omitempty"`
	Country    string `json:"addressCountry"`
}

type geoLD struct {
	Type      string  `json:"@type"`
	Latitude  float64 `json:"latitude"`
	Longitude float64 `json:"longitude"`
}

type organizationLD struct {
	Type string `json:"@type"`
	Name string `json:"name"`
	URL  string `json:"url"`
}

func (r request) eventLD(v scheduling.PublicVisit) eventLD {
	name := r.text("event.name", "place", v.Locality.Name)
	if v.Occasion != "" {
		name = r.text("event.name.occasion", "occasion", v.Occasion)
	}
	event := eventLD{
		Context: "https://schema.org", Type: "Event", Name: name, Description: v.Note,
		StartDate: machine(v.Starts), EndDate: machine(v.Ends), Status: "https://schema.org/EventScheduled",
		AttendanceMode: "https://schema.org/OfflineEventAttendanceMode", Free: true,
		Location: placeLD{Type: "Place", Name: v.Site.Name, Address: addressLD{Type: "PostalAddress",
			Street: v.Site.Street, PostalCode: v.Site.PostalCode, Locality: v.Site.Town,
			Region: v.Municipality.Name, Country: "SE"}},
		Organizer:  organizationLD{Type: "GovernmentOrganization", Name: r.text("event.organizer"), URL: "https://polisen.se/"},
		URL:        r.base + r.href("/besok/"+string(v.ID)),
		Identifier: string(v.ID), Language: r.code,
	}
	if event.Location.Address.Locality == "" {
		event.Location.Address.Locality = v.Locality.Name
	}
	if p := v.Site.Position; !p.IsZero() {
		event.Location.Geo = &geoLD{Type: "GeoCoordinates", Latitude: p.Lat, Longitude: p.Lon}
	}
	switch {
	case v.State == scheduling.Cancelled:
		event.Status = "https://schema.org/EventCancelled"
	case v.Before != nil && !v.Before.Starts.Equal(v.Starts):
		event.Status, event.PreviousStart = "https://schema.org/EventRescheduled", machine(v.Before.Starts)
	}
	return event
}

// localityLD is a place for search engines, with its coming visits.
type localityLD struct {
	Context  string    `json:"@context"`
	Type     string    `json:"@type"`
	Name     string    `json:"name"`
	URL      string    `json:"url"`
	Address  addressLD `json:"address"`
	Geo      *geoLD    `json:"geo,omitempty"`
	Within   areaLD    `json:"containedInPlace"`
	Upcoming []eventLD `json:"event,omitempty"`
}

type areaLD struct {
	Type string `json:"@type"`
	Name string `json:"name"`
}

// linkedVisits is how many coming visits a page tells search engines of; each has a page
// that says all.
const linkedVisits = 10

func (r request) localityLD(l Locality, coming []scheduling.PublicVisit) localityLD {
	place := localityLD{Context: "https://schema.org", Type: "Place", Name: l.Name, URL: r.base + r.href("/orter/"+l.Slug),
		Address: addressLD{Type: "PostalAddress", Locality: l.Name, Region: l.Municipality.Name, Country: "SE"},
		Within:  areaLD{Type: "AdministrativeArea", Name: r.kommun(l.Municipality.Name)}}
	if !l.Position.IsZero() {
		place.Geo = &geoLD{Type: "GeoCoordinates", Latitude: l.Position.Lat, Longitude: l.Position.Lon}
	}
	for _, v := range coming[:min(len(coming), linkedVisits)] {
		event := r.eventLD(v)
		event.Context = ""
		place.Upcoming = append(place.Upcoming, event)
	}
	return place
}

// listLD is the beginning of the timetable for search engines.
type listLD struct {
	Context string       `json:"@context"`
	Type    string       `json:"@type"`
	Name    string       `json:"name"`
	Items   []listItemLD `json:"itemListElement"`
}

type listItemLD struct {
	Type     string `json:"@type"`
	Position int    `json:"position"`
	Name     string `json:"name"`
	URL      string `json:"url"`
}

func (r request) listLD(name string, coming []scheduling.PublicVisit) listLD {
	list := listLD{Context: "https://schema.org", Type: "ItemList", Name: name, Items: []listItemLD{}}
	for i, v := range coming[:min(len(coming), linkedVisits)] {
		event := r.eventLD(v)
		list.Items = append(list.Items, listItemLD{Type: "ListItem", Position: i + 1, Name: event.Name, URL: event.URL})
	}
	return list
}
