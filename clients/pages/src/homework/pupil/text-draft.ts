/** The text of a written homework that is not sent yet: on this device, by homework. */

import { storage } from "../../talim.ts";

export function getDraftItem(homework: string): string {
  return `talim.draft.${homework}`;
}

/** Whether a begun text waits on this device. */
export function hasTextDraft(homework: string): boolean {
  return Boolean(storage.getItem(getDraftItem(homework))?.trim());
}
