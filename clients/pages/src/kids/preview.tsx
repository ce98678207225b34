/** An activity as a child will play it, for who writes it: nothing is sent, and nothing is judged. */

import { useEffect, useMemo, useState } from "preact/hooks";
import { Icon } from "../ui/icon.tsx";
import { activityWords } from "./editor/words/index.ts";
import { kidsWords } from "./words/index.ts";
import { ActivityScreen } from "./activity-screen.tsx";
import type { ActivityBlock } from "./play-types.ts";
import { findSound, hush, pickText, say } from "./voice.ts";

export function ActivityPreview({ block }: { block: ActivityBlock }) {
  const texts = activityWords.use();
  const kids = kidsWords.use();
  const [round, setRound] = useState(0);
  const [done, setDone] = useState(false);
  const { activity } = block;
  const isEmpty = useMemo(
    () => ("items" in activity && !activity.items.length) || ("pages" in activity && !activity.pages.length),
    [activity],
  );
  useEffect(() => hush, []);
  const hear = () => say(findSound(block, activity.instruction.sound), pickText(activity.instruction.text));
  const again = () => {
    setDone(false);
    setRound(round + 1);
  };
  if (isEmpty) return <p class="quiet">{texts.nothingYet}</p>;
  return (
    <section class="kid-play kid-preview" aria-label={texts.kinds[activity.kind]}>
      <div class="kid-activity" key={round} data-kind={activity.kind}>
        <ActivityScreen
          activity={activity}
          block={block}
          misses={0}
          hint={undefined}
          off={done}
          send={() => setDone(true)}
        />
      </div>
      <div class="kid-bar">
        <button type="button" class="kid-tool" aria-label={kids.hear} onClick={hear}>
          <Icon name="send_all" />
        </button>
      </div>
      {done ? (
        <p role="status">
          {texts.playedThrough}{" "}
          <button type="button" class="plain" onClick={again}>
            {texts.playAgain}
          </button>
        </p>
      ) : null}
    </section>
  );
}
