package telemetry

import (
	"context"
	"net/http"
)

// Watch hears of every request. What is nil is not told.
type Watch struct {
	Metrics *Metrics
}

// Begin tells of a request before it is answered.
func (w Watch) Begin(r *http.Request, route, _ string) (context.Context, func(status int)) {
	return r.Context(), w.Metrics.Begin(route, r.Method)
}
