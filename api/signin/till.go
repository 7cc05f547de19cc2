package signin

import (
	"net/url"
	"slices"
	"strings"
)

// longestTill bounds an address to go on to, in bytes.
const longestTill = 1000

// local returns where somebody goes on to once signed in: an address of this server
// that they asked for, or "" where it is none. Browsers read some addresses
// otherwise than Go does, so what is unusual is left out too.
func local(asked string) string {
	if len(asked) > longestTill || !strings.HasPrefix(asked, "/") || strings.ContainsAny(asked, "\\#") {
		return ""
	}
	u, err := url.Parse(asked)
	if err != nil || u.Scheme != "" || u.Host != "" || u.User != nil || u.Opaque != "" {
		return ""
	}
	if !strings.HasPrefix(u.Path, "/") || strings.Contains(u.Path, "//") || strings.ContainsAny(u.Path, "\\") ||
		slices.ContainsFunc(strings.Split(u.Path, "/"), func(part string) bool { return part == "." || part == ".." }) {
		return ""
	}
	return (&url.URL{Path: u.Path, RawPath: u.RawPath, RawQuery: u.Query().Encode()}).String()
}
