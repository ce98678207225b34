/**
 * A sign-up that waits for its code. It is stored, because the browser may reload the page while the user looks for the
 * code.
 */

import { storage, saveItem } from "../../talim.ts";

const STORAGE_KEY = "talim.sign-up";
/** How long (ms) the server keeps it. */
const DAY_MS = 86_400_000;

export type ContactAddress = { email: string } | { phone: string };

export interface PendingSignUp {
  way: ContactAddress;
  ticket: string;
  /** How long the code is valid. */
  minutes: number;
  at: number;
  /** Where to go on then, as in `next-page.ts`. */
  next?: string;
}

/** E-mails have an @, phones have none. */
export function toContactAddress(login: string): ContactAddress {
  return login.includes("@") ? { email: login } : { phone: login };
}

/** If the device has no room, only the page that requested the code can confirm it. */
export function savePendingSignUp(pending: PendingSignUp): void {
  saveItem(STORAGE_KEY, JSON.stringify(pending));
}

/** The pending sign-up of the last 24 hours, if there is one. */
export function getPendingSignUp(): PendingSignUp | undefined {
  const stored = JSON.parse(storage.getItem(STORAGE_KEY) ?? "null") as PendingSignUp | null;
  return stored && stored.at + DAY_MS > Date.now() ? stored : undefined;
}

/** The ticket of the sign-up that waits at this address. Capitals and spaces do not matter. */
export function getSignUpTicket(address: ContactAddress): string | undefined {
  const pending = getPendingSignUp();
  return pending && normalizeAddress(pending.way) === normalizeAddress(address) ? pending.ticket : undefined;
}

/** Phones are compared by their last nine digits, because people omit the country code. */
function normalizeAddress(address: ContactAddress): string {
  return "email" in address ? address.email.trim().toLowerCase() : address.phone.replace(/\D/g, "").slice(-9);
}

export function removePendingSignUp(): void {
  storage.removeItem(STORAGE_KEY);
}
