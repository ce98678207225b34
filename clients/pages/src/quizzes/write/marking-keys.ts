/** What the keys of the marking do. */

import type { FocusPlace } from "../../homework/teacher/keys.ts";

export type MarkingAct = { kind: "points"; points: number } | { kind: "save" } | { kind: "skip" };

type PressedKey = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "repeat">;

/** What this key does here: a digit gives so many points, where there are at most nine; Enter saves; N leaves it for later. */
export function getMarkingAct(pressed: PressedKey, place: FocusPlace, most: number): MarkingAct | undefined {
  if (place === "field" || pressed.ctrlKey || pressed.metaKey || pressed.altKey || pressed.repeat) return undefined;
  // Of more points than nine a digit would be a part of the number: they are typed into the field.
  if (/^[0-9]$/.test(pressed.key))
    return most <= 9 && Number(pressed.key) <= most ? { kind: "points", points: Number(pressed.key) } : undefined;
  if (pressed.key === "Enter") return place === "button" ? undefined : { kind: "save" };
  return pressed.key.toLowerCase() === "n" ? { kind: "skip" } : undefined;
}
