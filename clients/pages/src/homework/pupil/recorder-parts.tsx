/** What the recorders of homework and of quizzes share on the screen. */

import type { RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

/**
 * Each step removes the button that was pressed. If the focus was in the recorder, it moves to the main button of the
 * next step, else to the recorder; when the recorder goes, to the page.
 */
export function useKeptFocus(step: string): RefObject<HTMLElement | null> {
  const section = useRef<HTMLElement>(null);
  const hasFocus = () => section.current?.contains(document.activeElement) ?? false;
  const hadFocus = hasFocus();
  useLayoutEffect(() => {
    if (hadFocus) focusElement(section.current?.querySelector<HTMLElement>("button.main") ?? section.current);
  }, [step]);
  useLayoutEffect(() => () => void (hasFocus() && focusElement(null)), []);
  return section;
}

function focusElement(place: HTMLElement | null): void {
  (place ?? document.getElementById("content"))?.focus({ preventScroll: true });
}

/** Loudness on a logarithmic scale, as people hear it. */
export function LevelMeter({ level, label }: { level: number; label: string }) {
  const shown = Math.max(0, Math.min(100, Math.round(100 + 20 * Math.log10(Math.max(level, 0.0001)) * 1.6)));
  return <meter class="level" min={0} max={100} low={30} optimum={70} value={shown} aria-label={label} />;
}
