// Package smtptest is a mail server for tests: a real one, which keeps what it takes.
package smtptest

import (
	"bytes"
	"io"
	"log/slog"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-smtp"
)

// Mail is what the server has taken.
type Mail struct {
	From, To string
	Header   mail.Header
	Body     string
}

// ID is the Message-ID, by which a receiver knows a mail that it has already.
func (m Mail) ID() string { return m.Header.Get("Message-ID") }

// Server is a mail server.
type Server struct {
	// Address is HOST:PORT.
	Address string

	mu     sync.Mutex
	taken  []Mail
	offers int
	judge  func(offer int, m Mail) error
	came   chan struct{}
	server *smtp.Server
}

// Refused is the server's no, with a code such as 451.
func Refused(code int) error {
	return &smtp.SMTPError{Code: code, EnhancedCode: smtp.EnhancedCode{code / 100, 3, 0}, Message: "not now, <" + Canary + ">"}
}

// Canary stands in every refusal's words, as a server may repeat an address there. No log
// may hold it.
const Canary = "canary-in-refusal@example.se"

// New starts a server that ends with the test. judge decides on each mail once all of it has
// been read, offers counted from 1; nil takes all.
func New(t testing.TB, judge func(offer int, m Mail) error) *Server {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // it ends with the test
	if err != nil {
		t.Fatal(err)
	}
	s := &Server{Address: listener.Addr().String(), judge: judge, came: make(chan struct{}, 1)}
	s.server = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &session{server: s}, nil }))
	s.server.Domain = "mail.example.se"
	s.server.ErrorLog = slog.NewLogLogger(slog.DiscardHandler, slog.LevelError)
	go s.server.Serve(listener) //nolint:errcheck // it says that it was closed
	t.Cleanup(func() {
		if err := s.server.Close(); err != nil {
			t.Error(err)
		}
	})
	return s
}

// URL is the server's address in the configuration.
func (s *Server) URL() string { return "smtp://" + s.Address + "?tls=none" }

// Taken returns what the server has taken, in order.
func (s *Server) Taken() []Mail {
	s.mu.Lock()
	defer s.mu.Unlock()
	return append([]Mail(nil), s.taken...)
}

// Came is written to when a mail was taken.
func (s *Server) Came() <-chan struct{} { return s.came }

func (s *Server) take(m Mail) error {
	s.mu.Lock()
	s.offers++
	offer, judge := s.offers, s.judge
	s.mu.Unlock()
	if judge != nil {
		if err := judge(offer, m); err != nil {
			return err
		}
	}
	s.mu.Lock()
	s.taken = append(s.taken, m)
	s.mu.Unlock()
	select {
	case s.came <- struct{}{}:
	default:
	}
	return nil
}

type session struct {
	server   *Server
	from, to string
}

func (s *session) Mail(from string, _ *smtp.MailOptions) error { s.from = from; return nil }
func (s *session) Rcpt(to string, _ *smtp.RcptOptions) error   { s.to = to; return nil }
func (s *session) Reset()                                      { s.from, s.to = "", "" }
func (s *session) Logout() error                               { return nil }

func (s *session) Data(r io.Reader) error {
	all, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	read, err := mail.ReadMessage(bytes.NewReader(all))
	if err != nil {
		return err
	}
	_, body, _ := strings.Cut(string(all), "\r\n\r\n")
	return s.server.take(Mail{From: s.from, To: s.to, Header: read.Header, Body: body})
}
