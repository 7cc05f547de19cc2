/** Whether the browser knows passkeys, and the page's host can have them: an IP address cannot. */
export function hasPasskeys(host = location.hostname): boolean {
  return typeof PublicKeyCredential === "function" && !/^[\d.]+$|:/.test(host);
}

/**
 * Makes a passkey as the server asks for it, and returns what it is to be sent.
 * Undefined where the person has changed their mind.
 */
export async function createCredential(asked: PublicKeyCredentialCreationOptionsJSON): Promise<unknown> {
  try {
    const credential = await navigator.credentials.create({ publicKey: creationOptions(asked) });
    return credential === null ? undefined : credentialJSON(credential as PublicKeyCredential);
  } catch (error) {
    if (error instanceof DOMException && ["NotAllowedError", "AbortError"].includes(error.name)) return undefined;
    throw error;
  }
}

/** Reads the server's options; browsers before 2024 do not do it themselves. */
export function creationOptions(asked: PublicKeyCredentialCreationOptionsJSON): PublicKeyCredentialCreationOptions {
  if (typeof PublicKeyCredential?.parseCreationOptionsFromJSON === "function") {
    return PublicKeyCredential.parseCreationOptionsFromJSON(asked);
  }
  return {
    ...asked,
    challenge: fromBase64url(asked.challenge),
    user: { ...asked.user, id: fromBase64url(asked.user.id) },
    excludeCredentials: asked.excludeCredentials?.map((known) => ({ ...known, id: fromBase64url(known.id) })),
  } as PublicKeyCredentialCreationOptions;
}

/** What a browser made, as the server reads it (WebAuthn, RegistrationResponseJSON). */
export function credentialJSON(made: PublicKeyCredential): unknown {
  if (typeof made.toJSON === "function") return made.toJSON();
  const response = made.response as AuthenticatorAttestationResponse;
  return {
    id: made.id,
    rawId: toBase64url(made.rawId),
    type: made.type,
    authenticatorAttachment: made.authenticatorAttachment ?? undefined,
    clientExtensionResults: made.getClientExtensionResults(),
    response: {
      attestationObject: toBase64url(response.attestationObject),
      clientDataJSON: toBase64url(response.clientDataJSON),
      transports: response.getTransports?.() ?? [],
    },
  };
}

export function fromBase64url(text: string): ArrayBuffer {
  const bytes = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0)).buffer;
}

export function toBase64url(bytes: ArrayBuffer): string {
  const text = btoa(String.fromCharCode(...new Uint8Array(bytes)));
  return text.replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}
