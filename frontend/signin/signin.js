// What the sign-in's pages do beyond what works without a script: passkeys, showing
// the password, and taking an invitation's code from the address.
"use strict";

(() => {
  const lang = document.documentElement.lang;

  for (const box of document.querySelectorAll("[data-shows]")) {
    const field = document.getElementById(box.dataset.shows);
    box.checked = false;
    box.closest(".show-row").hidden = false;
    box.addEventListener("change", () => {
      field.type = box.checked ? "text" : "password";
    });
    // A password that is shown would be kept as one that was typed in the open.
    field.form.addEventListener("submit", () => {
      field.type = "password";
    });
  }

  // What stands after # is sent to nobody; it leaves the address, and so the history.
  const code = document.getElementById("code");
  const given = decodeFragment();
  if (code !== null && given !== "") {
    code.value = given;
    code.closest("[data-code]").hidden = true;
    history.replaceState(null, "", location.pathname);
    document.getElementById("password").focus();
  }

  function decodeFragment() {
    const fragment = location.hash.slice(1);
    return /^mpk_[a-z0-9]{20,90}$/.test(fragment) ? fragment : "";
  }

  const known =
    typeof PublicKeyCredential === "function" &&
    typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function" &&
    typeof PublicKeyCredential.parseCreationOptionsFromJSON === "function";
  for (const place of known ? document.querySelectorAll("[data-passkey]") : []) {
    const button = place.querySelector("button");
    const problem = place.querySelector(".passkey-problem");
    place.hidden = false;
    button.addEventListener("click", async () => {
      if (button.getAttribute("aria-busy") === "true") {
        return;
      }
      button.setAttribute("aria-busy", "true");
      problem.textContent = "";
      try {
        await (place.dataset.passkey === "add" ? add(place) : signIn(place));
      } catch (error) {
        // Whoever closes the browser's own question has changed their mind.
        if (error.name !== "NotAllowedError" && error.name !== "AbortError") {
          problem.textContent = error instanceof Refusal ? error.message : place.dataset.failed;
        }
      } finally {
        button.removeAttribute("aria-busy");
      }
    });
  }

  /** What the server refuses, in its own words. */
  class Refusal extends Error {}

  async function signIn(place) {
    const options = await send(place.dataset.begin, {});
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey);
    const credential = await navigator.credentials.get({ publicKey });
    const answer = await send(place.dataset.finish, { credential: credential.toJSON(), till: place.dataset.till });
    location.assign(answer.till);
  }

  async function add(place) {
    const done = place.querySelector(".passkey-done");
    const name = place.querySelector("input");
    done.textContent = "";
    const options = await send(place.dataset.begin, {});
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options.publicKey);
    const credential = await navigator.credentials.create({ publicKey });
    await send(place.dataset.finish, { credential: credential.toJSON(), name: name.value });
    name.value = "";
    done.textContent = place.dataset.done;
  }

  async function send(address, content) {
    const answer = await fetch(address, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept-Language": lang },
      body: JSON.stringify(content),
    });
    if (answer.ok) {
      return answer.json();
    }
    const kind = answer.headers.get("Content-Type") ?? "";
    if (kind.startsWith("application/problem+json")) {
      const problem = await answer.json();
      throw new Refusal(problem.detail);
    }
    throw new Error(String(answer.status));
  }
})();
