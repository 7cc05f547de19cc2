package icstest

import "time"

// zones checks that there is one time zone, and that no other is used.
func (p *problems) zones(c *component) {
	declared := map[string]bool{}
	count := 0
	for i, part := range c.parts {
		if part.name != "VTIMEZONE" {
			continue
		}
		count++
		declared[part.one("TZID").value] = true
		if i > 0 {
			p.add("the VTIMEZONE does not come first")
		}
		if len(part.parts) != 2 || part.parts[0].name != "DAYLIGHT" || part.parts[1].name != "STANDARD" {
			p.add("the VTIMEZONE does not hold one DAYLIGHT and one STANDARD")
		}
		for _, rule := range part.parts {
			for _, name := range []string{"DTSTART", "TZOFFSETFROM", "TZOFFSETTO", "RRULE"} {
				if len(rule.all(name)) != 1 {
					p.add("%s has %d %s", rule.name, len(rule.all(name)), name)
				}
			}
		}
	}
	if count != 1 {
		p.add("%d VTIMEZONE instead of one", count)
	}
	for _, part := range c.parts {
		for _, prop := range part.props {
			if zone, has := prop.params["TZID"]; has && !declared[zone] {
				p.add("%s is in the undeclared zone %q", prop.name, zone)
			}
		}
	}
}

// events checks each event, and that they are in order.
func (p *problems) events(c *component, kind kind) {
	seen := map[string]bool{}
	var last time.Time
	var lastUID string
	modified := c.one("LAST-MODIFIED").value
	for _, e := range c.parts {
		if e.name != "VEVENT" {
			continue
		}
		uid := e.one("UID").value
		starts := p.event(e, uid)
		if class := e.all("CLASS"); e.one("CLASS").value != kind.class || len(class) > 1 {
			p.add("%s: CLASS is %q, not %q", uid, e.one("CLASS").value, kind.class)
		}
		if seen[uid] {
			p.add("UID %s comes twice", uid)
		}
		if starts.Before(last) || starts.Equal(last) && uid < lastUID {
			p.add("%s is out of order", uid)
		}
		// Both are UTC of one length, so they compare as texts.
		if e.one("LAST-MODIFIED").value > modified {
			p.add("%s is newer than the calendar", uid)
		}
		seen[uid], last, lastUID = true, starts, uid
	}
}

// event checks one event and returns when it starts.
func (p *problems) event(e *component, uid string) time.Time {
	for _, name := range required {
		if n := len(e.all(name)); n != 1 {
			p.add("%s: %d %s instead of one", uid, n, name)
		}
	}
	for _, name := range atMostOnce {
		if len(e.all(name)) > 1 {
			p.add("%s: several %s", uid, name)
		}
	}
	if len(e.all("RRULE")) > 0 {
		p.add("%s: has a RRULE", uid)
	}
	if e.one("DTSTAMP").value != e.one("LAST-MODIFIED").value {
		p.add("%s: DTSTAMP differs from LAST-MODIFIED", uid)
	}
	if !uidPattern.MatchString(uid) {
		p.add("%s: the UID is not opaque", uid)
	}
	if apple := e.one("X-APPLE-STRUCTURED-LOCATION"); apple.value != "" && apple.params["VALUE"] != "URI" {
		p.add("%s: X-APPLE-STRUCTURED-LOCATION does not say VALUE=URI", uid)
	}
	starts, err := instant(e.one("DTSTART"))
	if err != nil {
		p.add("%s: DTSTART: %s", uid, err)
	}
	ends, err := instant(e.one("DTEND"))
	if err != nil {
		p.add("%s: DTEND: %s", uid, err)
	}
	if !ends.After(starts) {
		p.add("%s: ends at %s, not after it starts at %s", uid, ends, starts)
	}
	for _, prop := range append(e.all("DTSTART"), e.all("DTEND")...) {
		_, zoned := prop.params["TZID"]
		if zoned == (prop.value != "" && prop.value[len(prop.value)-1] == 'Z') {
			p.add("%s: %s is neither UTC nor in a zone", uid, prop.name)
		}
	}
	return starts
}
