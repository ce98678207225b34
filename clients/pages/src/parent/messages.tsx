/** The user's messages, and a link to the preferences. */

import type { PageProps } from "../person-pages.ts";
import { Messages } from "../pupil/messages.tsx";
import { Link } from "../router.tsx";
import { useWords } from "../words/index.ts";

export function MessagesAndPreferences(props: PageProps) {
  const words = useWords();
  return (
    <>
      <Messages {...props} />
      <p>
        <Link to="wishes">{words.nav.wishes}</Link>
      </p>
    </>
  );
}
