import { session } from "../shell/session.svelte.js";
import type { TextKey } from "../texts/texts.js";
import { t } from "../texts/texts.js";
import { choices } from "./choices.js";
import type { FieldOf, Register, Stored } from "./register.js";

/** The kinds of activities, in the order in which they are offered. */
export const activityKinds = ["safety_walk", "watch_evening", "theft_evening", "traffic_control", "fraud_prevention", "survey", "citizen_dialogue", "forum_meeting", "other"] as const;
export const activityStates = ["planned", "done", "cancelled"] as const;
export const actionStates = ["open", "done", "dropped"] as const;
export const authorities = ["police", "kommun"] as const;

/** Whether it belongs to the authority of whoever is signed in. */
const own = ({ owner }: Stored) => owner === session.me?.authority;

const owner: FieldOf = { name: "owner", label: "field.owner", hint: "hint.activityOwner", control: { kind: "choice", choices: choices("authority", authorities) }, optional: true };
const locality: FieldOf = { name: "localityId", label: "field.locality", control: { kind: "thing", of: "localities" } };

const isWalk = ({ kind }: Record<string, unknown>) => kind === "safety_walk";

/** What an activity is called: by its title, or by its kind and step. */
export function activityTitle(thing: Record<string, unknown>): string {
  const kind = t(`choice.activity.${String(thing.kind)}` as TextKey);
  const step = thing.step && thing.step !== "walk" ? `, ${t(`choice.step.${String(thing.step)}` as TextKey).toLocaleLowerCase()}` : "";
  return thing.title ? String(thing.title) : kind + step;
}

/** What is done for promises beside visits. */
export const activities: Register = {
  name: "activities",
  permission: "edit_activities",
  ofDistrict: true,
  order: "-day",
  initial: { status: "done" },
  changeable: own,
  title: activityTitle,
  sections: [
    {
      fields: [
        { name: "kind", label: "field.kind", control: { kind: "choice", choices: choices("activity", activityKinds) } },
        { name: "step", label: "field.step", control: { kind: "choice", choices: choices("step", ["preparation", "walk", "follow_up_walk"]) }, when: isWalk },
        { name: "walkId", label: "field.walk", hint: "hint.walk", control: { kind: "source", of: "walk" }, optional: true, when: (values) => isWalk(values) && values.step !== "walk" },
        { name: "title", label: "field.activityTitle", hint: "hint.activityTitle", control: { kind: "text" }, optional: true },
        { name: "day", label: "field.day", control: { kind: "day" } },
        { name: "starts", label: "field.starts", control: { kind: "clock" }, optional: true },
        { name: "ends", label: "field.ends", control: { kind: "clock" }, optional: true },
        { name: "status", label: "field.status", control: { kind: "choice", choices: choices("activityStatus", activityStates) } },
        { ...locality, hint: "hint.activityLocality", optional: true },
        { name: "municipalityId", label: "field.municipality", hint: "hint.activityMunicipality", control: { kind: "thing", of: "municipalities" }, optional: true },
        { name: "place", label: "field.place", hint: "hint.activityPlace", control: { kind: "text" }, optional: true },
        owner,
        { name: "together", label: "field.together", control: { kind: "yes" }, optional: true },
        { name: "participants", label: "field.participants", hint: "hint.participants", control: { kind: "number", least: 0, zero: true }, optional: true },
        { name: "text", label: "field.done", hint: "hint.activityText", control: { kind: "text", rows: 4 }, optional: true },
      ],
    },
    {
      title: "section.named",
      fields: [
        { name: "named", label: "field.named", control: { kind: "yes" }, optional: true },
        { name: "wishId", label: "field.wish", hint: "hint.wish", control: { kind: "source", of: "wish" }, optional: true },
        { name: "actionId", label: "field.action", hint: "hint.action", control: { kind: "source", of: "action" }, optional: true },
        { name: "feedback", label: "field.feedback", hint: "hint.feedback", control: { kind: "day" }, optional: true },
        { name: "reference", label: "field.activityReference", hint: "hint.reference", control: { kind: "text" }, optional: true },
      ],
    },
  ],
};

/** What one side is to do about what citizens said. */
export const actions: Register = {
  name: "actions",
  permission: "write_notes",
  ofDistrict: true,
  placed: true,
  order: "due",
  initial: { status: "open" },
  changeable: (thing) => own(thing) || Boolean(thing.noteId),
  title: ({ what }) => String(what),
  sections: [
    {
      fields: [
        { name: "what", label: "field.what", hint: "hint.what", control: { kind: "text" } },
        locality,
        { name: "topic", label: "field.topic", control: { kind: "topic" }, optional: true },
        { name: "owner", label: "field.answers", control: { kind: "choice", choices: choices("authority", authorities) } },
        { name: "role", label: "field.byRole", hint: "hint.byRole", control: { kind: "text" } },
        { name: "due", label: "field.due", control: { kind: "day" } },
        { name: "status", label: "field.status", control: { kind: "choice", choices: choices("actionStatus", actionStates) } },
        { name: "answer", label: "field.answer", hint: "hint.answer", control: { kind: "text", rows: 4 }, optional: true },
      ],
    },
  ],
};
