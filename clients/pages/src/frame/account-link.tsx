/** Who is signed in, at the foot of the sidebar; leads to their account where they have a page for it. */

import { Link } from "../router.tsx";
import type { Person } from "../talim.ts";
import { Avatar } from "../ui/avatar.tsx";
import { useWords } from "../words/index.ts";

export function AccountLink({ me, to }: { me: Person; to: string | undefined }) {
  const words = useWords();
  const name = `${me.first_name} ${me.last_name}`.trim();
  const shown = (
    <>
      <Avatar id={me.id} name={name} />
      <span class="side-person">
        <span>{name}</span>
        {to === undefined ? null : <small>{words.nav.account}</small>}
      </span>
    </>
  );
  return to === undefined ? (
    <span class="side-account">{shown}</span>
  ) : (
    <Link to={to} class="side-account">
      {shown}
    </Link>
  );
}
