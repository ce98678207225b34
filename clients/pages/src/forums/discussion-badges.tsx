/** What a discussion is and how far it has come, as icons with words. */

import { forumWords } from "./words/index.ts";
import type { DiscussionRow } from "./data.ts";
import { Badge } from "./text-parts.tsx";

export function DiscussionBadges({
  of,
}: {
  of: Pick<DiscussionRow, "kind" | "is_pinned" | "is_locked" | "is_resolved">;
}) {
  const texts = forumWords.use();
  return (
    <p class="badges">
      <Badge
        icon={of.kind === "question" ? "help" : of.kind === "talk" ? "messages" : "send_all"}
        word={texts.kinds[of.kind]}
      />
      {of.kind === "question" ? (
        <Badge
          icon={of.is_resolved ? "good" : "clock"}
          word={of.is_resolved ? texts.states.resolved : texts.states.open}
        />
      ) : null}
      {of.is_pinned ? <Badge icon="star" word={texts.states.pinned} /> : null}
      {of.is_locked ? <Badge icon="lock" word={texts.states.locked} /> : null}
    </p>
  );
}
