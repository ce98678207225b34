/** The lessons that a teacher gives or assists in, or all of the own groups, those of colleagues too. */

import { useState } from "preact/hooks";
import type { PageProps } from "../../person-pages.ts";
import { Calendar } from "../pupil/calendar.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useWords } from "../../words/index.ts";

export function TeacherCalendar({ me }: PageProps) {
  const words = useWords();
  const [ofGroups, setOfGroups] = useState(false);
  return (
    <Calendar me={me} ofGroups={ofGroups}>
      <p>
        <button type="button" aria-pressed={ofGroups} onClick={() => setOfGroups(!ofGroups)}>
          <Icon name={ofGroups ? "good" : "groups"} />
          {words.teacher.groupLessons}
        </button>
      </p>
    </Calendar>
  );
}
