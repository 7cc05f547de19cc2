package main

import (
	"net"

	"poliskontor/api/lane"
)

// express puts a lane before the server for what calendar programs ask by far the most; nil
// where the server answers everything: without a public address, which calendars depend on, and
// with traces, in which every request is to be seen.
func (a *App) express(listener net.Listener) *lane.Lane {
	if a.config.PublicURL == "" || a.tracing != nil {
		return nil
	}
	config := lane.Config{Calendars: a.site, Leaving: a.leaving, Log: a.log, First: usualPatience.header, Next: usualPatience.idle, Answer: usualPatience.answer}
	if a.metrics != nil {
		config.Begin = a.metrics.Begin
	}
	return lane.New(listener, config)
}
