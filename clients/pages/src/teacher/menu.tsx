/** Everything that a teacher can open, by subject. */

import { usePersonPages, type PageProps } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { Icon, type IconName } from "../ui/icon.tsx";
import { useWords, type Words } from "../words/index.ts";
import { ownWords } from "../words/pupil/own/index.ts";

type Entry = [to: string, icon: IconName, word: (words: Words) => string];

const TEACHING: Entry[] = [
  ["review", "play", (words) => words.teacher.nav.review],
  ["assignments", "send", (words) => words.teacher.nav.assignments],
  ["library", "download", (words) => words.teacher.nav.library],
  ["excuses", "absence", (words) => words.teacher.excuses.title],
  ["calendar", "calendar", (words) => words.learning.pages.calendar],
  ["opening", "door", (words) => words.entry.opening.title],
];
const OWN: Entry[] = [
  ["pay", "cash", (words) => words.office.nav.pages.pay],
  ["messages", "messages", (words) => words.messages.title],
  ["wishes", "send_all", (words) => words.nav.wishes],
  ["account", "pupil", (words) => words.office.nav.pages.account],
];

export function Menu({ me }: PageProps) {
  const words = useWords();
  const texts = ownWords.use();
  const { hasPage } = usePersonPages();
  const sections: [title: string, entries: Entry[]][] = [
    [words.teacher.groups, TEACHING],
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
              .filter(([to]) => hasPage(me, to))
              .map(([to, icon, word]) => (
                <li key={to}>
                  <Link to={to}>
                    <Icon name={icon} />
                    {word(words)}
                  </Link>
                </li>
              ))}
          </ul>
        </section>
      ))}
    </>
  );
}
