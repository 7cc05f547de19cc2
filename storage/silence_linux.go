package storage

import (
	"strings"
	"syscall"
)

// userTimeout is TCP_USER_TIMEOUT (tcp(7)), which the standard library does not name.
const userTimeout = 18

// boundSilence ends a connection whose other end has not received what was sent to it: for
// that the keep-alives do not help, which rest while something is on its way.
func boundSilence(network, _ string, c syscall.RawConn) error {
	if !strings.HasPrefix(network, "tcp") {
		return nil
	}
	var refused error
	err := c.Control(func(socket uintptr) {
		refused = syscall.SetsockoptInt(int(socket), syscall.IPPROTO_TCP, userTimeout, int(silence.Milliseconds()))
	})
	if err != nil {
		return err
	}
	return refused
}
