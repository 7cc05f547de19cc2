package lane

import (
	"bytes"

	"poliskontor/api/encoding"
)

// asked is what a plain request says that counts.
type asked struct {
	path  []byte
	tag   []byte // If-None-Match; nil for none
	id    []byte // X-Request-Id
	agent []byte // User-Agent
}

var crlf = []byte("\r\n")

// read reads what has come on a connection, and tells whether it is exactly one plain request:
// all of it, nothing after it, for something below /kalender/, compressed, and without
// anything that another answer could depend on.
func read(request []byte) (a asked, plain bool) {
	line, rest, _ := bytes.Cut(request, crlf)
	path, found := bytes.CutPrefix(line, []byte("GET "))
	a.path, plain = bytes.CutSuffix(path, []byte(" HTTP/1.1"))
	if !found || !plain || !calendarPath(a.path) {
		return a, false
	}
	var seen [kinds]bool
	for {
		if line, rest, found = bytes.Cut(rest, crlf); !found {
			return a, false
		}
		if len(line) == 0 {
			break
		}
		name, value, found := bytes.Cut(line, []byte(":"))
		kind := kindOf(name)
		if value = bytes.Trim(value, " "); !found || seen[kind] && kind != idle || !printable(value) || !a.take(kind, value) {
			return a, false
		}
		seen[kind] = true
	}
	// Whether it has changed since then is for the server to say.
	plain = len(rest) == 0 && seen[host] && seen[coding] && (!seen[since] || seen[tag])
	return a, plain
}

// take takes a line of the header, and tells whether it is plain.
func (a *asked) take(k kind, value []byte) bool {
	switch k {
	case host:
		return isHost(value)
	case coding:
		return string(value) == "gzip" || encoding.Accepts([]string{string(value)}, "gzip")
	case tag:
		a.tag = value
		return isTag(value)
	case connection:
		return bytes.EqualFold(value, []byte("keep-alive"))
	case id:
		a.id = value
	case agent:
		a.agent = value
	case strange:
		return false
	}
	return true
}

// kind is what a line of a header is for.
type kind int

const (
	strange kind = iota // not known here, or not welcome
	idle                // no answer depends on it
	host                // the rest may come once
	coding
	tag
	since
	connection
	id
	agent
	kinds
)

// known are the names of lines, in small letters. What is not among them leaves the lane, so that
// nothing does that net/http or a handler could look at.
var known = map[string]kind{
	"host": host, "accept-encoding": coding, "if-none-match": tag, "if-modified-since": since,
	"connection": connection, "x-request-id": id, "user-agent": agent,

	"accept": idle, "accept-charset": idle, "accept-language": idle, "cache-control": idle, "dnt": idle, "from": idle,
	"pragma": idle, "priority": idle, "referer": idle, "sec-fetch-dest": idle, "sec-fetch-mode": idle, "sec-fetch-site": idle,
	// What proxies add. Calendars have no limit by address, and traces have no lane.
	"forwarded": idle, "traceparent": idle, "tracestate": idle, "via": idle, "x-forwarded-for": idle, "x-forwarded-host": idle,
	"x-forwarded-port": idle, "x-forwarded-proto": idle, "x-real-ip": idle, "x-varnish": idle,
}

const longestName = 32

func kindOf(name []byte) kind {
	var small [longestName]byte
	if len(name) > longestName {
		return strange
	}
	for i, c := range name {
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		small[i] = c
	}
	return known[string(small[:len(name)])]
}

// calendarPath tells whether a path is made of nothing but small letters, digits, and what
// stands between them in the addresses of calendars.
func calendarPath(path []byte) bool {
	if below := bytes.TrimPrefix(path, []byte("/en")); !bytes.HasPrefix(below, []byte("/kalender/")) {
		return false
	}
	for _, c := range path {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') && c != '/' && c != '-' && c != '.' {
			return false
		}
	}
	return true
}

func printable(value []byte) bool {
	for _, c := range value {
		if c < ' ' || c > '~' {
			return false
		}
	}
	return true
}

// isHost tells whether a value is a host's name or address of usual characters.
func isHost(value []byte) bool {
	for _, c := range value {
		if !alphanumeric(c) && c != '.' && c != '-' && c != ':' {
			return false
		}
	}
	return len(value) > 0
}

// isTag tells whether a value is one strong entity tag such as all of ours are.
func isTag(value []byte) bool {
	if len(value) < 3 || value[0] != '"' || value[len(value)-1] != '"' {
		return false
	}
	for _, c := range value[1 : len(value)-1] {
		if !alphanumeric(c) && c != '-' && c != '_' {
			return false
		}
	}
	return true
}

func alphanumeric(c byte) bool {
	return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9'
}
