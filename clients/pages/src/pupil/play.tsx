/** A button that fetches a recording when it is asked to play, and shows how far it is. */

import { useEffect, useRef, useState } from "preact/hooks";
import { formatSeconds } from "../format.ts";
import { Icon } from "../ui/icon.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { createSound, type Sound } from "./sound.ts";

export function PlayButton({ word, fetch }: { word: string; fetch: () => Promise<Blob | undefined> }) {
  const words = useWords();
  const sound = useRef<Sound | undefined>(undefined);
  const [at, move] = useState<number | null>(null);
  const [error, fail] = useState<unknown>();
  const busy = useRef(false);
  const gone = useRef(false);
  useEffect(
    () => () => {
      gone.current = true;
      sound.current?.close();
    },
    [],
  );
  const play = async () => {
    if (busy.current) return;
    busy.current = true;
    fail(undefined);
    try {
      if (!sound.current) {
        const file = await fetch();
        if (!file || gone.current) return;
        const made = await createSound(file);
        if (gone.current) return made.close();
        sound.current = made;
        made.at.subscribe(move);
      }
      if (at === null) sound.current.play();
      else sound.current.stop();
    } catch (reason) {
      fail(() => reason);
    } finally {
      busy.current = false;
    }
  };
  return (
    <>
      <button type="button" onClick={() => void play()}>
        <Icon name={at === null ? "play" : "stop"} />
        {at === null ? word : `${words.recorder.stopListening} ${formatSeconds(at)}`}
      </button>
      {error ? <Problem error={error} /> : null}
    </>
  );
}
