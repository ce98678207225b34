/** The columns and views that a person chose for a list: on this device, by person. */

import { useState } from "preact/hooks";
import { person, saveItem, storage } from "../../talim.ts";

export interface SavedView {
  id: string;
  title: string;
  filters: Record<string, string>;
  ordering: string;
  /** The columns that are shown; undefined as at first. */
  columns?: string[] | undefined;
}

export interface Saved {
  columns?: string[] | undefined;
  views: SavedView[];
}

export function useSaved(list: string): [Saved, (next: Saved) => void] {
  const key = `talim.list.${person.get()?.id ?? ""}.${list}`;
  const [saved, setSaved] = useState(() => read(key));
  const save = (next: Saved) => {
    setSaved(next);
    saveItem(key, JSON.stringify(next));
  };
  return [saved, save];
}

function read(key: string): Saved {
  try {
    const kept = JSON.parse(storage.getItem(key) ?? "null") as Saved | null;
    return kept && Array.isArray(kept.views) ? kept : { views: [] };
  } catch {
    return { views: [] };
  }
}
