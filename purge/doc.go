// Package purge tells the caches in front of a server what they may no longer answer with.
// It never keeps the server waiting, and does not give up: what a cache was not told is told
// again until it is, together with what has changed since.
package purge
