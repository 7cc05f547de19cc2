package api

import (
	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
	"poliskontor/scheduling/situation"
	"poliskontor/scheduling/weeding"
)

// shown returns a stored thing as the API shows it, or nil for what it never shows.
func shown(thing any) any {
	switch t := thing.(type) {
	case scheduling.District:
		return showDistrict(t)
	case scheduling.Municipality:
		return showMunicipality(t)
	case scheduling.Locality:
		return showLocality(t)
	case scheduling.Site:
		return showSite(t)
	case scheduling.Office:
		return showOffice(t)
	case scheduling.Absence:
		return showAbsence(t)
	case scheduling.Shift:
		return showShift(t)
	case scheduling.Pledge:
		return showPledge(t)
	case scheduling.Season:
		return showSeason(t)
	case scheduling.Occasion:
		return showOccasion(t)
	case scheduling.Visit:
		return showVisit(t)
	case dialogue.Note:
		return showNote(t)
	case situation.Part:
		return showSituationPart(t)
	case situation.Link:
		return showSituationLink(t)
	case weeding.Rule:
		return showRetentionRule(t)
	case weeding.Hold:
		return showWeedingHold(t)
	case dialogue.Summary:
		return names{}.showSummary(t)
	case dialogue.Action:
		return showAction(t)
	case followup.Activity:
		return showActivity(t)
	case followup.Counting:
		return showCounting(t)
	case scheduling.Hearing:
		return showHearing(t)
	case scheduling.Proposal:
		return showProposal(t)
	}
	return nil
}
