package main

import (
	"bufio"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// TestWaitingCounts sees that a server that stands still for a while keeps all waiting that
// ought to have been asked meanwhile, and not only what was asked.
func TestWaitingCounts(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		near, far := net.Pipe()
		defer func() { _ = near.Close() }()
		requests := [][]byte{[]byte("a\n"), []byte("b\n")}
		go func() {
			defer func() { _ = far.Close() }()
			asked := bufio.NewReader(far)
			for i := range 8 {
				line, err := asked.ReadString('\n')
				if want := string(requests[(i+1)%2]); line != want || err != nil {
					t.Errorf("request %d is %q, want %q (%v)", i, line, want, err)
				}
				if i == 2 {
					time.Sleep(35 * time.Millisecond)
				}
				_, _ = far.Write([]byte("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"))
			}
		}()
		took, err := ask(near, requests[1:], requests, time.Now().Add(time.Second), 10*time.Millisecond, 8)
		want := []time.Duration{0, 0, 35 * time.Millisecond, 25 * time.Millisecond, 15 * time.Millisecond, 5 * time.Millisecond, 0, 0}
		if err != nil || !slices.Equal(took, want) {
			t.Errorf("took %v, want %v (%v)", took, want, err)
		}
	})
}

// TestEveryAnswerCounts is a whole load on a server of net/http.
func TestEveryAnswerCounts(t *testing.T) {
	var asked atomic.Int32
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		asked.Add(1)
		if r.Header.Get("If-None-Match") != "" {
			w.WriteHeader(http.StatusNotModified)
			return
		}
		w.Header().Set("Content-Length", "5000")
		_, _ = w.Write([]byte(strings.Repeat("a", 5000)))
	}))
	defer server.Close()
	load := pace{rate: 1000, connections: 4, length: 100 * time.Millisecond, targets: []target{
		{url: server.URL + "/a?b=c"}, {server.URL, http.Header{"If-None-Match": {`"tag"`}}}}}
	took, err := load.run(t.Context())
	if err != nil || len(took) != 100 || int(asked.Load()) != 100 || !slices.IsSorted(took) {
		t.Errorf("%d answers, %d requests: %v", len(took), asked.Load(), err)
	}
}

func TestALoadThatFails(t *testing.T) {
	server := httptest.NewServer(http.NotFoundHandler())
	defer server.Close()
	load := pace{rate: 100, connections: 2, length: time.Second, targets: []target{{url: server.URL}}}
	if _, err := load.run(t.Context()); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("what is not found is measured: %v", err)
	}
}

func TestSkip(t *testing.T) {
	answers := bufio.NewReader(strings.NewReader("HTTP/1.1 200 OK\r\ncontent-LENGTH: 3\r\nX: y\r\n\r\nabc" +
		"HTTP/1.1 304 Not Modified\r\nContent-Length: 7\r\n\r\n" + "HTTP/1.1 200 OK\r\n\r\n" + "HTTP/1.1 500 Oh\r\n\r\n"))
	for i := range 3 {
		if err := skip(answers); err != nil {
			t.Errorf("answer %d: %v", i, err)
		}
	}
	for _, wrong := range []string{"500", "", "nonsense"} {
		if wrong != "500" {
			answers = bufio.NewReader(strings.NewReader(wrong + "\r\n\r\n"))
		}
		if err := skip(answers); err == nil {
			t.Errorf("%q is taken", wrong)
		}
	}
}

func TestShare(t *testing.T) {
	var times []time.Duration
	for i := range 100 {
		times = append(times, time.Duration(i+1))
	}
	if share(times, .5) != 51 || share(times, .99) != 100 || share(times, 1) != 100 || share(nil, .5) != 0 {
		t.Errorf("%d %d %d", share(times, .5), share(times, .99), share(times, 1))
	}
}
