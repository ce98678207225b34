/** The achievements of the centre by name: those that the pupil has, and how far the others are. */

import type { Answer } from "@talim/client";
import { formatDay } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useEvents } from "../../ui/stream.ts";
import { useWords } from "../../words/index.ts";
import { ownWords } from "../../pupil/own/words/index.ts";
import { translateName } from "./shop.tsx";

type Progress = Answer<"/gamification/achievements/{student_id}/", "get">["achievements"][number];

const EVENTS = ["coins.changed", "notification.created"] as const;

export function Achievements({ me }: { me: Person }) {
  const texts = ownWords.use();
  const path = { student_id: me.id };
  const all = useLoad(() => talim.api.get("/gamification/achievements/{student_id}/", { path }), [me.id]);
  useEvents(talim.realtime.own, EVENTS, all.reload);
  return (
    <section aria-labelledby="achievements">
      <h2 id="achievements">{texts.achievements}</h2>
      <Loading of={all}>
        {({ achievements }) =>
          achievements.length ? (
            <ul class="rows achievements">
              {[...achievements.filter(isGranted), ...achievements.filter((one) => !isGranted(one))].map((one) => (
                <AchievementRow key={one.achievement.id} progress={one} me={me} />
              ))}
            </ul>
          ) : (
            <p class="empty">{texts.noAchievements}</p>
          )
        }
      </Loading>
    </section>
  );
}

function isGranted({ granted_at: at }: Progress): boolean {
  return at !== null;
}

function AchievementRow({ progress: { achievement, count, granted_at: at }, me }: { progress: Progress; me: Person }) {
  const words = useWords();
  const texts = ownWords.use();
  const name = translateName(achievement.name);
  return (
    <li class={at ? "granted" : ""}>
      <Icon name="star" />
      <span>
        <strong>{name}</strong>
        <span class="quiet small">{translateName(achievement.description) || achievement.counted}</span>
        {at ? (
          <span class="state small">
            <Icon name="good" />
            {texts.yours}, {texts.since(formatDay(at, me.zone, words))}
          </span>
        ) : (
          <>
            <progress max={achievement.threshold} value={count} aria-label={name} />
            <span class="small">{texts.ofAll(count, achievement.threshold)}</span>
          </>
        )}
      </span>
      <b class="number">{achievement.coins ? words.coins.balance(achievement.coins) : ""}</b>
    </li>
  );
}
