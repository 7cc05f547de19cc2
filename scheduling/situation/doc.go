// Package situation makes the weekly lägesbild (EST, effektiv samordning för trygghet): what
// visits, wishes and actions said by place and topic, compared with before, and what is
// coming. It is about places and topics, never about persons, and holds no text of a note.
//
// Each authority has a [Part] of its own, from its own notes. The other side, and whoever has
// a [Link], sees it once it is released.
package situation
