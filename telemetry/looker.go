package telemetry

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// looker asks for figures when somebody looks at them.
type looker struct{ Sources }

func described(name, help string, labels ...string) *prometheus.Desc {
	return prometheus.NewDesc(prometheus.BuildFQName(namespace, "", name), help, labels, nil)
}

var (
	snapshotTaken     = described("snapshot_taken_timestamp_seconds", "When what citizens are shown was read from the database; 0 for not yet.")
	snapshotChanged   = described("snapshot_last_change_timestamp_seconds", "When something that citizens see was last released; 0 for never.")
	snapshotDocuments = described("snapshot_documents", "Answers that are rendered and kept in memory.")
	snapshotBytes     = described("snapshot_bytes", "Bytes of the answers that are kept in memory, compressed forms included.")

	databaseUp     = described("database_up", "1 if the database answers, else 0.")
	databaseInUse  = described("database_connections", "Connections to the database, by whether they are in use.", "state")
	databaseMost   = described("database_connections_max", "How many connections there may be.")
	databaseWaits  = described("database_connection_waits_total", "How often one waited for a connection.")
	databaseWaited = described("database_connection_wait_seconds_total", "How long connections were waited for, in all.")

	mailsByState = described("mails", "E-mails in the database, by how they fare; settled ones go after a week.", "state")
	subscribers  = described("subscribers", "How many get e-mail about visits.")

	jobsWaiting = described("jobs_waiting", "Jobs in the queue that nobody has begun though it is time.")
	jobsOldest  = described("jobs_oldest_seconds", "How long the oldest of them has waited; 0 where none does.")

	lastBackup = described("last_backup_timestamp_seconds", "When the newest backup in POLISKONTOR_BACKUPS was finished; 0 for none.")
)

// Describe lists the figures.
func (l looker) Describe(to chan<- *prometheus.Desc) {
	for _, d := range []*prometheus.Desc{snapshotTaken, snapshotChanged, snapshotDocuments, snapshotBytes,
		databaseUp, databaseInUse, databaseMost, databaseWaits, databaseWaited, mailsByState, subscribers, jobsWaiting, jobsOldest} {
		to <- d
	}
	if l.Backups != "" {
		to <- lastBackup
	}
}

// patience is how long the database is waited for. Prometheus itself waits for ten seconds.
const patience = 2 * time.Second

// Collect reads the figures. Those of the database are left out while it does not answer.
func (l looker) Collect(to chan<- prometheus.Metric) {
	gauge := func(d *prometheus.Desc, value float64, labels ...string) {
		to <- prometheus.MustNewConstMetric(d, prometheus.GaugeValue, value, labels...)
	}
	shown := l.Shown()
	if shown == nil {
		shown = &Shown{}
	}
	gauge(snapshotTaken, seconds(shown.Taken))
	gauge(snapshotChanged, seconds(shown.LastChange))
	gauge(snapshotDocuments, float64(shown.Documents))
	gauge(snapshotBytes, float64(shown.Bytes))

	pool := l.Pool()
	gauge(databaseInUse, float64(pool.InUse), "in_use")
	gauge(databaseInUse, float64(pool.Idle), "idle")
	gauge(databaseMost, float64(pool.MaxOpenConnections))
	to <- prometheus.MustNewConstMetric(databaseWaits, prometheus.CounterValue, float64(pool.WaitCount))
	to <- prometheus.MustNewConstMetric(databaseWaited, prometheus.CounterValue, pool.WaitDuration.Seconds())

	ctx, cancel := context.WithTimeout(context.Background(), patience)
	defer cancel()
	if err := l.Ping(ctx); err != nil {
		gauge(databaseUp, 0)
	} else {
		gauge(databaseUp, 1)
		l.collectMails(ctx, gauge)
		l.collectJobs(ctx, gauge)
	}
	if l.Backups != "" {
		gauge(lastBackup, seconds(newestBackup(l.Backups)))
	}
}

func (l looker) collectMails(ctx context.Context, gauge func(*prometheus.Desc, float64, ...string)) {
	mails, err := l.Mails(ctx)
	if err != nil {
		l.Log.WarnContext(ctx, "the figures lack e-mail", "cause", err)
		return
	}
	for state, n := range mails.ByState {
		gauge(mailsByState, float64(n), state)
	}
	gauge(subscribers, float64(mails.Subscribers))
}

func (l looker) collectJobs(ctx context.Context, gauge func(*prometheus.Desc, float64, ...string)) {
	jobs, err := l.Jobs(ctx)
	if err != nil {
		l.Log.WarnContext(ctx, "the figures lack jobs", "cause", err)
		return
	}
	gauge(jobsWaiting, float64(jobs.Waiting))
	gauge(jobsOldest, jobs.Oldest.Seconds())
}

// seconds is an instant as Prometheus has it, and 0 for none.
func seconds(at time.Time) float64 {
	if at.IsZero() {
		return 0
	}
	return float64(at.UnixMilli()) / 1000
}

// newestBackup is when the newest whole backup in a folder was written; the zero time
// where there is none, or no such folder.
func newestBackup(folder string) time.Time {
	var newest time.Time
	found, err := os.ReadDir(folder)
	if err != nil {
		return newest
	}
	for _, entry := range found {
		if strings.Contains(entry.Name(), ".partial-") {
			continue // being written, or never finished
		}
		info, err := os.Stat(filepath.Join(folder, entry.Name()))
		if err == nil && info.Mode().IsRegular() && info.ModTime().After(newest) {
			newest = info.ModTime()
		}
	}
	return newest
}
