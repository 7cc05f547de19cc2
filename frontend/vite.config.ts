import { fileURLToPath } from "node:url";
import { svelte } from "@sveltejs/vite-plugin-svelte";
import { svelteTesting } from "@testing-library/svelte/vite";
import { defineConfig } from "vitest/config";
import { compressed } from "./compressed.js";
import { offline } from "./offline.js";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** A server that runs, for `npm run dev`, which serves the sources as they change. */
const server = process.env.POLISKONTOR_DEV_SERVER ?? "http://127.0.0.1:8080";

export default defineConfig({
  root: folder("planner"),
  base: "/planera/",
  plugins: [svelte({ configFile: false }), svelteTesting(), offline(), compressed()],
  build: {
    outDir: folder("dist"),
    emptyOutDir: true,
    target: "es2022",
    assetsInlineLimit: 0, // the policy takes no data: but for pictures
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    rolldownOptions: {
      input: { index: folder("planner/index.html"), worker: folder("planner/worker/worker.ts") },
      output: { entryFileNames: ({ name }) => (name === "worker" ? "worker.js" : "assets/[name]-[hash].js") },
    },
  },
  server: {
    fs: { allow: [folder(".")] },
    proxy: { "^/(api|logga-in|logga-ut|favicon.svg)": server },
  },
  test: {
    environment: "happy-dom",
    include: ["src/**/*.test.ts"],
    restoreMocks: true,
    testTimeout: 60_000, // a test that loads every page takes long on a busy machine
  },
});
