/** A button that fetches a recording when it is asked to play, and shows how far it is. */

import { useEffect, useRef, useState } from "preact/hooks";
import { clock } from "../format.ts";
import { Icon } from "../ui/icon.tsx";
import { Problem } from "../ui/problem.tsx";
import { useWords } from "../words/index.ts";
import { soundOf, type Sound } from "./sound.ts";

export function PlayButton({ word, fetch }: { word: string; fetch: () => Promise<Blob | undefined> }) {
  const words = useWords();
  const sound = useRef<Sound | undefined>(undefined);
  const [at, move] = useState<number | null>(null);
  const [error, fail] = useState<unknown>();
  useEffect(() => () => sound.current?.close(), []);
  const play = async () => {
    try {
      if (!sound.current) {
        const file = await fetch();
        if (!file) return;
        sound.current = await soundOf(file);
        sound.current.at.watch(move);
      }
      if (at === null) sound.current.play();
      else sound.current.stop();
    } catch (reason) {
      fail(() => reason);
    }
  };
  return (
    <>
      <button type="button" onClick={() => void play()}>
        <Icon name={at === null ? "play" : "stop"} />
        {at === null ? word : `${words.recorder.stopListening} ${clock(at)}`}
      </button>
      {error ? <Problem error={error} /> : null}
    </>
  );
}
