/** The child has played for a while: the moon sleeps, and so do the games. After the rest a button leads on. */

import { useEffect, useState } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";
import { kidsWords } from "./words/index.ts";
import { Picture } from "./picture.tsx";
import { getRest } from "./rest-time.ts";
import { say } from "./voice.ts";

interface Props {
  child: string;
  sounds: Record<string, string>;
  onEnd: () => void;
}

export function Rest({ child, sounds, onEnd }: Props) {
  const texts = kidsWords.use();
  const [rested, setRested] = useState(getRest(child) === 0);
  const tell = () => say(sounds["rest-now"], texts.rest);
  useEffect(tell, []);
  useEffect(() => {
    const timer = setTimeout(() => setRested(true), getRest(child));
    return () => clearTimeout(timer);
  }, [child]);
  return (
    <section class="kid-play kid-rest" aria-label={texts.rest}>
      <button type="button" class="kid-item kid-page" aria-label={texts.rest} onClick={tell}>
        <Picture of="moon" />
      </button>
      {rested ? (
        <button type="button" class="main kid-tool" aria-label={texts.playOn} onClick={onEnd}>
          <Icon name="play" />
        </button>
      ) : null}
    </section>
  );
}
