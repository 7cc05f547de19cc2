package jobs

import (
	"context"
	"crypto/rand"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"
	"github.com/riverqueue/river/rivertype"
)

const (
	// at is how many jobs a server does at once, so that a long one keeps none waiting.
	at = 8
	// connections bounds those of the queue; one more hears of new jobs.
	connections = 4
	// within is how long a job may take that says nothing; rescued is when it is certain that
	// who did it is gone. Nothing waits for that: see [Job].
	within  = time.Minute
	rescued = 2 * time.Minute
	// kept is how long what was done, or failed, can be looked up.
	kept = 15 * time.Minute
	// look is how often it is seen whether the database answers.
	look = time.Second
	// pinged is how long it may take to.
	pinged = 5 * time.Second
	// misses is how often in a row it does not, before it is held to be away.
	misses = 2
)

// named is a job in the queue: its kind, and nothing else.
type named struct{ kind string }

// Kind is as of [river.JobArgs].
func (n named) Kind() string { return n.kind }

// worker does the jobs of a kind.
type worker struct {
	river.WorkerDefaults[named]
	runner   *Runner
	job      Job
	stopping context.Context
}

// Timeout is the job's own, by which it ends itself, and a little.
func (w *worker) Timeout(*river.Job[named]) time.Duration { return w.job.Within + time.Second }

// Work does the job. That it failed is in the log and never in the queue, where nobody looks:
// it comes round again.
func (w *worker) Work(ctx context.Context, _ *river.Job[named]) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	defer context.AfterFunc(w.stopping, cancel)()
	if w.runner.do(ctx, w.job) {
		return river.JobSnooze(0)
	}
	return nil
}

// runQueue does what the queue gives this server.
func (r *Runner) runQueue(ctx context.Context) error {
	config := r.Queue.Copy()
	config.MaxConns = connections
	pool, err := pgxpool.NewWithConfig(context.WithoutCancel(ctx), config)
	if err != nil {
		return fmt.Errorf("set the queue up: %w", err)
	}
	defer pool.Close()
	heard := &ear{}
	client, err := r.client(ctx, pool, heard)
	if err != nil {
		return fmt.Errorf("set the queue up: %w", err)
	}
	// River tries a database that is away ever more seldom, up to once in a minute, and logs
	// each time. So it is stopped when the database goes, and started when it is back.
	for ctx.Err() == nil {
		if r.Ping(ctx) == nil && client.Start(context.WithoutCancel(ctx)) == nil {
			r.follow(ctx, client, heard)
			if err := client.StopAndCancel(context.WithoutCancel(ctx)); err != nil {
				return fmt.Errorf("stop the queue: %w", err)
			}
		}
		pause(ctx, look)
	}
	return nil
}

func (r *Runner) client(stopping context.Context, pool *pgxpool.Pool, heard *ear) (*river.Client[pgx.Tx], error) {
	workers := river.NewWorkers()
	var periodic []*river.PeriodicJob
	for _, job := range r.Jobs {
		river.AddWorkerArgs(workers, named{job.Kind}, &worker{runner: r, job: job, stopping: stopping})
		if job.Prompt {
			continue
		}
		periodic = append(periodic, river.NewPeriodicJob(river.PeriodicInterval(job.Every), func() (river.JobArgs, *river.InsertOpts) {
			return named{job.Kind}, &river.InsertOpts{UniqueOpts: river.UniqueOpts{ByState: unfinished}}
		}, &river.PeriodicJobOpts{RunOnStart: true}))
	}
	return river.NewClient(riverpgxv5.New(pool), &river.Config{
		ID: rand.Text(), Logger: slog.New(heard), Workers: workers, PeriodicJobs: periodic,
		Queues:              map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: at}},
		FetchOnlyKnownKinds: true, // servers of two versions share the queue while one replaces the other
		MaxAttempts:         1,
		JobTimeout:          within, RescueStuckJobsAfter: rescued,
		CompletedJobRetentionPeriod: kept, CancelledJobRetentionPeriod: kept, DiscardedJobRetentionPeriod: kept,
	})
}

// unfinished are the states of a job that keep another one of its kind from being queued.
var unfinished = []rivertype.JobState{rivertype.JobStateAvailable, rivertype.JobStatePending, rivertype.JobStateRunning,
	rivertype.JobStateRetryable, rivertype.JobStateScheduled}

// follow goes along with the queue until ctx ends or the database is away. Each server sees to
// prompt jobs, and the queue takes one of each period, whoever brings it: so these go on when
// the leader dies, and until another one is chosen.
func (r *Runner) follow(ctx context.Context, client *river.Client[pgx.Tx], heard *ear) {
	heard.forget()
	brought := map[string]time.Time{}
	for missed := 0; ctx.Err() == nil && missed < misses; pause(ctx, look) {
		asking, cancel := context.WithTimeout(ctx, pinged)
		err := r.Ping(asking)
		cancel()
		if err != nil {
			missed++
			heard.forget() // River complains of what others have told
			continue
		}
		missed = 0
		said, troubled := heard.trouble()
		if troubled {
			r.note(ctx, "queue", "the queue of jobs is in trouble", fmt.Errorf("river: %s", said))
		} else {
			r.note(ctx, "queue", "", nil)
		}
		for _, job := range r.Jobs {
			period := time.Now().Truncate(job.Every)
			if !job.Prompt || brought[job.Kind].Equal(period) {
				continue
			}
			_, err := client.Insert(ctx, named{job.Kind}, &river.InsertOpts{UniqueOpts: river.UniqueOpts{ByPeriod: job.Every}})
			if err != nil {
				heard.hear("a job cannot be queued")
				continue
			}
			brought[job.Kind] = period
		}
	}
}

// pause waits, or until ctx ends.
func pause(ctx context.Context, wait time.Duration) {
	select {
	case <-ctx.Done():
	case <-time.After(wait):
	}
}
