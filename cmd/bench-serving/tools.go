package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// tools are the programs of others that it takes.
type tools struct {
	nginx   string // path
	wrk     string // path
	version string // wrk's
}

// look finds the tools, or says what is missing and how it is installed.
func look() (tools, error) {
	var t tools
	var missing []string
	for _, tool := range []struct {
		path      *string
		name      string
		packaged  string
		elsewhere string
	}{
		{&t.nginx, "nginx", "nginx-light", "/usr/sbin/nginx"}, // not on everybody's path
		{&t.wrk, "wrk", "wrk", "/usr/bin/wrk"},
	} {
		found, err := exec.LookPath(tool.name)
		if err != nil {
			found, err = exec.LookPath(tool.elsewhere)
		}
		if err != nil {
			missing = append(missing, tool.packaged)
		}
		*tool.path = found
	}
	if len(missing) > 0 {
		return t, fmt.Errorf("make bench-serving needs what is missing here; on Debian: apt-get install --no-install-recommends %s", strings.Join(missing, " "))
	}
	t.version = "wrk"
	if words := strings.Fields(firstLine(t.wrk, "-v")); len(words) > 1 {
		t.version = "wrk " + strings.TrimPrefix(words[1], "debian/")
	}
	return t, nil
}

// firstLine is the first line of what a program says of itself, "" where it says nothing.
// Some fail on purpose when they are asked.
func firstLine(program string, arguments ...string) string {
	said, err := exec.Command(program, arguments...).CombinedOutput()
	var failed *exec.ExitError
	if err != nil && !errors.As(err, &failed) {
		return ""
	}
	line, _, _ := strings.Cut(string(said), "\n")
	return strings.TrimSpace(line)
}

// machine names what is measured on.
func machine() string {
	name := "an unknown processor"
	if told, err := os.ReadFile("/proc/cpuinfo"); err == nil {
		for line := range strings.Lines(string(told)) {
			if key, value, _ := strings.Cut(line, ":"); strings.TrimSpace(key) == "model name" {
				name = strings.TrimSpace(value)
				break
			}
		}
	}
	return fmt.Sprintf("%d cores of %s", runtime.NumCPU(), name)
}
