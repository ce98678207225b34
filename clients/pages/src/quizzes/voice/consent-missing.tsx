/** Who is a minor may not be recorded yet. It is looked again when they come back to the page, such as from a parent's phone. */

import { useEffect } from "preact/hooks";
import { Icon } from "../../ui/icon.tsx";
import { useWords } from "../../words/index.ts";

export function ConsentMissing({ renew }: { renew: () => void }) {
  const words = useWords();
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && renew();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [renew]);
  return (
    <p class="notice" role="status">
      <Icon name="warning" />
      <span>{words.errors.consent_missing}</span>
    </p>
  );
}
