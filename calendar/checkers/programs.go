package checkers

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// libical compiles restriction.c beside the file, which takes a tenth of a second
// and leaves nothing behind, and returns what it prints.
func libical(ctx context.Context, file string) ([]byte, error) {
	source, err := program("restriction.c")
	if err != nil {
		return nil, err
	}
	compiler, err := exec.LookPath("cc")
	if err != nil {
		return nil, fmt.Errorf("a C compiler (cc) is %w", errMissing)
	}
	binary := filepath.Join(filepath.Dir(file), "restriction")
	if _, err := run(ctx, compiler, "-o", binary, source, "-lical"); err != nil {
		if text := err.Error(); strings.Contains(text, "libical/ical.h") || strings.Contains(text, "-lical") {
			return nil, fmt.Errorf("libical's development files (Debian: libical-dev) are %w", errMissing)
		}
		return nil, fmt.Errorf("compile restriction.c: %w", err)
	}
	return run(ctx, binary, file)
}

// python is an interpreter that has both libraries. Debian's own comes first: one
// from elsewhere on the PATH does not see Debian's packages.
var python = sync.OnceValues(func() (string, error) {
	for _, interpreter := range []string{"/usr/bin/python3", "python3"} {
		if err := exec.Command(interpreter, "-c", "import icalendar, vobject").Run(); err == nil {
			return interpreter, nil
		}
	}
	return "", fmt.Errorf("a python3 with vobject and icalendar (Debian: python3-vobject, python3-icalendar) is %w", errMissing)
})

// vobject returns what vobject_check.py prints of the file.
func vobject(ctx context.Context, file string) ([]byte, error) {
	interpreter, err := python()
	if err != nil {
		return nil, err
	}
	script, err := program("vobject_check.py")
	if err != nil {
		return nil, err
	}
	return run(ctx, interpreter, script, file)
}

// runNode returns what icaljs_check.mjs prints of the file.
func runNode(ctx context.Context, file string) ([]byte, error) {
	script, err := program("icaljs_check.mjs")
	if err != nil {
		return nil, err
	}
	node, err := exec.LookPath("node")
	if err != nil {
		return nil, fmt.Errorf("node is %w", errMissing)
	}
	library := filepath.Join(filepath.Dir(script), "..", "..", "frontend", "node_modules", "ical.js")
	if _, err := os.Stat(library); err != nil {
		return nil, fmt.Errorf("ical.js (npm ci in frontend/) is %w", errMissing)
	}
	return run(ctx, node, script, file)
}

// A program that a feed sends astray is stopped by these bounds, which no feed
// that it understands comes near.
const (
	maxOutput  = 16 << 20 // bytes
	maxRunning = 2 * time.Minute
)

// run returns what a program prints; a failure carries all that it said.
func run(ctx context.Context, name string, args ...string) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, maxRunning)
	defer cancel()
	command := exec.CommandContext(ctx, name, args...)
	command.Env = append(os.Environ(), "LC_ALL=C.UTF-8")
	var output, complaint bounded
	command.Stdout, command.Stderr = &output, &complaint
	if err := command.Run(); err != nil {
		said := strings.TrimSpace(string(complaint.content) + string(output.content))
		return nil, fmt.Errorf("%s: %w: %s", filepath.Base(name), err, said)
	}
	return output.content, nil
}

// bounded is a buffer that refuses more than maxOutput bytes, which ends the
// program that writes to it.
type bounded struct{ content []byte }

func (b *bounded) Write(p []byte) (int, error) {
	if len(b.content)+len(p) > maxOutput {
		return 0, fmt.Errorf("prints more than %d bytes", maxOutput)
	}
	b.content = append(b.content, p...)
	return len(p), nil
}

// program finds a file of this folder from wherever in the module a test runs.
func program(name string) (string, error) {
	folder, err := os.Getwd()
	if err != nil {
		return "", fmt.Errorf("look for %s: %w", name, err)
	}
	for {
		_, err := os.Stat(filepath.Join(folder, "go.mod"))
		if err == nil {
			return filepath.Join(folder, "calendar", "checkers", name), nil
		}
		if !errors.Is(err, fs.ErrNotExist) || folder == filepath.Dir(folder) {
			return "", fmt.Errorf("look for %s: the tests do not run inside the module", name)
		}
		folder = filepath.Dir(folder)
	}
}
