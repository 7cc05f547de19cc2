import { Follower } from "./follower.js";
import { exchange, panel } from "./panel.js";

/** What the framed timetable tells the page around it: its height in CSS pixels. */
export interface Message {
  "mobilt-poliskontor": number;
}

const main = document.querySelector("main");
const address = main?.dataset["schedule"];
if (main !== null && address !== undefined) {
  // The server has just said all; the first question can wait.
  new Follower(address, (schedule, away) => {
    const old = main.querySelector(".panel");
    if (schedule !== undefined && old !== null) {
      exchange(old, panel(schedule, away, { heading: "h1", framed: true }, new Date()));
    }
  });
}

// Any page may frame this one, and its height is no secret.
new ResizeObserver(() => {
  const message: Message = { "mobilt-poliskontor": Math.ceil(document.documentElement.getBoundingClientRect().height) };
  window.parent.postMessage(message, "*");
}).observe(document.documentElement);
