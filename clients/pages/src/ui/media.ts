/**
 * Whether the screen is like this now, for example "(min-width: 48rem)". Paper is narrower than a screen: what is printed
 * stays as it was seen.
 */

import { useEffect, useState } from "preact/hooks";

/** A phone, as in the styles. */
export const PHONE = "(max-width: 47.99rem)";

export function useMedia(query: string): boolean {
  const [matches, set] = useState(() => matchMedia(query).matches);
  useEffect(() => {
    const media = matchMedia(query);
    const look = () => !matchMedia("print").matches && set(media.matches);
    look();
    media.addEventListener("change", look);
    return () => media.removeEventListener("change", look);
  }, [query]);
  return matches;
}
