/** What somebody teaches who is to be switched off: to be handed over first, or to stay on purpose. */

import { ApiError } from "@talim/client";
import type { ComponentChildren } from "preact";
import { formatDayTime } from "../../format.ts";
import { usePersonPages } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { peopleWords } from "./words/index.ts";

/** So many lessons are named; the server names as many in its refusal. */
const MAX_LESSONS = 20;

/** What the server named when it refused; undefined for another failure. */
export function getTeaching(error: unknown): Record<string, string[]> | undefined {
  if (!(error instanceof ApiError) || !("groups" in error.fields || "lessons" in error.fields)) return undefined;
  return error.fields;
}

interface TeachingProps {
  person: { id: string; first_name: string };
  /** As `getTeaching` answers it: also groups and lessons of branches that this office does not see. */
  named: Record<string, string[]>;
  me: Person;
}

export function Teaching({ person, named, me }: TeachingProps) {
  const words = useWords();
  const texts = peopleWords.use();
  const { hasPage } = usePersonPages();
  const loaded = useLoad(async () => {
    const [groups, lessons] = await Promise.all([
      talim.api.get("/courses/groups/", {
        query: { teacher: person.id, status: "active", ordering: "name", page_size: 100 },
      }),
      talim.api.get("/lessons/", {
        query: {
          teacher: person.id,
          status: "planned",
          from: new Date().toISOString(),
          ordering: "starts_at",
          page_size: MAX_LESSONS,
        },
      }),
    ]);
    return { groups: groups.results, lessons: lessons.results, more: Math.max(0, lessons.count - MAX_LESSONS) };
  }, [person.id, named]);
  return (
    <div class="notice" role="status">
      <div>
        <p>{texts.handOver(person.first_name)}</p>
        <Loading of={loaded}>
          {({ groups, lessons, more }) => (
            <>
              <Part title={texts.teaching.groups} named={named["groups"] ?? []} seen={groups.length}>
                {groups.map((group) => (
                  <li key={group.id}>
                    {hasPage(me, `groups/${group.id}`) ? (
                      <Link to={`groups/${group.id}`}>{group.name}</Link>
                    ) : (
                      group.name
                    )}{" "}
                    <span class="quiet">
                      {group.lead_teacher.id === person.id ? texts.teaching.leads : texts.teaching.assists}
                    </span>
                  </li>
                ))}
              </Part>
              <Part
                title={texts.teaching.lessons}
                named={named["lessons"] ?? []}
                seen={lessons.length + (more ? 1 : 0)}
              >
                {lessons.map((lesson) => (
                  <li key={lesson.id}>
                    {hasPage(me, "timetable") ? (
                      <Link to={`timetable?group=${lesson.group}`}>{lesson.group_name}</Link>
                    ) : (
                      lesson.group_name
                    )}{" "}
                    <span class="quiet">{formatDayTime(lesson.starts_at, me.zone, words)}</span>
                  </li>
                ))}
                {more ? <li class="quiet">{texts.teaching.more(more)}</li> : null}
              </Part>
            </>
          )}
        </Loading>
      </div>
    </div>
  );
}

interface PartProps {
  title: string;
  named: string[];
  /** How many rows this office sees. */
  seen: number;
  children: ComponentChildren;
}

/** The rows with their links; where this office does not see all of them, as the server named them. */
function Part({ title, named, seen, children }: PartProps) {
  if (!named.length) return null;
  return (
    <>
      <h3>{title}</h3>
      <ul>{seen === named.length ? children : named.map((text) => <li key={text}>{text}</li>)}</ul>
    </>
  );
}
