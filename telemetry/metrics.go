package telemetry

import (
	"context"
	"database/sql"
	"log/slog"
	"net/http"
	"runtime"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"
	"github.com/prometheus/client_golang/prometheus/promhttp"
)

// Sources is where figures come from that are asked for when somebody looks. Everything is
// required but what says otherwise.
type Sources struct {
	Version string
	// Shown is what citizens are shown at present; nil before there is anything.
	Shown func() *Shown
	// Pool is how the database's connections are used.
	Pool func() sql.DBStats
	// Ping tells whether the database answers.
	Ping func(context.Context) error
	// Mails counts the queue's mails by how they fare, and subscribers.
	Mails func(context.Context) (Mails, error)
	// Jobs counts what waits in the queue of jobs.
	Jobs func(context.Context) (Jobs, error)
	// Backups is the folder that backups are written to; "" where nobody said.
	Backups string
	Log     *slog.Logger
}

// Shown is what citizens are shown.
type Shown struct {
	Taken      time.Time // when it was read from the database
	LastChange time.Time // when something visible was released; the zero time for never
	Documents  int       // that are rendered and kept
	Bytes      int       // of them, compressed forms included
}

// Mails is how many mails there are, by how they fare, and how many subscribers.
type Mails struct {
	ByState     map[string]int
	Subscribers int
}

// Jobs is how many jobs nobody has begun though it is time, and for how long the oldest one
// has waited.
type Jobs struct {
	Waiting int
	Oldest  time.Duration
}

// Metrics are the figures of one server.
type Metrics struct {
	registry *prometheus.Registry
	requests requests
	renders  *prometheus.HistogramVec
	releases prometheus.Counter
	runs     prometheus.Histogram
	refusals prometheus.Counter
	fetches  *prometheus.CounterVec
	jobs     *prometheus.HistogramVec
}

const namespace = "poliskontor"

// NewMetrics returns the figures of a server that has just started.
func NewMetrics(from Sources) *Metrics {
	m := &Metrics{
		registry: prometheus.NewRegistry(),
		requests: newRequests(),
		renders: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: namespace, Name: "snapshot_refresh_seconds",
			Help:    "How long it took to read and render what citizens are shown, by whether it came about.",
			Buckets: []float64{.01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10, 30},
		}, []string{"outcome"}),
		releases: prometheus.NewCounter(prometheus.CounterOpts{
			Namespace: namespace, Name: "releases_total", Help: "Releases that went out through this server.",
		}),
		runs: prometheus.NewHistogram(prometheus.HistogramOpts{
			Namespace: namespace, Name: "planning_run_seconds", Help: "How long the planning engine was at work on each plan.",
			Buckets: []float64{.05, .1, .25, .5, 1, 2.5, 5, 10, 30, 60, 120},
		}),
		refusals: prometheus.NewCounter(prometheus.CounterOpts{
			Namespace: namespace, Name: "planning_refused_total", Help: "Plans that were asked for while all engines were at work.",
		}),
		fetches: prometheus.NewCounterVec(prometheus.CounterOpts{
			Namespace: namespace, Name: "feed_fetches_total", Help: "Calendars that were fetched here, by the family of the program and by whether it had what there is.",
		}, []string{"family", "outcome"}),
		jobs: prometheus.NewHistogramVec(prometheus.HistogramOpts{
			Namespace: namespace, Name: "job_seconds", Help: "How long jobs took that were done here, by kind and by whether they came about.",
			Buckets: []float64{.01, .1, 1, 10, 60},
		}, []string{"kind", "outcome"}),
	}
	build := prometheus.NewGauge(prometheus.GaugeOpts{
		Namespace: namespace, Name: "build_info", Help: "Always 1; its labels say what runs.",
		ConstLabels: prometheus.Labels{"version": from.Version, "go": runtime.Version()},
	})
	build.Set(1)
	// Both outcomes are there from the start, so that the first one that fails is seen to rise.
	m.renders.WithLabelValues(good)
	m.renders.WithLabelValues(failed)
	m.registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}),
		build, m.renders, m.releases, m.runs, m.refusals, m.fetches, m.jobs, looker{from})
	m.requests.register(m.registry)
	return m
}

const (
	good   = "good"
	failed = "failed"
)

// Refreshed counts a look at the database for what citizens are shown.
func (m *Metrics) Refreshed(took time.Duration, err error) {
	outcome := good
	if err != nil {
		outcome = failed
	}
	m.renders.WithLabelValues(outcome).Observe(took.Seconds())
}

// Released counts a release.
func (m *Metrics) Released() { m.releases.Inc() }

// Planned counts a plan that an engine has worked on.
func (m *Metrics) Planned(took time.Duration) { m.runs.Observe(took.Seconds()) }

// PlanRefused counts a plan that no engine was free for.
func (m *Metrics) PlanRefused() { m.refusals.Inc() }

// FeedFetched counts a fetch of a calendar by a family of programs, of which there are few;
// unchanged where the program had what there is.
func (m *Metrics) FeedFetched(family string, unchanged bool) {
	outcome := "sent"
	if unchanged {
		outcome = "unchanged"
	}
	m.fetches.WithLabelValues(family, outcome).Inc()
}

// JobEnded counts a job that was done here.
func (m *Metrics) JobEnded(kind string, took time.Duration, err error) {
	outcome := good
	if err != nil {
		outcome = failed
	}
	m.jobs.WithLabelValues(kind, outcome).Observe(took.Seconds())
}

// Registry holds every figure.
func (m *Metrics) Registry() prometheus.Gatherer { return m.registry }

// ServeHTTP answers Prometheus.
func (m *Metrics) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	promhttp.HandlerFor(m.registry, promhttp.HandlerOpts{}).ServeHTTP(w, r)
}
