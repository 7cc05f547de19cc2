import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const folder = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/**
 * The scripts of the embedded timetable, one for each --mode of `vite build`: each is one
 * file that other pages load as it is. A new major version of the first gets a line of its
 * own, and the one before keeps its file. The last helps to choose what to subscribe to.
 */
const scripts: Record<string, { entry: string; file: string }> = {
  element: { entry: "element.ts", file: "embed.v1.js" },
  frame: { entry: "frame.ts", file: "frame.js" },
  wish: { entry: "wish.ts", file: "wish.js" },
  wishworker: { entry: "wishworker.ts", file: "wishworker.js" },
  builder: { entry: "builder.ts", file: "builder.js" },
  subscribe: { entry: "subscribe.ts", file: "subscribe.js" },
};

export default defineConfig(({ mode }) => {
  const script = scripts[mode];
  return {
    root: folder("embed"),
    cacheDir: folder("node_modules/.vite-embed"),
    publicDir: folder("embed/public"),
    ...(script && {
      build: {
        outDir: folder("embed/dist"),
        emptyOutDir: mode === "element", // the first of them
        target: "es2022",
        reportCompressedSize: false,
        lib: {
          entry: folder(`embed/${script.entry}`),
          name: "poliskontor",
          formats: ["iife" as const],
          fileName: () => script.file,
        },
      },
    }),
    test: {
      environment: "happy-dom",
      include: ["*.test.ts"],
      restoreMocks: true,
    },
  };
});
