// Package jobs does what nobody waits for: work that comes round by the clock, and work that a
// transaction has left behind. On PostgreSQL it is River's queue, which any number of servers
// share and whose leader sees to the clock; where a process has its database for itself, jobs
// run in the process. A job says what it does and no more: what there is to do stands in the
// domain's own tables, so that a job that is lost or done twice loses and doubles nothing.
package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
	"sync"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
)

// Job is something that is done again and again.
type Job struct {
	// Kind names it, to every version of the program the same.
	Kind string
	// Every is how long after one time it is begun the next time. A job that comes round by the
	// clock alone is done by one server at a time.
	Every time.Duration
	// Prompt tells that transactions leave it behind too ([Leave]), and that it does not wait
	// for a leader. It is done by several servers at once then, and has to stand that. Where
	// there is no queue it is begun each second instead.
	Prompt bool
	// Within is how long it may take.
	Within time.Duration
	// Waits is what the log says when it fails, once until it succeeds again.
	Waits string
	// Do does it. Its context ends when the server stops or when it has taken too long. With
	// [ErrMore] it is done again at once.
	Do func(context.Context) error
}

// ErrMore says that a job has taken its time, and that there is more to do.
var ErrMore = errors.New("there is more to do")

// Config is what a [Runner] is made from.
type Config struct {
	Jobs []Job
	// Queue is how to reach the PostgreSQL that the queue is in, with [Migrate] done; nil where
	// jobs run in the process.
	Queue *pgxpool.Config
	// Ping tells whether that database answers.
	Ping func(context.Context) error
	// Expected tells of a fault that others have told already; nil where there are none.
	Expected func(error) bool
	// Ended is told of each job that was done; nil for nobody.
	Ended func(kind string, took time.Duration, err error)
	Log   *slog.Logger
}

// Runner does jobs.
type Runner struct {
	Config
	mu      sync.Mutex
	waiting map[string]bool // jobs that failed the last time, by kind
}

// New returns a runner.
func New(config Config) *Runner {
	if config.Expected == nil {
		config.Expected = func(error) bool { return false }
	}
	if config.Ended == nil {
		config.Ended = func(string, time.Duration, error) {}
	}
	return &Runner{Config: config, waiting: map[string]bool{}}
}

// Run does jobs until ctx ends, and then waits for those that are under way, which are told.
// It fails where the queue cannot be set up, and outlives a database that goes and comes.
func (r *Runner) Run(ctx context.Context) error {
	if r.Queue == nil {
		r.runHere(ctx)
		return nil
	}
	return r.runQueue(ctx)
}

// do does a job once, and tells whether there is more of it.
func (r *Runner) do(ctx context.Context, job Job) (more bool) {
	within, cancel := context.WithTimeout(ctx, job.Within)
	defer cancel()
	began := time.Now()
	err := unbroken(within, job.Do)
	if more = errors.Is(err, ErrMore); more {
		err = nil
	}
	if ctx.Err() == nil { // who stops in the middle has not failed
		r.note(ctx, job.Kind, job.Waits, err)
		r.Ended(job.Kind, time.Since(began), err)
	}
	return more
}

// unbroken makes an error of a panic: other jobs go on.
func unbroken(ctx context.Context, do func(context.Context) error) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("panic: %v\n%s", cause, debug.Stack())
		}
	}()
	return do(ctx)
}

// note logs when something begins to fail, and when that is over.
func (r *Runner) note(ctx context.Context, what, says string, err error) {
	if err != nil && r.Expected(err) {
		return
	}
	r.mu.Lock()
	before := r.waiting[what]
	r.waiting[what] = err != nil
	r.mu.Unlock()
	switch {
	case err != nil && !before:
		r.Log.ErrorContext(ctx, says, "job", what, "cause", err)
	case err == nil && before:
		r.Log.InfoContext(ctx, "a job that failed succeeds again", "job", what)
	}
}
