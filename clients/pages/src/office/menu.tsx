/** All pages of the office that the user may open: on a phone this stands for the sidebar. */

import { ReportButton } from "../frame/report-problem.tsx";
import { PaletteButton } from "../frame/palette.tsx";
import { usePersonPages, type PageProps } from "../person-pages.ts";
import { Link } from "../router.tsx";
import { SignOutButton } from "../sign-out.tsx";
import { Icon } from "../ui/icon.tsx";
import { LanguageSwitch } from "../ui/languages.tsx";
import { PageMark } from "../ui/page-mark.tsx";
import { useWords } from "../words/index.ts";
import { getSections } from "./sections.ts";

export function Menu({ me }: PageProps) {
  const words = useWords();
  const { findUnsentWork, hasPage } = usePersonPages();
  return (
    <>
      <h1>{words.office.nav.all}</h1>
      <PaletteButton />
      <div class="menu-person">
        <LanguageSwitch />
        <Link to="account">{words.office.nav.pages.account}</Link>
        <ReportButton />
        <SignOutButton me={me} look={findUnsentWork} />
      </div>
      <div class="menu-page">
        {getSections(me).map(({ title, icon, links }) => (
          <section key={title(words)}>
            <h2>
              <Icon name={icon} /> {title(words)}
            </h2>
            <ul>
              {links.map(([to, word]) => (
                <li key={to}>
                  <Link to={to}>
                    {word(words)}
                    <PageMark to={to} class="link-count" />
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        ))}
        <section>
          <h2>
            <Icon name="messages" /> {words.office.nav.mine}
          </h2>
          <ul>
            <li>
              <Link to="messages">{words.office.nav.mine}</Link>
            </li>
            {hasPage(me, "chat") ? (
              <li>
                <Link to="chat">{words.chat}</Link>
              </li>
            ) : null}
            {hasPage(me, "my-tickets") ? (
              <li>
                <Link to="my-tickets">
                  {words.learning.pages.tickets}
                  <PageMark to="my-tickets" class="link-count" />
                </Link>
              </li>
            ) : null}
          </ul>
        </section>
      </div>
    </>
  );
}
