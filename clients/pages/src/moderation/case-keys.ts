/** What the keys of the moderation do: in the list of reported texts, and on one of them. */

import { useEffect, useRef } from "preact/hooks";
import { getFocusPlace, type FocusPlace } from "../homework/teacher/keys.ts";
import type { Decision } from "./data.ts";

export type Action = Decision["action"];

/** What can be decided; the place of each is its digit on the keyboard. */
export const ACTIONS: readonly Action[] = ["dismiss", "hide", "warn", "mute", "ban"];

export type CaseAct = { kind: "choose"; action: Action } | { kind: "send" } | { kind: "skip" };

export type PressedKey = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey" | "repeat">;

/** What this key does with a text: a digit chooses what is decided, Ctrl+Enter decides it, N leaves it for later. */
export function getCaseAct(pressed: PressedKey, place: FocusPlace): CaseAct | undefined {
  if (pressed.altKey || pressed.repeat) return undefined;
  if (pressed.ctrlKey || pressed.metaKey) return pressed.key === "Enter" ? { kind: "send" } : undefined;
  if (place === "field") return undefined;
  if (pressed.key.toLowerCase() === "n") return { kind: "skip" };
  const action = /^[1-9]$/.test(pressed.key) ? ACTIONS[Number(pressed.key) - 1] : undefined;
  return action && { kind: "choose", action };
}

/** Where this key leads in the list: to the next text, to the one before, or nowhere. */
export function getListStep(pressed: PressedKey, place: FocusPlace): 1 | -1 | undefined {
  if (place === "field" || pressed.ctrlKey || pressed.metaKey || pressed.altKey) return undefined;
  return pressed.key === "ArrowDown" ? 1 : pressed.key === "ArrowUp" ? -1 : undefined;
}

/** Hear the keys of the page while they are `on` and nothing lies over it. `take` says whether it has used the key. */
export function usePageKeys(on: boolean, take: (event: KeyboardEvent, place: FocusPlace) => boolean): void {
  const present = useRef({ on, take });
  present.current = { on, take };
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!present.current.on || document.querySelector("dialog[open]")) return;
      if (present.current.take(event, getFocusPlace(document.activeElement))) event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}
