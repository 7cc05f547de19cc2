package jobs

import (
	"context"
	"log/slog"
	"sync"
	"time"
)

const (
	// believed is how long the database must go on answering before River's complaint is
	// believed to be about something else.
	believed = 5 * time.Second
	// lasting is how long a trouble lasts after the last complaint.
	lasting = time.Minute
)

// ear hears what River logs: hundreds of lines where one is enough. Only River's own words are
// kept, no attributes, which hold addresses of servers.
type ear struct {
	mu          sync.Mutex
	said        string
	first, last time.Time
}

// trouble is what River complains of, if it does while the database answers.
func (e *ear) trouble() (said string, troubled bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	now := time.Now()
	if now.Sub(e.last) > lasting {
		e.first = time.Time{}
	}
	return e.said, !e.first.IsZero() && now.Sub(e.first) > believed
}

// forget forgets what was said.
func (e *ear) forget() {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.first, e.last = time.Time{}, time.Time{}
}

// Enabled is as of [slog.Handler].
func (e *ear) Enabled(_ context.Context, level slog.Level) bool { return level >= slog.LevelWarn }

// Handle is as of [slog.Handler].
func (e *ear) Handle(_ context.Context, record slog.Record) error {
	e.hear(record.Message)
	return nil
}

// hear takes a complaint down.
func (e *ear) hear(said string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.said, e.last = said, time.Now()
	if e.first.IsZero() {
		e.first = e.last
	}
}

// WithAttrs is as of [slog.Handler].
func (e *ear) WithAttrs([]slog.Attr) slog.Handler { return e }

// WithGroup is as of [slog.Handler].
func (e *ear) WithGroup(string) slog.Handler { return e }
