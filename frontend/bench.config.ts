import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";
import { chromium } from "./chromium.js";

// How fast the season board is, by Chromium's own tracing: make bench-board. It is
// measured, not tested; no figure makes it fail.
const port = process.env.POLISKONTOR_BENCH_PORT ?? "18432";
const address = `http://127.0.0.1:${port}`;
const binary = fileURLToPath(new URL("../bin/poliskontor", import.meta.url));

export default defineConfig({
  testDir: "bench",
  testMatch: "*.bench.ts",
  outputDir: "test-results/bench",
  reporter: "line",
  timeout: 600_000,
  workers: 1,
  use: {
    baseURL: address,
    locale: "sv-SE",
    timezoneId: "Europe/Stockholm",
    viewport: { width: 1280, height: 900 },
    launchOptions: chromium,
  },
  webServer: {
    command: ["trap : TERM INT", 'home=$(mktemp -d) && cd "$home" || exit 1', `"${binary}" serve --demo`, 'rm -rf "$home"'].join("\n"),
    url: `${address}/readyz`,
    timeout: 600_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
    env: { POLISKONTOR_ADDR: `127.0.0.1:${port}`, POLISKONTOR_DATABASE: "sqlite:poliskontor.db", POLISKONTOR_PUBLIC_URL: address, POLISKONTOR_LOG_LEVEL: "error" },
  },
});
