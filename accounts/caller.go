package accounts

import (
	"slices"

	"poliskontor/scheduling"
)

// Caller is an account that acts: by itself, or through a key that may do less.
type Caller struct {
	Account Account
	// Key is the token that the caller bears; nil for one who has signed in.
	Key *Key
	// Session is the ID of the caller's session; "" for one who bears a key.
	Session string
}

// Reach returns the districts in which the caller has a permission; everywhere tells
// that it is all of them, those to come included.
func (c Caller) Reach(p Permission) (districts []scheduling.DistrictID, everywhere bool) {
	if c.Account.Closed || c.Key != nil && !slices.Contains(c.Key.Scopes, p) {
		return nil, false
	}
	for _, g := range c.Account.Grants {
		switch {
		case !g.Role.May(p):
		case g.DistrictID == "":
			everywhere = true
		case !slices.Contains(districts, g.DistrictID):
			districts = append(districts, g.DistrictID)
		}
	}
	if c.Key == nil || c.Key.DistrictID == "" {
		if everywhere {
			return nil, true
		}
		return districts, false
	}
	if everywhere || slices.Contains(districts, c.Key.DistrictID) {
		return []scheduling.DistrictID{c.Key.DistrictID}, false
	}
	return nil, false
}

// May tells whether the caller has a permission in any district.
func (c Caller) May(p Permission) bool {
	districts, everywhere := c.Reach(p)
	return everywhere || len(districts) > 0
}

// MayIn tells whether the caller has a permission in a district; in all of them
// where it is "".
func (c Caller) MayIn(p Permission, district scheduling.DistrictID) bool {
	districts, everywhere := c.Reach(p)
	return everywhere || district != "" && slices.Contains(districts, district)
}

// ReadsNotes tells whether the caller may read what an authority has written for
// itself in a district: their own, and the kommun's where it is shared with the
// police. The police's is never the kommun's to read.
func (c Caller) ReadsNotes(owner Authority, shared bool, district scheduling.DistrictID) bool {
	authority := c.Account.Authority
	return c.MayIn(ReadNotes, district) && (authority == owner || authority == Police && owner == Municipality && shared)
}

// Actor is the caller as the audit log knows them, at an address.
func (c Caller) Actor(from string) scheduling.Actor {
	actor := c.Account.Actor(from)
	if c.Key != nil {
		actor.Name += " (" + string(c.Key.Kind) + " " + string(c.Key.ID) + ")"
	}
	return actor
}

// Operator is whoever runs the program on its own machine: every account is theirs
// to manage.
func Operator() Caller {
	return Caller{Account: Account{Name: "operator", Grants: []Grant{{Role: Admin}}}}
}
