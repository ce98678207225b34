/** What keeps the pages on the device and shows messages: begun once, by whoever needs it first. */

const ADDRESS = "/app/sw.js";

let registration: Promise<ServiceWorkerRegistration | undefined> | undefined;

/** Undefined where the browser has none or lets none in. */
export function getServiceWorker(): Promise<ServiceWorkerRegistration | undefined> {
  return (registration ??= register());
}

/** The address is checked by the one policy that the server allows. */
async function register(): Promise<ServiceWorkerRegistration | undefined> {
  if (!("serviceWorker" in navigator)) return undefined;
  const policies = (
    globalThis as {
      trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } };
    }
  ).trustedTypes;
  const policy = policies?.createPolicy("talim", { createScriptURL: (url: string) => (url === ADDRESS ? url : "") });
  return navigator.serviceWorker.register(policy?.createScriptURL(ADDRESS) ?? ADDRESS).catch(() => undefined);
}
