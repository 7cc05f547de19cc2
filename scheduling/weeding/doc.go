// Package weeding removes what need not be kept any more (gallring), and nothing else.
//
// A [Rule] cites the decision by which records of a kind go, and when. A [List] is its dry
// run: exactly what would go. A run removes what is on the list, unless it has changed or is
// on [Hold], and leaves a [Protocol] (gallringsprotokoll) that says what went and what
// stayed, by ID and day, never by what it said.
//
// A protocol is also kept outside of the database, in a [Folder]. So a database that is
// restored from an older backup loses again what was weeded since: [Weeding.Again].
package weeding
