/** Who is signed in, at the foot of the sidebar; leads to their account where they have a page for it. */

import { Link } from "../router.tsx";
import type { Person } from "../talim.ts";
import { Avatar } from "../ui/avatar.tsx";

export function AccountLink({ me, to }: { me: Person; to: string | undefined }) {
  const name = `${me.first_name} ${me.last_name}`.trim();
  const shown = (
    <>
      <Avatar id={me.id} name={name} />
      <span>{name}</span>
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
