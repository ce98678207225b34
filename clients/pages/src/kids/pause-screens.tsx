/** Screens in place of a lesson or the path, which nobody has to read: enough for today, and what did not come. */

import { useEffect } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";
import { kidsWords } from "./words/index.ts";
import type { Failure } from "./failures.ts";
import { Picture } from "./picture.tsx";
import { hush, say } from "./voice.ts";

interface EnoughProps {
  /** The address of what is said; undefined: a voice of the device says it. */
  sound?: string | undefined;
  /** Asks whether the child may play again: a guardian may have changed it. */
  onAsk?: (() => void) | undefined;
  /** Leads to the path; none where this stands in its place. */
  onLeave?: (() => void) | undefined;
}

/** The child has played as long as a guardian allows: the house says so, as often as it is touched. */
export function Enough({ sound, onAsk, onLeave }: EnoughProps) {
  const texts = kidsWords.use();
  const tell = () => say(sound, texts.enough);
  useEffect(() => {
    tell();
    return hush;
  }, []);
  return (
    <section class="kid-play kid-rest" aria-label={texts.enough}>
      <button type="button" class="kid-item kid-page" aria-label={texts.enough} onClick={() => (tell(), onAsk?.())}>
        <Picture of="house" />
      </button>
      {onLeave ? <LeaveButton onLeave={onLeave} /> : null}
    </section>
  );
}

interface RetryProps {
  failure: Failure;
  onAgain: () => void;
}

/** What should be here did not come: a cloud says why, a button asks once more, and another one leads to the path. */
export function Missing({ failure, onAgain, onLeave }: RetryProps & Pick<EnoughProps, "onLeave">) {
  const texts = kidsWords.use();
  const words = failure === "away" ? texts.lost : texts.broken;
  const tell = () => say(undefined, words);
  useEffect(() => {
    tell();
    return hush;
  }, [words]);
  return (
    <section class="kid-play kid-rest" aria-label={words}>
      <button type="button" class="kid-item kid-page" aria-label={words} onClick={tell}>
        <Picture of="cloud" />
      </button>
      <RetryButton failure={failure} onAgain={onAgain} />
      {onLeave ? <LeaveButton onLeave={onLeave} /> : null}
    </section>
  );
}

function LeaveButton({ onLeave }: { onLeave: () => void }) {
  const texts = kidsWords.use();
  return (
    <button type="button" class="main kid-tool" aria-label={texts.toPath} onClick={onLeave}>
      <Icon name="home" />
    </button>
  );
}

/** Sends or asks once more what did not come through. */
export function RetryButton({ failure, onAgain }: RetryProps) {
  const texts = kidsWords.use();
  return (
    <button
      type="button"
      class="main kid-tool"
      aria-label={failure === "away" ? texts.lost : texts.broken}
      onClick={onAgain}
    >
      <Icon name={failure === "away" ? "away" : "play"} />
    </button>
  );
}
