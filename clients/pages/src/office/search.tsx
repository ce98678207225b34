/** A search field that calls `onSearch` a moment after the last letter. */

import { useEffect, useRef } from "preact/hooks";

const DEBOUNCE_MS = 350;

export function SearchField({ label, onSearch }: { label: string; onSearch: (text: string) => void }) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const scheduleSearch = (event: Event) => {
    const { value } = event.currentTarget as HTMLInputElement;
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(value.trim()), DEBOUNCE_MS);
  };
  return <input type="search" aria-label={label} placeholder={label} autocomplete="off" onInput={scheduleSearch} />;
}
