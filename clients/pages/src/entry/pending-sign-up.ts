/** A sign-up that waits for its code: kept, because who looks for the code may come back to a page that is loaded anew. */

import { storage, saveItem } from "../talim.ts";

const STORAGE_KEY = "talim.sign-up";
/** How long (ms) the server knows of it. */
const DAY_MS = 86_400_000;

export type ContactAddress = { email: string } | { phone: string };

export interface PendingSignUp {
  way: ContactAddress;
  ticket: string;
  /** How long the code holds. */
  minutes: number;
  at: number;
}

/** E-mails have an @, telephones have none. */
export function toContactAddress(login: string): ContactAddress {
  return login.includes("@") ? { email: login } : { phone: login };
}

/** Where the device has no room for it, the code can be typed on the page that asked for it only. */
export function savePendingSignUp(begun: PendingSignUp): void {
  saveItem(STORAGE_KEY, JSON.stringify(begun));
}

/** The one of this day, if there is any. */
export function getPendingSignUp(): PendingSignUp | undefined {
  const stored = JSON.parse(storage.getItem(STORAGE_KEY) ?? "null") as PendingSignUp | null;
  return stored && stored.at + DAY_MS > Date.now() ? stored : undefined;
}

/** The ticket of the sign-up that waits at this address, however its capitals and spaces are typed. */
export function getSignUpTicket(way: ContactAddress): string | undefined {
  const begun = getPendingSignUp();
  return begun && normalizeAddress(begun.way) === normalizeAddress(way) ? begun.ticket : undefined;
}

/** Telephones by their last nine digits: people leave the country's away. */
function normalizeAddress(way: ContactAddress): string {
  return "email" in way ? way.email.trim().toLowerCase() : way.phone.replace(/\D/g, "").slice(-9);
}

export function removePendingSignUp(): void {
  storage.removeItem(STORAGE_KEY);
}
