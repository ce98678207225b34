/** The colour of a group, in lists and in the timetable. Its name stands beside it. */

import { getColourClass } from "./avatar.tsx";

export function GroupName({ id, name }: { id: string; name: string }) {
  return (
    <span class="group-name">
      <span class={`group-colour ${getColourClass(id)}`} aria-hidden="true" />
      <span>{name}</span>
    </span>
  );
}
