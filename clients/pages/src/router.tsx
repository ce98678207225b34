/** Addresses below /app/ and the pages that stand behind them. */

import type { ComponentChildren } from "preact";
import { Store, useStore } from "./store.ts";

const ROOT = "/app/";

/** What follows `/app/`, without a slash at its end. */
export function parsePath(address: string): string {
  return address.startsWith(ROOT) ? address.slice(ROOT.length).replace(/\/+$/, "") : "";
}

/** The values of a pattern's `:names` in this path; undefined when it is another path. */
export function matchPath(pattern: string, path: string): Record<string, string> | undefined {
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

export const path = new Store("document" in globalThis ? parsePath(location.pathname) : "");
/** The part of the address after the path: "?search=ali", or "". A list keeps its state there. */
export const query = new Store("document" in globalThis ? location.search : "");

/** The page that the server was asked for: its Content-Security-Policy holds until another one is loaded. */
const loadedPath = path.get();

/** The address with a policy of its own that this page belongs to (`apps/pages/opened.py`); undefined for most. */
function findOpened(to: string): string | undefined {
  const [page = ""] = to.split("?");
  const opened = document.querySelector<HTMLMetaElement>("meta[name=opened]")?.content.split(" ") ?? [];
  return opened.find((address) => page === address || page.startsWith(`${address}/`));
}

/** How far down one was on each page of the history, by the number that its entry has. */
const scrollPositions = new Map<number, number>();
/** How long (ms) a page may take until it is as long again as it was. */
const RESTORE_TIMEOUT_MS = 5_000;
/** How long (ms) nothing grows any more once all of a page is there: parts of it load one after the other. */
const SETTLED_MS = 600;
/** Who does one of these wants to be where they are. */
const USER_MOVE_EVENTS = ["wheel", "touchstart", "pointerdown", "keydown"];
let historyIndex = 0;
let cancelScrollRestore = () => {};

if ("document" in globalThis) {
  historyIndex = getHistoryIndex(history.state);
  addEventListener("scroll", () => scrollPositions.set(historyIndex, Math.floor(scrollY)), { passive: true });
  addEventListener("popstate", ({ state }) => {
    const to = parsePath(location.pathname);
    if (to === path.get() && location.search === query.get()) return;
    historyIndex = getHistoryIndex(state);
    const depth = scrollPositions.get(historyIndex) ?? 0;
    path.set(to);
    query.set(location.search);
    setTimeout(() => restoreScroll(depth));
  });
}

function getHistoryIndex(state: unknown): number {
  return (state as { entry?: number } | null)?.entry ?? 0;
}

/** Go to another page ("groups", "groups?search=a2"). Who hears the screen begins at its content, everybody sees its top. */
export function navigate(to: string): void {
  if (findOpened(to) !== findOpened(loadedPath)) return location.assign(ROOT + to);
  cancelScrollRestore();
  scrollPositions.set(historyIndex, Math.floor(scrollY));
  historyIndex += 1;
  scrollPositions.set(historyIndex, 0);
  // The entry that held Back for what lay over the page is not left behind.
  history[getHeldEntry() === undefined ? "pushState" : "replaceState"]({ entry: historyIndex }, "", ROOT + to);
  setAddress(to);
  scrollTo(0, 0);
  focusContent();
  setTimeout(keepFocusInContent);
}

/** Go to another page in place of this one: the way back leads past it. */
export function replacePage(to: string): void {
  history.replaceState({ entry: historyIndex }, "", ROOT + to);
  setAddress(to);
  setTimeout(keepFocusInContent);
}

let heldEntries = 0;

function getHeldEntry(): number | undefined {
  return (history.state as { held?: number } | null)?.held;
}

/** The next press of Back closes what lies over the page instead of leaving it. The answer gives Back free again. */
export function holdBack(close: () => void): () => void {
  const mine = ++heldEntries;
  const state = { entry: historyIndex, held: mine };
  if (getHeldEntry() === undefined) history.pushState(state, "");
  else history.replaceState(state, "");
  const left = () => {
    if (getHeldEntry() !== mine) close();
  };
  addEventListener("popstate", left);
  return () => {
    removeEventListener("popstate", left);
    // Another page or another card may take the place of this one at once: then its entry is in use, or behind.
    setTimeout(() => {
      if (getHeldEntry() === mine) history.back();
    });
  };
}

/** Change only what stands after the path. The page stays as it is, and the way back leads past it. */
export function replaceQuery(to: string): void {
  if (to === query.get()) return;
  history.replaceState({ entry: historyIndex }, "", ROOT + path.get() + to);
  query.set(to);
}

function setAddress(to: string): void {
  const [page = "", rest] = to.split("?");
  path.set(page);
  query.set(rest ? `?${rest}` : "");
}

/** The page is there that the browser's buttons led to. */
function restoreScroll(depth: number): void {
  keepFocusInContent();
  holdScroll(() => {
    scrollTo(0, depth);
    return scrollY >= depth;
  });
}

/** Show this part of the page, also while other parts above it are still loading. */
export function showSection(section: HTMLElement): void {
  holdScroll(() => {
    section.scrollIntoView();
    return true;
  });
}

/** Move there each time the page grows, until nothing grows any more or the person moves. `move` says whether it got there. */
function holdScroll(move: () => boolean): void {
  cancelScrollRestore();
  let settled: ReturnType<typeof setTimeout> | undefined;
  const grows = new ResizeObserver(() => {
    clearTimeout(settled);
    if (move() && !isLoading()) settled = setTimeout(end, SETTLED_MS);
  });
  const end = () => {
    grows.disconnect();
    for (const event of USER_MOVE_EVENTS) removeEventListener(event, end);
    clearTimeout(timer);
    clearTimeout(settled);
  };
  const timer = setTimeout(end, RESTORE_TIMEOUT_MS);
  for (const event of USER_MOVE_EVENTS) addEventListener(event, end, { passive: true });
  cancelScrollRestore = end;
  grows.observe(document.body);
}

/** Whether a part of the page is still on its way (`Loading`): on a slow device nothing grows for long between two parts. */
function isLoading(): boolean {
  return document.querySelector("#content .waiting, #content [aria-busy=true]") !== null;
}

/** The page may be one with a content of its own; a field that it has given the focus to keeps it. */
function keepFocusInContent(): void {
  if (!document.getElementById("content")?.contains(document.activeElement)) focusContent();
}

function focusContent(): void {
  document.getElementById("content")?.focus({ preventScroll: true });
}

/** A link to a page: opens in place, and in a new tab when the person asks for that. */
export function Link({ to, class: name, children }: { to: string; class?: string; children: ComponentChildren }) {
  const here = useStore(path) === to.split("?")[0];
  const open = (event: MouseEvent) => {
    if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    navigate(to);
  };
  return (
    <a href={ROOT + to} class={name} onClick={open} aria-current={here ? "page" : undefined}>
      {children}
    </a>
  );
}
