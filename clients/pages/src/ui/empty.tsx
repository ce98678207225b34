/** What belongs here while there is nothing: a small drawing, a sentence, and the button that starts it. */

import type { ComponentChildren } from "preact";

/** Drawn in the accent colour on a pale shape, 96 by 72. */
const DRAWINGS = {
  people:
    "M34 30a8 8 0 1 0 0-16 8 8 0 0 0 0 16M18 54a16 16 0 0 1 32 0M61 33a6.500 6.500 0 1 0 0-13 6.500 6.500 0 0 0 0 13M58 41a13 13 0 0 1 19 13",
  money: "M20 20h56v32H20zM48 28a8 8 0 1 0 0 16 8 8 0 0 0 0-16M28 36h1M67 36h1M26 58h44",
  calendar: "M24 18h48v38H24zM24 29h48M35 12v10M61 12v10M36 40l6 6 13-11",
  messages: "M20 17h46v28H38l-10 9v-9h-8zM30 27h26M30 35h16M74 28v25h-8v7l-8-7H46",
  search: "M43 15a17 17 0 1 0 0 34 17 17 0 0 0 0-34M56 45l15 14M36 32h14",
  box: "M22 28l26-12 26 12v22L48 62 22 50zM22 28l26 12 26-12M48 40v22M35 22l26 12",
  door: "M32 58V14h32v44M24 58h48M57 37v2M40 22h16v12H40z",
  done: "M48 14a22 22 0 1 0 0 44 22 22 0 0 0 0-44M37 37l8 8 14-16",
};

export type DrawingName = keyof typeof DRAWINGS;

export function Empty({
  drawing,
  text,
  children,
}: {
  drawing: DrawingName;
  text: string;
  children?: ComponentChildren;
}) {
  return (
    <div class="empty-state">
      <svg class="empty-drawing" viewBox="0 0 96 72" width="96" height="72" aria-hidden="true" focusable="false">
        <ellipse class="empty-ground" cx="48" cy="40" rx="44" ry="30" />
        <path
          d={DRAWINGS[drawing]}
          fill="none"
          stroke="currentColor"
          stroke-width="2.5"
          stroke-linecap="round"
          stroke-linejoin="round"
        />
      </svg>
      <p>{text}</p>
      {children ? <div class="empty-acts">{children}</div> : null}
    </div>
  );
}
