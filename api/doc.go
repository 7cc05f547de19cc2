// Package api is the server's face to machines: the JSON API under /api/v1, its
// OpenAPI document and its reference page. [New] joins it with the public pages of
// api/site to one handler.
//
// All addresses stand in routes.go. A handler reads its input, calls one method of
// the domain and returns; what goes in and out are explicit types of this package,
// so that a new field of the domain never becomes public by itself. Whatever goes
// wrong becomes a problem (RFC 9457) in failure.go, worded by the texts in
// api/texts.
package api
