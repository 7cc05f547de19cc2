import { createHash } from "node:crypto";
import type { Plugin } from "vite";

/** The file that the worker becomes; its address bounds what it serves. */
const worker = "worker.js";

/** Tells the service worker which files there are, so that all of them are there without a net. */
export function offline(): Plugin {
  let base: string;
  return {
    name: "offline",
    apply: "build",
    enforce: "post",
    configResolved(config) {
      base = config.base;
    },
    generateBundle(_, bundle) {
      const chunk = bundle[worker];
      if (chunk?.type !== "chunk") throw new Error(`the build made no ${worker}`);
      const page = bundle["index.html"];
      if (page?.type !== "asset") throw new Error("the build made no index.html");
      const files = Object.keys(bundle).filter((name) => name.startsWith("assets/")).sort();
      const version = createHash("sha256").update(JSON.stringify(files)).update(page.source).digest("hex").slice(0, 16);
      chunk.code = `const built = ${JSON.stringify({ version, files: ["/favicon.svg", ...files.map((name) => base + name)] })};\n${chunk.code}`;
    },
  };
}
