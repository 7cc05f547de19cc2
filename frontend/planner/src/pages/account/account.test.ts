import { afterEach, describe, expect, it, vi } from "vitest";
import { given, toggled } from "../../registers/grants.js";
import { deviceOf } from "./device.js";
import { daysLater } from "./later.js";
import { createCredential, creationOptions, credentialJSON, fromBase64url, hasPasskeys, toBase64url } from "./webauthn.js";

describe("a device", () => {
  it.each([
    ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36 Edg/130.0.0.0", "Edge", "Windows"],
    ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Mobile/15E148 Safari/604.1", "Safari", "iPhone"],
    ["Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Mobile Safari/537.36", "Chrome", "Android"],
    ["Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox", "Linux"],
    ["curl/8.5.0", undefined, undefined],
  ])("%s", (agent, browser, system) => expect(deviceOf(agent)).toEqual({ browser, system }));
});

describe("roles", () => {
  const grants = [{ role: "crew" as const, districtId: "a" }, { role: "admin" as const }];

  it("hold where they are given", () => {
    expect(given(grants, "crew", "a")).toBe(true);
    expect(given(grants, "crew", "b")).toBe(false);
    expect(given(grants, "admin", "")).toBe(true);
    expect(given(grants, "admin", "a")).toBe(false);
  });

  it("are given and taken away one by one", () => {
    expect(toggled(grants, "crew", "b")).toEqual([...grants, { role: "crew", districtId: "b" }]);
    expect(toggled(grants, "admin", "")).toEqual([grants[0]]);
    expect(toggled(grants, "planner", "")).toEqual([...grants, { role: "planner" }]);
  });
});

it("a day is counted on across months and leap days", () => {
  expect(daysLater("2026-12-31", 1)).toBe("2027-01-01");
  expect(daysLater("2028-02-28", 2)).toBe("2028-03-01");
});

describe("a passkey", () => {
  afterEach(() => vi.unstubAllGlobals());

  const asked = {
    challenge: "AQID_-8",
    rp: { name: "Mobilt poliskontor" },
    user: { id: "BAUG", name: "anna", displayName: "Anna" },
    pubKeyCredParams: [],
    excludeCredentials: [{ id: "BwgJ", type: "public-key" }],
  } as unknown as PublicKeyCredentialCreationOptionsJSON;

  it("is offered where the host has a name", () => {
    vi.stubGlobal("PublicKeyCredential", function () {});
    expect(["kontor.example.se", "localhost"].map(hasPasskeys)).toEqual([true, true]);
    expect(["127.0.0.1", "[::1]"].map(hasPasskeys)).toEqual([false, false]);
  });

  it("is asked for also in browsers that do not read JSON themselves", () => {
    vi.stubGlobal("PublicKeyCredential", class {});
    const options = creationOptions(asked);
    expect([...new Uint8Array(options.challenge as ArrayBuffer)]).toEqual([1, 2, 3, 255, 239]);
    expect([...new Uint8Array(options.user.id as ArrayBuffer)]).toEqual([4, 5, 6]);
    expect([...new Uint8Array(options.excludeCredentials![0]!.id as ArrayBuffer)]).toEqual([7, 8, 9]);
  });

  it("is sent as the server reads it", () => {
    const made = {
      id: "BwgJ",
      rawId: fromBase64url("BwgJ"),
      type: "public-key",
      authenticatorAttachment: "platform",
      getClientExtensionResults: () => ({}),
      response: { attestationObject: fromBase64url("AQID_-8"), clientDataJSON: fromBase64url("BAUG"), getTransports: () => ["internal"] },
    } as unknown as PublicKeyCredential;
    expect(credentialJSON(made)).toEqual({
      id: "BwgJ",
      rawId: "BwgJ",
      type: "public-key",
      authenticatorAttachment: "platform",
      clientExtensionResults: {},
      response: { attestationObject: "AQID_-8", clientDataJSON: "BAUG", transports: ["internal"] },
    });
  });

  it("is not made by somebody who changes their mind", async () => {
    vi.stubGlobal("PublicKeyCredential", class {});
    const create = vi.fn().mockRejectedValue(new DOMException("", "NotAllowedError"));
    vi.stubGlobal("navigator", { credentials: { create } });
    expect(await createCredential(asked)).toBeUndefined();
    create.mockRejectedValue(new DOMException("", "InvalidStateError"));
    await expect(createCredential(asked)).rejects.toThrow();
  });

  it("reads back what it writes", () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, i) => i).buffer;
    expect(fromBase64url(toBase64url(bytes))).toEqual(bytes);
  });
});
