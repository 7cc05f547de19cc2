package alerts

import (
	"context"
	"math"
)

// Round sends what is due as the one who leads.
func (s *Sender) Round(ctx context.Context) error {
	s.until.Store(math.MaxInt64)
	return s.round(ctx)
}
