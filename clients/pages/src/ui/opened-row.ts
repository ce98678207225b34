/** What pages with a list share: what stands open beside it, and how often it changed since it was loaded. */

import { useState } from "preact/hooks";
import { showNotice } from "./notices.tsx";

export interface OpenedRow<T> {
  opened: T | undefined;
  open: (row: T) => void;
  close: () => void;
  /** For `on` of the list: it is loaded anew with each change. */
  changes: number;
  changed: () => void;
  /** Something was done with what is open: say it, close it and load the list anew. */
  done: (notice?: string) => void;
}

export function useOpenedRow<T>(): OpenedRow<T> {
  const [opened, setOpened] = useState<T | undefined>();
  const [changes, setChanges] = useState(0);
  const close = () => setOpened(undefined);
  const changed = () => setChanges((n) => n + 1);
  const done = (notice = "") => {
    if (notice) showNotice(notice);
    close();
    changed();
  };
  return { opened, open: (row) => setOpened(() => row), close, changes, changed, done };
}
