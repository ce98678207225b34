/** What keeps the pages on the device and shows messages: begun once, by whoever needs it first. */

import { trustScript } from "./trusted-scripts.ts";

const ADDRESS = "/app/sw.js";

let registration: Promise<ServiceWorkerRegistration | undefined> | undefined;

/** Undefined where the browser has none or lets none in. */
export function getServiceWorker(): Promise<ServiceWorkerRegistration | undefined> {
  return (registration ??= register());
}

async function register(): Promise<ServiceWorkerRegistration | undefined> {
  if (!("serviceWorker" in navigator)) return undefined;
  return navigator.serviceWorker.register(trustScript(ADDRESS)).catch(() => undefined);
}
