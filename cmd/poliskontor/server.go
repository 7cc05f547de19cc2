package main

import (
	"log/slog"
	"net/http"
	"time"
)

// patience is how long the server waits for those that it talks with. Each wait
// bounds what a connection that does nothing can hold.
type patience struct {
	header time.Duration // for a request's header
	body   time.Duration // for all of a request
	answer time.Duration // from the header's end until the answer is sent
	idle   time.Duration // for the next request on a connection
}

var usualPatience = patience{
	header: 5 * time.Second,
	body:   30 * time.Second,
	answer: 2 * time.Minute, // a proposal is planned while its request waits
	idle:   2 * time.Minute,
}

// mostHeaderBytes bounds a request's header: cookies and a long address need a few
// thousand. Go adds some slack to it.
const mostHeaderBytes = 16 << 10

func newServer(handler http.Handler, log *slog.Logger, p patience) *http.Server {
	return &http.Server{
		Handler:           handler,
		ReadHeaderTimeout: p.header,
		ReadTimeout:       p.body,
		WriteTimeout:      p.answer,
		IdleTimeout:       p.idle,
		MaxHeaderBytes:    mostHeaderBytes,
		ErrorLog:          slog.NewLogLogger(log.Handler(), slog.LevelWarn),
	}
}
