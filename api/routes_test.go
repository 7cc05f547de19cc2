//go:build unix

package api_test

import (
	"cmp"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"poliskontor/accounts"
	"poliskontor/scheduling"
	"poliskontor/storage/storagetest"
)

// open and own stand where a permission does: for everyone, and for whoever has
// signed in.
const (
	open accounts.Permission = "(open)"
	own  accounts.Permission = "(own)"
	// page is a form of the sign-in pages: it must come from one of them, which a
	// request with neither origin nor token does not show.
	page accounts.Permission = "(page)"
)

// route is what a route answers to whom.
type route struct {
	address string // method and path, as the router has it
	needs   accounts.Permission
	body    func(*world) object // nil for none
	// here is the answer about the caller's own district; there to somebody whose
	// role is in another.
	here, there int
}

// A change names a version that nothing has, so that nothing is changed: who reaches
// the thing is told that it is stale (412), and to others it does not exist (404).
const unseen = `"999"`

var changeable = func(*world) object { return object{} }

// routes is every route with who may use it. A route that is missing here fails the test.
func routes() []route {
	rows := []route{
		{"GET /api/v1/visits", accounts.Read, nil, 200, 200},
		{"POST /api/v1/visits", accounts.PlanVisits, func(w *world) object {
			return w.visit(object{"starts": "2026-11-24T10:00", "ends": "2026-11-24T12:00"})
		}, 201, 422},
		{"GET /api/v1/sites/:id/photo", accounts.Read, nil, 404, 404}, // it has none
		{"PUT /api/v1/sites/:id/photo", accounts.EditRegisters, nil, 412, 404},
		{"DELETE /api/v1/sites/:id/photo", accounts.EditRegisters, nil, 412, 404},
		{"POST /api/v1/occasions/import", accounts.EditOccasions, func(*world) object { return object{} }, 422, 422},
		{"POST /api/v1/occasions/import/address", accounts.EditOccasions, func(*world) object { return object{"url": "http://localhost/"} }, 422, 422},
		{"POST /api/v1/occasions/import/chosen", accounts.EditOccasions, func(w *world) object {
			row := w.thing("occasions")
			delete(row, "districtId")
			return object{"districtId": w.seeds.District.ID, "rows": []any{row}}
		}, 200, 404},
		{"GET /api/v1/shift-series", accounts.Read, nil, 200, 200},
		{"POST /api/v1/shift-series", accounts.EditRegisters, func(w *world) object { return w.series() }, 200, 422},
		{"GET /api/v1/shift-series/:id", accounts.Read, nil, 200, 404},
		{"PUT /api/v1/shift-series/:id", accounts.EditRegisters, func(w *world) object { return w.series() }, 412, 404},
		{"DELETE /api/v1/shift-series/:id", accounts.EditRegisters, nil, 412, 404},
		{"GET /api/v1/visits/:id", accounts.Read, nil, 200, 404},
		{"PUT /api/v1/visits/:id", accounts.PlanVisits, changeable, 412, 404},
		{"DELETE /api/v1/visits/:id", accounts.PlanVisits, nil, 412, 404},
		{"POST /api/v1/visits/:id/move", accounts.PlanVisits, func(w *world) object {
			v := w.visit(nil)
			return object{"siteId": v["siteId"], "officeId": v["officeId"], "starts": v["starts"], "ends": v["ends"]}
		}, 412, 404},
		{"POST /api/v1/visits/:id/delay", accounts.RunVisits, func(*world) object { return object{"starts": "2026-11-23T11:00"} }, 412, 404},
		{"POST /api/v1/visits/:id/cancel", accounts.RunVisits, changeable, 412, 404},
		{"POST /api/v1/visits/:id/break-off", accounts.RunVisits, func(*world) object { return object{"at": "2026-11-23T11:00"} }, 412, 404},
		{"POST /api/v1/visits/:id/hold", accounts.RunVisits, changeable, 412, 404},
		{"POST /api/v1/visits/:id/restore", accounts.RunVisits, changeable, 412, 404},
		{"GET /api/v1/visits/:id/replacements", accounts.Read, nil, 200, 404},

		{"GET /api/v1/visits/:id/notes", accounts.ReadNotes, nil, 200, 404},
		{"POST /api/v1/visits/:id/notes", accounts.WriteNotes, func(w *world) object { return object{"written": w.clock().Format(time.RFC3339), "nothing": true} }, 409, 404},
		{"GET /api/v1/notes/:id", accounts.ReadNotes, nil, 200, 404},
		{"PUT /api/v1/notes/:id", accounts.WriteNotes, changeable, 412, 404},
		{"GET /api/v1/localities/:id/brief", accounts.ReadNotes, nil, 200, 404},
		{"GET /api/v1/actions", accounts.Read, nil, 200, 200},
		{"POST /api/v1/actions", accounts.WriteNotes, func(w *world) object { return w.action() }, 201, 422},
		{"GET /api/v1/actions/:id", accounts.Read, nil, 200, 404},
		{"PUT /api/v1/actions/:id", accounts.WriteNotes, func(w *world) object { return w.action() }, 412, 404},
		{"DELETE /api/v1/actions/:id", accounts.WriteNotes, nil, 412, 404},
		{"GET /api/v1/summaries", accounts.ReadSummaries, nil, 200, 200},
		{"POST /api/v1/summaries", accounts.WriteNotes, func(w *world) object { return w.summary() }, 201, 422},
		{"GET /api/v1/summaries/:id", accounts.ReadSummaries, nil, 200, 404},
		{"PUT /api/v1/summaries/:id", accounts.WriteNotes, func(w *world) object { return w.summary() }, 412, 404},
		{"DELETE /api/v1/summaries/:id", accounts.WriteNotes, nil, 412, 404},
		{"POST /api/v1/summaries/:id/submit", accounts.WriteNotes, changeable, 412, 404},
		{"POST /api/v1/summaries/:id/send-back", accounts.ApproveSummaries, func(*world) object { return object{"remark": "Nej."} }, 412, 404},
		{"POST /api/v1/summaries/:id/approve", accounts.ApproveSummaries, changeable, 412, 404},
		{"POST /api/v1/summaries/:id/withdraw", accounts.WithdrawSummaries, func(*world) object { return object{"reason": "Fel."} }, 412, 404},

		{"GET /api/v1/districts/:id/situations/:week", accounts.ReadNotes, nil, 200, 404},
		{"GET /api/v1/districts/:id/situations/:week/xlsx", accounts.ReadNotes, nil, 200, 404},
		{"PUT /api/v1/districts/:id/situations/:week", accounts.WriteNotes, func(*world) object { return object{"text": "Lugnt."} }, 412, 404},
		{"POST /api/v1/districts/:id/situations/:week/release", accounts.WriteNotes, nil, 412, 404},
		{"POST /api/v1/districts/:id/situations/:week/take-back", accounts.WriteNotes, nil, 412, 404},
		{"GET /api/v1/situation-links", accounts.ShareSituation, nil, 200, 200},
		{"POST /api/v1/situation-links", accounts.ShareSituation, func(w *world) object { return w.link() }, 201, 403},
		{"GET /api/v1/situation-links/:id", accounts.ShareSituation, nil, 200, 404},
		{"DELETE /api/v1/situation-links/:id", accounts.ShareSituation, nil, 412, 404},

		{"GET /api/v1/retention-rules", accounts.WeedRecords, nil, 200, 200},
		{"POST /api/v1/retention-rules", accounts.WeedRecords, func(w *world) object { return w.retentionRule("notes") }, 409, 403}, // there is one
		{"GET /api/v1/retention-rules/:id", accounts.WeedRecords, nil, 200, 404},
		{"PUT /api/v1/retention-rules/:id", accounts.WeedRecords, func(w *world) object { return w.retentionRule("notes") }, 412, 404},
		{"DELETE /api/v1/retention-rules/:id", accounts.WeedRecords, nil, 412, 404},
		{"POST /api/v1/retention-rules/:id/lists", accounts.WeedRecords, nil, 201, 404},
		{"GET /api/v1/weeding-holds", accounts.WeedRecords, nil, 200, 200},
		{"POST /api/v1/weeding-holds", accounts.WeedRecords, func(w *world) object { return w.hold() }, 201, 403},
		{"GET /api/v1/weeding-holds/:id", accounts.WeedRecords, nil, 200, 404},
		{"DELETE /api/v1/weeding-holds/:id", accounts.WeedRecords, nil, 412, 404},
		{"GET /api/v1/weeding-lists", accounts.WeedRecords, nil, 200, 200},
		{"GET /api/v1/weeding-lists/:id", accounts.WeedRecords, nil, 200, 404},
		{"POST /api/v1/weeding-lists/:id/export", accounts.WeedRecords, nil, 409, 404}, // it was run
		{"POST /api/v1/weeding-lists/:id/run", accounts.WeedRecords, func(*world) object { return object{"digest": "x"} }, 409, 404},
		{"GET /api/v1/weeding-protocols", accounts.WeedRecords, nil, 200, 200},
		{"GET /api/v1/weeding-protocols/:id", accounts.WeedRecords, nil, 200, 404},
		{"GET /api/v1/weeding-protocols/:id/csv", accounts.WeedRecords, nil, 200, 404},

		{"GET /api/v1/activities", accounts.Read, nil, 200, 200},
		{"POST /api/v1/activities", accounts.EditActivities, func(w *world) object { return w.activity() }, 201, 422},
		{"POST /api/v1/activities/import", accounts.EditActivities, func(*world) object { return object{} }, 422, 422},
		{"GET /api/v1/activities/import/template", accounts.Read, nil, 200, 200},
		{"GET /api/v1/activities/:id", accounts.Read, nil, 200, 404},
		{"PUT /api/v1/activities/:id", accounts.EditActivities, func(w *world) object { return w.activity() }, 412, 404},
		{"DELETE /api/v1/activities/:id", accounts.EditActivities, nil, 412, 404},
		{"GET /api/v1/activities/:id/counting", accounts.Read, nil, 200, 404},
		{"PUT /api/v1/activities/:id/counting", accounts.EditActivities, func(*world) object { return object{"commitmentIds": []any{}} }, 412, 404},
		{"DELETE /api/v1/activities/:id/counting", accounts.EditActivities, nil, 412, 404},
		{"GET /api/v1/pledges/:id/review", accounts.Read, nil, 409, 404}, // it is not signed
		{"GET /api/v1/pledges/:id/report", accounts.Read, nil, 409, 404},
		{"GET /api/v1/pledges/:id/report/:format", accounts.Read, nil, 409, 404},
		{"GET /api/v1/visits/:id/counting", accounts.Read, nil, 200, 404},
		{"PUT /api/v1/visits/:id/counting", accounts.EditActivities, func(*world) object { return object{"commitmentIds": []any{}} }, 412, 404},
		{"DELETE /api/v1/visits/:id/counting", accounts.EditActivities, nil, 412, 404},

		{"POST /api/v1/seasons/:id/proposals", accounts.PlanVisits, func(*world) object { return object{"iterations": 1} }, 201, 404},
		{"POST /api/v1/seasons/:id/repairs", accounts.PlanVisits, func(w *world) object {
			return object{"officeId": w.seeds.Office.ID, "from": storagetest.Monday.String(), "to": storagetest.Monday.String(), "iterations": 1}
		}, 201, 404},
		{"POST /api/v1/seasons/:id/runs", accounts.PlanVisits, func(*world) object { return object{"iterations": 1} }, 200, 404},
		{"POST /api/v1/seasons/:id/trials", accounts.Read, func(w *world) object { return object{"changes": []any{w.trial()}} }, 200, 404},
		{"GET /api/v1/seasons/:id/checkpoints", accounts.PlanVisits, nil, 200, 404},
		{"POST /api/v1/seasons/:id/checkpoints", accounts.PlanVisits, func(*world) object { return object{"name": "Nu"} }, 201, 404},
		{"DELETE /api/v1/checkpoints/:id", accounts.PlanVisits, nil, 404, 404}, // to others there is none
		{"GET /api/v1/checkpoints/:id/differences", accounts.PlanVisits, nil, 404, 404},
		{"POST /api/v1/checkpoints/:id/return", accounts.PlanVisits, func(*world) object { return object{} }, 404, 404},
		{"GET /api/v1/events", accounts.Read, nil, 200, 200},
		{"POST /api/v1/runs/:id/stop", accounts.PlanVisits, nil, 404, 404},
		{"GET /api/v1/seasons/:id/needs", accounts.Read, nil, 200, 404},
		{"PUT /api/v1/seasons/:id/needs", accounts.PlanVisits, func(*world) object { return object{"attendance": 100, "topics": 200, "wishes": 100, "actions": 0} }, 412, 404},
		{"GET /api/v1/seasons/:id/outlook", accounts.Read, nil, 200, 404},
		{"GET /api/v1/seasons/:id/assessment", accounts.Read, nil, 200, 404},
		{"GET /api/v1/seasons/:id/why-not", accounts.Read, nil, 200, 404},
		{"GET /api/v1/seasons/:id/best-for", accounts.Read, nil, 200, 404},
		{"GET /api/v1/planning-words", accounts.Read, nil, 200, 200},
		{"GET /api/v1/proposals", accounts.Read, nil, 200, 200},
		{"GET /api/v1/proposals/:id", accounts.Read, nil, 200, 404},
		{"POST /api/v1/proposals/:id/take", accounts.PlanVisits, changeable, 412, 404},

		{"GET /api/v1/districts/:id/preview", accounts.Read, nil, 200, 404},
		{"GET /api/v1/districts/:id/releases", accounts.Read, nil, 200, 404},
		{"POST /api/v1/districts/:id/releases", accounts.Publish, func(*world) object { return object{"after": 99} }, 409, 404},
		{"POST /api/v1/districts/:id/pending-releases", accounts.Publish, func(*world) object { return object{"after": 99} }, 409, 404},
		{"GET /api/v1/pending-releases", accounts.Read, nil, 200, 200},
		{"GET /api/v1/pending-releases/:id", accounts.Read, nil, 200, 404},
		{"DELETE /api/v1/pending-releases/:id", accounts.Publish, nil, 409, 404}, // it was taken back
		{"GET /api/v1/districts/:id/releases/:number", accounts.Read, nil, 200, 404},
		{"GET /api/v1/districts/:id/ledger", accounts.Read, nil, 200, 404},
		{"GET /api/v1/districts/:id/feed-health", accounts.ReadFeedHealth, nil, 200, 404},
		{"GET /api/v1/wishes", accounts.ReadWishes, nil, 200, 200},
		{"GET /api/v1/wishes/tally", accounts.ReadWishes, nil, 200, 200},
		{"GET /api/v1/audit", accounts.ReadAudit, nil, 200, 200},

		{"GET /api/v1/accounts", accounts.ManageAccounts, nil, 200, 200},
		{"POST /api/v1/accounts", accounts.ManageAccounts, func(w *world) object {
			return object{"email": fmt.Sprintf("ny-%d@example.se", w.next()), "name": "Ny", "authority": "police",
				"grants": []any{object{"role": "crew", "districtId": w.seeds.District.ID}}}
		}, 201, 403},
		{"GET /api/v1/accounts/:id", accounts.ManageAccounts, nil, 200, 404},
		{"PUT /api/v1/accounts/:id", accounts.ManageAccounts, func(*world) object {
			return object{"email": "nagon@example.se", "name": "Någon", "authority": "police"}
		}, 412, 404},
		{"POST /api/v1/accounts/:id/invitation", accounts.ManageAccounts, nil, 201, 404},

		{"GET /api/v1/me", own, nil, 200, 200},
		{"GET /api/v1/me/sessions", own, nil, 200, 200},
		{"DELETE /api/v1/me/sessions/:id", own, nil, 404, 404},
		{"POST /api/v1/me/sign-out-everywhere", own, nil, 204, 204},
		{"PUT /api/v1/me/password", own, func(*world) object { return object{"password": "kort"} }, 422, 422},
		{"PUT /api/v1/me/weekly-mail", own, func(*world) object { return object{"on": false, "language": "en"} }, 200, 200},
		{"GET /api/v1/me/passkeys", own, nil, 200, 200},
		{"DELETE /api/v1/me/passkeys/:id", own, nil, 404, 404},
		{"GET /api/v1/me/tokens", own, nil, 200, 200},
		{"POST /api/v1/me/tokens", own, func(w *world) object {
			return object{"name": "t", "scopes": []any{"read"}, "districtId": w.seeds.District.ID, "expires": "2026-12-01T00:00"}
		}, 201, 422},
		{"DELETE /api/v1/me/tokens/:id", own, nil, 404, 404},
		{"GET /api/v1/me/feeds", own, nil, 200, 200},
		{"POST /api/v1/me/feeds", own, func(w *world) object {
			return object{"name": "f", "districtId": w.seeds.District.ID}
		}, 201, 422},
		{"DELETE /api/v1/me/feeds/:id", own, nil, 404, 404},

		{"GET /api/openapi.json", open, nil, 200, 200},
		{"GET /api/docs", open, nil, 200, 200},
		{"GET /.well-known/security.txt", open, nil, 404, 404}, // nobody has said where to report
		{"GET /healthz", open, nil, 200, 200},
		{"GET /kalender/privat/:secret", open, nil, 404, 404},
		{"GET /readyz", open, nil, 200, 200},
	}
	for _, name := range []string{"visits", "localities", "municipalities", "pledges", "releases", "map", "neighbourhoods"} {
		rows = append(rows, route{"GET /api/v1/public/" + name, open, nil, 200, 200})
	}
	for _, language := range []string{"", "/en"} {
		for path, status := range map[string]int{
			"/": 200, "/andringar": 200, "/andringar.atom": 200, "/om": 200, "/prenumerera": 200, "/tillganglighet": 200, "/orter/:slug": 404, "/affisch/:slug": 404, "/manad": 200, "/texter": 200, "/loften": 200, "/loften/:slug": 404, "/besok/:id": 404,
			"/kalender/alla.ics": 200, "/kalender/g/alla.ics": 200, "/kalender/urval.ics": 404, "/kalender/g/urval.ics": 404,
			"/kalender/kommun/:file": 404, "/kalender/g/kommun/:file": 404, "/kalender/ort/:file": 404, "/kalender/g/ort/:file": 404,
			"/onskemal": 200, "/onskemal/tack": 200, "/lagesbild/:secret": 404,
			// This server sends no e-mail.
			"/prenumerera/epost": 404, "/prenumerera/epost/skickat": 404, "/prenumerera/epost/bekrafta": 404, "/prenumerera/epost/mina": 404, "/prenumerera/epost/avsluta": 404,
			"/logga-in": 200, "/logga-in/inbjudan": 200, "/inbaddning": 200, "/inbaddning/lista": 200, "/embed.v1.json": 200,
		} {
			rows = append(rows, route{"GET " + language + path, open, nil, status, status})
		}
		for _, format := range []string{"json", "csv", "xlsx", "jscal"} {
			rows = append(rows, route{"GET " + language + "/kalender/alla." + format, open, nil, 200, 200},
				route{"GET " + language + "/kalender/urval." + format, open, nil, 404, 404})
		}
		for _, path := range []string{"", "/bekrafta", "/mina", "/avsluta"} {
			rows = append(rows, route{"POST " + language + "/prenumerera/epost" + path, open, nil, 415, 415})
		}
		rows = append(rows, route{"POST " + language + "/onskemal", open, nil, 415, 415})
		for path, status := range map[string]int{
			"/logga-in": 415, "/logga-in/inbjudan": 415, "/logga-ut": 303, "/logga-in/nyckel/begin": 403, "/logga-in/nyckel/finish": 415,
		} {
			rows = append(rows, route{"POST " + language + path, page, nil, 403, status})
		}
	}
	for path, status := range map[string]int{
		"/en": 301, "/favicon.svg": 200, "/robots.txt": 200, "/sitemap.xml": 200, "/dcat.ttl": 200, "/dcat.jsonld": 200, "/static/:hash/public.css": 200, "/static/:hash/poster.css": 200, "/foto/:file": 404,
		"/embed.js": 200, "/embed.v1.js": 200, "/inbaddning/farger.css": 200,
		"/static/:hash/panel.css": 200, "/static/:hash/frame.js": 200, "/static/:hash/builder.js": 200, "/static/:hash/subscribe.js": 200, "/static/:hash/wish.js": 200, "/static/:hash/wishworker.js": 200,
		"/static/:hash/signin.css": 200, "/static/:hash/signin.js": 200, "/planera": 503, "/planera/*": 503,
	} {
		rows = append(rows, route{"GET " + path, open, nil, status, status})
	}
	rows = append(rows,
		route{"POST /api/v1/me/passkeys/begin", page, nil, 403, 401}, route{"POST /api/v1/me/passkeys/finish", page, nil, 403, 415})
	for _, name := range []string{"events", "priorities"} {
		rows = append(rows, route{"GET /api/v1/public/neighbourhoods/:slug/" + name, open, nil, 404, 404})
	}
	rows = append(rows, route{"GET /api/v1/public/localities/:slug/summaries", open, nil, 404, 404})
	rows = append(rows, route{"GET /api/v1/public/visits/:id", open, nil, 200, 200})
	for name, edit := range map[string]accounts.Permission{
		"districts": accounts.EditDistricts, "municipalities": accounts.EditRegisters, "localities": accounts.EditRegisters,
		"sites": accounts.EditRegisters, "offices": accounts.EditRegisters, "absences": accounts.EditRegisters,
		"shifts": accounts.EditRegisters, "seasons": accounts.EditRegisters, "occasions": accounts.EditOccasions,
		"pledges": accounts.EditPledges, "event-calendars": accounts.EditOccasions,
	} {
		made, refused := 201, 422
		if name == "districts" {
			made, refused = 403, 403 // only whose role is in every district
		}
		thing := func(w *world) object { return w.thing(name) }
		rows = append(rows,
			route{"GET /api/v1/" + name, accounts.Read, nil, 200, 200},
			route{"POST /api/v1/" + name, edit, thing, made, refused},
			route{"GET /api/v1/" + name + "/:id", accounts.Read, nil, 200, 404},
			route{"PUT /api/v1/" + name + "/:id", edit, thing, 412, 404},
			route{"DELETE /api/v1/" + name + "/:id", edit, nil, 412, 404})
	}
	return rows
}

