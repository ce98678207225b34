/** Everything that a teacher can open, by subject. */

import { usePersonPages, type PageProps } from "../person-pages.ts";
import { PageMenu, type PageLink } from "../ui/page-menu.tsx";
import { useWords } from "../words/index.ts";
import { ownWords } from "../pupil/own/words/index.ts";

export function Menu({ me }: PageProps) {
  const words = useWords();
  const texts = ownWords.use();
  const { hasPage } = usePersonPages();
  const teaching: PageLink[] = [
    ["review", "play", words.teacher.nav.review],
    ["assignments", "send", words.teacher.nav.assignments],
    ["library", "download", words.teacher.nav.library],
    ["write", "write", words.teacher.nav.write],
    ["quizzes-written", "write", words.teacher.nav.quizzes],
    ["rubrics", "columns", words.teacher.nav.rubrics],
    ["saved-comments", "messages", words.teacher.nav.savedComments],
    ["group-report-cards", "star", words.learning.pages.reportCards],
    ["certificates", "certificate", words.learning.pages.certificates],
    ["analytics", "figures", words.office.nav.pages.analytics],
    ["at-risk", "groups", words.office.nav.pages.atRisk],
    ["own-figures", "figures", words.office.nav.pages.ownFigures],
    ["reports", "download", words.office.nav.pages.reports],
    ["excuses", "absence", words.teacher.excuses.title],
    ["calendar", "calendar", words.learning.pages.calendar],
    ["courses", "groups", words.learning.pages.courses],
    ["quizzes", "good", words.learning.pages.quizzes],
    ["forums", "messages", words.learning.pages.forums],
    ["tickets", "help", words.office.nav.pages.tickets],
    ["moderation", "eye", words.teacher.nav.moderation],
    ["opening", "door", words.entry.opening.title],
  ];
  const own: PageLink[] = [
    ["pay", "cash", words.office.nav.pages.pay],
    ["messages", "messages", words.messages.title],
    ["chat", "chat", words.chat],
    ["my-tickets", "help", words.learning.pages.tickets],
    ["wishes", "send_all", words.nav.wishes],
    ["account", "pupil", words.office.nav.pages.account],
  ];
  const allowed = (links: PageLink[]) => links.filter(([to]) => hasPage(me, to));
  return (
    <PageMenu
      title={words.learning.more}
      sections={[
        [words.teacher.groups, allowed(teaching)],
        [texts.account, allowed(own)],
      ]}
    />
  );
}
