/** The one Trusted Types policy that the server allows: it knows the few scripts that a page starts by their address. */

interface Policy {
  createScriptURL(url: string): string;
}

/** The service worker, and scripts of our own build that run beside a page. */
const KNOWN = /^\/(app\/sw\.js|static\/pages\/file-[A-Z0-9]{8}\.js)$/;

let policy: Policy | undefined;

/** The address as the browser wants it; an unknown one becomes "". */
export function trustScript(address: string): string {
  const { trustedTypes } = globalThis as { trustedTypes?: { createPolicy(name: string, rules: Policy): Policy } };
  policy ??= trustedTypes?.createPolicy("talim", { createScriptURL: checkScript });
  return policy?.createScriptURL(address) ?? checkScript(address);
}

/** `address` where it is one of ours, else "". */
export function checkScript(address: string): string {
  return KNOWN.test(address) ? address : "";
}
