/** An address like `account?data` leads to one section of the page, once it has its content. */

import { useEffect, useRef } from "preact/hooks";
import { query } from "../../router.tsx";

export function useSectionOfAddress(name: string, ready: boolean) {
  const section = useRef<HTMLElement>(null);
  useEffect(() => {
    if (query.get() === `?${name}`) section.current?.scrollIntoView();
  }, [ready]);
  return section;
}
