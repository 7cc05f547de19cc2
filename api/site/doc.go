// Package site is the public face: the pages, the calendar feeds and what belongs
// to them, for everyone and without an account.
//
// A [Snapshot] holds everything public in memory. [Site.Refresh] loads one from the
// store, renders its feeds and swaps both in as a whole; readers never touch the
// database, and when it is gone the last good snapshot goes on answering. Pages are
// rendered for each request, since "today" and "tomorrow" depend on the clock. All
// addresses stand in routes.go.
package site
