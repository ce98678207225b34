/** A sign-up that waits for its code: kept, because who looks for the code may come back to a page that is loaded anew. */

import { kept, remember } from "../talim.ts";

const KEY = "talim.sign-up";
/** How long (ms) the server knows of it. */
const DAY = 86_400_000;

export type Way = { email: string } | { phone: string };

export interface Begun {
  way: Way;
  ticket: string;
  /** How long the code holds. */
  minutes: number;
  at: number;
}

/** E-mails have an @, telephones have none. */
export function wayOf(login: string): Way {
  return login.includes("@") ? { email: login } : { phone: login };
}

/** Where the device has no room for it, the code can be typed on the page that asked for it only. */
export function keep(begun: Begun): void {
  remember(KEY, JSON.stringify(begun));
}

/** The one of this day, if there is any. */
export function waiting(): Begun | undefined {
  const found = JSON.parse(kept.getItem(KEY) ?? "null") as Begun | null;
  return found && found.at + DAY > Date.now() ? found : undefined;
}

/** The ticket of the sign-up that waits at this address, however its capitals and spaces are typed. */
export function ticketOf(way: Way): string | undefined {
  const begun = waiting();
  return begun && plain(begun.way) === plain(way) ? begun.ticket : undefined;
}

/** Telephones by their last nine digits: people leave the country's away. */
function plain(way: Way): string {
  return "email" in way ? way.email.trim().toLowerCase() : way.phone.replace(/\D/g, "").slice(-9);
}

export function drop(): void {
  kept.removeItem(KEY);
}
