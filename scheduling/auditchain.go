package scheduling

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"
)

// AuditHash seals an entry of the audit log together with all before it (SHA-256).
// The zero value is what comes before the first entry.
type AuditHash [sha256.Size]byte

// String returns the hash in hexadecimal digits, as [ParseAuditHash] reads it.
func (h AuditHash) String() string { return hex.EncodeToString(h[:]) }

// ParseAuditHash reads a hash from its 64 hexadecimal digits.
func ParseAuditHash(text string) (AuditHash, error) {
	var h AuditHash
	read, err := hex.DecodeString(text)
	if err != nil || len(read) != len(h) {
		return h, errors.New("a hash of the audit log has 64 hexadecimal digits")
	}
	copy(h[:], read)
	return h, nil
}

// Seal returns the entry's hash where previous is that of the entry before:
// SHA-256 over previous in hexadecimal digits and each field in the order of
// [AuditEntry], its hash apart. Each is written as a netstring (its length in
// bytes, a colon, itself, a comma), so that no text passes for two or for another
// field; the ID in decimal digits, the time in UTC by RFC 3339.
func (e AuditEntry) Seal(previous AuditHash) AuditHash {
	return sha256.Sum256(append(netstring(nil, previous.String()), e.encoded()...))
}

// encoded is the entry without its hash as bytes, which no other entry shares.
func (e AuditEntry) encoded() []byte {
	var b []byte
	for _, field := range []string{
		strconv.FormatInt(e.ID, 10), e.At.UTC().Format(time.RFC3339Nano),
		e.Actor.ID, e.Actor.Name, e.Actor.From, string(e.Action), e.Thing, e.ThingID, string(e.District), e.Before, e.After,
	} {
		b = netstring(b, field)
	}
	return b
}

func netstring(b []byte, text string) []byte {
	b = append(strconv.AppendInt(b, int64(len(text)), 10), ':')
	return append(append(b, text...), ',')
}

// AuditHead is what the database notes of the log's end beside the log itself, so
// that lines cut off from the end are missed.
type AuditHead struct {
	Count int64
	Last  AuditHash // of the last entry
}

// AuditReport is what became of reading the whole audit log.
type AuditReport struct {
	Count  int64     // how many entries were read and are as they were written
	Last   AuditHash // of the last of them
	Broken *AuditBreak
}

// AuditBreak is the first place where the log is not as it was written.
type AuditBreak struct {
	Kind AuditBreakKind
	// From and To are the first and last entry that it is about.
	From, To int64
}

// AuditBreakKind is what was done to the log.
type AuditBreakKind string

// What can be done to the log.
const (
	AuditRemoved   AuditBreakKind = "removed"
	AuditCutOff    AuditBreakKind = "cut_off"   // removed at the end
	AuditChanged   AuditBreakKind = "changed"   // or replaced by another
	AuditReordered AuditBreakKind = "reordered" // From now stands at To
	AuditAdded     AuditBreakKind = "added"     // before the first or behind the last
	AuditEndLost   AuditBreakKind = "end_lost"  // what was noted of the end is gone or another
	AuditRewritten AuditBreakKind = "rewritten" // whole, but not the log that was noted outside
)

// String says it to a person.
func (b AuditBreak) String() string {
	entries := fmt.Sprintf("entry %d", b.From)
	are := "is"
	if b.To > b.From {
		entries, are = fmt.Sprintf("entries %d to %d", b.From, b.To), "are"
	}
	switch b.Kind {
	case AuditRemoved:
		return fmt.Sprintf("%s %s missing: removed after being written", entries, are)
	case AuditCutOff:
		return fmt.Sprintf("%s %s missing: cut off from the end", entries, are)
	case AuditChanged:
		return fmt.Sprintf("%s is not as it was written: changed, or another put in its place", entries)
	case AuditReordered:
		return fmt.Sprintf("entry %d now stands at %d: the order was changed", b.From, b.To)
	case AuditAdded:
		return fmt.Sprintf("%s %s not among those that were counted: put in from outside", entries, are)
	case AuditEndLost:
		return "what the database noted of the log's end is gone or changed"
	case AuditRewritten:
		return "no entry has the hash that was noted: the log was written anew, or is another one"
	}
	return string(b.Kind)
}

// AuditCheck reads an audit log from its beginning and remembers only where it is.
type AuditCheck struct {
	report AuditReport
	noted  AuditHash
	met    bool // noted was among the hashes so far
}

// NewAuditCheck begins at the first entry; for noted see [AuditRepository].
func NewAuditCheck(noted AuditHash) *AuditCheck {
	return &AuditCheck{noted: noted, met: noted == AuditHash{}}
}

// Next takes the entry that follows by ID. It returns false once the log is broken.
func (c *AuditCheck) Next(e AuditEntry) bool {
	expected := c.report.Count + 1
	switch {
	case c.report.Broken != nil:
	case e.ID > expected:
		c.broken(AuditRemoved, expected, e.ID-1)
	case e.ID < expected:
		c.broken(AuditAdded, e.ID, e.ID)
	case e.Seal(c.report.Last) != e.Hash:
		c.broken(AuditChanged, e.ID, e.ID)
	default:
		c.report.Count, c.report.Last = e.ID, e.Hash
		c.met = c.met || e.Hash == c.noted
	}
	return c.report.Broken == nil
}

// Unreadable says that the next entry is there and makes no sense.
func (c *AuditCheck) Unreadable() { c.broken(AuditChanged, c.report.Count+1, c.report.Count+1) }

// Changed tells whether the log is broken by an entry that is there and is not the
// one that was written: it may be found by [AuditCheck.Later].
func (c *AuditCheck) Changed() bool {
	return c.report.Broken != nil && c.report.Broken.Kind == AuditChanged
}

// Later takes an entry that stands behind a changed one. It returns true when that
// is the one that was written there.
func (c *AuditCheck) Later(e AuditEntry) bool {
	if !c.Changed() {
		return false
	}
	now := e.ID
	e.ID = c.report.Count + 1
	if e.Seal(c.report.Last) != e.Hash {
		return false
	}
	c.broken(AuditReordered, e.ID, now)
	return true
}

// End takes what the database noted of the log's end, nil for nothing.
func (c *AuditCheck) End(head *AuditHead) AuditReport {
	read := AuditHead{Count: c.report.Count, Last: c.report.Last}
	switch {
	case c.report.Broken != nil:
	case head == nil:
		c.broken(AuditEndLost, read.Count, read.Count)
	case head.Count > read.Count:
		c.broken(AuditCutOff, read.Count+1, head.Count)
	case head.Count < read.Count:
		c.broken(AuditAdded, head.Count+1, read.Count)
	case head.Last != read.Last:
		c.broken(AuditEndLost, read.Count, read.Count)
	case !c.met:
		c.broken(AuditRewritten, 1, read.Count)
	}
	return c.report
}

func (c *AuditCheck) broken(kind AuditBreakKind, from, to int64) {
	c.report.Broken = &AuditBreak{Kind: kind, From: from, To: to}
}
