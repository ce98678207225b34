/** Everything that a pupil can open, by subject. */

import { canTakeData } from "../accounts/account/can-take-data.ts";
import { usePersonPages, type PageProps } from "../person-pages.ts";
import { PageMenu, type PageLink } from "../ui/page-menu.tsx";
import { useWords } from "../words/index.ts";
import { ownWords } from "./own/words/index.ts";

/** My account, opened at the file of one's data. */
const DATA = "account?data";

export function Menu({ me }: PageProps) {
  const words = useWords();
  const texts = ownWords.use();
  const { hasPage } = usePersonPages();
  const learning: PageLink[] = [
    ["", "home", words.nav.home],
    ["progress", "figures", words.learning.pages.progress],
    ["grades", "star", words.learning.pages.grades],
    ["report-cards", "star", words.learning.pages.reportCards],
    ["certificates", "certificate", words.learning.pages.certificates],
    ["coins", "coins", texts.toBoard],
    ["calendar", "calendar", words.learning.pages.calendar],
    ["materials", "download", words.learning.pages.materials],
    ["courses", "groups", words.learning.pages.courses],
    ["quizzes", "good", words.learning.pages.quizzes],
    ["forums", "messages", words.learning.pages.forums],
  ];
  const own: PageLink[] = [
    ["payments", "payments", words.payments.title],
    ["messages", "messages", words.messages.title],
    ["chat", "chat", words.chat],
    ["my-tickets", "help", words.learning.pages.tickets],
    ["wishes", "send_all", texts.wishes],
    ["account", "pupil", words.office.nav.pages.account],
    [DATA, "download", texts.data],
  ];
  const allowed = (links: PageLink[]) =>
    links.filter(([to]) => hasPage(me, to.split("?")[0] ?? "") && (to !== DATA || canTakeData(me)));
  return (
    <PageMenu
      title={words.learning.more}
      sections={[
        [texts.learn, allowed(learning)],
        [texts.account, allowed(own)],
      ]}
    />
  );
}
