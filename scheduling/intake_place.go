package scheduling

import (
	"slices"
	"strings"
	"unicode"
)

// siteOf finds the site that somebody's words mean: the one of that name, or the first
// choice in the locality that they name. The longest name counts, so that "Torget i
// Norra Åsum" is not Åsum.
func (k *knownOccasions) siteOf(place string) (Site, bool) {
	said := " " + plain(place) + " "
	g := groundwork{names: k.names}
	var found Site
	longest := 0
	consider := func(name string, site Site) {
		if name = plain(name); name != "" && strings.Contains(said, " "+name+" ") && len(name) > longest {
			found, longest = site, len(name)
		}
	}
	for _, id := range sortedKeys(k.names.Localities) {
		if sites := g.sitesOf(id); len(sites) > 0 {
			consider(k.names.Localities[id].Name, sites[0])
			for _, s := range sites {
				consider(s.Name, s)
			}
		}
	}
	return found, longest > 0
}

func sortedKeys[K ~string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}

// plain is a text as two people would both have written it: words in lower case.
func plain(text string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(text), func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r)
	}), " ")
}
