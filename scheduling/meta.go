package scheduling

import "time"

// Meta is what everything editable carries.
type Meta struct {
	// Version counts the writes, from 1. A write names the version it saw and is
	// refused as [Stale] when another came in between.
	Version int
	Created time.Time
	Updated time.Time
}
