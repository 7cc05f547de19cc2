package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"

	"poliskontor/safelog/logtest"
)

// listening starts a server that answers every request once its body is read.
func listening(t *testing.T, p patience) string {
	t.Helper()
	server := newServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if _, err := io.Copy(io.Discard, r.Body); err != nil {
			http.Error(w, "the body did not come", http.StatusRequestTimeout)
		}
	}), logtest.New(), p)
	listener, err := new(net.ListenConfig).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- server.Serve(listener) }()
	t.Cleanup(func() {
		if err := server.Close(); err != nil {
			t.Error(err)
		}
		if err := <-done; !errors.Is(err, http.ErrServerClosed) {
			t.Error(err)
		}
	})
	return listener.Addr().String()
}

// dial opens a connection that gives up long after the server has to.
func dial(t *testing.T, address, begin string) net.Conn {
	t.Helper()
	connection, err := new(net.Dialer).DialContext(t.Context(), "tcp", address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { connection.Close() }) //nolint:errcheck // the server may have been first
	if err := connection.SetDeadline(time.Now().Add(20 * time.Second)); err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(connection, begin); err != nil {
		t.Fatal(err)
	}
	return connection
}

// TestSlowConnectionsAreClosed holds two hundred connections open with requests that
// never end (Slowloris): others are answered meanwhile, and the server lets go of each.
func TestSlowConnectionsAreClosed(t *testing.T) {
	t.Parallel()
	address := listening(t, patience{header: 300 * time.Millisecond, body: 600 * time.Millisecond, answer: 10 * time.Second, idle: 300 * time.Millisecond})
	var slow []net.Conn
	for i := range 200 {
		begin := []string{
			"",
			"GET / HT",
			"GET / HTTP/1.1\r\nHost: x\r\nX-Slow: ",
			"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\na",
			"POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\na",
			"GET / HTTP/1.1\r\nHost: x\r\n\r\n",
		}[i%6]
		slow = append(slow, dial(t, address, begin))
	}
	meanwhile := bufio.NewReader(dial(t, address, "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"))
	if line, err := meanwhile.ReadString('\n'); err != nil || !strings.Contains(line, "200") {
		t.Errorf("meanwhile: %q %v", line, err)
	}
	for i, connection := range slow {
		if _, err := io.Copy(io.Discard, connection); err != nil && strings.Contains(err.Error(), "timeout") {
			t.Fatalf("connection %d is still open", i)
		}
	}
}

func TestLongHeadersAreRefused(t *testing.T) {
	address := listening(t, usualPatience)
	for name, request := range map[string]string{
		"one long":  "X: " + strings.Repeat("a", 2*mostHeaderBytes) + "\r\n",
		"many":      strings.Repeat("X: a\r\n", mostHeaderBytes),
		"a cookie":  "Cookie: a=" + strings.Repeat("b", 2*mostHeaderBytes) + "\r\n",
		"long path": "",
	} {
		path := "/"
		if name == "long path" {
			path += strings.Repeat("a", 2*mostHeaderBytes)
		}
		connection := dial(t, address, "")
		go io.WriteString(connection, fmt.Sprintf("GET %s HTTP/1.1\r\nHost: x\r\n%s\r\n", path, request)) //nolint:errcheck // the server hangs up
		line, err := bufio.NewReader(connection).ReadString('\n')
		if err != nil || !strings.Contains(line, "431") {
			t.Errorf("%s: %q %v", name, line, err)
		}
	}
}

// TestSplitRequests tries what could make this server and a proxy in front of it
// read two requests differently.
func TestSplitRequests(t *testing.T) {
	address := listening(t, usualPatience)
	for name, header := range map[string]string{
		"two lengths":         "Content-Length: 5\r\nContent-Length: 6\r\n",
		"a folded line":       "X: a\r\n\tTransfer-Encoding: chunked\r\nContent-Length : 3\r\n",
		"space before colon":  "Content-Length : 5\r\n",
		"an unknown coding":   "Transfer-Encoding: xchunked\r\n",
		"a null byte":         "X: a\x00b\r\n",
		"a lone CR":           "X: a\rX-Forwarded-For: 10.0.0.1\r\n",
		"no host":             "",
		"two hosts":           "Host: x\r\nHost: y\r\n",
		"a host with a slash": "Host: x/y\r\n",
	} {
		if !strings.Contains(header, "Host") && name != "no host" {
			header = "Host: x\r\n" + header
		}
		line, err := bufio.NewReader(dial(t, address, "POST / HTTP/1.1\r\n"+header+"\r\nGET /second HTTP/1.1\r\n")).ReadString('\n')
		if err != nil || !strings.Contains(line, " 400 ") && !strings.Contains(line, " 501 ") {
			t.Errorf("%s: %q %v", name, line, err)
		}
	}
}

// TestTheProgramsOwnLog sees that a whole server logs neither secrets nor lines of
// others' making, in both formats and down to the least.
func TestTheProgramsOwnLog(t *testing.T) {
	for _, format := range []string{"text", "json"} {
		t.Run(format, func(t *testing.T) {
			var written bytes.Buffer
			log := logConfig{LogLevel: "debug", LogFormat: format}.logger(stdio{err: io.MultiWriter(&written, logtest.Writer())})
			app, err := NewApp(t.Context(), serveConfig{
				openDataConfig: usualOpenData, databaseConfig: databaseConfig{Database: "sqlite:" + t.TempDir() + "/db"}, Addr: "127.0.0.1:0", Grace: time.Second,
			}, func() time.Time { return time.Date(2026, 11, 21, 9, 0, 0, 0, time.UTC) }, log)
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() {
				if err := app.Close(); err != nil {
					t.Error(err)
				}
			})
			const canary = "canary-secret-on-the-way"
			for _, path := range []string{
				"/kalender/privat/" + canary + ".ics", "/x%0alevel=ERROR%20msg=forged", "/%1b%5b31m", "/%e2%80%a8", "/api/v1/visits?token=" + canary,
				"/mpk_aaaaaaaaaaaa", "/api/v1/%2e%2e/" + "mpk_bbbbbbb", "/en/kalender/privat/" + canary,
			} {
				r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, "http://x"+path, nil)
				if err != nil {
					t.Fatal(err)
				}
				r.Header.Set("Authorization", "Bearer "+canary)
				r.Header.Set("Cookie", "__Host-poliskontor="+canary)
				app.server.Handler.ServeHTTP(&nowhere{header: http.Header{}}, r)
			}
			lines := strings.Split(strings.TrimSuffix(written.String(), "\n"), "\n")
			for _, line := range lines {
				if strings.Contains(line, canary) || strings.Contains(line, "mpk_") || strings.HasPrefix(line, "level=ERROR") || strings.ContainsAny(line, "\x1b\u2028") {
					t.Errorf("logged: %q", line)
				}
			}
			if n := strings.Count(written.String(), "request"); n < 8 {
				t.Errorf("%d lines tell of requests:\n%s", n, written.String())
			}
		})
	}
}

// nowhere is an answer that nobody reads.
type nowhere struct{ header http.Header }

func (n *nowhere) Header() http.Header         { return n.header }
func (n *nowhere) Write(p []byte) (int, error) { return len(p), nil }
func (n *nowhere) WriteHeader(int)             {}
