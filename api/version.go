package api

import (
	"regexp"
	"strconv"
)

var strongETag = regexp.MustCompile(`^"([1-9][0-9]{0,8})"$`)

// etag is how a version is written in the headers ETag and If-Match (RFC 9110, 8.8.3).
func etag(version int) string { return `"` + strconv.Itoa(version) + `"` }

// versionSeen returns the version that a caller saw: the one in If-Match, or else
// the one in the body. A change without either is refused, since it could overwrite
// what somebody else did.
func versionSeen(ifMatch string, inBody int) (int, error) {
	if ifMatch == "" {
		if inBody == 0 {
			return 0, &failure{code: codeVersionMissing}
		}
		return inBody, nil
	}
	found := strongETag.FindStringSubmatch(ifMatch)
	if found == nil {
		return 0, &failure{code: codeIfMatch, faults: []fault{{location: "header.If-Match", code: codeIfMatch}}}
	}
	version, err := strconv.Atoi(found[1])
	if err != nil {
		return 0, &failure{code: codeIfMatch, faults: []fault{{location: "header.If-Match", code: codeIfMatch}}}
	}
	return version, nil
}
