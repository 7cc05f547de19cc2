// Package alerts tells people without a calendar by e-mail when the office comes to the
// places that they chose, and what changes; and accounts each week what their authority
// is to do.
//
// Nobody subscribes who has not confirmed the address. A subscriber's address is sealed
// with a key that is not in the database, found again by a keyed hash, and gone with the
// subscription. It stands in no log and in no audit.
//
// What is to be sent waits in the database: mails about a release are queued in the
// release's own transaction. One server at a time sends.
package alerts
