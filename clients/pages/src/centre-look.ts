/** How the centre looks: its name, logo and colours, kept on this device so that nothing jumps while the server is asked. */

import type { Answer } from "@talim/client";

type Public = Answer<"/settings/public/", "get">;
export type CentreLook = Pick<Public, "name" | "logo" | "colours">;
export type Colours = NonNullable<Public["colours"]>;
type Shades = Colours["light"];

export const CENTRE_LOOK_KEY = "talim.centre";
const PROPERTIES = { accent: "--accent", on_accent: "--on-accent", tint: "--tint" } as const satisfies Record<
  keyof Shades,
  string
>;

let text: string | null | undefined;
let look: CentreLook | undefined;

/** What this device knows of the centre; undefined on the first visit. */
export function getCentreLook(): CentreLook | undefined {
  if (text === undefined) {
    try {
      text = localStorage.getItem(CENTRE_LOOK_KEY);
      look = text ? (JSON.parse(text) as CentreLook) : undefined;
    } catch {
      text = null;
    }
  }
  return look;
}

/** Read it again: another tab has changed it. */
export function forgetCentreLook(): void {
  text = look = undefined;
}

/** Keep what the server said; whether it is something else than before. */
export function keepCentreLook({ name, logo, colours }: CentreLook): boolean {
  getCentreLook();
  const next = JSON.stringify({ name, logo, colours });
  if (next === text) return false;
  text = next;
  look = { name, logo, colours };
  try {
    localStorage.setItem(CENTRE_LOOK_KEY, next);
  } catch {
    // Then it is for this page only.
  }
  return true;
}

/** Give an element the centre's shades of one theme; without them it has those of the platform. */
export function applyShades(element: HTMLElement, shades: Shades | undefined): void {
  for (const [name, property] of Object.entries(PROPERTIES) as [keyof Shades, string][]) {
    if (shades) element.style.setProperty(property, shades[name]);
    else element.style.removeProperty(property);
  }
}