// serial numbers what a test makes, so that no two have the same name.
func (w *world) next() int {
	w.mutex.Lock()
	defer w.mutex.Unlock()
	w.made++
	return w.made
}

// thing is a good new thing of a register, in the world's district.
func (w *world) thing(register string) object {
	n := w.next()
	slug, district := fmt.Sprintf("ny-%d", n), w.seeds.District.ID
	day := (storagetest.Monday + 100 + scheduling.Day(n)).String() // another for each, so that none overlap
	return map[string]object{
		"districts":      {"slug": slug, "name": "Nytt"},
		"municipalities": {"districtId": district, "slug": slug, "name": "Ny"},
		"localities": {"districtId": district, "municipalityId": w.seeds.Municipality.ID, "slug": slug, "name": "Ny", "kind": "basort",
			"position": object{"lat": 55.9, "lon": 14.2}},
		"sites":    {"districtId": district, "localityId": w.seeds.Localities[0].ID, "name": "Ny", "position": object{"lat": 55.9, "lon": 14.2}},
		"offices":  {"districtId": district, "name": "Nytt", "baseName": "Stationen", "base": object{"lat": 55.9, "lon": 14.2}},
		"absences": {"districtId": district, "officeId": w.seeds.Office.ID, "from": day, "to": day, "note": "Verkstad"},
		"shifts":   {"districtId": district, "officeId": w.seeds.Office.ID, "starts": day + "T09:00", "ends": day + "T17:00"},
		"pledges": {"districtId": district, "municipalityId": w.seeds.Municipality.ID, "slug": slug, "kind": "pledge", "title": "Nytt",
			"from": "2026-01-01", "commitments": []any{object{"article": 1, "title": "Besök", "owner": "police",
				"indicator": "visits", "binds": "year_round", "target": object{"maxGapDays": 21}}}},
		"event-calendars": {"districtId": district, "name": "Ny", "url": "https://kommunen.example/" + slug + ".ics"},
		"seasons":         {"districtId": district, "name": "Ny", "from": storagetest.Monday.String(), "to": (storagetest.Monday + 13).String()},
		"occasions": {"districtId": district, "siteId": w.seeds.Sites[0].ID, "name": "Ny", "from": day, "to": day, "opens": "10:00",
			"closes": "18:00", "priority": 2},
	}[register]
}

