package site

import (
	"maps"
	"reflect"
	"slices"

	"poliskontor/scheduling"
)

// changedKeys returns the keys of the answers that differ between two editions, sorted; none
// for the first edition, when nobody has kept an older one of this server. Feeds are compared
// by their entity tags, and what pages are made of by its content. What follows from the day
// alone, or from what all pages share, changes everything.
func changedKeys(before, after *edition) []string {
	if before == nil {
		return nil
	}
	old, new := before.snapshot, after.snapshot
	if scheduling.DayOf(old.Taken) != scheduling.DayOf(new.Taken) ||
		!reflect.DeepEqual(old.Municipalities, new.Municipalities) ||
		!reflect.DeepEqual(old.Topics, new.Topics) ||
		!reflect.DeepEqual(old.districtContact, new.districtContact) {
		return []string{KeyAll}
	}
	changed := keySet{}
	changed.feeds(before.shelf, after.shelf)
	changed.visits(old, new)
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

// feeds adds the selections whose calendars differ.
func (k keySet) feeds(before, after *shelf) {
	for key, feed := range after.ready {
		if old, found := before.ready[key]; !found || old.tag != feed.tag {
			k.add(selectionKeys(key.selection)...)
		}
	}
	for key := range before.ready {
		if _, found := after.ready[key]; !found {
			k.add(selectionKeys(key.selection)...)
		}
	}
}

func selectionKeys(s selection) []string {
	switch slugs := s.slugs(); {
	case len(slugs) == 1:
		return []string{placeKey(slugs[0])}
	case s.municipality != "" && len(slugs) == 0:
		return []string{municipalityKey(s.municipality)}
	}
	return []string{KeyLists}
}

// visits adds the visits that are shown otherwise, with where they are listed.
func (k keySet) visits(old, new *Snapshot) {
	differ := func(v scheduling.PublicVisit) {
		k.add(visitKey(v.ID), placeKey(v.Locality.Slug), municipalityKey(v.Municipality.Slug), KeyLists)
	}
	for _, v := range new.Visits {
		was, found := old.Visit(v.ID)
		if !found || !reflect.DeepEqual(was, v) || !reflect.DeepEqual(old.history[v.ID], new.history[v.ID]) {
			differ(v)
			if found {
				differ(was) // it may have been elsewhere
			}
		}
	}
	for _, v := range old.Visits {
		if _, found := new.Visit(v.ID); !found {
			differ(v)
		}
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
