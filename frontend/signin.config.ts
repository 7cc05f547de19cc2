import { defineConfig } from "@playwright/test";
import { chromium, windows } from "./chromium.js";
import { server } from "./tests-signin/server.js";

// The sign-in in Chromium. A Go test (api/signin/browser_test.go) starts the server
// and a provider, and runs this.
export default defineConfig({
  testDir: "tests-signin",
  outputDir: "test-results/signin",
  fullyParallel: true,
  forbidOnly: true,
  reporter: "dot",
  timeout: 60_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: server.address,
    locale: "sv-SE",
    timezoneId: "Europe/Stockholm",
    launchOptions: chromium,
  },
  // What is not about the pages' looks is the same in every window.
  projects: windows.map((one) => (one.name === "desktop" ? one : { ...one, testMatch: "pages.spec.ts" })),
});
