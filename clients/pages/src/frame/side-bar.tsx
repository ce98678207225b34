/** The sidebar of wide screens: every page that a member of staff may open, by area. */

import { useEffect, useRef, useState } from "preact/hooks";
import { unreadChat } from "../badge.ts";
import type { MenuSection, SideBarProps } from "../person-pages.ts";
import { Link, path } from "../router.tsx";
import { useStore } from "../store.ts";
import { Icon } from "../ui/icon.tsx";
import { useMedia } from "../ui/media.ts";
import { PageMark } from "../ui/page-mark.tsx";
import { UnreadCount } from "../ui/unread.tsx";
import { useWords } from "../words/index.ts";
import { PaletteButton } from "./palette.tsx";

/** As in the styles. */
const WIDE = "(min-width: 64rem)";

export function SideBar({ sections, unread, chat, tickets }: SideBarProps) {
  const words = useWords();
  const here = useStore(path);
  const bar = useRef<HTMLElement>(null);
  const wide = useMedia(WIDE);
  const unreadOfChat = useStore(unreadChat);
  useEffect(() => bar.current?.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" }), [here, wide]);
  const home = (to: string) => here === to || (to !== "" && here.startsWith(`${to}/`));
  return (
    <nav ref={bar} class="side-bar" aria-label={words.office.nav.all}>
      <PaletteButton />
      {sections.map((section) =>
        section.links.length === 1 ? (
          <SingleLink key={section.title(words)} section={section} />
        ) : (
          <Section key={section.title(words)} section={section} current={section.links.some(([to]) => home(to))} />
        ),
      )}
      <Link to="messages" class="side-link">
        <Icon name="messages" />
        <span>{words.office.nav.mine}</span>
        <UnreadCount of={unread} class="side-count" />
      </Link>
      {chat ? (
        <Link to="chat" class="side-link">
          <Icon name="chat" />
          <span>{words.chat}</span>
          <UnreadCount of={unreadOfChat} class="side-count" />
        </Link>
      ) : null}
      {tickets ? (
        <Link to="my-tickets" class="side-link">
          <Icon name="help" />
          <span>{words.learning.pages.tickets}</span>
          <PageMark to="my-tickets" class="side-count" />
        </Link>
      ) : null}
    </nav>
  );
}

function SingleLink({ section: { title, icon, links } }: { section: MenuSection }) {
  const words = useWords();
  return (
    <Link to={links[0]?.[0] ?? ""} class="side-link">
      <Icon name={icon} />
      <span>{title(words)}</span>
      <PageMark to={links[0]?.[0] ?? ""} class="side-count" />
    </Link>
  );
}

/** The section of the current page is open, the others when pressed. */
function Section({ section: { title, icon, links }, current }: { section: MenuSection; current: boolean }) {
  const words = useWords();
  const [pressed, setPressed] = useState<boolean | undefined>();
  const open = pressed ?? current;
  return (
    <div class="side-section">
      <button type="button" class="side-link" aria-expanded={open} onClick={() => setPressed(!open)}>
        <Icon name={icon} />
        <span>{title(words)}</span>
        {open ? null : links.map(([to]) => <PageMark key={to} to={to} class="side-count" />)}
        <Icon name={open ? "up" : "down"} />
      </button>
      {open ? (
        <ul>
          {links.map(([to, word]) => (
            <li key={to}>
              <Link to={to} class="side-link">
                {word(words)}
                <PageMark to={to} class="side-count" />
              </Link>
            </li>
          ))}
        </ul>
      ) : null}
    </div>
  );
}
