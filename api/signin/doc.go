// Package signin is where people sign in and out: with a password, with a passkey,
// or through the OpenID provider of their authority. It keeps their sessions, and
// refuses what another site makes their browser do.
//
// Sessions are on the server. The browser has a random value in one cookie, and the
// database a hash of it, so that neither a copy of the database nor an old cookie
// opens anything. Pages for citizens neither set nor read the cookie.
//
// Every page works without scripts but for passkeys, which are made of them.
package signin
