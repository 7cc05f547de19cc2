package api

import (
	"net/http"

	"poliskontor/accounts"
)

const actionsPath = "/api/v1/actions"

// dialogueRoutes are about what citizens said.
func (a *api) dialogueRoutes() {
	handle(a, accounts.ReadNotes, http.MethodGet, "/api/v1/visits/{id}/notes", "listVisitNotes", a.listVisitNotes)
	handle(a, accounts.WriteNotes, http.MethodPost, "/api/v1/visits/{id}/notes", "writeNote", a.writeNote)
	handle(a, accounts.ReadNotes, http.MethodGet, "/api/v1/notes/{id}", "getNote", a.getNote)
	handle(a, accounts.WriteNotes, http.MethodPut, "/api/v1/notes/{id}", "reviseNote", a.reviseNote)
	handle(a, accounts.ReadNotes, http.MethodGet, "/api/v1/localities/{id}/brief", "getBrief", a.getBrief)

	handle(a, accounts.Read, http.MethodGet, actionsPath, "listActions", a.listActions)
	handle(a, accounts.WriteNotes, http.MethodPost, actionsPath, "createAction", a.createAction)
	handle(a, accounts.Read, http.MethodGet, actionsPath+"/{id}", "getAction", a.getAction)
	handle(a, accounts.WriteNotes, http.MethodPut, actionsPath+"/{id}", "replaceAction", a.replaceAction)
	handle(a, accounts.WriteNotes, http.MethodDelete, actionsPath+"/{id}", "deleteAction", a.deleteAction)

	handle(a, accounts.ReadSummaries, http.MethodGet, summariesPath, "listSummaries", a.listSummaries)
	handle(a, accounts.WriteNotes, http.MethodPost, summariesPath, "createSummary", a.createSummary)
	handle(a, accounts.ReadSummaries, http.MethodGet, summariesPath+"/{id}", "getSummary", a.getSummary)
	handle(a, accounts.WriteNotes, http.MethodPut, summariesPath+"/{id}", "replaceSummary", a.replaceSummary)
	handle(a, accounts.WriteNotes, http.MethodDelete, summariesPath+"/{id}", "deleteSummary", a.deleteSummary)
	handle(a, accounts.WriteNotes, http.MethodPost, summariesPath+"/{id}/submit", "submitSummary", a.submitSummary)
	handle(a, accounts.ApproveSummaries, http.MethodPost, summariesPath+"/{id}/send-back", "sendBackSummary", a.sendBackSummary)
	handle(a, accounts.ApproveSummaries, http.MethodPost, summariesPath+"/{id}/approve", "approveSummary", a.approveSummary)
	handle(a, accounts.WithdrawSummaries, http.MethodPost, summariesPath+"/{id}/withdraw", "withdrawSummary", a.withdrawSummary)
}
