/** How many new things wait for the person: before the page's title, and on the icon of the installed pages. */

import { Store } from "./store.ts";

export const newCount = new Store(0);

/** How many messages of chat the person has not read. */
export const unreadChat = new Store(0);

/** By the address of a page, how much on it waits for the person. */
export const pageMarks = new Store<Record<string, number>>({});

type BadgeNavigator = Partial<Pick<Navigator, "setAppBadge" | "clearAppBadge">>;

newCount.subscribe((n) => {
  const browser = navigator as BadgeNavigator;
  const shown = n ? browser.setAppBadge?.(n) : browser.clearAppBadge?.();
  shown?.catch(() => undefined);
});

/** The title with what waits before it. */
export function addCountToTitle(title: string, n: number): string {
  return n ? `(${n}) ${title}` : title;
}
