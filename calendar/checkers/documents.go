package checkers

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// Triple is one statement of an RDF graph, each part as N-Triples writes it.
type Triple struct{ Subject, Property, Object string }

var tripleLine = regexp.MustCompile(`^(<[^>]*>|_:\S+) <([^>]*)> (.*) \.$`)

// Triples returns what rdflib reads in a document, sorted; the form is "turtle" or
// "json-ld". It fails t where rdflib refuses the document, and skips it like [Run].
func Triples(t testing.TB, form string, document []byte) []Triple {
	t.Helper()
	output := python3(t, "rdflib", "python3-rdflib", "rdf_check.py", form, write(t, document))
	var triples []Triple
	for line := range strings.Lines(string(output)) {
		parts := tripleLine.FindStringSubmatch(strings.TrimSpace(line))
		if parts == nil {
			t.Fatalf("rdflib prints %q", line)
		}
		triples = append(triples, Triple{parts[1], parts[2], parts[3]})
	}
	return triples
}

// Log is an Atom feed as feedparser reads it.
type Log struct {
	ID, Title, Updated, Author string
	Links                      map[string]string
	Entries                    []LogEntry
}

// LogEntry is one of its entries.
type LogEntry struct{ ID, Title, Updated, Published, Link, Content, Kind string }

// ReadAtom returns what feedparser reads in a feed. It fails t where feedparser finds
// fault with it, and skips it like [Run].
func ReadAtom(t testing.TB, feed []byte) Log {
	t.Helper()
	var log Log
	if err := json.Unmarshal(python3(t, "feedparser", "python3-feedparser", "atom_check.py", write(t, feed)), &log); err != nil {
		t.Fatal(err)
	}
	return log
}

// python3 runs a program of this folder that needs a library, which Debian has as a
// package.
func python3(t testing.TB, library, debian, name string, args ...string) []byte {
	t.Helper()
	output, err := func(ctx context.Context) ([]byte, error) {
		for _, interpreter := range []string{"/usr/bin/python3", "python3"} {
			if exec.CommandContext(ctx, interpreter, "-c", "import "+library).Run() != nil {
				continue
			}
			script, err := program(name)
			if err != nil {
				return nil, err
			}
			return run(ctx, interpreter, append([]string{script}, args...)...)
		}
		return nil, fmt.Errorf("a python3 with %s (Debian: %s) is %w", library, debian, errMissing)
	}(t.Context())
	if errors.Is(err, errMissing) {
		skip(t, err)
	}
	if err != nil {
		t.Fatal(err)
	}
	return output
}
