/** The session of a placement test that goes on on this device: its secret, by the token of the link that began it. */

import type { Answer } from "@talim/client";
import { saveItem, storage } from "../../talim.ts";

export type PlacementSession = Answer<"/quizzes/placement/session/", "post">;
export type PlacementQuestion = NonNullable<PlacementSession["question"]>;
/** A text that may be read aloud after the test. */
export type AskedSpeech = NonNullable<PlacementSession["speech"]>;

const KEY = "talim.placement";

/** The secret of the session that this link began here; without a token of the last one. */
export function readSecret(token: string): string {
  const saved = JSON.parse(storage.getItem(KEY) ?? "{}") as { token?: string; secret?: string };
  return saved.secret && (!token || saved.token === token) ? saved.secret : "";
}

export function forgetSecret(): void {
  storage.removeItem(KEY);
}

export function saveSecret(token: string, secret: string): void {
  saveItem(KEY, JSON.stringify({ token, secret }));
}
