package fetching

import (
	"sync"
	"time"

	"poliskontor/scheduling"
)

// key is what is counted apart.
type key struct {
	feed   Feed
	family Family
	day    scheduling.Day
}

// count is what is known of a key.
type count struct {
	fetches, unchanged int
	last, changed      time.Time
}

func (c *count) add(more count) {
	c.fetches += more.fetches
	c.unchanged += more.unchanged
	c.last = later(c.last, more.last)
	c.changed = later(c.changed, more.changed)
}

func later(a, b time.Time) time.Time {
	if b.After(a) {
		return b
	}
	return a
}

// counter counts in memory. It has no more keys than there are feeds, families and days since
// it was last emptied.
type counter struct {
	mu     sync.Mutex
	counts map[key]*count
}

func (c *counter) add(k key, more count) {
	c.mu.Lock()
	defer c.mu.Unlock()
	known := c.counts[k]
	if known == nil {
		if c.counts == nil {
			c.counts = map[key]*count{}
		}
		known = new(count)
		c.counts[k] = known
	}
	known.add(more)
}

// empty returns what was counted since it was last called.
func (c *counter) empty() map[key]*count {
	c.mu.Lock()
	defer c.mu.Unlock()
	counts := c.counts
	c.counts = nil
	return counts
}
