package scheduling

import "strconv"

// awaySeconds is when it is worth while to ask again for what needs the database.
const awaySeconds = 5

// AwayError says that the database does not answer for the moment, so nothing of its can be
// read or written. What was sent may be sent again.
func AwayError(cause error) *Error {
	return busy(CodeStorageAway, awaySeconds, cause)
}

// fullSeconds is when it is worth while to ask again for what needs room on the disk: somebody
// must make it.
const fullSeconds = 60

// FullError says that the database's disk takes nothing more, so nothing can be written. What
// was sent may be sent again.
func FullError(cause error) *Error {
	return busy(CodeStorageFull, fullSeconds, cause)
}

func busy(code Code, seconds int, cause error) *Error {
	return &Error{Kind: Busy, Code: code, Params: map[string]string{"seconds": strconv.Itoa(seconds)}, cause: cause}
}

// IsAway tells whether err is an [AwayError] or a [FullError]: nothing is wrong with what was
// asked, and the store's log says the rest.
func IsAway(err error) bool { return HasCode(err, CodeStorageAway) || HasCode(err, CodeStorageFull) }
