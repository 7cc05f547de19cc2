package scheduling

import (
	"cmp"
	"slices"

	"poliskontor/scheduling/planner"
)

// sitesOf are the sites of a locality that are in use, the first choice first.
func (g groundwork) sitesOf(id LocalityID) []Site {
	var found []Site
	for _, s := range g.names.Sites {
		if s.LocalityID == id && !s.Retired {
			found = append(found, s)
		}
	}
	slices.SortFunc(found, func(x, y Site) int {
		return cmp.Or(cmp.Compare(x.Preference, y.Preference), cmp.Compare(x.Name, y.Name), cmp.Compare(x.ID, y.ID))
	})
	return found
}

func idsOf(sites []Site) []SiteID {
	ids := make([]SiteID, len(sites))
	for i, s := range sites {
		ids[i] = s.ID
	}
	return ids
}

// openSites says when each site can be used. One that never is in the season stands
// there all the same, with a day that never comes.
func (a *assembly) openSites(sites []Site, n *nodes) []planner.Site {
	list := make([]planner.Site, len(sites))
	for i, s := range sites {
		weekdays := s.Opening.Weekdays
		if s.Opening.everyDay() {
			weekdays = [7]bool{true, true, true, true, true, true, true}
		}
		closes := s.Opening.Closes
		if closes == 0 {
			closes = 24 * 60
		}
		list[i] = planner.Site{
			ID: string(s.ID), Node: n.of(s.Position), Weekdays: weekdays, Opens: s.Opening.Opens, Closes: closes, Open: a.seasonOf(s.Opening),
		}
	}
	return list
}

// seasonOf are the spans of the horizon in which a site can be used; none stands for
// all of it.
func (a *assembly) seasonOf(o Opening) []planner.Span {
	if o.From == (MonthDay{}) {
		return nil
	}
	var spans []planner.Span
	for day := range a.problem.Days {
		switch last := len(spans) - 1; {
		case !o.inSeason(a.start + Day(day)):
		case last >= 0 && spans[last].To == day:
			spans[last].To++
		default:
			spans = append(spans, planner.Span{From: day, To: day + 1})
		}
	}
	if spans == nil {
		return []planner.Span{{From: a.problem.Days, To: a.problem.Days + 1}}
	}
	return spans
}

// usualOffice is the office that a locality names, or else the one that came most
// often; nil where there is none or only one office in all.
func (a *assembly) usualOffice(l Locality, came map[OfficeID]int) *int {
	if len(a.offices) < 2 {
		return nil
	}
	usual, most := -1, 0
	for i, office := range a.offices {
		if office.ID == l.Visiting.OfficeID {
			return &i
		}
		if came[office.ID] > most {
			usual, most = i, came[office.ID]
		}
	}
	if usual < 0 {
		return nil
	}
	return &usual
}
