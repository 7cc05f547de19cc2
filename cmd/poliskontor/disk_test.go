//go:build linux

package main

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os/exec"
	"strconv"
	"strings"
	"testing"
	"time"

	"poliskontor/storage/storagetest"
)

// TestTheDiskIsFull lets a server write until its database file may not grow. Readers do not
// notice, writers are told to wait, the log says it in one line, and with room again all goes on.
func TestTheDiskIsFull(t *testing.T) {
	t.Parallel()
	address := storagetest.SQLite(t)
	p := startProcess(t, address, administrator(t, address))
	t.Cleanup(func() { _ = p.command.Process.Kill() }) // where it has not ended by then
	limit := func(bytes string) {
		t.Helper()
		if said, err := exec.CommandContext(t.Context(), "prlimit", "--pid", strconv.Itoa(p.command.Process.Pid), "--fsize="+bytes+":unlimited").CombinedOutput(); err != nil { //nolint:gosec // a number
			t.Fatalf("prlimit: %v: %s", err, said)
		}
	}
	limit("1000000")
	status, n := http.StatusCreated, 0
	for ; status == http.StatusCreated && n < 5000; n++ {
		var err error
		if status, err = p.create(fmt.Sprintf("district-%d", n)); err != nil {
			t.Fatal(err)
		}
	}
	if status != http.StatusServiceUnavailable {
		t.Fatalf("with a full disk the write after %d is answered %d", n, status)
	}
	for range 3 {
		if status, err := p.create("one-more"); status != http.StatusServiceUnavailable || err != nil {
			t.Errorf("with a full disk a write is answered %d, %v", status, err)
		}
	}
	if code := p.refusal(t); code != "storage_full" {
		t.Errorf("who writes is told %s", code)
	}
	for _, path := range []string{"/", "/kalender/alla.ics", "/readyz"} {
		got, err := http.Get(p.url + path) //nolint:gosec // its own server
		if err != nil {
			t.Fatal(err)
		}
		if err := got.Body.Close(); err != nil || got.StatusCode != http.StatusOK {
			t.Errorf("with a full disk %s is answered %d, %v", path, got.StatusCode, err)
		}
	}
	limit("unlimited")
	for deadline := time.Now().Add(time.Minute); ; time.Sleep(100 * time.Millisecond) {
		status, err := p.create("with-room")
		if err != nil {
			t.Fatal(err)
		}
		if status == http.StatusCreated {
			break
		}
		if time.Now().After(deadline) {
			t.Fatalf("with room again a write is answered %d", status)
		}
	}
	p.kill(t)
	log := p.log.String()
	if strings.Count(log, "the disk is full") != 1 || strings.Count(log, "there is room on the disk again") != 1 {
		t.Errorf("the log says\n%s", log)
	}
}

// refusal is the code of the problem that a write is answered with.
func (p process) refusal(t *testing.T) string {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodPost, p.url+"/api/v1/districts", strings.NewReader(`{"slug": "refused", "name": "Område", "noticeDays": 10, "bufferMinutes": 15}`))
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+p.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	var problem struct{ Code string }
	if err := json.NewDecoder(response.Body).Decode(&problem); err != nil {
		t.Fatal(err)
	}
	return problem.Code
}
