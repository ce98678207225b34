/** What the office has of a small child: the way to its skills, observations and report. */

import { usePersonPages } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import type { Person } from "../../talim.ts";
import { pupilsWords } from "./words/index.ts";

export function Small({ id, me }: { id: string; me: Person }) {
  const { small: texts } = pupilsWords.use();
  const { hasPage } = usePersonPages();
  return hasPage(me, `kid/${id}`) ? (
    <p class="buttons">
      <Link to={`kid/${id}`} class="button">
        {texts.open}
      </Link>
    </p>
  ) : null;
}
