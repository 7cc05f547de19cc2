// Package browsertest runs the front end's browser tests from Go tests, for what needs a
// server that only a Go test can be: with a clock of its own, or a provider beside it.
package browsertest

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Run runs a configuration of Playwright's, with a variable in its environment, and fails
// t with all that it says where one of its tests fails. frontend is the path of that
// folder. On a machine without what it needs t is skipped, unless POLISKONTOR_TEST_ALL
// makes that a failure.
func Run(t *testing.T, frontend, config, variable string) {
	t.Helper()
	node, playwright := needed(t, frontend)
	command := exec.CommandContext(t.Context(), node, playwright, "test", "--config", config) //nolint:gosec // the repository's own tests
	command.Dir = frontend
	command.Env = append(os.Environ(), variable)
	if said, err := command.CombinedOutput(); err != nil {
		t.Errorf("%v\n%s", err, said)
	}
}

// Needed skips t where a browser test cannot run, before anything is started for it.
func Needed(t *testing.T, frontend string) {
	t.Helper()
	needed(t, frontend)
}

func needed(t *testing.T, frontend string) (node, playwright string) {
	t.Helper()
	missing := t.Skipf
	if os.Getenv("POLISKONTOR_TEST_ALL") != "" {
		missing = t.Fatalf
	}
	node, err := exec.LookPath("node")
	if err != nil {
		missing("node is missing")
	}
	playwright, err = filepath.Abs(filepath.Join(frontend, "node_modules", "@playwright", "test", "cli.js"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(playwright); err != nil {
		missing("Playwright is missing (npm ci in frontend/)")
	}
	chromium := os.Getenv("CHROMIUM")
	if chromium == "" {
		chromium = "/usr/bin/chromium"
	}
	if _, err := exec.LookPath(chromium); err != nil {
		missing("Chromium is missing at %s", chromium)
	}
	return node, playwright
}
