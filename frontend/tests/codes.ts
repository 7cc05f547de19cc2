import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Locator, Page } from "@playwright/test";

const jsqr = readFileSync(createRequire(import.meta.url).resolve("jsqr/dist/jsQR.js"), "utf8");

type JsQR = (pixels: Uint8ClampedArray, width: number, height: number) => { data: string } | null;

/** Reads QR codes from what is on the screen, as a telephone's camera does; by jsQR, on an empty page of its own. */
export class Camera {
  private constructor(private readonly page: Page) {}

  static async beside(page: Page): Promise<Camera> {
    const empty = await page.context().newPage();
    await empty.evaluate(jsqr);
    return new Camera(empty);
  }

  /** What a code says; null where none can be read. */
  async read(code: Locator): Promise<string | null> {
    const picture = (await code.screenshot()).toString("base64");
    return this.page.evaluate(async (picture) => {
      const bytes = Uint8Array.from(atob(picture), (char) => char.charCodeAt(0));
      const bitmap = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
      const canvas = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
      canvas.drawImage(bitmap, 0, 0);
      const { data, width, height } = canvas.getImageData(0, 0, bitmap.width, bitmap.height);
      return (window as unknown as { jsQR: JsQR }).jsQR(data, width, height)?.data ?? null;
    }, picture);
  }
}
