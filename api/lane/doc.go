// Package lane answers, before net/http's server has to, what calendar programs ask by far the
// most: an entirely plain GET of a calendar that is rendered already. It is no second HTTP
// server: it takes requests of one strict form, which never have a body, and whatever else comes
// on a connection goes with the connection to the server, for good. What it sends is what
// [site.Prepared] has from the code that answers everything else; the same is counted and logged.
package lane
