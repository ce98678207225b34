/** A guardian must allow a child's recordings. The page says so before anything is recorded. */

import { useEffect } from "preact/hooks";
import { Recorder } from "../recording/recorder.ts";
import { useStore } from "../../store.ts";
import { talim, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";

/**
 * Whether the consent is missing. Checked again when the user returns to the page, for example from a parent's phone.
 */
export function useConsentMissing(me: Person, spoken: boolean): boolean {
  const needsConsent = spoken && me.is_minor;
  const missing = useLoad(async () => needsConsent && !(await isRecordingAllowed()), [needsConsent]);
  useEffect(() => {
    const checkAgain = () => document.visibilityState === "visible" && needsConsent && missing.reload();
    document.addEventListener("visibilitychange", checkAgain);
    return () => document.removeEventListener("visibilitychange", checkAgain);
  }, [needsConsent, missing.reload]);
  return missing.value ?? false;
}

async function isRecordingAllowed(): Promise<boolean> {
  const { consents } = await talim.api.get("/auth/users/me/consents/");
  return consents.some((consent) => consent.kind === "recording" && consent.given === true);
}

/** Why there is no record button. If a recording exists, the recorder says it instead. */
export function ConsentMissingNotice({ me, homework }: { me: Person; homework: string }) {
  const words = useWords();
  const state = useStore(Recorder.forHomework(me.id, homework).state);
  if (state.phase !== "idle") return null;
  return (
    <p class="notice" role="status">
      <Icon name="warning" />
      <span>{words.errors.consent_missing}</span>
    </p>
  );
}
