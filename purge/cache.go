package purge

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	patience = 5 * time.Second
	// firstWait doubles with each attempt that failed, up to longestWait.
	firstWait   = 500 * time.Millisecond
	longestWait = time.Minute
	// mostBytes of keys go into one request: caches take headers of 8 KB and more.
	mostBytes = 3000
	// mostKeys wait for a cache that is away before all is one word for them.
	mostKeys = 5000
	// everything is the key that all answers have.
	everything = "all"
)

// cache is one cache with what it is still to be told.
type cache struct {
	url    string
	config Config
	client *http.Client
	news   chan struct{} // that there is something to tell

	mutex sync.Mutex
	keys  map[string]struct{}
}

func newCache(url string, config Config) *cache {
	return &cache{url: url, config: config, client: &http.Client{Timeout: patience}, news: make(chan struct{}, 1), keys: map[string]struct{}{}}
}

func (c *cache) add(keys []string) {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	for _, key := range keys {
		c.keys[key] = struct{}{}
	}
	if _, all := c.keys[everything]; all || len(c.keys) > mostKeys {
		c.keys = map[string]struct{}{everything: {}}
	}
	select {
	case c.news <- struct{}{}:
	default: // it will look anyway
	}
}

// take takes as many keys as one request holds.
func (c *cache) take() []string {
	c.mutex.Lock()
	defer c.mutex.Unlock()
	taken, bytes := slices.Sorted(maps.Keys(c.keys)), 0
	for i, key := range taken {
		if bytes += len(key) + 1; bytes > mostBytes && i > 0 {
			taken = taken[:i]
			break
		}
	}
	for _, key := range taken {
		delete(c.keys, key)
	}
	return taken
}

// run tells the cache until ctx ends. Trouble is logged when it begins and when it is over.
func (c *cache) run(ctx context.Context) {
	log := c.config.Log.With("cache", c.url)
	for failures := 0; ctx.Err() == nil; {
		keys := c.take()
		if len(keys) == 0 {
			select {
			case <-ctx.Done():
			case <-c.news:
			}
			continue
		}
		err := c.tell(ctx, keys)
		if err == nil {
			if failures > 0 {
				log.InfoContext(ctx, "the cache hears of changes again")
			}
			failures = 0
			continue
		}
		c.add(keys)
		if failures++; failures == 1 && ctx.Err() == nil {
			log.ErrorContext(ctx, "a cache does not hear of changes", "cause", err)
		}
		select {
		case <-ctx.Done():
		case <-time.After(min(firstWait<<min(failures-1, 10), longestWait)):
		}
	}
}

// tell tells the cache once. Fastly reads the keys from one header, Varnish's xkey, by the
// sample in ops/varnish, from the same.
func (c *cache) tell(ctx context.Context, keys []string) error {
	request, err := http.NewRequestWithContext(ctx, c.config.Method, c.url, nil)
	if err != nil {
		return err
	}
	maps.Copy(request.Header, c.config.Header)
	request.Header.Set("Surrogate-Key", strings.Join(keys, " "))
	response, err := c.client.Do(request)
	if err != nil {
		return fmt.Errorf("reach the cache: %w", err)
	}
	defer response.Body.Close()
	if _, err := io.Copy(io.Discard, io.LimitReader(response.Body, 1<<20)); err != nil {
		return fmt.Errorf("hear the cache: %w", err)
	}
	if response.StatusCode < 200 || response.StatusCode > 299 {
		return fmt.Errorf("the cache answers %s", response.Status)
	}
	return nil
}