// series is a good new series of shifts on a Sunday that no other has.
func (w *world) series() object {
	day := (storagetest.Monday + 6 + 7*scheduling.Day(100+w.next())).String()
	return object{"districtId": w.seeds.District.ID, "officeId": w.seeds.Office.ID, "weekdays": []any{"sunday"}, "starts": "20:00", "ends": "21:00",
		"weeks": "every", "from": day, "to": day}
}

// action is a good new action.
func (w *world) action() object {
	return object{"localityId": w.seeds.Localities[0].ID, "what": "Mäta farten", "owner": "police", "role": "Kommunpolis", "due": "2026-12-24"}
}

// retentionRule is a good new rule.
func (w *world) retentionRule(kind string) object {
	return object{"districtId": w.seeds.District.ID, "kind": kind, "months": 24, "from": "year_end", "decision": "A1/2026", "decided": "2026-01-15"}
}

// hold is a good new hold of nothing that there is.
func (w *world) hold() object {
	return object{"districtId": w.seeds.District.ID, "recordId": "nothing", "reason": "Prövning"}
}

// summary is a good new summary.
func (w *world) summary() object {
	day := scheduling.DayOf(w.clock()).String()
	return object{"localityId": w.seeds.Localities[0].ID, "topic": w.topic(), "from": day, "to": day, "said": "Ni vill ha lägre fart.", "done": "Vi mäter."}
}

