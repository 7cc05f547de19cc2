import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "@playwright/test";

const binary = fileURLToPath(new URL("../../bin/poliskontor", import.meta.url));

/** A server with demonstration data that is one test's own: its schedule may change, and it may go away. */
export class Demonstration {
  private constructor(
    readonly address: string,
    private readonly folder: string,
    private readonly running: ChildProcess,
  ) {}

  static async start(settings: Record<string, string> = {}): Promise<Demonstration> {
    const folder = await mkdtemp(join(tmpdir(), "poliskontor-"));
    const address = `http://127.0.0.1:${await freePort()}`;
    const running = spawn(binary, ["serve", "--demo"], {
      cwd: folder,
      stdio: ["ignore", "ignore", "ignore"],
      env: {
        ...process.env,
        POLISKONTOR_ADDR: new URL(address).host,
        POLISKONTOR_DATABASE: "sqlite:poliskontor.db",
        POLISKONTOR_PUBLIC_URL: address,
        ...settings,
      },
    });
    const server = new Demonstration(address, folder, running);
    await expect(async () => {
      expect(running.exitCode, "the server's exit").toBeNull();
      expect((await fetch(`${address}/readyz`)).ok).toBe(true);
    }).toPass({ timeout: 60_000 });
    return server;
  }

  /** Goes away as when power fails. */
  async stop(): Promise<void> {
    if (this.running.exitCode === null && this.running.signalCode === null) {
      this.running.kill("SIGKILL");
      await once(this.running, "exit");
    }
    await rm(this.folder, { recursive: true, force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("no port");
  return address.port;
}
