/** Cards that lead to registers whose marks are not as the teacher made them: not sent, not taken, or differing. */

import { useEffect } from "preact/hooks";
import { formatDayTime } from "../../format.ts";
import { Link } from "../../router.tsx";
import { useStore } from "../../store.ts";
import type { Person } from "../../talim.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import type { RegisterSync } from "./register-sync.ts";
import { listUnsyncedLessons } from "./register.ts";

interface Props {
  me: Person;
  book: RegisterSync;
}

export function UnsyncedRegisters({ me, book }: Props) {
  const words = useWords();
  const w = words.teacher.register;
  const all = listUnsyncedLessons(useStore(book.unsynced));
  const lessons = all.map(({ lesson }) => lesson);
  const copies = useLoad(() => Promise.all(lessons.map((lesson) => book.getCachedRegister(lesson))), [lessons.join()]);
  useEffect(() => void book.refresh(), [book]);
  if (!all.length) return null;
  const titleOf = (lesson: string) => {
    const copy = copies.value?.find((item) => item?.lesson === lesson);
    return [w.title, copy?.group_name, copy && formatDayTime(copy.starts_at, me.zone, words)]
      .filter(Boolean)
      .join(" · ");
  };
  return (
    <div class="next">
      {all.map(({ lesson, waiting, refused, differ }) => (
        <Link key={lesson} to={`register/${lesson}`} class="card">
          <strong>{titleOf(lesson)}</strong>
          {differ ? <StateLine picture="warning" text={w.differences(differ)} /> : null}
          {refused ? <StateLine picture="warning" text={w.refused(refused)} /> : null}
          {waiting ? <StateLine picture="clock" text={w.waiting(waiting)} /> : null}
        </Link>
      ))}
    </div>
  );
}

function StateLine({ picture, text }: { picture: IconName; text: string }) {
  return (
    <span class="state">
      <Icon name={picture} />
      {text}
    </span>
  );
}
