/** The user's messages, and links to chat, to the preferences and to the letters: of a family, or of a pupil who got some. */

import { unreadChat } from "../../badge.ts";
import { usePersonPages, type PageProps } from "../../person-pages.ts";
import { Messages } from "../pupil/messages.tsx";
import { Link } from "../../router.tsx";
import { useStore } from "../../store.ts";
import { PageMark } from "../../ui/page-mark.tsx";
import { UnreadCount } from "../../ui/unread.tsx";
import { letterWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import { useOwnLetters, useUnreadLetters } from "./unread-letters.ts";

export function MessagesAndPreferences(props: PageProps) {
  const words = useWords();
  const letters = letterWords.use();
  const { hasPage } = usePersonPages();
  const isPupil = props.me.role === "student";
  const gotLetters = useOwnLetters(isPupil);
  const hasLetters = hasPage(props.me, "letters") && (!isPupil || gotLetters);
  const unread = useUnreadLetters(hasLetters);
  const unreadOfChat = useStore(unreadChat);
  return (
    <Messages {...props}>
      <p class="buttons">
        {hasLetters ? (
          <Link to="letters">
            {letters.title}
            <UnreadCount of={unread} class="link-count" />
          </Link>
        ) : null}
        {hasPage(props.me, "chat") ? (
          <Link to="chat">
            {words.chat}
            <UnreadCount of={unreadOfChat} class="link-count" />
          </Link>
        ) : null}
        {hasPage(props.me, "my-tickets") ? (
          <Link to="my-tickets">
            {words.learning.pages.tickets}
            <PageMark to="my-tickets" class="link-count" />
          </Link>
        ) : null}
        {hasPage(props.me, "forums") ? (
          <Link to="forums">
            {words.learning.pages.forums}
            <PageMark to="forums" class="link-count" />
          </Link>
        ) : null}
        <Link to="wishes">{words.nav.wishes}</Link>
      </p>
    </Messages>
  );
}
