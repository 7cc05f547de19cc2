import { readFile, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const worthIt = /\.(html|js|css|svg|json)$/;

/** Puts a .br and a .gz beside each file that was built, the same bytes each time. */
export function compressed(): Plugin {
  let folder: string;
  return {
    name: "compressed",
    apply: "build",
    configResolved(config) {
      folder = config.build.outDir;
    },
    async closeBundle() {
      for (const entry of await readdir(folder, { recursive: true })) {
        if (!worthIt.test(entry)) continue;
        const path = join(folder, entry);
        const body = await readFile(path);
        const br = await promisify(brotliCompress)(body, {
          params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
        });
        const gz = await promisify(gzip)(body, { level: 9 });
        if (gz.length >= body.length) continue;
        await writeFile(`${path}.br`, br);
        await writeFile(`${path}.gz`, gz);
      }
    },
  };
}
