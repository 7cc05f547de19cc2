import { fileURLToPath } from "node:url";
import { defineConfig } from "@playwright/test";
import { chromium, windows } from "./chromium.js";

// A fixed port that nothing common uses; POLISKONTOR_TEST_PORT picks another.
const port = process.env.POLISKONTOR_TEST_PORT ?? "18431";
const address = `http://127.0.0.1:${port}`;
const binary = fileURLToPath(new URL("../bin/poliskontor", import.meta.url));

// What adds visits to the weeks that other tests look at comes when these are done.
const last = /today\.spec/;

// Where the server's log goes, for scripts/check-canaries; without it, to the terminal.
const log = process.env.POLISKONTOR_TEST_LOG;

// The server runs in a folder of its own, with demonstration data, and both are
// gone when it stops. The shell outlives the signal that stops the server, so that
// it can remove the folder.
const command = [
  "trap : TERM INT",
  'home=$(mktemp -d) && cd "$home" || exit 1',
  `"${binary}" serve --demo ${log ? `2>>"${log}"` : ""}`,
  'rm -rf "$home"',
].join("\n");

export default defineConfig({
  testDir: "tests",
  outputDir: "test-results",
  fullyParallel: true,
  workers: "100%",
  forbidOnly: Boolean(process.env.CI),
  // A busy machine of two cores is slow; what fails waits long, what passes does not.
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.CI ? "dot" : "line",
  use: {
    baseURL: address,
    locale: "sv-SE",
    timezoneId: "Europe/Stockholm",
    screenshot: "only-on-failure",
    serviceWorkers: "block", // but where they are what is tested: each test would fetch the whole app
    launchOptions: chromium,
  },
  projects: [
    ...windows.map((window) => ({ ...window, testIgnore: last })),
    ...windows.map((window) => ({ ...window, name: `${window.name}, last`, testMatch: last, dependencies: windows.map(({ name }) => name) })),
  ],
  webServer: {
    command,
    url: `${address}/readyz`,
    timeout: 60_000,
    stderr: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 10_000 },
    env: {
      POLISKONTOR_ADDR: `127.0.0.1:${port}`,
      POLISKONTOR_DATABASE: "sqlite:poliskontor.db",
      POLISKONTOR_PUBLIC_URL: address,
      POLISKONTOR_LOG_LEVEL: log ? "debug" : "warn",
    },
  },
});
