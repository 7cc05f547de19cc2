package site

import (
	"cmp"
	"context"
	"fmt"
	"html/template"
	"slices"

	"poliskontor/photo"
	"poliskontor/scheduling"
)

// Spot is a site where the office has been announced, or is. What it is called and
// where it lies is as citizens were last told; the rest is as the register has it now.
type Spot struct {
	scheduling.PublicSite
	ID            scheduling.SiteID
	Parking       string
	Accessibility string
	Photo         scheduling.Photo // zero for none

	preference int
}

// publicSites are the sites of the announced visits, by locality. What was never
// announced is nobody's business yet.
func (s *Snapshot) publicSites(registered []scheduling.Site) {
	known := make(map[scheduling.SiteID]scheduling.Site, len(registered))
	for _, site := range registered {
		known[site.ID] = site
	}
	s.sites = map[scheduling.SiteID]Spot{}
	s.byPlace = map[string][]scheduling.SiteID{}
	last := map[scheduling.SiteID]scheduling.PublicVisit{}
	for _, v := range s.Visits {
		if former, found := last[v.SiteID]; !found || v.Changed.After(former.Changed) {
			last[v.SiteID] = v
		}
	}
	for id, v := range last {
		site, found := known[id]
		if coming := v.Ends.After(s.Taken); !found || site.Retired && !coming {
			continue
		}
		s.sites[id] = Spot{PublicSite: v.Site, ID: id, Parking: site.Parking, Accessibility: site.Accessibility,
			Photo: site.Photo, preference: site.Preference}
		s.byPlace[v.Locality.Slug] = append(s.byPlace[v.Locality.Slug], id)
	}
	for _, ids := range s.byPlace {
		slices.SortFunc(ids, func(a, b scheduling.SiteID) int {
			return cmp.Or(cmp.Compare(s.sites[a].preference, s.sites[b].preference),
				cmp.Compare(swedishOrder(s.sites[a].Name), swedishOrder(s.sites[b].Name)), cmp.Compare(a, b))
		})
	}
}

// Site returns a site by its ID.
func (s *Snapshot) Site(id scheduling.SiteID) (Spot, bool) {
	site, found := s.sites[id]
	return site, found
}

// SitesIn returns the sites of a locality, in the order in which they are used.
func (s *Snapshot) SitesIn(slug string) []Spot {
	var sites []Spot
	for _, id := range s.byPlace[slug] {
		sites = append(sites, s.sites[id])
	}
	return sites
}

// loadPhotos reads the pictures of the snapshot's sites; those that were there before
// are not read again. A picture that is being changed right now waits for the next time.
func (s *Snapshot) loadPhotos(ctx context.Context, store scheduling.PictureRepository, before photos) (photos, error) {
	found := photos{}
	for id, site := range s.sites {
		hash := site.Photo.Hash
		if hash == "" {
			continue
		}
		if kept, there := before[hash]; there {
			found[hash] = kept
			continue
		}
		picture, err := store.Get(ctx, id)
		switch {
		case scheduling.KindOf(err) == scheduling.NotFound, err == nil && picture.Hash != hash:
			site.Photo = scheduling.Photo{}
			s.sites[id] = site
		case err != nil:
			return nil, fmt.Errorf("read the photo of site %s: %w", id, err)
		default:
			found[hash] = picture
		}
	}
	return found, nil
}

// siteWords is a site as its pages show it.
type siteWords struct {
	Anchor        string
	Number        int // on the map
	Name          string
	Address       string
	Directions    string
	Parking       string
	Accessibility string
	Photo         *photoWords
	Position      string
	Map           string       // address of a map of others, asked when it is tapped
	App           template.URL // the same for the map on a telephone
}

type photoWords struct {
	Small, Large                           string // addresses
	SmallWidth, SmallHeight, Width, Height int
	Alt                                    string
}

func (r request) siteWords(s Spot) siteWords {
	words := siteWords{Name: s.Name, Address: address(s.PublicSite), Directions: s.Directions, Parking: s.Parking,
		Accessibility: s.Accessibility, Photo: photoWordsOf(s.Photo)}
	if !s.Position.IsZero() {
		words.Position, words.Map, words.App = positionWords(s.Position)
	}
	return words
}

// positionWords returns coordinates, and where others show them on their maps.
func positionWords(p scheduling.Position) (text, page string, app template.URL) {
	return fmt.Sprintf("%.5f, %.5f", p.Lat, p.Lon),
		fmt.Sprintf("https://www.openstreetmap.org/?mlat=%.5f&mlon=%.5f#map=17/%.5[1]f/%.5[2]f", p.Lat, p.Lon),
		template.URL(fmt.Sprintf("geo:%.5f,%.5f?q=%.5[1]f,%.5[2]f", p.Lat, p.Lon))
}

func photoWordsOf(p scheduling.Photo) *photoWords {
	if p.IsZero() {
		return nil
	}
	w := &photoWords{Small: photoAddress(p.Hash, true), Large: photoAddress(p.Hash, false), Width: p.Width, Height: p.Height, Alt: p.Alt}
	w.SmallWidth, w.SmallHeight = photo.SmallSize(p.Width, p.Height)
	return w
}
