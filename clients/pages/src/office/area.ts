/** An area of the office: some pages about one thing, each open to users with the permissions that its operations need. */

import type { PageRoute } from "../person-pages.ts";
import type { IconName } from "../ui/icon.tsx";
import type { Words } from "../words/index.ts";

export interface OfficePage extends PageRoute {
  /** Any of these permissions opens the page. Without it, it is open to all. */
  any?: string[];
  /** All of these are needed as well. */
  all?: string[];
  /** Other roles have this page too. */
  shared?: boolean;
}

export interface OfficeArea {
  title: (words: Words) => string;
  icon: IconName;
  /** By address below /app/. */
  pages: Record<string, OfficePage>;
  /** The addresses that stand in the sidebar, in this order. The others are reached from them. */
  menu: string[];
}
