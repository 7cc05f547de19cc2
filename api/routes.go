package api

import "net/http"

// routes is every address of the API; those of the public pages stand in
// api/site/routes.go. A register has five: GET and POST on its own, GET, PUT and
// DELETE with an ID. Open ones need no token and answer HEAD as well.
func (a *api) routes() {
	register(a, "districts", a.districts())
	register(a, "municipalities", a.municipalities())
	register(a, "localities", a.localities())
	register(a, "sites", a.sites())
	register(a, "offices", a.offices())
	register(a, "absences", a.absences())
	register(a, "shifts", a.shifts())
	register(a, "pledges", a.pledges())
	register(a, "seasons", a.seasons())
	register(a, "occasions", a.occasions())

	handle(a, http.MethodGet, "/api/v1/visits", "listVisits", a.listVisits)
	handle(a, http.MethodPost, "/api/v1/visits", "planVisit", a.planVisit)
	handle(a, http.MethodGet, "/api/v1/visits/{id}", "getVisit", a.getVisit)
	handle(a, http.MethodPut, "/api/v1/visits/{id}", "describeVisit", a.describeVisit)
	handle(a, http.MethodDelete, "/api/v1/visits/{id}", "removeVisit", a.removeVisit)
	handle(a, http.MethodPost, "/api/v1/visits/{id}/move", "moveVisit", a.moveVisit)
	handle(a, http.MethodPost, "/api/v1/visits/{id}/delay", "delayVisit", a.delayVisit)
	handle(a, http.MethodPost, "/api/v1/visits/{id}/cancel", "cancelVisit", a.cancelVisit)
	handle(a, http.MethodPost, "/api/v1/visits/{id}/break-off", "breakOffVisit", a.breakOffVisit)
	handle(a, http.MethodPost, "/api/v1/visits/{id}/hold", "holdVisit", a.holdVisit)
	handle(a, http.MethodPost, "/api/v1/visits/{id}/restore", "restoreVisit", a.restoreVisit)

	handle(a, http.MethodPost, "/api/v1/seasons/{id}/proposals", "proposePlan", a.proposePlan)
	handle(a, http.MethodGet, "/api/v1/seasons/{id}/outlook", "getOutlook", a.getOutlook)
	handle(a, http.MethodGet, "/api/v1/seasons/{id}/assessment", "assessSchedule", a.assessSchedule)
	handle(a, http.MethodGet, "/api/v1/seasons/{id}/why-not", "whyNot", a.whyNot)
	handle(a, http.MethodGet, "/api/v1/seasons/{id}/best-for", "bestFor", a.bestFor)
	handle(a, http.MethodPost, "/api/v1/seasons/{id}/repairs", "repairPlan", a.repairPlan)
	handle(a, http.MethodGet, "/api/v1/planning-words", "listPlanningWords", a.listPlanningWords)
	handle(a, http.MethodGet, "/api/v1/proposals", "listProposals", a.listProposals)
	handle(a, http.MethodGet, "/api/v1/proposals/{id}", "getProposal", a.getProposal)
	handle(a, http.MethodPost, "/api/v1/proposals/{id}/take", "takeProposal", a.takeProposal)

	handle(a, http.MethodGet, "/api/v1/districts/{id}/preview", "previewRelease", a.previewRelease)
	handle(a, http.MethodGet, "/api/v1/districts/{id}/releases", "listReleases", a.listReleases)
	handle(a, http.MethodPost, "/api/v1/districts/{id}/releases", "release", a.release)
	handle(a, http.MethodGet, "/api/v1/districts/{id}/releases/{number}", "getRelease", a.getRelease)
	handle(a, http.MethodGet, "/api/v1/districts/{id}/ledger", "listLedger", a.listLedger)
	handle(a, http.MethodGet, "/api/v1/audit", "listAudit", a.listAudit)

	open(a, "/api/v1/public/visits", "listPublicVisits", a.listPublicVisits)
	open(a, "/api/v1/public/visits/{id}", "getPublicVisit", a.getPublicVisit)
	open(a, "/api/v1/public/localities", "listPublicLocalities", a.listPublicLocalities)
	open(a, "/api/v1/public/municipalities", "listPublicMunicipalities", a.listPublicMunicipalities)
	open(a, "/api/v1/public/pledges", "listPublicPledges", a.listPublicPledges)
	open(a, "/api/v1/public/releases", "listPublicReleases", a.listPublicReleases)

	a.page("/api/openapi.json", a.serveOpenAPI)
	a.page("/api/docs", a.serveReference)
	a.page("/healthz", a.serveHealth)
	a.page("/readyz", a.serveReadiness)

	a.echo.RouteNotFound(elsewhere, a.noRoute)
}
