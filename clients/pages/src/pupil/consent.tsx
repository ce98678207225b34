/** A child's recordings are a guardian's to allow: that is said before anything is recorded. */

import { useEffect } from "preact/hooks";
import { Recorder } from "../recording/recorder.ts";
import { useStore } from "../store.ts";
import { talim, type Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";

/** Whether nobody has allowed it; looked at again when they come back to the page, as from a parent's phone. */
export function useConsentMissing(me: Person, spoken: boolean): boolean {
  const asked = spoken && Boolean(me.child_profile);
  const barred = useLoad(async () => asked && !(await isRecordingAllowed()), [asked]);
  useEffect(() => {
    const look = () => document.visibilityState === "visible" && asked && barred.reload();
    document.addEventListener("visibilitychange", look);
    return () => document.removeEventListener("visibilitychange", look);
  }, [asked, barred.reload]);
  return barred.value ?? false;
}

async function isRecordingAllowed(): Promise<boolean> {
  const { consents } = await talim.api.get("/auth/users/me/consents/");
  return consents.some((consent) => consent.kind === "recording" && consent.given === true);
}

/** Why there is nothing to press; where a recording lies already, the recorder says it beside that. */
export function ConsentMissingNotice({ me, homework }: { me: Person; homework: string }) {
  const words = useWords();
  const take = useStore(Recorder.forHomework(me.id, homework).state);
  if (take.phase !== "idle") return null;
  return (
    <p class="notice" role="status">
      <Icon name="warning" />
      <span>{words.errors.consent_missing}</span>
    </p>
  );
}
