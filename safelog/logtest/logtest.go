// Package logtest collects what servers under test log, for scripts/check-canaries to
// look for secrets in. Only tests use it.
package logtest

import (
	"fmt"
	"io"
	"log/slog"
	"os"
	"sync"
)

// File names the environment variable with the file's name. Without it nothing is kept.
const File = "POLISKONTOR_TEST_LOG"

// Writer returns where servers under test write their log. Lines are added whole, by
// several processes at once too.
var Writer = sync.OnceValue(func() io.Writer {
	name := os.Getenv(File)
	if name == "" {
		return io.Discard
	}
	file, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		panic(fmt.Sprintf("%s: %v", File, err))
	}
	return file
})

// New returns a logger that keeps everything, down to the least, without hiding what
// package safelog would hide: code that logs a secret is found. What it writes goes
// to other writers as well.
func New(others ...io.Writer) *slog.Logger {
	w := io.MultiWriter(append(others, Writer())...)
	return slog.New(slog.NewTextHandler(w, &slog.HandlerOptions{Level: slog.LevelDebug}))
}
