package scheduling

import (
	"net/url"
	"time"
)

// EventCalendar (evenemangskalender) is somebody else's calendar of events whose address
// is kept, so that it can be looked at again.
type EventCalendar struct {
	ID         EventCalendarID
	DistrictID DistrictID
	Name       string
	URL        string    // over https
	Read       time.Time // when occasions were last taken up from it; zero for never
	Meta
}

// Checked returns the calendar with its texts tidied, or an [Invalid] error. Whether
// anything answers at its address is seen when it is read.
func (c EventCalendar) Checked() (EventCalendar, error) {
	var v violations
	v.check(c.DistrictID != "", "districtId", CodeRequired)
	c.Name = v.requiredLine("name", c.Name, MaxName)
	c.URL = v.requiredLine("url", c.URL, MaxNote)
	if address, err := url.Parse(c.URL); c.URL != "" && (err != nil || address.Scheme != "https" || address.Hostname() == "" || address.User != nil) {
		v.add("url", CodeAddressRefused)
	}
	return c, v.err()
}
