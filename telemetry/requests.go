package telemetry

import (
	"slices"
	"strconv"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// requests count what is asked of a server. Durations are by route and method only: with
// the status too there would be twice as many series, and an answer's status says little of
// how long it took.
type requests struct {
	answered *prometheus.CounterVec
	took     *prometheus.HistogramVec
	underWay prometheus.Gauge
}

func newRequests() requests {
	return requests{
		answered: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: namespace, Name: "http_requests_total",
			Help: "Requests that were answered, by the pattern of their route, method and class of status.",
		}, []string{"route", "method", "status"}),
		took: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: namespace, Name: "http_request_duration_seconds",
			Help:    "From a request's header to the end of its answer. Streams last as long as their readers.",
			Buckets: []float64{.0005, .001, .0025, .005, .01, .05, .2, 1, 5},
		}, []string{"route", "method"}),
		underWay: prometheus.NewGauge(prometheus.GaugeOpts{
			Namespace: namespace, Name: "http_requests_under_way", Help: "Requests that are being answered.",
		}),
	}
}

func (r requests) register(registry *prometheus.Registry) {
	registry.MustRegister(r.answered, r.took, r.underWay)
}

// Begin counts a request to a route, and what it returns the answer's status.
func (m *Metrics) Begin(route, method string) (ended func(status int)) {
	began := time.Now()
	route, method = routeLabel(route), methodLabel(method)
	m.requests.underWay.Inc()
	return func(status int) {
		m.requests.underWay.Dec()
		m.requests.answered.WithLabelValues(route, method, statusLabel(status)).Inc()
		m.requests.took.WithLabelValues(route, method).Observe(time.Since(began).Seconds())
	}
}

// Labels come from a request, so each is one of a few.
const other = "other"

func routeLabel(route string) string {
	if route == "" {
		return other
	}
	return route
}

var methods = []string{"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"}

func methodLabel(method string) string {
	if slices.Contains(methods, method) {
		return method
	}
	return other
}

func statusLabel(status int) string {
	if status < 100 || status > 599 {
		return other
	}
	return strconv.Itoa(status/100) + "xx"
}
