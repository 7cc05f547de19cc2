// Package dialogue keeps what citizens said at a visit, what was promised them, and what
// they are told came of it.
//
// A [Note] is what the crew wrote at the stop: how many came, what it was about, a few
// sentences. It belongs to the authority whose crew wrote it, is internal, and each
// reading of it is in the audit log. The police's crime prevention falls under
// brottsdatalagen (2018:1177), the kommun's work under the GDPR, which is why a note
// carries its owner and its purpose, and why neither reads the other's.
//
// An [Action] is what somebody is to do about it, with an owner, a day and an answer.
// Both authorities see actions, so that nothing falls between them.
//
// A [Summary] is what citizens are told. It is a text of its own, approved by a second
// person; the [Edition] that was approved stays as it is until another is approved or it
// is withdrawn.
package dialogue
