import { gzipSync } from "node:zlib";
import { test, type Page } from "@playwright/test";
import { signIn } from "../tests/planner.js";
import { largeSeason, size } from "./season.js";
import { frames, latencies, mainThread, tasks, traced } from "./trace.js";

const ms = (n: number | undefined) => (n === undefined ? "–" : `${n.toFixed(n < 10 ? 1 : 0)} ms`);
const middle = (numbers: readonly number[]) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const wheel = /SCROLL|WHEEL/;

/** Marks when the board has its rows, and when that has been painted. */
function markBoard(): void {
  new MutationObserver((_, observer) => {
    if (!document.querySelector('[role="grid"] [role="gridcell"]')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => performance.mark("board shown")));
  }).observe(document, { childList: true, subtree: true });
}

/** Turns the wheel over the board sixty times a second, there and back. */
async function scroll(page: Page, x: number, y: number): Promise<void> {
  for (const direction of [1, -1]) {
    for (let n = 0; n < 60; n++) {
      await page.mouse.wheel(x * direction, y * direction);
      await page.waitForTimeout(16);
    }
  }
}

test("the season board", async ({ page, request }) => {
  await signIn(page, "planner");
  const season = await largeSeason(page);
  const address = `/planera/sasong?period=${season}&vy=board`;
  const lines: string[] = [];
  const say = (what: string, figure: string) => lines.push(`| ${what} | ${figure} |`);

  // What is first loaded, as a reader that takes gzip gets it.
  const files = new Set<string>();
  page.on("response", (answer) => /\/planera\/.*\.(js|css)$/.test(new URL(answer.url()).pathname) && files.add(answer.url()));
  await page.addInitScript(markBoard);
  await page.goto(address);
  await page.getByRole("gridcell").first().waitFor({ state: "attached" });
  let bytes = 0;
  for (const file of files) bytes += gzipSync(await (await request.get(file)).body(), { level: 9 }).length;
  say("first load, zipped", `${(bytes / 1000).toFixed(1)} kB in ${files.size} files`);
  say("places, visits, elements", await page.evaluate(() => {
    const grid = document.querySelector('[role="grid"]')!;
    return `${grid.querySelectorAll("[data-row]").length}, ${grid.querySelectorAll("[data-visit]").length}, ${grid.querySelectorAll("*").length}`;
  }));

  const opened: { start: number; load: number; task: number }[] = [];
  for (let n = 0; n < 5; n++) {
    await page.goto("about:blank");
    const events = await traced(page, async () => {
      await page.goto(address);
      await page.waitForFunction(() => performance.getEntriesByName("board shown").length > 0);
    });
    const thread = mainThread(events, "board shown");
    const at = (name: string) => events.filter((one) => one.name === name && one.pid === thread.pid && one.tid === thread.tid).at(-1)!.ts / 1000;
    opened.push({ start: at("board shown") - at("navigationStart"), load: at("board shown") - at("loadEventEnd"), task: tasks(events, thread)[0]! });
  }
  say("from the page's load to the board, the middle of five", ms(middle(opened.map(({ load }) => load))));
  say("from the beginning to the board, the middle of five", ms(middle(opened.map(({ start }) => start))));
  say("longest task while it opens, the middle of five", ms(middle(opened.map(({ task }) => task))));

  // Scrolling both ways where both ways are long: the months.
  await page.getByRole("button", { name: "Månad", exact: true }).click();
  const box = (await page.getByRole("grid").boundingBox())!;
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  // Not so far that it comes to an end: input that moves nothing waits for whatever frame comes next.
  for (const [name, x, y] of [["sideways", 120, 0], ["up and down", 0, 9]] as const) {
    const events = await traced(page, async () => {
      await page.evaluate(() => performance.mark("scrolled"));
      await scroll(page, x, y);
    });
    const { made, dropped } = frames(events);
    const late = latencies(events, wheel);
    say(`scrolling ${name}: frames made, dropped`, `${made}, ${dropped}`);
    say(`scrolling ${name}: longest task; input to frame, middle and slowest of ${late.length}`, `${ms(tasks(events, mainThread(events, "scrolled"))[0])}; ${ms(middle(late))}, ${ms(late[0])}`);
  }

  for (const name of ["År", "Kvartal", "Månad", "Vecka", "Tabell", "År"]) {
    const events = await traced(page, async () => {
      await page.evaluate(() => performance.mark("zoomed"));
      await page.getByRole("button", { name, exact: true }).click();
      await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    });
    say(`to "${name}": longest task; click to frame`, `${ms(tasks(events, mainThread(events, "zoomed"))[0])}; ${ms(latencies(events, /MOUSE_RELEASED/)[0])}`);
  }

  // The first time that the dialog is opened is the slowest.
  await page.getByRole("gridcell", { name: /Utkast/ }).nth(40).focus();
  const answered = await page.evaluate(async () => {
    const began = performance.now();
    document.activeElement!.dispatchEvent(new KeyboardEvent("keydown", { key: "m", bubbles: true }));
    const patience = 20_000;
    while (!document.querySelector("dialog[open] .notice") && performance.now() - began < patience) await new Promise((done) => setTimeout(done));
    return document.querySelector("dialog[open] .notice") ? performance.now() - began : undefined;
  });
  say("from the key to what a move would do, the first time", answered === undefined ? "no answer" : ms(answered));

  console.log(["", `The season board with ${size.offices} offices, ${size.places} places, ${size.weeks} weeks and ${size.visits} visits`, "", "| what | figure |", "|---|---|", ...lines, ""].join("\n"));
});
