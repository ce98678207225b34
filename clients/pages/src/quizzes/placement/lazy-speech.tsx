/** The part that records after the test. It comes with its words once there is something to read aloud. */

import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";
import { fromImportError } from "../../errors.ts";
import { LoadProblem, Waiting } from "../../ui/load.tsx";
import { homeworkArea } from "../../words/areas.ts";
import { withWords } from "../../words/catalogue.ts";
import type { SpeechProps } from "./speech.tsx";

const fetchSpeech = withWords([homeworkArea], async () => (await import("./speech.tsx")).Speech);

export function LazySpeech(props: SpeechProps) {
  const [Part, setPart] = useState<ComponentType<SpeechProps>>();
  const [error, setError] = useState<unknown>();
  const load = () => {
    setError(undefined);
    fetchSpeech().then(
      (part) => setPart(() => part),
      (reason: unknown) => setError(() => fromImportError(reason)),
    );
  };
  useEffect(() => {
    if (Part) return undefined;
    load();
    addEventListener("online", load);
    return () => removeEventListener("online", load);
  }, [Part]);
  if (Part) return <Part {...props} />;
  return error === undefined ? <Waiting /> : <LoadProblem of={{ error, reload: load }} />;
}
