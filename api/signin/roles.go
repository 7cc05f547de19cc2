package signin

import (
	"context"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"poliskontor/accounts"
	"poliskontor/scheduling"
)

// Mapping says which roles a provider's groups give.
type Mapping []GroupRole

// GroupRole is a role that a group gives, in one district or in all.
type GroupRole struct {
	Group    string
	Role     accounts.Role
	District string // its slug; [EveryDistrict] for all, those to come included
}

// EveryDistrict stands for all districts in a [GroupRole].
const EveryDistrict = "*"

var districtPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// ParseMapping reads "GROUP=role@district-slug, ...", with "@*" for every district.
// A group may hold any character but a comma.
func ParseMapping(text string) (Mapping, error) {
	var m Mapping
	for _, part := range strings.Split(text, ",") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		at := strings.LastIndexByte(part, '@')
		if at < 0 {
			return nil, fmt.Errorf("%q names no district, as in GROUP=planner@kristianstad or GROUP=planner@*", part)
		}
		equals := strings.LastIndexByte(part[:at], '=')
		if equals < 0 {
			return nil, fmt.Errorf("%q names no role, as in GROUP=planner@kristianstad", part)
		}
		given := GroupRole{Group: strings.TrimSpace(part[:equals]), Role: accounts.Role(strings.TrimSpace(part[equals+1 : at])),
			District: strings.TrimSpace(part[at+1:])}
		switch {
		case given.Group == "":
			return nil, fmt.Errorf("%q names no group, as in GROUP=planner@kristianstad", part)
		case !slices.Contains(accounts.Roles, given.Role):
			return nil, fmt.Errorf("%q: there is no role %q, only %s", part, given.Role, roleNames())
		case given.District != EveryDistrict && !districtPattern.MatchString(given.District):
			return nil, fmt.Errorf("%q: %q cannot be the address part (slug) of a district", part, given.District)
		}
		m = append(m, given)
	}
	return m, nil
}

func roleNames() string {
	var names []string
	for _, role := range accounts.Roles {
		names = append(names, string(role))
	}
	return strings.Join(names, ", ")
}

// grants returns the roles that groups give in the districts that there are now, and
// the slugs that name none of them.
func (m Mapping) grants(ctx context.Context, groups []string,
	districts scheduling.Repository[scheduling.District, scheduling.DistrictID]) (grants []accounts.Grant, unknown []string, err error) {
	present, _, err := districts.List(ctx, scheduling.Query{})
	if err != nil {
		return nil, nil, fmt.Errorf("list the districts: %w", err)
	}
	bySlug := make(map[string]scheduling.DistrictID, len(present))
	for _, district := range present {
		bySlug[district.Slug] = district.ID
	}
	for _, given := range m {
		if !slices.Contains(groups, given.Group) {
			continue
		}
		if given.District == EveryDistrict {
			grants = append(grants, accounts.Grant{Role: given.Role})
		} else if id, found := bySlug[given.District]; found {
			grants = append(grants, accounts.Grant{Role: given.Role, DistrictID: id})
		} else {
			unknown = append(unknown, given.District)
		}
	}
	return grants, unknown, nil
}
