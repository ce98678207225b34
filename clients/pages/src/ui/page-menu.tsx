/** Links to pages under headings, for a page of "More". */

import { Link } from "../router.tsx";
import { Icon, type IconName } from "./icon.tsx";

export type PageLink = [to: string, icon: IconName, word: string];

export function PageMenu({ title, sections }: { title: string; sections: [heading: string, links: PageLink[]][] }) {
  return (
    <>
      <h1>{title}</h1>
      {sections.map(([heading, links]) => (
        <section key={heading}>
          <h2>{heading}</h2>
          <ul class="rows all-pages">
            {links.map(([to, icon, word]) => (
              <li key={to}>
                <Link to={to}>
                  <Icon name={icon} />
                  {word}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </>
  );
}