// topic is one of the district's.
func (w *world) topic() string {
	w.t.Helper()
	district, err := w.store.Districts().Get(storagetest.Context(w.t), w.seeds.District.ID)
	if err != nil {
		w.t.Fatal(err)
	}
	if len(district.Topics) == 0 {
		district.Topics = []string{"Trafik"}
		if err := w.store.Districts().Update(storagetest.Context(w.t), district); err != nil {
			w.t.Fatal(err)
		}
	}
	return district.Topics[0]
}

// activity is a good new activity.
func (w *world) activity() object {
	return object{"districtId": w.seeds.District.ID, "localityId": w.seeds.Localities[0].ID, "kind": "traffic_control", "day": "2026-09-24", "status": "done"}
}

// link is a good new link to the lägesbild.
func (w *world) link() object {
	return object{"districtId": w.seeds.District.ID, "name": "Gruppen", "expires": "2026-12-24T00:00"}
}

// things holds one of everything in the world's district, by the name in its path.
func (w *world) things() map[string]string {
	id := func(path string, body object) string {
		return w.must(http.StatusCreated, "POST", path, body).text("id")
	}
	found := map[string]string{
		"districts": string(w.seeds.District.ID), "municipalities": string(w.seeds.Municipality.ID),
		"localities": string(w.seeds.Localities[0].ID), "sites": string(w.seeds.Sites[0].ID), "offices": string(w.seeds.Office.ID),
		"shifts": string(w.seeds.Shifts[0].ID), "me": "nobody",
	}
	for _, name := range []string{"pledges", "seasons", "occasions", "absences", "event-calendars"} {
		found[name] = id("/api/v1/"+name, w.thing(name))
	}
	found["shift-series"], _ = w.must(http.StatusOK, "POST", "/api/v1/shift-series", w.series()).body["series"].(object)["id"].(string)
	found["public"] = w.announced(nil).text("id")
	found["visits"] = found["public"]
	found["proposals"] = id("/api/v1/seasons/"+found["seasons"]+"/proposals", object{"iterations": 1})
	found["activities"] = id("/api/v1/activities", w.activity())
	found["actions"] = id("/api/v1/actions", w.action())
	found["summaries"] = id("/api/v1/summaries", w.summary())
	held := w.seeds.Visit(0, scheduling.DayOf(storagetest.Now)-3, 10*60, 12*60)
	if err := w.store.Visits().Create(storagetest.Context(w.t), held); err != nil {
		w.t.Fatal(err)
	}
	found["notes"] = id("/api/v1/visits/"+string(held.ID)+"/notes", object{"written": held.Ends.Format(time.RFC3339), "nothing": true})
	found["retention-rules"] = id("/api/v1/retention-rules", w.retentionRule("notes"))
	found["situation-links"] = id("/api/v1/situation-links", w.link())
	found["weeding-holds"] = id("/api/v1/weeding-holds", w.hold())
	dry := w.must(http.StatusCreated, "POST", "/api/v1/retention-rules/"+found["retention-rules"]+"/lists", nil)
	found["weeding-lists"] = dry.text("id")
	found["weeding-protocols"] = id("/api/v1/weeding-lists/"+dry.text("id")+"/run", object{"digest": dry.text("digest")})
	pending := scheduling.PendingRelease{
		ID: scheduling.NewID[scheduling.PendingReleaseID](), DistrictID: w.seeds.District.ID, Asked: w.clock(), Leaves: w.clock(),
		State: scheduling.PendingTakenBack, Settled: w.clock(),
	}
	if err := w.store.PendingReleases().Create(storagetest.Context(w.t), pending); err != nil {
		w.t.Fatal(err)
	}
	found["pending-releases"] = string(pending.ID)
	found["accounts"] = string(w.account("nagon@example.se", accounts.Grant{Role: accounts.Crew, DistrictID: w.seeds.District.ID}).ID)
	return found
}

