package storage

import (
	"context"

	"poliskontor/scheduling"
	"poliskontor/scheduling/dialogue"
)

// Dialogue returns what citizens said, and what is to be done about it.
func (s *Store) Dialogue() dialogue.Store { return conversation{s} }

type conversation struct{ store *Store }

func (c conversation) Notes() scheduling.Repository[dialogue.Note, dialogue.NoteID] {
	return table[dialogue.Note, noteRow, dialogue.NoteID]{c.store, &notes}
}

func (c conversation) Actions() scheduling.Repository[dialogue.Action, dialogue.ActionID] {
	return table[dialogue.Action, actionRow, dialogue.ActionID]{c.store, &actions}
}

func (c conversation) Summaries() dialogue.SummaryRepository {
	return summaryTable{table[dialogue.Summary, summaryRow, dialogue.SummaryID]{c.store, &summaries}}
}

func (c conversation) Schedule() scheduling.Store { return c.store }

func (c conversation) HasActivity(ctx context.Context, district scheduling.DistrictID, id scheduling.ActivityID) (bool, error) {
	found, err := c.store.FollowUp().Activities().Get(ctx, id)
	if scheduling.KindOf(err) == scheduling.NotFound {
		return false, nil
	}
	return err == nil && found.DistrictID == district, err
}

func (c conversation) InTx(ctx context.Context, f func(dialogue.Store) error) error {
	return c.store.write(ctx, func(tx *Store) error { return f(tx.Dialogue()) })
}
