package situation

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"time"

	"poliskontor/scheduling"
)

// LinkID identifies a [Link].
type LinkID string

// Link is an address by which the members of a group read released parts without an
// account. Its secret is shown once, and stored as a hash.
type Link struct {
	ID         LinkID
	DistrictID scheduling.DistrictID
	Name       string // of the group
	Hash       string
	Expires    time.Time
	scheduling.Meta
}

// Secret is what must not be written anywhere. It prints as [secret].
type Secret string

func (Secret) String() string { return "[secret]" }

// GoString hides the secret from %#v.
func (Secret) GoString() string { return "[secret]" }

// MarshalText hides the secret from logs and encoders; whoever shows it once converts it.
func (Secret) MarshalText() ([]byte, error) { return []byte("[secret]"), nil }

// hash is how a secret is stored: its randomness makes a slow hash needless.
func (s Secret) hash() string {
	sum := sha256.Sum256([]byte(s))
	return hex.EncodeToString(sum[:])
}

// lasting is the longest life of a link.
const lasting = 366 * 24 * time.Hour

// Links returns a district's links, and how many there are without the query's limit.
func (p *Pictures) Links(ctx context.Context, q scheduling.Query) ([]Link, int, error) {
	return p.store.Links().List(ctx, q)
}

// Link returns a link, or an error of kind [scheduling.NotFound].
func (p *Pictures) Link(ctx context.Context, id LinkID) (Link, error) {
	return p.store.Links().Get(ctx, id)
}

// MakeLink stores a link and returns its secret, which nobody can show again. The error's
// kind is [scheduling.Invalid] or [scheduling.NotFound].
func (p *Pictures) MakeLink(ctx context.Context, l Link) (Secret, Link, error) {
	var flaws scheduling.Flaws
	flaws.Check(l.DistrictID != "", "districtId", scheduling.CodeRequired)
	l.Name = flaws.RequiredLine("name", l.Name, scheduling.MaxName)
	flaws.Check(l.Expires.After(p.now()) && !l.Expires.After(p.now().Add(lasting)), "expires", CodeLinkEnds)
	if err := flaws.Err(); err != nil {
		return "", Link{}, err
	}
	secret := Secret(strings.ToLower(rand.Text() + rand.Text()))
	l.ID, l.Hash = scheduling.NewID[LinkID](), secret.hash()
	if err := p.store.Links().Create(ctx, l); err != nil {
		return "", Link{}, fmt.Errorf("make a link: %w", err)
	}
	made, err := p.store.Links().Get(ctx, l.ID)
	return secret, made, err
}

// Revoke ends a link at once. The error's kind is [scheduling.NotFound] or
// [scheduling.Stale].
func (p *Pictures) Revoke(ctx context.Context, id LinkID, version int) error {
	return p.store.Links().Delete(ctx, id, version)
}

// Opened is what a link opens.
type Opened struct {
	Link    Link
	Picture Picture
	Places  map[scheduling.LocalityID]string // names
}

// ByLink returns what a link opens: the released parts of a week; of the last one that has
// any where monday is 0. The reading is in the audit log, under the link's name. The error's
// kind is [scheduling.NotFound] for a secret that opens nothing, whatever is wrong with it.
func (p *Pictures) ByLink(ctx context.Context, secret Secret, monday scheduling.Day) (Opened, error) {
	link, err := p.store.LinkByHash(ctx, secret.hash())
	if err == nil && ended(link.Expires, p.now()) {
		err = scheduling.NotFoundError("situation_link", "")
	}
	if err != nil {
		return Opened{}, err
	}
	ctx = scheduling.WithReach(scheduling.WithActor(ctx, scheduling.Actor{Name: "link " + string(link.ID)}), []scheduling.DistrictID{link.DistrictID})
	latest := Latest(p.now())
	q := scheduling.Query{DistrictID: link.DistrictID, Until: (latest + 1).Starts()}
	if monday != 0 {
		q.From, q.Until = monday.Starts(), (monday + 1).Starts()
	}
	parts, err := stored(ctx, p.store, q)
	if err != nil {
		return Opened{}, err
	}
	places, err := p.Places(ctx, link.DistrictID)
	if err != nil {
		return Opened{}, err
	}
	picture := Picture{Monday: monday, Ready: true}
	if monday == 0 {
		picture.Monday = lastReleased(parts, latest)
	}
	for _, owner := range owners {
		found := false
		for _, part := range parts {
			if part.Monday == picture.Monday && part.Owner == owner && !part.Released.IsZero() {
				picture.Parts, found = append(picture.Parts, part), true
			}
		}
		if !found {
			picture.Waiting = append(picture.Waiting, owner)
		}
	}
	return Opened{link, picture, places}, p.recordRead(ctx, p.store, link.DistrictID, picture.Monday)
}

// Places returns the names of a district's localities.
func (p *Pictures) Places(ctx context.Context, district scheduling.DistrictID) (map[scheduling.LocalityID]string, error) {
	localities, _, err := p.store.Schedule().Localities().List(ctx, scheduling.Query{DistrictID: district})
	if err != nil {
		return nil, fmt.Errorf("places of a lägesbild: %w", err)
	}
	names := make(map[scheduling.LocalityID]string, len(localities))
	for _, l := range localities {
		names[l.ID] = l.Name
	}
	return names, nil
}

// lastReleased is the last week of which something is released, or another where nothing is.
func lastReleased(parts []Part, otherwise scheduling.Day) scheduling.Day {
	var last scheduling.Day
	for _, part := range parts {
		if !part.Released.IsZero() {
			last = max(last, part.Monday)
		}
	}
	if last == 0 {
		return otherwise
	}
	return last
}
