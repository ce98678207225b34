/** The user's messages, and links to the letters of a family and to the preferences. */

import { usePersonPages, type PageProps } from "../person-pages.ts";
import { Messages } from "../pupil/messages.tsx";
import { Link } from "../router.tsx";
import { letterWords } from "../words/family/letters/index.ts";
import { useWords } from "../words/index.ts";

export function MessagesAndPreferences(props: PageProps) {
  const words = useWords();
  const letters = letterWords.use();
  const { hasPage } = usePersonPages();
  return (
    <>
      <Messages {...props} />
      {hasPage(props.me, "letters") ? (
        <p>
          <Link to="letters">{letters.title}</Link>
        </p>
      ) : null}
      <p>
        <Link to="wishes">{words.nav.wishes}</Link>
      </p>
    </>
  );
}
