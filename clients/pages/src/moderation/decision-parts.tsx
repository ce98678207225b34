/** Parts of a decision that moderators and authors see. */

import { formatDayTime } from "../format.ts";
import type { Person } from "../talim.ts";
import { moderationWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import type { OwnDecision } from "./data.ts";

/** What a decision imposed, until when, and whether it has ended. */
export function SanctionLine({ of: sanction, me }: { of: OwnDecision["sanction"]; me: Person }) {
  const words = useWords();
  const texts = moderationWords.use();
  if (!sanction) return null;
  const what = sanction.until ? texts.until(formatDayTime(sanction.until, me.zone, words)) : texts.ban;
  return <p>{sanction.lifted_at ? `${what} · ${texts.lifted}` : what}</p>;
}

/** The request for another look, and its answer. */
export function AppealLines({ of: appeal, mine }: { of: OwnDecision["appeal"]; mine: boolean }) {
  const texts = moderationWords.use();
  if (!appeal) return null;
  return (
    <>
      <p>
        <b>{mine ? texts.yourAppeal : texts.appealText}</b> {appeal.text}
      </p>
      {appeal.is_granted === null ? (
        <p class="quiet">{texts.noAnswer}</p>
      ) : (
        <p>
          <b>{appeal.is_granted ? texts.granted : texts.refused}:</b> {appeal.answer}
        </p>
      )}
    </>
  );
}
