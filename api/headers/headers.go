// Package headers says what browsers may do with each answer of the server. It is the
// only place that does: a handler adds what it knows of its own answer, such as how
// long it may be kept, and leaves the rest alone.
package headers

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// Class is a kind of address whose answers are handled alike.
type Class string

// The classes.
const (
	Page      Class = "page"       // what citizens read; errors too
	Asset     Class = "asset"      // style sheets, scripts and marks of pages
	Data      Class = "data"       // calendars and other public data for programs
	Embed     Class = "embed"      // what other sites show in a frame
	Subscribe Class = "subscribe"  // where readers choose places, with a script that helps
	Wish      Class = "wish"       // the form for wishes
	Builder   Class = "builder"    // where other sites choose what they show in a frame
	Private   Class = "private"    // a private calendar
	API       Class = "api"        // the API, and what tells that the server lives
	PublicAPI Class = "public api" // the part of the API that needs no account
	App       Class = "app"        // the planner's app
	SignIn    Class = "sign-in"    // the pages where people sign in
)

// prefixes sorts addresses into classes; the first that fits counts. What ends with a
// slash stands for all below it. Addresses in other languages are as the Swedish ones.
var prefixes = []struct {
	prefix string
	class  Class
}{
	{"/api/v1/public/", PublicAPI},
	{"/api/", API},
	{"/healthz", API},
	{"/readyz", API},
	{"/kalender/privat/", Private},
	{"/kalender/", Data},
	{"/andringar.atom", Data},
	{"/dcat.ttl", Data},
	{"/dcat.jsonld", Data},
	{"/robots.txt", Data},
	{"/sitemap.xml", Data},
	{"/.well-known/", Data},
	{"/static/", Asset},
	{"/foto/", Asset},
	{"/favicon.svg", Asset},
	{"/embed.js", Asset},
	{"/embed.v1.js", Asset},
	{"/embed.v1.json", Data},
	{"/prenumerera", Subscribe},
	{"/onskemal", Wish},
	{"/inbaddning", Builder},
	{"/inbaddning/", Embed},
	{"/planera", App},
	{"/planera/", App},
	{"/logga-in", SignIn},
	{"/logga-in/", SignIn},
	{"/logga-ut", SignIn},
}

// Of returns the class of a path, as the router sees it.
func Of(path string) Class {
	path = strings.TrimPrefix(path, "/en")
	for _, p := range prefixes {
		if path == p.prefix || strings.HasSuffix(p.prefix, "/") && strings.HasPrefix(path, p.prefix) {
			return p.class
		}
	}
	return Page
}

// Apply sets the headers of a class.
func (c Class) Apply(header http.Header) {
	for _, l := range lines[c] {
		header[l.name] = l.value
	}
}

// line is a header as net/http keeps it. All answers share the value: it has no room for
// another, so that who adds one gets a value of their own.
type line struct {
	name  string
	value []string
}

// lines are the headers of each class, made once: they are most of what an answer has.
var lines = func() map[Class][]line {
	all := map[Class][]line{}
	for c := range table {
		header := http.Header{}
		for name, value := range everywhere {
			header.Set(name, value)
		}
		for name, value := range table[c] {
			header.Set(name, value)
		}
		if c == Embed {
			header.Del(echo.HeaderXFrameOptions)
		}
		for name, value := range header {
			all[c] = append(all[c], line{name, value[:1:1]})
		}
	}
	return all
}()

// secure is Strict-Transport-Security, shared like lines.
var secure = []string{"max-age=63072000; includeSubDomains"}[:1:1]

// Middleware sets the headers of every answer. Where the public address is https,
// browsers are told never to use another for two years.
func Middleware(https bool) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			Set(c.Response().Header(), echo.GetPath(c.Request()), https)
			return next(c)
		}
	}
}

// Set sets what the answer at a path has of [Middleware].
func Set(header http.Header, path string, https bool) {
	Of(path).Apply(header)
	if https {
		header[echo.HeaderStrictTransportSecurity] = secure
	}
}
