// Package followup holds what was done against what was promised.
//
// An [Activity] is something done for a commitment that is no visit: a safety walk, an
// information evening, a traffic control. Each party reports its own, and both read all.
// What a visit or an activity counts toward is proposed ([Ground]) by what it is, where,
// when and by whom; where that is wrong, somebody corrects it ([Correction]).
package followup