// walker is who walks the routes.
type walker struct {
	name    string
	role    accounts.Role // "" for nobody
	here    bool          // the role is in the world's district
	headers []string
}

func TestEveryRouteWithEveryRole(t *testing.T) {
	table := map[string]route{}
	for _, row := range routes() {
		table[row.address] = row
	}
	var unknown []string
	for _, role := range append(slices.Clone(accounts.Roles), "") {
		w := onSQLite(t)
		elsewhere := storagetest.Seed(t, w.store)
		things := w.things()
		here, there := accounts.Grant{Role: role, DistrictID: w.seeds.District.ID}, accounts.Grant{Role: role, DistrictID: elsewhere.District.ID}
		walkers := []walker{{"nobody", "", true, []string{"Authorization", ""}}}
		if role != "" {
			a, b := w.account("har@example.se", here), w.account("dar@example.se", there)
			walkers = []walker{
				{string(role) + " with a token", role, true, []string{"Authorization", "Bearer " + w.tokenOf(a)}},
				{string(role) + " of another district with a token", role, false, []string{"Authorization", "Bearer " + w.tokenOf(b)}},
				{string(role) + " signed in", role, true, []string{"Authorization", "", signedInAs, string(a.ID) + "/session"}},
				{string(role) + " of another district signed in", role, false, []string{"Authorization", "", signedInAs, string(b.ID) + "/session"}},
			}
		}
		for _, r := range w.handler.(*echo.Echo).Routes() {
			if r.Method == echo.RouteNotFound {
				continue
			}
			row, known := table[strings.Replace(r.Method, "HEAD", "GET", 1)+" "+r.Path]
			if !known || r.Method == http.MethodHead && row.needs != open {
				unknown = append(unknown, r.Method+" "+r.Path)
				continue
			}
			for _, by := range walkers {
				w.walks(row, r, by, things)
			}
		}
	}
	slices.Sort(unknown)
	for _, address := range slices.Compact(unknown) {
		t.Errorf("%s stands in no row of the table: say who may use it", address)
	}
}

