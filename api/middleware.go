package api

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/netip"
	"runtime/debug"
	"strings"
	"time"

	"github.com/labstack/echo/v4"

	"poliskontor/api/headers"
	"poliskontor/calendar/intake"
	"poliskontor/photo"
)

const (
	apiPath = "/api/"
	ownPath = "/api/v1/me/"
)

// observe gives each request an ID and writes one line about it to the log. The
// line holds neither the query nor any header, since secrets can stand there, nor
// the caller's address, which is personal data. The audit log has the address of
// whoever writes.
func (a *api) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		began := time.Now()
		r := c.Request()
		id := RequestID(r.Header.Get(echo.HeaderXRequestID))
		ctx, ended := r.Context(), func(int) {}
		if a.Watch != nil {
			ctx, ended = a.Watch.Begin(r, c.Path(), id)
		}
		defer func() { ended(c.Response().Status) }()
		ctx = withRequest(ctx, request{
			id: id, language: languageOf(r.Header.Get("Accept-Language")), url: *r.URL, log: a.Log})
		c.SetRequest(r.WithContext(ctx))
		c.Response().Header().Set(echo.HeaderXRequestID, id)
		if a.Leaving != nil && a.Leaving.Err() != nil {
			// Then no connection is open that somebody is about to use when the server closes.
			c.Response().Header().Set(echo.HeaderConnection, "close")
		}
		if err := next(c); err != nil {
			c.Error(err)
		}
		LogAnswer(ctx, a.Log, Answered{id, r.Method, loggable(r.URL.Path), c.Response().Status, c.Response().Size, time.Since(began)})
		return nil
	}
}

// Answered is what the log has of a request: neither who asked nor what could be secret.
type Answered struct {
	RequestID string
	Method    string
	Path      string
	Status    int
	Bytes     int64 // of the body
	Took      time.Duration
}

// LogAnswer writes the one line about a request to the log.
func LogAnswer(ctx context.Context, log *slog.Logger, a Answered) {
	log.LogAttrs(ctx, slog.LevelInfo, "request", slog.String("request", a.RequestID), slog.String("method", a.Method),
		slog.String("path", a.Path), slog.Int("status", a.Status), slog.Int64("bytes", a.Bytes), slog.Duration("took", a.Took))
}

// Watcher hears of requests, for whoever runs the server.
type Watcher interface {
	// Begin is told of a request before anything is done about it: the pattern of its route,
	// "" where there is none, and the ID under which the log has it. The request goes on with
	// the context that it returns, and ended is called once with the answer's status.
	Begin(r *http.Request, route, requestID string) (ctx context.Context, ended func(status int))
}

// loggable is a path without the secret that the address of a private calendar or a shared
// lägesbild ends with.
func loggable(path string) string {
	for _, secret := range []string{privateFeedPath, sharedSituationPath, "/en" + sharedSituationPath} {
		if strings.HasPrefix(path, secret) {
			return secret + "…"
		}
	}
	return path
}

// recover answers a panic as a fault of ours and writes it to the log.
func (a *api) recover(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) (err error) {
		defer func() {
			caught := recover()
			if caught == nil {
				return
			}
			if failed, isError := caught.(error); isError && errors.Is(failed, http.ErrAbortHandler) {
				panic(caught)
			}
			err = fmt.Errorf("panic: %v\n%s", caught, debug.Stack())
		}()
		return next(c)
	}
}

// guard bounds what is read of a request, and answers what other sites ask before
// they fetch what is public (Fetch, 4.8).
func guard(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		header := c.Response().Header()
		if r.Method == http.MethodOptions && headers.Of(echo.GetPath(r)) == headers.PublicAPI {
			header.Set(echo.HeaderAccessControlAllowMethods, "GET, HEAD")
			header.Set(echo.HeaderAccessControlMaxAge, "86400")
			return c.NoContent(http.StatusNoContent)
		}
		most := mostBytes(r.URL.Path)
		if r.ContentLength > most {
			header.Set(echo.HeaderConnection, "close") // what is not read is not waited for
			return &failure{code: codeBodyTooLarge}
		}
		if r.Body != http.NoBody { // most requests have none
			r.Body = http.MaxBytesReader(c.Response(), r.Body, most)
		}
		return next(c)
	}
}

// mostBytes is how long the body of a request to a path may be. What everyone may
// send to, and what is about one account, needs no more than a form.
func mostBytes(path string) int64 {
	if path == intakePath || path == activityIntakePath {
		return intake.MostBytes + 1<<16 // the form around the file
	}
	if strings.HasPrefix(path, sitesPath) && strings.HasSuffix(path, photoPath) {
		return photo.MostBytes + 1<<16
	}
	if strings.HasPrefix(path, apiPath) && !strings.HasPrefix(path, ownPath) {
		return 1 << 20
	}
	return 16 << 10
}

func ipNet(p netip.Prefix) *net.IPNet {
	p = p.Masked()
	return &net.IPNet{IP: p.Addr().AsSlice(), Mask: net.CIDRMask(p.Bits(), p.Addr().BitLen())}
}
