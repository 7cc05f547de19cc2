package alerts

import (
	"context"
	"errors"
	"math"
)

// Round does what is due as the one who leads.
func (s *Sender) Round(ctx context.Context) error {
	s.until.Store(math.MaxInt64)
	err := errors.Join(s.noteOwed(ctx), s.Remind(ctx), s.TellWeek(ctx))
	if err == nil {
		_, err = s.round(ctx)
	}
	return err
}
