/** A button that loads a recording when it is pressed, plays it and shows the position. */

import { useEffect, useRef, useState } from "preact/hooks";
import { formatSeconds } from "../../format.ts";
import { Icon } from "../../ui/icon.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { createSound, type Sound } from "./sound.ts";

export function PlayButton({ word, fetch }: { word: string; fetch: () => Promise<Blob | undefined> }) {
  const words = useWords();
  const sound = useRef<Sound | undefined>(undefined);
  const [position, setPosition] = useState<number | null>(null);
  const [error, setError] = useState<unknown>();
  const busy = useRef(false);
  const isUnmounted = useRef(false);
  useEffect(
    () => () => {
      isUnmounted.current = true;
      sound.current?.close();
    },
    [],
  );
  const play = async () => {
    if (busy.current) return;
    busy.current = true;
    setError(undefined);
    try {
      if (!sound.current) {
        const file = await fetch();
        if (!file || isUnmounted.current) return;
        const newSound = await createSound(file);
        if (isUnmounted.current) return newSound.close();
        sound.current = newSound;
        newSound.at.subscribe(setPosition);
      }
      if (position === null) sound.current.play();
      else sound.current.stop();
    } catch (reason) {
      setError(() => reason);
    } finally {
      busy.current = false;
    }
  };
  return (
    <>
      <button type="button" onClick={() => void play()}>
        <Icon name={position === null ? "play" : "stop"} />
        {position === null ? word : `${words.recorder.stopListening} ${formatSeconds(position)}`}
      </button>
      {error ? <Problem error={error} /> : null}
    </>
  );
}
