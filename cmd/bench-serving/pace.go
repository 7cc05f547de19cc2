package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/url"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"time"
)

// pace is a load of so many requests a second, whatever the server does meanwhile: what it
// keeps waiting waits in the measure too. No tool that Debian has counts that way: closed
// loops ask less of a server that is slow, and leave out what they did not ask.
type pace struct {
	targets     []target // asked for in turn
	rate        float64  // requests a second
	connections int
	length      time.Duration
}

// run returns how long each answer took, shortest first, from when its request ought to have
// been sent.
func (p pace) run(ctx context.Context) ([]time.Duration, error) {
	requests := make([][]byte, len(p.targets))
	var host string
	for i, t := range p.targets {
		written, at, err := t.written()
		if err != nil {
			return nil, err
		}
		requests[i], host = written, at
	}
	each := int(p.rate*p.length.Seconds()) / p.connections
	gap := time.Duration(float64(p.connections) / p.rate * float64(time.Second)) // on one connection
	took := make([][]time.Duration, p.connections)
	ctx, fail := context.WithCancelCause(ctx)
	defer fail(nil)
	began := time.Now().Add(50 * time.Millisecond) // all have connected by then
	var all sync.WaitGroup
	for c := range p.connections {
		all.Go(func() {
			first := began.Add(gap * time.Duration(c) / time.Duration(p.connections))
			connection, err := new(net.Dialer).DialContext(ctx, "tcp", host)
			if err == nil {
				defer context.AfterFunc(ctx, func() { _ = connection.Close() })()
				took[c], err = ask(connection, requests[c%len(requests):], requests, first, gap, each)
				err = errors.Join(err, connection.Close())
			}
			if err != nil {
				fail(err) // the first one counts, and ends the others
			}
		})
	}
	all.Wait()
	answers := slices.Concat(took...)
	slices.Sort(answers)
	return answers, context.Cause(ctx)
}

// ask sends requests on one connection, one each gap, or as soon as the answer before is there.
func ask(connection io.ReadWriter, next, requests [][]byte, first time.Time, gap time.Duration, count int) ([]time.Duration, error) {
	answers := bufio.NewReaderSize(connection, 64<<10)
	took := make([]time.Duration, 0, count)
	for i := range count {
		due := first.Add(gap * time.Duration(i))
		time.Sleep(time.Until(due))
		if len(next) == 0 {
			next = requests
		}
		if _, err := connection.Write(next[0]); err != nil {
			return took, fmt.Errorf("ask: %w", err)
		}
		next = next[1:]
		if err := skip(answers); err != nil {
			return took, err
		}
		took = append(took, time.Since(due))
	}
	return took, nil
}

// written is the request as it is sent, and to whom.
func (t target) written() (request []byte, host string, err error) {
	address, err := url.Parse(t.url)
	if err != nil {
		return nil, "", err
	}
	var b bytes.Buffer
	fmt.Fprintf(&b, "GET %s HTTP/1.1\r\nHost: %s\r\n", address.RequestURI(), address.Host)
	if err := t.header.Write(&b); err != nil {
		return nil, "", err
	}
	b.WriteString("\r\n")
	return b.Bytes(), address.Host, nil
}

var contentLength = []byte("content-length:")

// skip reads an answer to its end. It knows what both servers send, and no more of HTTP: that
// costs a tenth of what net/http's client takes of the cores, which are the servers'.
func skip(answers *bufio.Reader) error {
	line, err := answers.ReadSlice('\n')
	if err != nil {
		return fmt.Errorf("wait for an answer: %w", err)
	}
	if len(line) < 12 || !bytes.HasPrefix(line, []byte("HTTP/1.1 ")) {
		return fmt.Errorf("no answer: %q", line)
	}
	status, err := strconv.Atoi(string(line[9:12]))
	if err != nil || !okay(status) {
		return fmt.Errorf("answer %q", line)
	}
	length := 0
	for {
		line, err := answers.ReadSlice('\n')
		if err != nil {
			return fmt.Errorf("read an answer: %w", err)
		}
		line = bytes.TrimRight(line, "\r\n")
		if len(line) == 0 {
			break
		}
		if len(line) > len(contentLength) && bytes.EqualFold(line[:len(contentLength)], contentLength) {
			if length, err = strconv.Atoi(string(bytes.TrimSpace(line[len(contentLength):]))); err != nil {
				return fmt.Errorf("read an answer: %w", err)
			}
		}
	}
	if status == 304 { // has no body, whatever it says of its length
		length = 0
	}
	if _, err := answers.Discard(length); err != nil {
		return fmt.Errorf("read an answer: %w", err)
	}
	return nil
}

// share returns what a share of sorted times, such as 0.99, is at most.
func share(sorted []time.Duration, of float64) time.Duration {
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(len(sorted)-1, int(float64(len(sorted))*of))]
}

// settle leaves nothing of what was measured before to be cleaned up while measuring.
func settle() { runtime.GC() }
