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
}
