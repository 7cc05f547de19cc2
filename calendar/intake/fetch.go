package intake

import (
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"net/netip"
	"net/url"
	"syscall"
	"time"

	"poliskontor/scheduling"
)

// errRefused is that of a connection that must not be made.
var errRefused = errors.New("not an address on the public internet")

// fetchPatience is how long a whole fetch may take.
const fetchPatience = 15 * time.Second

// mostRedirects is how often an address may lead to another one.
const mostRedirects = 3

// reserved are networks that are not the public internet, or lead into others, beside
// those that [netip.Addr] knows (IANA special-purpose address registries).
var reserved = []netip.Prefix{
	netip.MustParsePrefix("0.0.0.0/8"), netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.0.0/24"),
	netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("192.88.99.0/24"), netip.MustParsePrefix("198.18.0.0/15"),
	netip.MustParsePrefix("198.51.100.0/24"), netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("240.0.0.0/4"),
	netip.MustParsePrefix("64:ff9b::/96"), netip.MustParsePrefix("64:ff9b:1::/48"), netip.MustParsePrefix("100::/64"),
	netip.MustParsePrefix("2001::/23"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("2002::/16"),
}

// public tells whether an address is on the public internet.
func public(a netip.Addr) bool {
	a = a.Unmap()
	if !a.IsValid() || !a.IsGlobalUnicast() || a.IsPrivate() {
		return false
	}
	for _, network := range reserved {
		if network.Contains(a) {
			return false
		}
	}
	return true
}

// guardDial refuses a connection once its address is known, so that no name can lead
// to another one than was looked at.
func guardDial(_, address string, _ syscall.RawConn) error {
	to, err := netip.ParseAddrPort(address)
	if err != nil || to.Port() != 443 || !public(to.Addr()) {
		return errRefused
	}
	return nil
}

var client = &http.Client{
	Timeout: fetchPatience,
	Transport: &http.Transport{
		Proxy:                  nil, // it would make the connections that are refused here
		DialContext:            (&net.Dialer{Timeout: 5 * time.Second, Control: guardDial}).DialContext,
		TLSHandshakeTimeout:    5 * time.Second,
		MaxResponseHeaderBytes: 64 << 10,
		DisableKeepAlives:      true,
		ForceAttemptHTTP2:      true,
	},
	CheckRedirect: func(r *http.Request, via []*http.Request) error {
		if len(via) > mostRedirects || !allowed(r.URL) {
			return errRefused
		}
		return nil
	},
}

func allowed(u *url.URL) bool {
	return u.Scheme == "https" && u.Hostname() != "" && u.User == nil && (u.Port() == "" || u.Port() == "443")
}

// Fetch gets a calendar from its address: over https, from the public internet only,
// and within bounds of size and time. The error is a [scheduling.Error] of kind
// [scheduling.Invalid] for the field "url".
func Fetch(ctx context.Context, address string) ([]byte, error) {
	u, err := url.Parse(address)
	if err != nil || !allowed(u) {
		return nil, scheduling.InvalidField("url", scheduling.CodeAddressRefused)
	}
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, u.String(), nil)
	if err != nil {
		return nil, scheduling.InvalidField("url", scheduling.CodeAddressRefused)
	}
	response, err := client.Do(r)
	switch {
	case errors.Is(err, errRefused):
		return nil, scheduling.InvalidField("url", scheduling.CodeAddressRefused)
	case err != nil:
		return nil, scheduling.InvalidField("url", scheduling.CodeAddressSilent)
	}
	defer response.Body.Close()
	if response.StatusCode != http.StatusOK {
		return nil, scheduling.InvalidField("url", scheduling.CodeAddressSilent)
	}
	file, err := io.ReadAll(io.LimitReader(response.Body, MostBytes+1))
	switch {
	case err != nil:
		return nil, scheduling.InvalidField("url", scheduling.CodeAddressSilent)
	case len(file) > MostBytes:
		return nil, scheduling.InvalidField("url", scheduling.CodeFileTooLarge)
	}
	return file, nil
}
