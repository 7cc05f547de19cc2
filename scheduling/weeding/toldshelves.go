package weeding

import (
	"context"
	"strconv"
	"strings"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
	"poliskontor/scheduling/followup"
)

// activities go with what was said of what they count toward.
var activities = typed[followup.Activity, scheduling.ActivityID]{
	of: func(s Store) scheduling.Repository[followup.Activity, scheduling.ActivityID] {
		return s.FollowUp().Activities()
	},
	record: func(a followup.Activity) Record {
		return Record{ID: string(a.ID), Day: a.Day, LocalityID: a.LocalityID, Owner: a.Owner, Version: a.Version}
	},
	columns: []string{"id", "districtId", "municipalityId", "localityId", "place", "kind", "step", "walkId", "title", "owner", "together", "day", "starts", "ends",
		"status", "participants", "text", "named", "wishId", "actionId", "feedback", "reference", "created", "updated"},
	cells: func(a followup.Activity) []string {
		starts, ends, participants, feedback := "", "", "", ""
		if h := a.Hours; h != nil {
			starts, ends = strconv.Itoa(h.From), strconv.Itoa(h.Until)
		}
		if a.Participants != nil {
			participants = strconv.Itoa(*a.Participants)
		}
		if !a.Feedback.IsZero() {
			feedback = a.Feedback.String()
		}
		return []string{string(a.ID), string(a.DistrictID), string(a.MunicipalityID), string(a.LocalityID), a.Place, string(a.Kind), string(a.Step), string(a.WalkID),
			a.Title, string(a.Owner), strconv.FormatBool(a.Together), a.Day.String(), starts, ends, string(a.Status), participants, a.Text,
			strconv.FormatBool(a.Named), string(a.WishID), string(a.ActionID), feedback, a.Reference, stamp(a.Created), stamp(a.Updated)}
	},
	taken: func(ctx context.Context, store Store, id scheduling.ActivityID, version int) error {
		return followup.RemoveActivity(ctx, store.FollowUp(), id, version)
	},
}

var summaries = typed[dialogue.Summary, dialogue.SummaryID]{
	of: func(s Store) scheduling.Repository[dialogue.Summary, dialogue.SummaryID] {
		return s.Dialogue().Summaries()
	},
	record: func(s dialogue.Summary) Record {
		return Record{ID: string(s.ID), Day: scheduling.DayOf(s.Updated), LocalityID: s.LocalityID, Owner: s.Owner, Version: s.Version, Public: s.Public != nil}
	},
	columns: []string{"id", "districtId", "localityId", "owner", "topic", "from", "to", "said", "done", "actions", "visits", "notes", "state", "authorId", "editorId",
		"approverId", "remark", "withdrawn", "withdrawnBy", "withdrawnReason", "created", "updated"},
	cells: func(s dialogue.Summary) []string {
		withdrawn, by, reason := "", "", ""
		if w := s.Withdrawal; w != nil {
			withdrawn, by, reason = stamp(w.At), w.ByID, w.Reason
		}
		return []string{string(s.ID), string(s.DistrictID), string(s.LocalityID), string(s.Owner), s.Topic, s.From.String(), s.To.String(), s.Said, s.Done,
			shownActions(s.Actions), joined(s.Visits), joined(s.Notes), string(s.State), s.AuthorID, s.EditorID, s.ApproverID, s.Remark,
			withdrawn, by, reason, stamp(s.Created), stamp(s.Updated)}
	},
}

// shownActions writes what a summary shows of actions, one on each line.
func shownActions(actions []dialogue.ShownAction) string {
	lines := make([]string, len(actions))
	for i, a := range actions {
		lines[i] = strings.Join([]string{string(a.ID), string(a.Owner), a.Role, a.Due.String(), string(a.Status), a.Answer}, "\t")
	}
	return strings.Join(lines, "\n")
}

func joined[ID ~string](ids []ID) string {
	names := make([]string, len(ids))
	for i, id := range ids {
		names[i] = string(id)
	}
	return strings.Join(names, "\n")
}
