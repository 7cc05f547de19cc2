//go:build unix

package main

import (
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"sync/atomic"
	"testing"
	"time"

	"poliskontor/frontend/browsertest"
)

// TestTheWholeCircle follows what a citizen wishes through a plan, a release, a visit, what
// was said there and what was done about it, to the follow-up, in Chromium
// (frontend/tests-circle). The server's clock goes on from the demonstration's day, and the
// browser asks for it to jump to the visit.
func TestTheWholeCircle(t *testing.T) {
	t.Parallel()
	frontend := filepath.Join("..", "..", "frontend")
	browsertest.Needed(t, frontend)
	var ahead atomic.Int64 // of the machine's clock
	ahead.Store(int64(time.Until(demoNow())))
	now := func() time.Time { return time.Now().Add(time.Duration(ahead.Load())) }
	s := serveAt(t, demoFile(t), now, "")
	clock := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if to, err := time.Parse(time.RFC3339, r.URL.Query().Get("to")); err == nil {
			ahead.Store(int64(time.Until(to)))
		}
		_, err := w.Write([]byte(now().UTC().Format(time.RFC3339)))
		if err != nil {
			t.Error(err)
		}
	}))
	defer clock.Close()
	browsertest.Run(t, frontend, "circle.config.ts", `POLISKONTOR_TEST_CIRCLE={"address":"`+s.url+`","clock":"`+clock.URL+`"}`)
}
