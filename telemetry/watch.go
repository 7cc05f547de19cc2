package telemetry

import (
	"context"
	"net/http"
)

// Watch hears of every request. What is nil is not told.
type Watch struct {
	Metrics *Metrics
	Tracing *Tracing
}

// Begin tells of a request before it is answered.
func (w Watch) Begin(r *http.Request, route, requestID string) (context.Context, func(status int)) {
	ctx, traced := r.Context(), func(int) {}
	if w.Tracing != nil {
		ctx, traced = w.Tracing.begin(r, route, requestID)
	}
	counted := func(int) {}
	if w.Metrics != nil {
		counted = w.Metrics.Begin(route, r.Method)
	}
	return ctx, func(status int) {
		counted(status)
		traced(status)
	}
}
