package purge

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
)

// varnish is a cache that fails as often as it is told to.
type varnish struct {
	mutex sync.Mutex
	fail  int
	tries int
	heard []*http.Request
	done  chan struct{} // closed once want keys were heard
	want  int
}

func (v *varnish) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	v.mutex.Lock()
	defer v.mutex.Unlock()
	v.tries++
	if v.fail > 0 {
		v.fail--
		http.Error(w, "not now", http.StatusServiceUnavailable)
		return
	}
	v.heard = append(v.heard, r)
	if len(v.keys()) == v.want {
		close(v.done)
	}
}

func (v *varnish) keys() []string {
	var keys []string
	for _, r := range v.heard {
		keys = append(keys, strings.Fields(r.Header.Get("Surrogate-Key"))...)
	}
	slices.Sort(keys)
	return keys
}

// caching starts caches that a purger tells, and returns the purger and what
// ends it.
func caching(t *testing.T, log *slog.Logger, caches ...*varnish) (*Purger, func()) {
	t.Helper()
	var urls []string
	for _, v := range caches {
		v.done = make(chan struct{})
		server := httptest.NewServer(v)
		t.Cleanup(server.Close)
		urls = append(urls, server.URL+"/purge")
	}
	p := New(Config{URLs: urls, Method: "PURGE", Header: http.Header{"X-Token": {"t"}}, Log: log})
	ctx, stop := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { defer close(ended); p.Run(ctx) }()
	end := func() { stop(); <-ended }
	t.Cleanup(end)
	return p, end
}

func TestACacheIsToldWhatHasChanged(t *testing.T) {
	v := &varnish{want: 3}
	p, _ := caching(t, slog.New(slog.DiscardHandler), v)
	p.Purge([]string{"place-ahus", "lists", "visit-1"})
	<-v.done
	if got := v.keys(); !slices.Equal(got, []string{"lists", "place-ahus", "visit-1"}) {
		t.Errorf("told %q", got)
	}
	if r := v.heard[0]; r.Method != "PURGE" || r.URL.Path != "/purge" || r.Header.Get("X-Token") != "t" {
		t.Errorf("%s %s %v", r.Method, r.URL, r.Header)
	}
}

func TestACacheThatIsAwayIsToldLaterAndTheOtherAtOnce(t *testing.T) {
	var log bytes.Buffer
	away, there := &varnish{want: 1, fail: 2}, &varnish{want: 1}
	p, end := caching(t, slog.New(slog.NewTextHandler(&log, nil)), away, there)
	p.Purge([]string{"lists"})
	<-there.done
	<-away.done
	end()
	if away.tries != 3 || there.tries != 1 {
		t.Errorf("%d and %d attempts", away.tries, there.tries)
	}
	if n := strings.Count(log.String(), "a cache does not hear of changes"); n != 1 {
		t.Errorf("told %d times: %s", n, log.String())
	}
}

func TestManyKeysGoInSeveralRequestsAndTooManyAreAll(t *testing.T) {
	c := newCache("http://x", Config{})
	var keys []string
	for i := range 1000 {
		keys = append(keys, fmt.Sprintf("visit-%04d", i))
	}
	c.add(keys)
	var told []string
	for requests := 0; ; requests++ {
		batch := c.take()
		if len(batch) == 0 {
			if requests < 2 {
				t.Errorf("all in %d requests", requests)
			}
			break
		}
		if n := len(strings.Join(batch, " ")); n > mostBytes {
			t.Errorf("%d bytes in one request", n)
		}
		told = append(told, batch...)
	}
	if !slices.Equal(told, keys) {
		t.Errorf("%d of %d keys were told", len(told), len(keys))
	}
	for i := range mostKeys + 1 {
		c.add([]string{fmt.Sprint(i)})
	}
	if batch := c.take(); !slices.Equal(batch, []string{everything}) {
		t.Errorf("too many keys are told as %d", len(batch))
	}
}
