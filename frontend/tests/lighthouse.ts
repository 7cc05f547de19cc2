import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { promisify } from "node:util";
import { chromium } from "../chromium.js";

const program = createRequire(import.meta.url).resolve("lighthouse/cli/index.js");

interface Report {
  categories: Record<string, { score: number; auditRefs: { id: string; weight: number }[] }>;
  audits: Record<string, { title: string; score: number | null; explanation?: string }>;
}

/** What Lighthouse gives a page, from 0 to 100, by category; and what costs it anything. */
export interface Verdict {
  scores: Record<string, number>;
  faults: string[];
}

/** Has Lighthouse look at a page on its mobile profile, in a browser of its own. */
export async function lighthouse(address: string, categories: readonly string[], ...more: string[]): Promise<Verdict> {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [program, address, "--quiet", "--output=json", "--output-path=stdout", "--no-enable-error-reporting", `--only-categories=${categories.join(",")}`,
      "--chrome-flags=--headless=new --no-sandbox --disable-gpu --no-first-run", ...more],
    { env: { ...process.env, CHROME_PATH: chromium.executablePath }, maxBuffer: 64 << 20 },
  );
  const report = JSON.parse(stdout) as Report;
  const faults = Object.values(report.categories).flatMap(({ auditRefs }) =>
    auditRefs.flatMap(({ id, weight }) => {
      const { title, score, explanation } = report.audits[id]!;
      return weight > 0 && score !== null && score < 1 ? [`${id} ${score}: ${title} ${explanation ?? ""}`] : [];
    }),
  );
  const scores = Object.fromEntries(Object.entries(report.categories).map(([name, { score }]) => [name, Math.round(score * 100)]));
  return { scores, faults };
}

/** One page of each kind that citizens see, some in English; the visit is found on the start page. */
export const publicPages = [
  "/", "/en/orter/ahus", "/besok/{id}", "/affisch/ahus", "/prenumerera", "/en/prenumerera?ort=ahus", "/andringar", "/manad", "/texter", "/loften", "/loften/kristianstad-2025", "/tillganglighet", "/om", "/inbaddning",
];
