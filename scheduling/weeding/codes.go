package weeding

import "poliskontor/scheduling"

// Codes of what is wrong with a rule, a hold or a run.
const (
	CodeHoldEverything scheduling.Code = "hold_everything"      // a hold names a place, a period or a record
	CodeRuleChanged    scheduling.Code = "weeding_rule_changed" // since the dry run
	CodeListOther      scheduling.Code = "weeding_list_other"   // than the one that was confirmed
	CodeListOld        scheduling.Code = "weeding_list_old"
	CodeListRun        scheduling.Code = "weeding_list_run"     // it was run before
	CodeNotArchived    scheduling.Code = "weeding_not_archived" // the rule wants an export first
	CodeNoFolder       scheduling.Code = "weeding_no_folder"    // the protocol could not be kept outside of the database
)
