/** The user's messages, and links to the letters of a family (for an adult pupil the own ones) and to the preferences. */

import { usePersonPages, type PageProps } from "../person-pages.ts";
import { Messages } from "../pupil/messages.tsx";
import { Link } from "../router.tsx";
import { UnreadCount } from "../ui/unread.tsx";
import { letterWords } from "../words/family/letters/index.ts";
import { useWords } from "../words/index.ts";
import { useUnreadLetters } from "./unread-letters.ts";

export function MessagesAndPreferences(props: PageProps) {
  const words = useWords();
  const letters = letterWords.use();
  const { hasPage } = usePersonPages();
  const hasLetters = hasPage(props.me, "letters") && !(props.me.role === "student" && props.me.is_minor);
  const unread = useUnreadLetters(hasLetters);
  return (
    <Messages {...props}>
      <p class="buttons">
        {hasLetters ? (
          <Link to="letters">
            {letters.title}
            <UnreadCount of={unread} class="link-count" />
          </Link>
        ) : null}
        <Link to="wishes">{words.nav.wishes}</Link>
      </p>
    </Messages>
  );
}
