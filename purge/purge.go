package purge

import (
	"context"
	"log/slog"
	"net/http"
	"sync"
)

// Config says which caches are told, and how.
type Config struct {
	// URLs are the caches' addresses, each told by itself.
	URLs   []string
	Method string      // PURGE, or what else the caches understand
	Header http.Header // what they want beside, such as a token
	Log    *slog.Logger
}

// Purger tells caches.
type Purger struct{ caches []*cache }

// New returns a purger that has nothing to tell.
func New(config Config) *Purger {
	p := &Purger{}
	for _, url := range config.URLs {
		p.caches = append(p.caches, newCache(url, config))
	}
	return p
}

// Purge lets the caches know, soon, that answers with these keys have changed.
func (p *Purger) Purge(keys []string) {
	for _, c := range p.caches {
		c.add(keys)
	}
}

// Run tells the caches until ctx ends.
func (p *Purger) Run(ctx context.Context) {
	var all sync.WaitGroup
	for _, c := range p.caches {
		all.Go(func() { c.run(ctx) })
	}
	all.Wait()
}
