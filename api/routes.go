package api

import (
	"net/http"

	"poliskontor/accounts"
)

// routes is every address of the API; those of the public pages stand in
// api/site/routes.go. A register has five: GET and POST on its own, GET, PUT and
// DELETE with an ID. Each needs the permission that stands first, in the district
// that it is about; own ones need somebody who has signed in. Open ones need nobody,
// and answer HEAD as well.
func (a *api) routes() {
	register(a, accounts.EditDistricts, "districts", a.districts())
	register(a, accounts.EditRegisters, "municipalities", a.municipalities())
	register(a, accounts.EditRegisters, "localities", a.localities())
	register(a, accounts.EditRegisters, "sites", a.sites())
	register(a, accounts.EditRegisters, "offices", a.offices())
	register(a, accounts.EditRegisters, "absences", a.absences())
	register(a, accounts.EditRegisters, "shifts", a.shifts())
	a.seriesRoutes()
	register(a, accounts.EditPledges, "pledges", a.pledges())
	register(a, accounts.EditRegisters, "seasons", a.seasons())
	register(a, accounts.EditOccasions, "occasions", a.occasions())

	register(a, accounts.EditOccasions, "event-calendars", a.eventCalendars())
	handle(a, accounts.Read, http.MethodGet, sitesPath+"{id}"+photoPath, "getSitePhoto", a.getSitePhoto)
	handle(a, accounts.EditRegisters, http.MethodPut, sitesPath+"{id}"+photoPath, "putSitePhoto", a.putSitePhoto)
	a.huma.OpenAPI().Paths[sitesPath+"{id}"+photoPath].Put.RequestBody.Required = false // without one, the words are changed
	handle(a, accounts.EditRegisters, http.MethodDelete, sitesPath+"{id}"+photoPath, "removeSitePhoto", a.removeSitePhoto)

	handle(a, accounts.EditOccasions, http.MethodPost, intakePath, "importOccasions", a.importOccasions)
	handle(a, accounts.EditOccasions, http.MethodPost, intakePath+"/address", "fetchOccasions", a.fetchOccasions)
	handle(a, accounts.EditOccasions, http.MethodPost, intakePath+"/chosen", "takeOccasions", a.takeOccasions)

	handle(a, accounts.Read, http.MethodGet, "/api/v1/visits", "listVisits", a.listVisits)
	handle(a, accounts.PlanVisits, http.MethodPost, "/api/v1/visits", "planVisit", a.planVisit)
	handle(a, accounts.Read, http.MethodGet, "/api/v1/visits/{id}", "getVisit", a.getVisit)
	handle(a, accounts.PlanVisits, http.MethodPut, "/api/v1/visits/{id}", "describeVisit", a.describeVisit)
	handle(a, accounts.PlanVisits, http.MethodDelete, "/api/v1/visits/{id}", "removeVisit", a.removeVisit)
	handle(a, accounts.PlanVisits, http.MethodPost, "/api/v1/visits/{id}/move", "moveVisit", a.moveVisit)
	handle(a, accounts.RunVisits, http.MethodPost, "/api/v1/visits/{id}/delay", "delayVisit", a.delayVisit)
	handle(a, accounts.RunVisits, http.MethodPost, "/api/v1/visits/{id}/cancel", "cancelVisit", a.cancelVisit)
	handle(a, accounts.RunVisits, http.MethodPost, "/api/v1/visits/{id}/break-off", "breakOffVisit", a.breakOffVisit)
	handle(a, accounts.RunVisits, http.MethodPost, "/api/v1/visits/{id}/hold", "holdVisit", a.holdVisit)
	handle(a, accounts.RunVisits, http.MethodPost, "/api/v1/visits/{id}/restore", "restoreVisit", a.restoreVisit)
	a.dialogueRoutes()
	a.weedingRoutes()
	a.activityRoutes()
	a.situationRoutes()
	a.activityIntakeRoutes()
	handle(a, accounts.Read, http.MethodGet, "/api/v1/pledges/{id}/review", "getReview", a.getReview)
	handle(a, accounts.Read, http.MethodGet, "/api/v1/pledges/{id}/report", "getReport", a.getReport)
	handle(a, accounts.Read, http.MethodGet, "/api/v1/pledges/{id}/report/{format}", "getReportFile", a.getReportFile)
	handle(a, accounts.Read, http.MethodGet, "/api/v1/visits/{id}/replacements", "findReplacements", a.findReplacements)

	handle(a, accounts.PlanVisits, http.MethodPost, "/api/v1/seasons/{id}/proposals", "proposePlan", a.proposePlan)
	stream(a, accounts.PlanVisits, http.MethodPost, "/api/v1/seasons/{id}/runs", "runPlanning", planEvents, a.runPlanning)
	handle(a, accounts.Read, http.MethodPost, "/api/v1/seasons/{id}/trials", "tryChanges", a.tryChanges)
	handle(a, accounts.PlanVisits, http.MethodPost, "/api/v1/runs/{id}/stop", "stopRun", a.stopRun)
	handle(a, accounts.Read, http.MethodGet, needsPath, "getNeeds", a.getNeeds)
	handle(a, accounts.PlanVisits, http.MethodPut, needsPath, "weighNeeds", a.weighNeeds)
	handle(a, accounts.Read, http.MethodGet, "/api/v1/seasons/{id}/outlook", "getOutlook", a.getOutlook)
	handle(a, accounts.Read, http.MethodGet, "/api/v1/seasons/{id}/assessment", "assessSchedule", a.assessSchedule)
	handle(a, accounts.Read, http.MethodGet, "/api/v1/seasons/{id}/why-not", "whyNot", a.whyNot)
	handle(a, accounts.Read, http.MethodGet, "/api/v1/seasons/{id}/best-for", "bestFor", a.bestFor)
	handle(a, accounts.PlanVisits, http.MethodPost, "/api/v1/seasons/{id}/repairs", "repairPlan", a.repairPlan)
	handle(a, accounts.PlanVisits, http.MethodGet, "/api/v1/seasons/{id}/checkpoints", "listCheckpoints", a.listCheckpoints)
	handle(a, accounts.PlanVisits, http.MethodPost, "/api/v1/seasons/{id}/checkpoints", "saveCheckpoint", a.saveCheckpoint)
	handle(a, accounts.PlanVisits, http.MethodDelete, "/api/v1/checkpoints/{id}", "removeCheckpoint", a.removeCheckpoint)
	handle(a, accounts.PlanVisits, http.MethodGet, "/api/v1/checkpoints/{id}/differences", "compareCheckpoint", a.compareCheckpoint)
	handle(a, accounts.PlanVisits, http.MethodPost, "/api/v1/checkpoints/{id}/return", "returnToCheckpoint", a.returnToCheckpoint)
	stream(a, accounts.Read, http.MethodGet, "/api/v1/events", "follow", liveEvents, a.follow)
	handle(a, accounts.Read, http.MethodGet, "/api/v1/planning-words", "listPlanningWords", a.listPlanningWords)
	handle(a, accounts.Read, http.MethodGet, "/api/v1/proposals", "listProposals", a.listProposals)
	handle(a, accounts.Read, http.MethodGet, "/api/v1/proposals/{id}", "getProposal", a.getProposal)
	handle(a, accounts.PlanVisits, http.MethodPost, "/api/v1/proposals/{id}/take", "takeProposal", a.takeProposal)

	handle(a, accounts.Read, http.MethodGet, "/api/v1/districts/{id}/preview", "previewRelease", a.previewRelease)
	handle(a, accounts.Read, http.MethodGet, "/api/v1/districts/{id}/releases", "listReleases", a.listReleases)
	handle(a, accounts.Publish, http.MethodPost, "/api/v1/districts/{id}/releases", "release", a.release)
	handle(a, accounts.Publish, http.MethodPost, "/api/v1/districts/{id}/pending-releases", "askRelease", a.askRelease)
	handle(a, accounts.Read, http.MethodGet, "/api/v1/pending-releases", "listPendingReleases", a.listPendingReleases)
	handle(a, accounts.Read, http.MethodGet, "/api/v1/pending-releases/{id}", "getPendingRelease", a.getPendingRelease)
	handle(a, accounts.Publish, http.MethodDelete, "/api/v1/pending-releases/{id}", "takeBackRelease", a.takeBackRelease)
	handle(a, accounts.Read, http.MethodGet, "/api/v1/districts/{id}/releases/{number}", "getRelease", a.getRelease)
	handle(a, accounts.Read, http.MethodGet, "/api/v1/districts/{id}/ledger", "listLedger", a.listLedger)
	handle(a, accounts.ReadWishes, http.MethodGet, "/api/v1/wishes", "listWishes", a.listWishes)
	handle(a, accounts.ReadWishes, http.MethodGet, "/api/v1/wishes/tally", "tallyWishes", a.tallyWishes)
	handle(a, accounts.ReadAudit, http.MethodGet, "/api/v1/audit", "listAudit", a.listAudit)

	handle(a, accounts.ManageAccounts, http.MethodGet, "/api/v1/accounts", "listAccounts", a.listAccounts)
	handle(a, accounts.ManageAccounts, http.MethodPost, "/api/v1/accounts", "createAccount", a.createAccount)
	handle(a, accounts.ManageAccounts, http.MethodGet, "/api/v1/accounts/{id}", "getAccount", a.getAccount)
	handle(a, accounts.ManageAccounts, http.MethodPut, "/api/v1/accounts/{id}", "replaceAccount", a.replaceAccount)
	handle(a, accounts.ManageAccounts, http.MethodPost, "/api/v1/accounts/{id}/invitation", "inviteAccount", a.inviteAccount)

	own(a, http.MethodGet, "/api/v1/me", "getMe", a.getMe)
	own(a, http.MethodGet, "/api/v1/me/sessions", "listSessions", a.listSessions)
	own(a, http.MethodDelete, "/api/v1/me/sessions/{id}", "endSession", a.endSession)
	own(a, http.MethodPost, "/api/v1/me/sign-out-everywhere", "signOutEverywhere", a.signOutEverywhere)
	own(a, http.MethodPut, "/api/v1/me/password", "changePassword", a.changePassword)
	own(a, http.MethodGet, "/api/v1/me/passkeys", "listPasskeys", a.listPasskeys)
	own(a, http.MethodDelete, "/api/v1/me/passkeys/{id}", "removePasskey", a.removePasskey)
	own(a, http.MethodGet, "/api/v1/me/tokens", "listTokens", a.listTokens)
	own(a, http.MethodPost, "/api/v1/me/tokens", "createToken", a.createToken)
	own(a, http.MethodDelete, "/api/v1/me/tokens/{id}", "revokeToken", a.revokeToken)
	own(a, http.MethodGet, "/api/v1/me/feeds", "listFeeds", a.listFeeds)
	own(a, http.MethodPost, "/api/v1/me/feeds", "createFeed", a.createFeed)
	own(a, http.MethodDelete, "/api/v1/me/feeds/{id}", "revokeFeed", a.revokeFeed)

	open(a, "/api/v1/public/visits", "listPublicVisits", a.listPublicVisits)
	open(a, "/api/v1/public/visits/{id}", "getPublicVisit", a.getPublicVisit)
	open(a, "/api/v1/public/localities", "listPublicLocalities", a.listPublicLocalities)
	open(a, "/api/v1/public/localities/{slug}/summaries", "listPublicSummaries", a.listPublicSummaries)
	open(a, "/api/v1/public/municipalities", "listPublicMunicipalities", a.listPublicMunicipalities)
	open(a, "/api/v1/public/pledges", "listPublicPledges", a.listPublicPledges)
	open(a, "/api/v1/public/map", "getPublicMap", a.getPublicMap)
	open(a, "/api/v1/public/releases", "listPublicReleases", a.listPublicReleases)

	open(a, "/api/v1/public/neighbourhoods", "listNeighbourhoods", a.listNeighbourhoods)
	open(a, "/api/v1/public/neighbourhoods/{slug}/events", "listNeighbourhoodEvents", a.listNeighbourhoodEvents)
	open(a, "/api/v1/public/neighbourhoods/{slug}/priorities", "listNeighbourhoodPriorities", a.listNeighbourhoodPriorities)

	a.page("/api/openapi.json", a.serveOpenAPI)
	a.page("/api/docs", a.serveReference)
	a.page(privateFeedPath+":secret", a.servePrivateFeed)
	a.page("/.well-known/security.txt", a.serveSecurityContact)
	a.page("/healthz", a.serveHealth)
	a.page("/readyz", a.serveReadiness)

	a.echo.RouteNotFound(elsewhere, a.noRoute)
}
