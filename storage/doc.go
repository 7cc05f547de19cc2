// Package storage keeps what the domain knows, in SQLite or PostgreSQL. It is the
// [scheduling.Store] on GORM: private rows beside the domain's types, one file for
// each; the schema in migrations, one folder for each database; and one place
// that turns the databases' refusals into the domain's errors.
//
// Both databases keep the same promises. They refuse an office in two places and a
// drive that cannot be made in time, a change of a signed pledge and of what is
// only added to (releases, ledger, audit log), whoever writes. Writers wait for
// each other, so that whoever reads and then writes within [Store.InTx] decides on
// what still holds; readers wait for nobody and see a state that existed.
//
// Instants are kept in UTC and in whole seconds; a [scheduling.Day] as a date.
package storage
