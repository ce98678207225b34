/** What the keys of the marking do. */

import type { FocusPlace } from "../../teacher/keys.ts";

export type MarkingAct = { kind: "points"; points: number } | { kind: "save" } | { kind: "skip" };

type PressedKey = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "repeat">;

/** What this key does here: a digit gives so many points, at most `most`; Enter saves; N leaves it for later. */
export function getMarkingAct(pressed: PressedKey, place: FocusPlace, most: number): MarkingAct | undefined {
  if (place === "field" || pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.repeat) return undefined;
  if (/^[0-9]$/.test(pressed.key)) return Number(pressed.key) <= most ? { kind: "points", points: Number(pressed.key) } : undefined;
  if (pressed.key === "Enter") return place === "button" ? undefined : { kind: "save" };
  return pressed.key.toLowerCase() === "n" ? { kind: "skip" } : undefined;
}
