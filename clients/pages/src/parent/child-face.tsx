/** A child's photo, or the initials on the colour of the child. The name stands beside it. */

import { Avatar } from "../ui/avatar.tsx";

interface Face {
  id: string;
  first_name: string;
  last_name: string;
  avatar: string | null;
}

export function ChildFace({ child }: { child: Face }) {
  const name = `${child.first_name} ${child.last_name}`;
  return child.avatar ? (
    <img class="child-face" src={child.avatar} alt="" width="40" height="40" />
  ) : (
    <Avatar id={child.id} name={name} />
  );
}
