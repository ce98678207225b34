/** A pupil's name, which leads to the card where this person may open it. */

import { usePersonPages } from "../person-pages.ts";
import { Link } from "../router.tsx";
import type { Person } from "../talim.ts";

export function PupilLink({ me, of }: { me: Person; of: { id: string; full_name: string } }) {
  const { hasPage } = usePersonPages();
  const to = [`pupils/${of.id}`, `pupil/${of.id}`].find((page) => hasPage(me, page));
  return to ? <Link to={to}>{of.full_name}</Link> : <>{of.full_name}</>;
}
