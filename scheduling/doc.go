// Package scheduling is the domain: what a police district and its kommun promise,
// when the mobile police office is where, and what citizens have been told.
//
// The way through it is the way of the work itself. A [Pledge] holds
// [Commitment]s. [Planning] turns those that concern visits, together with the
// crewed [Shift]s, holidays and [Occasion]s, into a problem for the engine in
// scheduling/planner and keeps the answer as a [Proposal]. What is taken from it
// becomes [Visit]s of the working schedule, which [Schedule] edits. [Publishing]
// compares the working schedule with what is announced, checks it and makes a
// numbered [Release] of the differences; only releases are public. The promise
// ledger remembers what each release announced, with the notice it gave.
//
// Instants are UTC; a [Day] is a date in Sweden; only [ParseLocal] and [Local]
// know Europe/Stockholm. Nothing here knows the web or the database: what is kept
// goes through [Store].
package scheduling
