/** Everything that a pupil can open, by subject. */

import { canTakeData } from "../account/can-take-data.ts";
import { usePersonPages, type PageProps } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { Icon, type IconName } from "../ui/icon.tsx";
import { useWords, type Words } from "../words/index.ts";
import { ownWords } from "../words/pupil/own/index.ts";
import type { OwnWords } from "../words/pupil/own/en.ts";

/** My account, opened at the file of one's data. */
const DATA = "account?data";

type Entry = [to: string, icon: IconName, word: (words: Words, own: OwnWords) => string];

const LEARNING: Entry[] = [
  ["", "home", (words) => words.nav.home],
  ["progress", "figures", (words) => words.learning.pages.progress],
  ["coins", "coins", (_, own) => own.toBoard],
  ["calendar", "calendar", (words) => words.learning.pages.calendar],
  ["materials", "download", (words) => words.learning.pages.materials],
  ["courses", "groups", (words) => words.learning.pages.courses],
];
const OWN: Entry[] = [
  ["payments", "payments", (words) => words.payments.title],
  ["messages", "messages", (words) => words.messages.title],
  ["wishes", "send_all", (_, own) => own.wishes],
  ["account", "pupil", (words) => words.office.nav.pages.account],
  [DATA, "download", (_, own) => own.data],
];

export function Menu({ me }: PageProps) {
  const words = useWords();
  const texts = ownWords.use();
  const { hasPage } = usePersonPages();
  const sections: [title: string, entries: Entry[]][] = [
    [texts.learn, LEARNING],
    [texts.account, OWN],
  ];
  return (
    <>
      <h1>{words.learning.more}</h1>
      {sections.map(([title, entries]) => (
        <section key={title}>
          <h2>{title}</h2>
          <ul class="rows all-pages">
            {entries
              .filter(([to]) => hasPage(me, to.split("?")[0] ?? "") && (to !== DATA || canTakeData(me)))
              .map(([to, icon, word]) => (
                <li key={to}>
                  <Link to={to}>
                    <Icon name={icon} />
                    {word(words, texts)}
                  </Link>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}
