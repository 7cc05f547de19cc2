// Package accounts says who may do what: people of two authorities, their roles in
// each district, the ways in which they sign in, and the keys that act for them.
//
// What a role may do is one table, in role.go. How far a caller reaches is given to
// everything below as [scheduling.WithReach], so that a store holds what lies in
// another district as not found.
//
// No secret is stored: passwords as argon2id, keys and sessions as hashes.
package accounts
