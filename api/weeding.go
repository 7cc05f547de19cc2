package api

import (
	"net/http"

	"poliskontor/accounts"
)

const (
	rulesPath     = "/api/v1/retention-rules"
	holdsPath     = "/api/v1/weeding-holds"
	listsPath     = "/api/v1/weeding-lists"
	protocolsPath = "/api/v1/weeding-protocols"
)

// weedingRoutes are about what is not kept any more. Each authority weeds its own.
func (a *api) weedingRoutes() {
	handle(a, accounts.WeedRecords, http.MethodGet, rulesPath, "listRetentionRules", a.listRetentionRules)
	handle(a, accounts.WeedRecords, http.MethodPost, rulesPath, "createRetentionRule", a.createRetentionRule)
	handle(a, accounts.WeedRecords, http.MethodGet, rulesPath+"/{id}", "getRetentionRule", a.getRetentionRule)
	handle(a, accounts.WeedRecords, http.MethodPut, rulesPath+"/{id}", "replaceRetentionRule", a.replaceRetentionRule)
	handle(a, accounts.WeedRecords, http.MethodDelete, rulesPath+"/{id}", "deleteRetentionRule", a.deleteRetentionRule)
	handle(a, accounts.WeedRecords, http.MethodPost, rulesPath+"/{id}/lists", "listWhatGoes", a.listWhatGoes)

	handle(a, accounts.WeedRecords, http.MethodGet, holdsPath, "listWeedingHolds", a.listWeedingHolds)
	handle(a, accounts.WeedRecords, http.MethodPost, holdsPath, "setWeedingHold", a.setWeedingHold)
	handle(a, accounts.WeedRecords, http.MethodGet, holdsPath+"/{id}", "getWeedingHold", a.getWeedingHold)
	handle(a, accounts.WeedRecords, http.MethodDelete, holdsPath+"/{id}", "liftWeedingHold", a.liftWeedingHold)

	handle(a, accounts.WeedRecords, http.MethodGet, listsPath, "listWeedingLists", a.listWeedingLists)
	handle(a, accounts.WeedRecords, http.MethodGet, listsPath+"/{id}", "getWeedingList", a.getWeedingList)
	handle(a, accounts.WeedRecords, http.MethodPost, listsPath+"/{id}/export", "exportWeedingList", a.exportWeedingList)
	handle(a, accounts.WeedRecords, http.MethodPost, listsPath+"/{id}/run", "runWeedingList", a.runWeedingList)

	handle(a, accounts.WeedRecords, http.MethodGet, protocolsPath, "listWeedingProtocols", a.listWeedingProtocols)
	handle(a, accounts.WeedRecords, http.MethodGet, protocolsPath+"/{id}", "getWeedingProtocol", a.getWeedingProtocol)
	handle(a, accounts.WeedRecords, http.MethodGet, protocolsPath+"/{id}/csv", "getWeedingProtocolAsTable", a.getWeedingProtocolAsTable)
}

// weedingWords word these operations.
var weedingWords = map[string]words{
	"listRetentionRules":   {tag: tagWeeding, summary: "List retention rules", description: "Police's and kommun's. Nothing is weeded without a rule."},
	"createRetentionRule":  {tag: tagWeeding, summary: "Add a retention rule", creates: true, description: "For records of your own authority, by a decision that it cites. There is one for each kind."},
	"getRetentionRule":     {tag: tagWeeding, summary: "Read a retention rule", description: "Its version stands in the answer and in the ETag, for changing it later."},
	"replaceRetentionRule": {tag: tagWeeding, summary: "Replace a retention rule", versioned: true, description: "Its kind and district stay. Dry runs that were made by the old one cannot be run any more."},
	"deleteRetentionRule":  {tag: tagWeeding, summary: "Remove a retention rule", versioned: true, description: "Nothing goes by it any more; protocols stay."},
	"listWhatGoes":         {tag: tagWeeding, summary: "Make a dry run of a rule", creates: true, description: "Lists exactly what would go today, by ID, day and place, never by what it says. Nothing else changes. The list can be run within seven days."},

	"listWeedingHolds": {tag: tagWeeding, summary: "List holds", description: "What keeps records from being weeded, whatever the rules say."},
	"setWeedingHold":   {tag: tagWeeding, summary: "Set a hold", creates: true, description: "On a place, a period or a single record, with the reason. It holds what is the other authority's too."},
	"getWeedingHold":   {tag: tagWeeding, summary: "Read a hold", description: "Its version stands in the answer and in the ETag, for lifting it later."},
	"liftWeedingHold":  {tag: tagWeeding, summary: "Lift a hold", versioned: true, description: "Only the authority that set it lifts it. The audit log keeps it."},

	"listWeedingLists":  {tag: tagWeeding, summary: "List dry runs", description: "Newest first, without what is on them."},
	"getWeedingList":    {tag: tagWeeding, summary: "Read a dry run", description: "With all that would go, and what a hold keeps."},
	"exportWeedingList": {tag: tagWeeding, summary: "Export what is on a list for the archive", description: "A ZIP file with the records, whole, as JSON and CSV, and a manifest with their SHA-256. That they were read is in the audit log."},
	"runWeedingList":    {tag: tagWeeding, summary: "Weed what is on a list", creates: true, description: "Removes exactly that, but for what has changed since or was put on hold, and answers with the protocol. It cannot be undone."},

	"listWeedingProtocols":      {tag: tagWeeding, summary: "List weeding protocols", description: "Newest first, without what is in them."},
	"getWeedingProtocol":        {tag: tagWeeding, summary: "Read a weeding protocol", description: "What went and what stayed, by whom, when, and by which decision."},
	"getWeedingProtocolAsTable": {tag: tagWeeding, summary: "Read a weeding protocol as CSV", description: "A line for each record on it."},
}
