/** Addresses below /app/ and the pages that stand behind them. */

import type { ComponentChildren } from "preact";
import { Store, useStore } from "./store.ts";

const ROOT = "/app/";

/** What follows `/app/`, without a slash at its end. */
export function pathOf(address: string): string {
  return address.startsWith(ROOT) ? address.slice(ROOT.length).replace(/\/+$/, "") : "";
}

/** The values of a pattern's `:names` in this path; undefined when it is another path. */
export function match(pattern: string, path: string): Record<string, string> | undefined {
  const [wanted, given] = [pattern.split("/"), path.split("/")];
  if (wanted.length !== given.length) return undefined;
  const values: Record<string, string> = {};
  for (const [place, part] of wanted.entries()) {
    const value = given[place] ?? "";
    if (part.startsWith(":")) values[part.slice(1)] = value;
    else if (part !== value) return undefined;
  }
  return values;
}

export const path = new Store("document" in globalThis ? pathOf(location.pathname) : "");

if ("document" in globalThis) {
  addEventListener("popstate", () => path.set(pathOf(location.pathname)));
}

/** Go to another page. Who hears the screen begins at its content, everybody sees its top. */
export function go(to: string): void {
  history.pushState(null, "", ROOT + to);
  path.set(to);
  scrollTo(0, 0);
  document.getElementById("content")?.focus({ preventScroll: true });
}

/** Go to another page in place of this one: the way back leads past it. */
export function goInstead(to: string): void {
  history.replaceState(null, "", ROOT + to);
  path.set(to);
}

/** A link to a page: opens in place, and in a new tab when the person asks for that. */
export function Link({ to, class: name, children }: { to: string; class?: string; children: ComponentChildren }) {
  const here = useStore(path) === to;
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    go(to);
  };
  return (
    <a href={ROOT + to} class={name} onClick={open} aria-current={here ? "page" : undefined}>
      {children}
    </a>
  );
}
