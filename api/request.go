package api

import (
	"context"
	"crypto/rand"
	"log/slog"
	"net/netip"
	"net/url"
	"regexp"

	"github.com/labstack/echo/v4"
)

// request is what the answer to a request needs to know of it.
type request struct {
	id       string
	language language
	url      url.URL
	log      *slog.Logger
}

type requestKey struct{}

func withRequest(ctx context.Context, r request) context.Context {
	return context.WithValue(ctx, requestKey{}, r)
}

// requestFrom returns the request of a context; outside of one, a Swedish one that
// logs nothing.
func requestFrom(ctx context.Context) request {
	if r, found := ctx.Value(requestKey{}).(request); found {
		return r
	}
	return request{language: swedish, log: slog.New(slog.DiscardHandler)}
}

var requestIDPattern = regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)

// RequestID returns the ID that a proxy gave the request, or a new one.
func RequestID(given string) string {
	if requestIDPattern.MatchString(given) {
		return given
	}
	return rand.Text()
}

// addresses says where requests come from: the connection's other end, or what the
// proxies at these addresses say.
func addresses(trusted []netip.Prefix) echo.IPExtractor {
	if len(trusted) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, prefix := range trusted {
		options = append(options, echo.TrustIPRange(ipNet(prefix)))
	}
	return echo.ExtractIPFromXFFHeader(options...)
}
