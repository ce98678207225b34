/** Links to pages under headings, for a page of "More"; with how much is unread or waits. */

import { unreadChat } from "../badge.ts";
import { Link } from "../router.tsx";
import { useStore } from "../store.ts";
import { Icon, type IconName } from "./icon.tsx";
import { PageMark } from "./page-mark.tsx";
import { UnreadCount, useUnread } from "./unread.tsx";

export type PageLink = [to: string, icon: IconName, word: string];

export function PageMenu({ title, sections }: { title: string; sections: [heading: string, links: PageLink[]][] }) {
  const counts: Record<string, number> = { messages: useUnread(), chat: useStore(unreadChat) };
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
                  {to in counts ? (
                    <UnreadCount of={counts[to] ?? 0} class="link-count" />
                  ) : (
                    <PageMark to={to} class="link-count" />
                  )}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
