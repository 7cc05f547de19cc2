package icstest

// alarms checks what reminds of events: it says the same as the event, has a UID of its
// own (RFC 9074), and reminds of nothing that is cancelled.
func (p *problems) alarms(c *component) {
	seen := map[string]bool{}
	for _, e := range c.parts {
		seen[e.one("UID").value] = true
	}
	for _, e := range c.parts {
		for _, alarm := range e.parts {
			if alarm.name != "VALARM" {
				continue
			}
			uid := alarm.one("UID").value
			for _, name := range []string{"UID", "ACTION", "TRIGGER", "DESCRIPTION"} {
				if n := len(alarm.all(name)); n != 1 {
					p.add("%s: an alarm with %d %s instead of one", e.one("UID").value, n, name)
				}
			}
			switch {
			case seen[uid] || !uidPattern.MatchString(uid):
				p.add("the alarm's UID %q is not its own", uid)
			case alarm.one("DESCRIPTION").value != e.one("SUMMARY").value:
				p.add("%s says something else than its event", uid)
			case e.one("STATUS").value == "CANCELLED":
				p.add("%s reminds of what is cancelled", uid)
			}
			seen[uid] = true
		}
	}
}
