/** How many new things wait for the person: before the page's title, and on the icon of the installed pages. */

import { Store } from "./store.ts";

export const fresh = new Store(0);

type Badged = Partial<Pick<Navigator, "setAppBadge" | "clearAppBadge">>;

fresh.watch((n) => {
  const browser = navigator as Badged;
  const shown = n ? browser.setAppBadge?.(n) : browser.clearAppBadge?.();
  shown?.catch(() => undefined);
});

/** The title with what waits before it. */
export function titled(title: string, n: number): string {
  return n ? `(${n}) ${title}` : title;
}
