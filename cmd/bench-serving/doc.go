// Command bench-serving measures how fast feeds are served, against nginx that serves the
// very same bytes from files, on the same cores in the same run: what it finds is a ratio.
// It prints Markdown. `make bench-serving` calls it, and docs/performance.md says how it measures.
package main
