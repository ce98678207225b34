/** What the search of everything is given. */

import type { Person } from "../talim.ts";

export interface PaletteProps {
  me: Person;
  close: () => void;
  /** What was typed before the search was there. */
  early: string;
}
