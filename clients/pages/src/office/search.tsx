/** A search field that calls `onSearch` a moment after the last letter. `value` is what is searched for now. */

import { useEffect, useRef } from "preact/hooks";

const DEBOUNCE_MS = 350;

export function SearchField({
  label,
  onSearch,
  value,
}: {
  label: string;
  onSearch: (text: string) => void;
  value?: string;
}) {
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    const typing = timer.current !== undefined;
    if (field.current && value !== undefined && !typing && field.current.value.trim() !== value)
      field.current.value = value;
  }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const scheduleSearch = (event: Event) => {
    const typed = (event.currentTarget as HTMLInputElement).value.trim();
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      timer.current = undefined;
      onSearch(typed);
    }, DEBOUNCE_MS);
  };
  return (
    <input
      ref={field}
      type="search"
      aria-label={label}
      placeholder={label}
      autocomplete="off"
      onInput={scheduleSearch}
    />
  );
}
