package calendar

import (
	"strings"
	"testing"
	"time"

	"poliskontor/scheduling"
)

const site = "https://kontor.example"

// ordinary is a visit as it was first announced.
func ordinary(t testing.TB) scheduling.PublicVisit {
	t.Helper()
	announced := at(t, "2026-11-02T09:30")
	return scheduling.PublicVisit{
		ID:           "6f1c0d5e-8c1b-4b7e-9a53-0f6e2d4b7a10",
		Municipality: scheduling.PublicName{Slug: "kristianstad", Name: "Kristianstad"},
		Locality:     scheduling.PublicName{Slug: "ahus", Name: "Åhus"},
		Kind:         scheduling.Basort,
		Site: scheduling.PublicSite{
			Name: "Matbutikens parkering", Street: "Exempelgatan 5", PostalCode: "296 31", Town: "Åhus",
			Position:   scheduling.Position{Lat: 55.9235, Lon: 14.2955},
			Directions: "Infart från Exempelgatan, vi står vid återvinningen.",
		},
		Slot: scheduling.Slot{SiteID: "s1", OfficeID: "o1",
			Starts: at(t, "2026-11-24T15:00"), Ends: at(t, "2026-11-24T18:00")},
		State:    scheduling.Announced,
		Note:     "Vi berättar om hur du skyddar dig mot bedrägerier.",
		Created:  announced,
		Changed:  announced,
		Sequence: 0,
		Release:  3,
	}
}

// changed is the visit in its next version, which says what it was before.
func changed(v scheduling.PublicVisit, state scheduling.State, reason string) scheduling.PublicVisit {
	v.Before = &scheduling.PublicSlot{Starts: v.Starts, Ends: v.Ends, Site: v.Site.Name}
	v.State, v.Reason = state, reason
	v.Sequence++
	v.Changed = v.Changed.Add(10 * 24 * time.Hour)
	return v
}

func moved(t testing.TB, starts, ends, siteName string) scheduling.PublicVisit {
	v := changed(ordinary(t), scheduling.Moved, "Bilen är på verkstad.")
	v.Starts, v.Ends = at(t, starts), at(t, ends)
	v.Site.Name = siteName
	return v
}

func delayedVisit(t testing.TB) scheduling.PublicVisit {
	v := changed(ordinary(t), scheduling.Delayed, "Vi är på ett larm")
	v.Starts = at(t, "2026-11-24T15:45")
	return v
}

func cancelledVisit(t testing.TB) scheduling.PublicVisit {
	v := changed(ordinary(t), scheduling.Cancelled, "Sjukdom.")
	v.Before = nil // neither time nor site changed
	return v
}

func brokenOffVisit(t testing.TB) scheduling.PublicVisit {
	v := changed(ordinary(t), scheduling.BrokenOff, "Larm")
	v.Ends = at(t, "2026-11-24T16:20")
	return v
}

func occasionVisit(t testing.TB) scheduling.PublicVisit {
	v := ordinary(t)
	v.ID = "1b0a1de2-33a4-4c0f-8f4e-51c4a7a2d9b3"
	v.Occasion = "Skördefest i Tivoliparken"
	v.Locality = scheduling.PublicName{Slug: "kristianstad", Name: "Kristianstad"}
	v.Site = scheduling.PublicSite{Name: "Tivoliparken, stora gången", Town: "Kristianstad",
		Position: scheduling.Position{Lat: 56.0294, Lon: 14.1567}}
	v.Starts, v.Ends = at(t, "2026-08-29T11:00"), at(t, "2026-08-29T16:00")
	return v
}

// between is an ordinary visit at another time.
func between(t testing.TB, id scheduling.VisitID, starts, ends string) scheduling.PublicVisit {
	v := ordinary(t)
	v.ID, v.Starts, v.Ends = id, at(t, starts), at(t, ends)
	return v
}

// bare is a visit of which little is known.
func bare(t testing.TB, id scheduling.VisitID, at scheduling.PublicSite) scheduling.PublicVisit {
	v := ordinary(t)
	v.ID, v.Site, v.Note = id, at, ""
	return v
}

// nasty is a visit with everything that breaks a feed in its texts.
func nasty(t testing.TB) scheduling.PublicVisit {
	v := changed(ordinary(t), scheduling.Moved, "Regn, snö; \\hagel\\ \"storm\"\r\nSTATUS:CANCELLED")
	v.Starts = v.Starts.Add(time.Hour)
	v.Before.Site = "A,B;C\\D\r\nE"
	v.Municipality.Name = "Kristian,stad;\\n"
	v.Occasion = strings.Repeat("Ålagille ", 25) + "👮🏽‍♀️🚐" + strings.Repeat("åäö", 25) // 300 characters and more
	v.Site = scheduling.PublicSite{
		Name:       "\"Torget\"; ^n 'vid' C:\\ån,\r\nATTENDEE:mailto:x@example.se",
		Street:     "Gatan\r1",
		PostalCode: "296\x0031",
		Town:       "Å\xffhus\u2028hamn",
		Position:   scheduling.Position{Lat: 55.9000001, Lon: 14},
		Directions: "Ta vägen\n\n\n\növer bron,\tsedan; vänster\\höger.\r\n" + strings.Repeat(" ", 200) + "Klart.\r",
	}
	v.Note = "\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n" + strings.Repeat("x", 300) + "\x1b[31m \u202Ebaklänges\u2066"
	return v
}

