package alerts

import (
	"regexp"
	"strings"
)

// addressPattern is what mail can be sent to everywhere: RFC 5321 without quotes, address
// literals and letters beyond ASCII.
var addressPattern = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9.!#$%&'*+/=?^_{|}~-]{0,63}@([A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.)+[A-Za-z]{2,63}$`)

// mostAddress is the longest address that mail can be sent to (RFC 5321, 4.5.3.1.3).
const mostAddress = 254

// ValidAddress tells whether mail can be sent to an address.
func ValidAddress(address string) bool {
	local, _, _ := strings.Cut(address, "@")
	return len(address) <= mostAddress && addressPattern.MatchString(address) &&
		!strings.Contains(local, "..") && !strings.HasSuffix(local, ".")
}

// masked shows so much of an address that its owner knows it again.
func masked(address string) string {
	at := strings.LastIndexByte(address, '@')
	return address[:1] + "…" + address[at:]
}
