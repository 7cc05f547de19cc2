import { ask } from "../api/client.js";
import type { components } from "../api/schema.js";
import { path, type Stored } from "./register.js";

/** What is known of a site's photo, if it has one. */
export function photoOf(site: Stored): components["schemas"]["SitePhoto"] | undefined {
  return site.photo as components["schemas"]["SitePhoto"] | undefined;
}

/** The address of a site's photo. */
export function photoAddress(site: string): string {
  return `${path("sites", site)}/photo`;
}

/** A site's photo as a file. */
export async function pictureOf(site: string): Promise<Blob> {
  return (await ask(new Request(new URL(photoAddress(site), location.origin)))).blob();
}

/** Gives a site a photo, or the one that it has other words. Returns the site as it is then. */
export function putPhoto(site: string, version: number, alt: string, picture?: Blob): Promise<Stored> {
  return change("PUT", `${photoAddress(site)}?alt=${encodeURIComponent(alt)}`, version, picture);
}

/** Takes a site's photo away. Returns the site as it is then. */
export function removePhoto(site: string, version: number): Promise<Stored> {
  return change("DELETE", photoAddress(site), version);
}

async function change(method: "PUT" | "DELETE", address: string, version: number, body?: Blob): Promise<Stored> {
  const headers = { "If-Match": `"${version}"`, ...(method === "PUT" && { "Content-Type": "application/octet-stream" }) };
  return (await ask(new Request(new URL(address, location.origin), { method, headers, body }))).json() as Promise<Stored>;
}
