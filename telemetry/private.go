package telemetry

import (
	"net/http"
	"net/http/pprof" //nolint:gosec // G108: what it adds to http.DefaultServeMux is served by nobody
)

// Handler answers on the private listener: figures, and what Go's profiler reads. Whoever
// reaches it sees how the server fares and can make it work; none but its keepers should.
func (m *Metrics) Handler() http.Handler {
	mux := http.NewServeMux()
	mux.Handle("GET /metrics", m)
	mux.HandleFunc("GET /debug/pprof/", pprof.Index)
	mux.HandleFunc("GET /debug/pprof/profile", pprof.Profile)
	mux.HandleFunc("GET /debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("POST /debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("GET /debug/pprof/trace", pprof.Trace)
	return mux
}
