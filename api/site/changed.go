package site

import (
	"maps"
	"reflect"
	"slices"

	"poliskontor/scheduling"
)

// difference is what a snapshot shows otherwise than the one before it.
type difference struct {
	everything bool // what follows from the day, or there was none before
	// Slugs of where visits differ, or what the place is called.
	localities, municipalities map[string]struct{}
	visits                     map[scheduling.VisitID][]scheduling.PublicVisit // as they were and as they are
}

// differences compares two snapshots, of which the first may be nil.
func differences(old, new *Snapshot) *difference {
	if old == nil || scheduling.DayOf(old.Taken) != scheduling.DayOf(new.Taken) {
		return &difference{everything: true}
	}
	d := &difference{localities: map[string]struct{}{}, municipalities: map[string]struct{}{}, visits: map[scheduling.VisitID][]scheduling.PublicVisit{}}
	for _, v := range new.Visits {
		was, found := old.Visit(v.ID)
		switch {
		case !found:
			d.visit(v)
		case !reflect.DeepEqual(was, v):
			d.visit(was) // it may have been elsewhere
			d.visit(v)
		}
	}
	for _, v := range old.Visits {
		if _, found := new.Visit(v.ID); !found {
			d.visit(v)
		}
	}
	for _, m := range new.Municipalities {
		if was, _ := old.Municipality(m.Slug); was.Name != m.Name {
			d.municipalities[m.Slug] = struct{}{}
		}
	}
	for _, l := range new.Localities {
		if was, _ := old.Locality(l.Slug); was.Name != l.Name {
			d.localities[l.Slug] = struct{}{}
		}
	}
	return d
}

func (d *difference) visit(v scheduling.PublicVisit) {
	d.visits[v.ID] = append(d.visits[v.ID], v)
	d.localities[v.Locality.Slug] = struct{}{}
	d.municipalities[v.Municipality.Slug] = struct{}{}
}

// touches tells whether the feeds of a selection may differ.
func (d *difference) touches(s selection) bool {
	slugs := s.slugs()
	touched := func(slug string) bool { _, found := d.localities[slug]; return found }
	switch {
	case d.everything:
		return true
	case s.municipality != "":
		_, found := d.municipalities[s.municipality]
		return found
	case len(slugs) > 0:
		return slices.ContainsFunc(slugs, touched)
	default:
		return len(d.visits) > 0
	}
}

// keys returns the keys of the answers that differ, sorted. What follows from the day alone,
// or from what all pages share, changes everything.
func (d *difference) keys(old, new *Snapshot) []string {
	if d.everything ||
		!reflect.DeepEqual(old.Municipalities, new.Municipalities) ||
		!reflect.DeepEqual(old.Topics, new.Topics) ||
		!reflect.DeepEqual(old.districtContact, new.districtContact) {
		return []string{KeyAll}
	}
	changed := keySet{}
	for id, states := range d.visits {
		changed.add(visitKey(id), KeyLists)
		for _, v := range states {
			changed.add(placeKey(v.Locality.Slug), municipalityKey(v.Municipality.Slug))
		}
	}
	changed.places(old, new)
	if !reflect.DeepEqual(old.Pledges, new.Pledges) {
		changed.add(KeyPledges)
	}
	if !reflect.DeepEqual(old.Releases, new.Releases) {
		changed.add(KeyLists)
	}
	if len(changed) > mostKeys {
		return []string{KeyAll}
	}
	return slices.Sorted(maps.Keys(changed))
}

// mostKeys is how many keys are named before all is one word for them.
const mostKeys = 500

type keySet map[string]struct{}

func (k keySet) add(keys ...string) {
	for _, key := range keys {
		k[key] = struct{}{}
	}
}

// places adds the places of which something else is shown otherwise: what is promised to
// them, what they are told, where the office stands.
func (k keySet) places(old, new *Snapshot) {
	for _, l := range new.Localities {
		was, found := old.Locality(l.Slug)
		if !found || !reflect.DeepEqual(was, l) {
			k.add(placeKey(l.Slug), KeyLists)
			continue
		}
		if !reflect.DeepEqual(old.told[l.Slug], new.told[l.Slug]) {
			k.add(placeKey(l.Slug))
		}
		if !reflect.DeepEqual(old.SitesIn(l.Slug), new.SitesIn(l.Slug)) {
			k.add(placeKey(l.Slug))
			for _, v := range new.VisitsTo(l.Slug) {
				k.add(visitKey(v.ID)) // its page shows where the office stands
			}
		}
	}
	for _, l := range old.Localities {
		if _, found := new.Locality(l.Slug); !found {
			k.add(placeKey(l.Slug), KeyLists)
		}
	}
}