// walks sends one request and insists on the status that the table says.
func (w *world) walks(row route, r *echo.Route, by walker, things map[string]string) {
	w.t.Helper()
	segments := strings.Split(r.Path, "/")
	path := r.Path
	if len(segments) > 3 {
		path = strings.NewReplacer(":id", cmp.Or(things[segments[3]], "none"), ":number", "1", ":format", "xlsx", ":week", "2026-W38").Replace(path)
	}
	path += map[string]string{
		"GET /api/v1/seasons/:id/why-not":  fmt.Sprintf("?locality=%s&from=%[2]s&to=%[2]s", w.seeds.Localities[0].ID, storagetest.Monday),
		"PUT /api/v1/shift-series/:id":     "?from=2027-01-04",
		"DELETE /api/v1/shift-series/:id":  "?from=2027-01-04",
		"GET /api/v1/seasons/:id/best-for": "?shift=" + string(w.seeds.Shifts[0].ID),
	}[row.address]
	var body any
	if row.body != nil {
		body = row.body(w)
	}
	headers := by.headers
	if row.here == http.StatusPreconditionFailed {
		headers = append(slices.Clone(headers), "If-Match", unseen)
	}
	if got, want := w.send(r.Method, path, body, headers...), row.answers(by); got.Code != want {
		w.t.Errorf("%s: %s %s answers %d, want %d: %.300s", by.name, r.Method, r.Path, got.Code, want, got.Body)
	} else if row.address == "POST /api/v1/visits" && got.Code == http.StatusCreated { // it would be in the next one's way
		w.must(http.StatusNoContent, "DELETE", got.Header().Get("Location"), nil, "If-Match", `"1"`)
	}
}

func (row route) answers(by walker) int {
	token := len(by.headers) == 2 && by.headers[1] != ""
	switch {
	case row.needs == open, row.needs == page && !token:
		return row.here
	case row.needs == page:
		return row.there
	case by.role == "", row.needs == own && token:
		return http.StatusUnauthorized
	case row.address == "POST /api/v1/me/feeds" && !by.role.May(accounts.ReadNotes):
		return http.StatusUnprocessableEntity
	case row.needs != own && !by.role.May(row.needs):
		return http.StatusForbidden
	case by.here:
		return row.here
	}
	return row.there
}

func TestTheDocumentSaysWhichPermission(t *testing.T) {
	document := documented(t)
	for _, row := range routes() {
		method, path, _ := strings.Cut(row.address, " ")
		item, found := document["paths"].(object)[strings.NewReplacer(":id", "{id}", ":number", "{number}", ":format", "{format}", ":week", "{week}").Replace(path)].(object)
		if !found || row.needs == open || row.needs == own {
			continue
		}
		operation := item[strings.ToLower(method)].(object)
		if operation["x-permission"] != string(row.needs) {
			t.Errorf("%s: the document says %v, the table %s", row.address, operation["x-permission"], row.needs)
		}
	}
}
