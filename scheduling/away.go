package scheduling

import "strconv"

// awaySeconds is when it is worth while to ask again for what needs the database.
const awaySeconds = 5

// AwayError says that the database does not answer for the moment, so nothing of its can be
// read or written. What was sent may be sent again.
func AwayError(cause error) *Error {
	return &Error{Kind: Busy, Code: CodeStorageAway, Params: map[string]string{"seconds": strconv.Itoa(awaySeconds)}, cause: cause}
}

// IsAway tells whether err is an [AwayError].
func IsAway(err error) bool { return HasCode(err, CodeStorageAway) }
