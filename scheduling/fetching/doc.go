// Package fetching tells whether calendars fetch the public feeds: which families of programs
// do, when they did last, and what is left that nobody has fetched since it changed.
//
// It counts and knows nobody. A fetch becomes a number beside the day, the kind of feed and the
// family of the program; neither an address of the net nor what a program calls itself is kept,
// and no two fetches can be told to be by the same reader. Private calendars, each of which is
// one person's own, are not counted, and selections of several places only all together: one of
// them can be as good as a name.
package fetching
