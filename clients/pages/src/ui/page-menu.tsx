/** Links to pages under headings, for a page of "More"; messages and chat with how many are unread. */

import { ticketMarks, unreadChat } from "../badge.ts";
import { Link } from "../router.tsx";
import { useStore } from "../store.ts";
import { Icon, type IconName } from "./icon.tsx";
import { useWords } from "../words/index.ts";
import { UnreadCount, useUnread } from "./unread.tsx";

export type PageLink = [to: string, icon: IconName, word: string];

export function PageMenu({ title, sections }: { title: string; sections: [heading: string, links: PageLink[]][] }) {
  const words = useWords();
  const marks = useStore(ticketMarks);
  const counts: Record<string, number> = { messages: useUnread(), chat: useStore(unreadChat), ...marks };
  return (
    <>
      <h1>{title}</h1>
      {sections.map(([heading, links]) => (
        <section key={heading}>
          <h2>{heading}</h2>
          <ul class="rows all-pages">
            {links.map(([to, icon, word]) => (
              <li key={to}>
                <Link to={to}>
                  <Icon name={icon} />
                  {word}
                  <UnreadCount of={counts[to] ?? 0} class="link-count" word={to in marks ? words.needYou(counts[to] ?? 0) : undefined} />
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
