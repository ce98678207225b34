/** Light or dark, as the person chose on this device, else as the system prefers; with the colour of the centre. */

import { applyShades, CENTRE_LOOK_KEY, forgetCentreLook, getCentreLook } from "./centre-look.ts";

export type Theme = "system" | "light" | "dark";

const KEY = "talim.theme";
/** Told on `document` after each change. */
export const THEME_CHANGED = "talim:theme";

export function getTheme(): Theme {
  try {
    const chosen = localStorage.getItem(KEY);
    return chosen === "light" || chosen === "dark" ? chosen : "system";
  } catch {
    return "system";
  }
}

/** Use this theme from now on; where the browser keeps nothing, until the page is closed. */
export function chooseTheme(theme: Theme): void {
  try {
    if (theme === "system") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, theme);
  } catch {
    // Then it is for this page only.
  }
  applyTheme(theme);
}

export function applyTheme(theme = getTheme()): void {
  const system = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
  const shown = theme === "system" ? system : theme;
  document.documentElement.dataset["theme"] = shown;
  applyShades(document.documentElement, getCentreLook()?.colours?.[shown]);
  const colours = [...document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')];
  for (const meta of colours) {
    meta.media =
      theme === "system"
        ? `(prefers-color-scheme: ${meta.dataset["of"]})`
        : meta.dataset["of"] === shown
          ? "all"
          : "not all";
  }
  document.dispatchEvent(new Event(THEME_CHANGED));
}

/** Follow the system's and other tabs' changes. */
export function watchTheme(): void {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => applyTheme());
  addEventListener("storage", ({ key }) => {
    if (key === CENTRE_LOOK_KEY) forgetCentreLook();
    if (key === KEY || key === CENTRE_LOOK_KEY) applyTheme();
  });
}
