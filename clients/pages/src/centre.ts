/** What the centre tells everybody about itself: its name, languages, currency, what is switched on. */

import { useEffect } from "preact/hooks";
import type { Answer } from "@talim/client";
import { Store, useStore } from "./store.ts";
import { talim } from "./talim.ts";

export type Centre = Answer<"/settings/public/", "get">;

const centre = new Store<Centre | undefined>(undefined);
let asked: Promise<void> | undefined;

/** Ask the server once; `again` after a change of the settings. */
export function loadCentre(again = false): Promise<void> {
  if (again) asked = undefined;
  asked ??= talim.api.get("/settings/public/").then(
    (value) => centre.set(value),
    () => void (asked = undefined),
  );
  return asked;
}

/** Undefined until the server has answered. */
export function useCentre(): Centre | undefined {
  useEffect(() => void loadCentre(), []);
  return useStore(centre);
}
