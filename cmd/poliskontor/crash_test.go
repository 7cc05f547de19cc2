package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"poliskontor/safelog/logtest"
	"poliskontor/storage/storagetest"
)

// crashes is how often the server is killed on each database.
const crashes = 50

// TestKilledWhileWriting kills the server fifty times while requests write, starts
// it again on the same database, and looks for everything that it had acknowledged.
func TestKilledWhileWriting(t *testing.T) {
	t.Parallel()
	storagetest.Each(t, func(t *testing.T, database storagetest.Database) {
		t.Parallel()
		address := database.Empty(t)
		token := administrator(t, address)
		acknowledged := map[string]bool{}
		next := 0
		for range crashes {
			process := startProcess(t, address, token)
			process.findAll(t, acknowledged)
			process.writeUntilKilled(t, acknowledged, &next)
		}
		process := startProcess(t, address, token)
		process.findAll(t, acknowledged)
		process.kill(t)
		t.Logf("%d writes were acknowledged over %d crashes, and all are there", len(acknowledged), crashes)
		if len(acknowledged) < crashes {
			t.Errorf("only %d writes were acknowledged", len(acknowledged))
		}
	})
}

// administrator adds the first account, as whoever installs the server does, and
// returns a token that acts for it.
func administrator(t *testing.T, database string) (token string) {
	t.Helper()
	if _, err := command(t, "user", "add", "admin@example.se", "--database", database, "--name", "Alva", "--role", "admin"); err != nil {
		t.Fatal(err)
	}
	printed, err := command(t, "user", "token", "admin@example.se", "--database", database, "--name", "test", "--scope", "read,edit_districts")
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(printed)
}

// process is the program in a process of its own.
type process struct {
	command *exec.Cmd
	url     string
	token   string
	log     *bytes.Buffer // to be read when it has ended
}

// startProcess starts the server on a database, with more settings as NAME=value.
func startProcess(t *testing.T, database, token string, settings ...string) process {
	t.Helper()
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	addr := listener.Addr().String()
	if err := listener.Close(); err != nil {
		t.Fatal(err)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program, "serve")
	command.Env = slices.Concat(os.Environ(), []string{actAsProgram + "=1", "POLISKONTOR_DATABASE=" + database,
		"POLISKONTOR_ADDR=" + addr, "POLISKONTOR_LOG_LEVEL=debug"}, settings)
	var complaints bytes.Buffer
	command.Stderr = io.MultiWriter(&complaints, logtest.Writer())
	out, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	// The welcome is printed once the server listens.
	if _, err := bufio.NewReader(out).ReadString('/'); err != nil {
		t.Fatalf("the server did not start: %v: %s", err, complaints.String())
	}
	go io.Copy(io.Discard, out) //nolint:errcheck // it ends with the process
	return process{command: command, url: "http://" + addr, token: token, log: &complaints}
}

// kill ends the process without giving it a chance to finish anything.
func (p process) kill(t *testing.T) {
	t.Helper()
	if err := p.command.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	p.command.Wait() //nolint:errcheck // it says that it was killed
}

// writeUntilKilled lets four writers write, and kills the server in the middle of it.
func (p process) writeUntilKilled(t *testing.T, acknowledged map[string]bool, next *int) {
	t.Helper()
	var mu sync.Mutex
	var writers sync.WaitGroup
	enough := make(chan struct{}, 1)
	until := 2 + *next%7 // kill after a different number of writes each time
	done := 0
	for range 4 {
		writers.Go(func() {
			for {
				mu.Lock()
				*next++
				slug := fmt.Sprintf("district-%d", *next)
				mu.Unlock()
				status, err := p.create(slug)
				if err != nil {
					return
				}
				mu.Lock()
				if status == http.StatusCreated {
					acknowledged[slug] = true
				} else {
					t.Errorf("creating %s: %d", slug, status)
				}
				if done++; done == until {
					enough <- struct{}{}
				}
				mu.Unlock()
			}
		})
	}
	select {
	case <-enough:
	case <-time.After(time.Minute):
		t.Error("nothing is written")
	}
	p.kill(t)
	writers.Wait()
}

func (p process) create(slug string) (int, error) {
	body := fmt.Sprintf(`{"slug": %q, "name": "Område", "noticeDays": 10, "bufferMinutes": 15}`, slug)
	request, err := http.NewRequest(http.MethodPost, p.url+"/api/v1/districts", bytes.NewReader([]byte(body)))
	if err != nil {
		return 0, err
	}
	request.Header.Set("Authorization", "Bearer "+p.token)
	request.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, err
	}
	return response.StatusCode, response.Body.Close()
}

// findAll looks for everything that was acknowledged.
func (p process) findAll(t *testing.T, acknowledged map[string]bool) {
	t.Helper()
	found := map[string]bool{}
	for offset, total := 0, 1; offset < total; offset += 500 {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet,
			fmt.Sprintf("%s/api/v1/districts?limit=500&offset=%d", p.url, offset), nil)
		if err != nil {
			t.Fatal(err)
		}
		request.Header.Set("Authorization", "Bearer "+p.token)
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			t.Fatal(err)
		}
		var page struct {
			Items []struct{ Slug string }
			Total int
		}
		err = json.NewDecoder(response.Body).Decode(&page)
		response.Body.Close() //nolint:errcheck // it was read
		if err != nil {
			t.Fatal(err)
		}
		for _, district := range page.Items {
			found[district.Slug] = true
		}
		total = page.Total
	}
	for slug := range acknowledged {
		if !found[slug] {
			t.Errorf("%s was acknowledged and is lost", slug)
		}
	}
}