// cases are the feeds whose bytes are kept in testdata.
func cases(t testing.TB) map[string]Feed {
	feed := func(language Language, variant Variant, visits ...scheduling.PublicVisit) Feed {
		f := Feed{
			Name: "Polisens mobila kontor i Åhus", Description: "Alla besök i Åhus, med ändringar.",
			Page: site + "/orter/ahus", Source: site + "/kalender/ort/ahus.ics",
			Language: language, Variant: variant, Visits: visits,
		}
		if language == English {
			f.Name, f.Description = "Mobile police office in Åhus", "All visits in Åhus, with changes."
			f.Page = site + "/en/orter/ahus"
		}
		if variant == Google {
			f.Source = site + "/kalender/g/ort/ahus.ics"
		}
		return f
	}
	spelled := func(visits ...scheduling.PublicVisit) []scheduling.PublicVisit {
		for i := range visits {
			visits[i].ID = visits[i].ID[:35] + scheduling.VisitID("0123456789abcdef"[i])
		}
		return visits
	}
	changes := spelled(ordinary(t), moved(t, "2026-11-26T14:00", "2026-11-26T17:00", "Torget"),
		moved(t, "2026-11-24T15:00", "2026-11-24T18:00", "Torget"), delayedVisit(t), cancelledVisit(t),
		brokenOffVisit(t), occasionVisit(t))
	horror := feed(Swedish, Standard, nasty(t))
	horror.Name = "Åhus, \"hamnen\"; \\o/\r\nMETHOD:REQUEST\xff" + strings.Repeat(" kalender", 30)
	horror.Description = "Rad 1\rRad 2\n\x00" + strings.Repeat("ö", 100)
	horror.Source = site + "/kalender/urval.ics?ort=ahus,tollarp;x"
	bareSites := spelled(
		bare(t, ordinary(t).ID, scheduling.PublicSite{}),
		bare(t, ordinary(t).ID, scheduling.PublicSite{Name: "Torget"}),
		bare(t, ordinary(t).ID, scheduling.PublicSite{Name: "Torget", Town: "Åhus"}),
		bare(t, ordinary(t).ID, scheduling.PublicSite{Name: "Torget", PostalCode: "296 31"}),
		bare(t, ordinary(t).ID, scheduling.PublicSite{Street: "Exempelgatan 5",
			Position: scheduling.Position{Lat: 55.9235, Lon: 14.2955}}),
		bare(t, ordinary(t).ID, scheduling.PublicSite{Name: "Fel", Position: scheduling.Position{Lat: 14.2955, Lon: 55.9235}}),
	)
	nameless := feed(Swedish, Standard)
	nameless.Name, nameless.Description = "", ""
	return map[string]Feed{
		"empty":       feed(Swedish, Standard),
		"nameless":    nameless,
		"ordinary":    feed(Swedish, Standard, ordinary(t)),
		"moved-time":  feed(Swedish, Standard, moved(t, "2026-11-26T14:00", "2026-11-26T17:00", "Matbutikens parkering")),
		"moved-site":  feed(Swedish, Standard, moved(t, "2026-11-24T15:00", "2026-11-24T18:00", "Torget")),
		"moved-both":  feed(Swedish, Standard, moved(t, "2026-11-26T14:00", "2026-11-26T17:00", "Torget")),
		"delayed":     feed(Swedish, Standard, delayedVisit(t)),
		"cancelled":   feed(Swedish, Standard, cancelledVisit(t)),
		"broken-off":  feed(Swedish, Standard, brokenOffVisit(t)),
		"occasion":    feed(Swedish, Standard, occasionVisit(t)),
		"bare-sites":  feed(Swedish, Standard, bareSites...),
		"nasty-texts": horror,
		"google":      feed(Swedish, Google, changes...),
		"english":     feed(English, Standard, changes...),
		"clock-changes": feed(Swedish, Standard, spelled(
			between(t, ordinary(t).ID, "2026-10-25T10:00", "2026-10-25T14:00"), // summer time ended in the night
			between(t, ordinary(t).ID, "2026-10-24T22:00", "2026-10-25T04:00"), // seven hours
			between(t, ordinary(t).ID, "2027-03-28T10:00", "2027-03-28T14:00"), // it began in the night
			between(t, ordinary(t).ID, "2027-03-27T22:00", "2027-03-28T04:00"), // five hours
			between(t, ordinary(t).ID, "2027-03-28T01:30", "2027-03-28T03:00"), // half an hour
			between(t, ordinary(t).ID, "2026-10-25T01:00", "2026-10-25T02:30:00+02:00"),
			between(t, ordinary(t).ID, "2026-10-25T02:30:00+02:00", "2026-10-25T02:15:00+01:00"),
			between(t, ordinary(t).ID, "2026-10-25T02:59:00+01:00", "2026-10-25T03:00"),
			between(t, ordinary(t).ID, "2026-10-24T15:00", "2026-10-24T18:00"), // still summer time
			between(t, ordinary(t).ID, "2027-03-27T15:00", "2027-03-27T18:00"), // still winter time
		)...),
	}
}
