// Checks one .ics file with ical.js, the parser that Thunderbird uses:
//
//     node icaljs_check.mjs FILE.ics
//
// Prints one line of JSON for each event, with its times as UTC. A time counts only
// if it is UTC or in a zone that the file itself declares. Exits 1 with the reason
// when something cannot be understood.

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const fromFrontend = createRequire(new URL("../../frontend/package.json", import.meta.url));
const { default: ICAL } = await import(pathToFileURL(fromFrontend.resolve("ical.js")).href);

function instant(vevent, name, time) {
  if (time.isDate) {
    throw new Error(`${name} is a date without a time`);
  }
  if (time.zone === ICAL.Timezone.localTimezone) {
    const zone = vevent.getFirstProperty(name)?.getParameter("tzid");
    throw new Error(zone ? `${name} is in the zone ${zone}, which the file does not declare` : `${name} has no zone`);
  }
  return time.toJSDate().toISOString();
}

function describe(vevent) {
  const event = new ICAL.Event(vevent);
  if (!event.uid) {
    throw new Error("an event has no UID");
  }
  if (!vevent.hasProperty("dtstart")) {
    throw new Error(`${event.uid}: no dtstart`);
  }
  try {
    return {
      uid: event.uid,
      start: instant(vevent, "dtstart", event.startDate),
      end: instant(vevent, "dtend", event.endDate),
      summary: event.summary,
      location: event.location,
      status: vevent.getFirstPropertyValue("status"),
      sequence: event.sequence,
    };
  } catch (problem) {
    throw new Error(`${event.uid}: ${problem.message}`);
  }
}

function check(path) {
  const text = new TextDecoder("utf-8", { fatal: true }).decode(readFileSync(path));
  const parsed = ICAL.parse(text); // [name, properties, components], or a list of such
  if (parsed[0] !== "vcalendar") {
    throw new Error("not exactly one VCALENDAR");
  }
  const calendar = new ICAL.Component(parsed);
  for (const vevent of calendar.getAllSubcomponents("vevent")) {
    console.log(JSON.stringify(describe(vevent)));
  }
}

if (process.argv.length !== 3) {
  console.error("usage: icaljs_check.mjs FILE.ics");
  process.exit(2);
}
try {
  check(process.argv[2]);
} catch (problem) {
  console.error(problem.message);
  process.exit(1);
}
