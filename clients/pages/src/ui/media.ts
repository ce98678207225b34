/**
 * Whether the screen is like this now, for example "(min-width: 48rem)". Paper is narrower than a screen: what is printed
 * stays as it was seen.
 */

import { useEffect, useState } from "preact/hooks";

/** A phone, as in the styles. */
export const PHONE = "(max-width: 47.99rem)";

export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const look = () => !matchMedia("print").matches && setMatches(media.matches);
    look();
    media.addEventListener("change", look);
    return () => media.removeEventListener("change", look);
  }, [query]);
  return matches;
}

/** Whether the page is on its way to the printer now, or is looked at as on paper. */
export function usePrinting(): boolean {
  const [printing, setPrinting] = useState(() => matchMedia("print").matches);
  useEffect(() => {
    const media = matchMedia("print");
    const look = () => setPrinting(media.matches);
    const begin = () => setPrinting(true);
    media.addEventListener("change", look);
    addEventListener("beforeprint", begin);
    addEventListener("afterprint", look);
    return () => {
      media.removeEventListener("change", look);
      removeEventListener("beforeprint", begin);
      removeEventListener("afterprint", look);
    };
  }, []);
  return printing;
}
