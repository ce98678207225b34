/** Discussions as rows: what they are, who began them, what is new. */

import { formatDayTime } from "../format.ts";
import { Link } from "../router.tsx";
import type { Person } from "../talim.ts";
import { Icon } from "../ui/icon.tsx";
import { forumWords } from "./words/index.ts";
import { useWords } from "../words/index.ts";
import { formatSecond, nameForum, type DiscussionRow } from "./data.ts";
import { DiscussionBadges } from "./discussion-badges.tsx";

interface ListProps {
  rows: DiscussionRow[];
  me: Person;
  /** They are all of the lesson that is open; leads to a second of its video. */
  showMoment?: (second: number) => void;
}

export function DiscussionList({ rows, me, showMoment }: ListProps) {
  const words = useWords();
  const texts = forumWords.use();
  return (
    <ul class="cards discussions">
      {rows.map((row) => {
        const title = row.title || (row.state === "deleted" ? texts.deleted : texts.hidden);
        const place = row.lesson
          ? texts.at(row.lesson_title, formatSecond(row.second))
          : nameForum({ name: row.forum_name }, texts);
        const facts = [
          row.author?.full_name,
          showMoment ? "" : place,
          texts.replies(row.reply_count),
          formatDayTime(row.last_activity_at, me.zone, words),
        ];
        const fresh = row.is_new || row.unread_count > 0;
        return (
          <li key={row.id} class={fresh ? "card fresh" : "card"} data-testid="discussion">
            <h3>
              <Link to={`discussion/${row.id}`}>{title}</Link>
              {fresh ? (
                <span class="chip">{row.is_new ? texts.states.fresh : texts.unread(row.unread_count)}</span>
              ) : null}
            </h3>
            <DiscussionBadges of={row} />
            {showMoment && row.second !== null ? (
              <p>
                <button type="button" class="moment" onClick={() => showMoment(row.second ?? 0)}>
                  <Icon name="play" />
                  {texts.atMoment(formatSecond(row.second))}
                </button>
              </p>
            ) : null}
            <p class="quiet">{facts.filter(Boolean).join(" · ")}</p>
          </li>
        );
      })}
    </ul>
  );
}
