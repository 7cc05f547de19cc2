import { defineConfig } from "@playwright/test";
import { chromium } from "./chromium.js";

// The whole circle in Chromium. A Go test (cmd/poliskontor/circle_test.go) starts the server,
// whose clock it can set, and runs this.
export default defineConfig({
  testDir: "tests-circle",
  outputDir: "test-results/circle",
  forbidOnly: true,
  reporter: "dot",
  timeout: 600_000,
  expect: { timeout: 30_000 },
  use: {
    locale: "sv-SE",
    timezoneId: "Europe/Stockholm",
    viewport: { width: 1280, height: 900 },
    launchOptions: chromium,
    serviceWorkers: "block",
    screenshot: "only-on-failure",
  },
});
