import { base } from "./router.svelte.js";

/** The part of the browser's Trusted Types that is needed here. */
interface Policies {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL(url: string): string };
}

/** Lets the app open without a net the next time. Not while it is being developed. */
export function stayWithoutNet(): void {
  if (!import.meta.env.PROD || !("serviceWorker" in navigator)) return;
  const address = `${base}/worker.js`;
  const policy = (window as { trustedTypes?: Policies }).trustedTypes?.createPolicy("worker", { createScriptURL: () => address });
  navigator.serviceWorker.register(policy?.createScriptURL(address) ?? address).catch(() => {
    // A browser that is not to keep anything: the app works as long as there is a net.
  });
}
