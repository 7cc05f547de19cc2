#!/usr/bin/python3
"""Checks one .ics file with two Python libraries, vobject and icalendar.

    /usr/bin/python3 vobject_check.py FILE.ics

Prints one line of JSON for each event as vobject reads it, with its times as UTC; exits 1 with the reason when either library refuses
the file, when they disagree on the number, or when there is more than one calendar.
"""

import datetime
import json
import sys

import icalendar
import vobject


def vobject_events(text):
    """The events that vobject finds in a calendar that it holds valid."""
    calendar = vobject.readOne(text)
    if calendar.name != "VCALENDAR":
        raise ValueError(f"vobject: the file holds {calendar.name}, not VCALENDAR")
    calendar.validate(raiseException=True)
    return calendar.contents.get("vevent", [])


def described(event):
    """An event's properties, as far as it has them."""
    def text(name):
        return getattr(event, name).value if hasattr(event, name) else ""

    def instant(name):
        return getattr(event, name).value.astimezone(datetime.timezone.utc).isoformat()

    return {"uid": text("uid"), "summary": text("summary"), "location": text("location"), "status": text("status"),
            "sequence": int(text("sequence") or 0), "start": instant("dtstart"), "end": instant("dtend")}


def icalendar_events(data):
    """The number of events that icalendar finds in the only calendar of the data."""
    calendars = icalendar.Calendar.from_ical(data, multiple=True)
    if len(calendars) != 1:
        raise ValueError(f"icalendar: {len(calendars)} calendars, not one")
    for component in calendars[0].walk():
        if component.errors:
            raise ValueError(f"icalendar: {component.name}: {component.errors}")
    return len(calendars[0].walk("VEVENT"))


def main():
    if len(sys.argv) != 2:
        sys.exit("usage: vobject_check.py FILE.ics")
    with open(sys.argv[1], "rb") as file:
        data = file.read()
    try:
        by_vobject = vobject_events(data.decode("utf-8"))
        lines = [described(event) for event in by_vobject]
        by_icalendar = icalendar_events(data)
    except Exception as problem:  # each library raises kinds of its own, undocumented
        sys.exit(f"{type(problem).__module__}.{type(problem).__name__}: {problem}")
    if len(by_vobject) != by_icalendar:
        sys.exit(f"vobject finds {len(by_vobject)} events, icalendar {by_icalendar}")
    for event in lines:
        print(json.dumps(event))


if __name__ == "__main__":
    main()
