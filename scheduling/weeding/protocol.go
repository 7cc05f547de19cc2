package weeding

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"poliskontor/scheduling"
)

// ProtocolID identifies a [Protocol].
type ProtocolID string

// Why says why a record on a list stayed.
type Why string

// The reasons.
const (
	Changed Why = "changed" // since the dry run
	OnHold  Why = "held"
	Gone    Why = "gone"   // before the run
	InUse   Why = "in_use" // something else needs it
	// IsPublic is a summary that citizens read.
	IsPublic Why = "public"
)

// Kept is a record on a list that stayed.
type Kept struct {
	Record
	Why Why
}

// Protocol (gallringsprotokoll) is the record of a run.
type Protocol struct {
	ID         ProtocolID
	DistrictID scheduling.DistrictID
	ListID     ListID // "" where something was weeded again
	Digest     string // of the list
	// Again is the protocol of what a restored backup had brought back; "" for an
	// ordinary run.
	Again ProtocolID
	Terms
	By      string
	At      time.Time
	Removed []Record
	Kept    []Kept
	Hash    string // of all of the above
}

// sheet is a protocol as it is written down: in the database, in the folder, and for its
// hash.
type sheet struct {
	ID           ProtocolID            `json:"id"`
	DistrictID   scheduling.DistrictID `json:"districtId"`
	ListID       ListID                `json:"listId,omitempty"`
	Digest       string                `json:"digest,omitempty"`
	Again        ProtocolID            `json:"again,omitempty"`
	Kind         Kind                  `json:"kind"`
	Owner        scheduling.Owner      `json:"owner"`
	Months       int                   `json:"months"`
	From         Counting              `json:"from"`
	Decision     string                `json:"decision"`
	Decided      string                `json:"decided"`
	ArchiveFirst bool                  `json:"archiveFirst"`
	By           string                `json:"by"`
	At           time.Time             `json:"at"`
	Removed      []line                `json:"removed"`
	Kept         []line                `json:"kept"`
	Hash         string                `json:"hash,omitempty"`
}

// line is a record on a sheet.
type line struct {
	ID         string                `json:"id"`
	Day        string                `json:"day"`
	LocalityID scheduling.LocalityID `json:"localityId,omitempty"`
	Version    int                   `json:"version"`
	Why        Why                   `json:"why,omitempty"`
}

// sealed returns the protocol with its hash.
func (p Protocol) sealed() (Protocol, error) {
	p.At = p.At.UTC().Truncate(time.Second)
	p.Hash = ""
	text, err := p.Sheet()
	if err != nil {
		return p, err
	}
	sum := sha256.Sum256(text)
	p.Hash = hex.EncodeToString(sum[:])
	return p, nil
}

// Sheet writes the protocol down as JSON.
func (p Protocol) Sheet() ([]byte, error) {
	s := sheet{
		ID: p.ID, DistrictID: p.DistrictID, ListID: p.ListID, Digest: p.Digest, Again: p.Again, Kind: p.Kind, Owner: p.Owner,
		Months: p.Months, From: p.From, Decision: p.Decision, Decided: p.Decided.String(), ArchiveFirst: p.ArchiveFirst,
		By: p.By, At: p.At, Removed: []line{}, Kept: []line{}, Hash: p.Hash,
	}
	for _, r := range p.Removed {
		s.Removed = append(s.Removed, lineOf(r, ""))
	}
	for _, k := range p.Kept {
		s.Kept = append(s.Kept, lineOf(k.Record, k.Why))
	}
	text, err := json.MarshalIndent(s, "", " ")
	if err != nil {
		return nil, fmt.Errorf("write protocol %s: %w", p.ID, err)
	}
	return append(text, '\n'), nil
}

func lineOf(r Record, why Why) line {
	return line{ID: r.ID, Day: r.Day.String(), LocalityID: r.LocalityID, Version: r.Version, Why: why}
}

// errBroken is a protocol whose hash does not fit what it says.
var errBroken = errors.New("the protocol is not as it was written")

// ReadSheet reads what [Protocol.Sheet] wrote, and refuses what is not as it was written.
func ReadSheet(text []byte) (Protocol, error) {
	var s sheet
	if err := json.Unmarshal(text, &s); err != nil {
		return Protocol{}, fmt.Errorf("read a protocol: %w", err)
	}
	p := Protocol{
		ID: s.ID, DistrictID: s.DistrictID, ListID: s.ListID, Digest: s.Digest, Again: s.Again, By: s.By, At: s.At,
		Terms: Terms{Kind: s.Kind, Owner: s.Owner, Months: s.Months, From: s.From, Decision: s.Decision, ArchiveFirst: s.ArchiveFirst},
	}
	var err error
	if p.Decided, err = scheduling.ParseDay(s.Decided); err != nil {
		return Protocol{}, fmt.Errorf("read protocol %s: %w", s.ID, err)
	}
	for _, l := range s.Removed {
		r, err := l.record(s.Owner)
		if err != nil {
			return Protocol{}, fmt.Errorf("read protocol %s: %w", s.ID, err)
		}
		p.Removed = append(p.Removed, r)
	}
	for _, l := range s.Kept {
		r, err := l.record(s.Owner)
		if err != nil {
			return Protocol{}, fmt.Errorf("read protocol %s: %w", s.ID, err)
		}
		p.Kept = append(p.Kept, Kept{r, l.Why})
	}
	if p, err = p.sealed(); err != nil {
		return Protocol{}, err
	}
	if p.Hash != s.Hash {
		return Protocol{}, fmt.Errorf("read protocol %s: %w", s.ID, errBroken)
	}
	return p, nil
}

func (l line) record(owner scheduling.Owner) (Record, error) {
	day, err := scheduling.ParseDay(l.Day)
	return Record{ID: l.ID, Day: day, LocalityID: l.LocalityID, Owner: owner, Version: l.Version}, err
}
