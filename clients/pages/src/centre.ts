/** What the centre tells everybody about itself: its name, logo, languages, currency, what is switched on. */

import { useEffect } from "preact/hooks";
import type { Answer } from "@talim/client";
import { getCentreLook, keepCentreLook, type CentreLook } from "./centre-look.ts";
import { Store, useStore } from "./store.ts";
import { talim } from "./talim.ts";
import { applyTheme } from "./theme.ts";

export type Centre = Answer<"/settings/public/", "get">;

/** How long (ms) an answer is shared by all who ask; the server lets a browser keep it as long. */
const FRESH_MS = 60_000;

const centre = new Store<Centre | undefined>(undefined);
let asked: Promise<Centre> | undefined;
let askedAt = 0;

/** Ask the server, once a minute for all; `again` asks in any case. Rejects when the server cannot be asked. */
export function fetchCentre(again = false): Promise<Centre> {
  if (asked && !again && Date.now() - askedAt < FRESH_MS) return asked;
  askedAt = Date.now();
  const asking = talim.api.get("/settings/public/").then(
    (value) => {
      if (keepCentreLook(value)) applyTheme();
      centre.set(value);
      return value;
    },
    (reason: unknown) => {
      if (asked === asking) asked = undefined;
      throw reason;
    },
  );
  asked = asking;
  return asking;
}

/** Undefined until the server has answered. */
export function useCentre(): Centre | undefined {
  useEffect(() => void fetchCentre().catch(() => undefined), []);
  return useStore(centre);
}

/** Its name, logo and colours: what the device knows until the server has answered. */
export function useCentreLook(): CentreLook | undefined {
  return useCentre() ?? getCentreLook();
}
