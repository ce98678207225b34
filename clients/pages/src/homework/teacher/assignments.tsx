/** The homework that was given, newest first, and the way to give more. */

import { useState } from "preact/hooks";
import type { PageProps } from "../../person-pages.ts";
import { describeCoursePlace } from "../../course-place.ts";
import { formatDay, formatDayTime } from "../../format.ts";
import { Link, query, replaceQuery } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useEvents } from "../../ui/stream.ts";
import { useLastPage } from "../../office/pager.tsx";
import { SearchField } from "../../office/search.tsx";
import { useWords } from "../../words/index.ts";
import { homeworkWords } from "./words/index.ts";
import { EditAssignment } from "./edit-assignment.tsx";
import { AssignHomework } from "./assign-homework.tsx";
import type { Assignment } from "./task-values.ts";

const PAGE_SIZE = 20;
const EVENTS = ["notification.created"] as const;

export function Assignments({ me }: PageProps) {
  const words = useWords();
  const w = words.teacher.give;
  const texts = homeworkWords.use();
  const [page, setPage] = useState(1);
  const [asked] = useState(readAsked);
  const [writing, setWriting] = useState(asked !== undefined);
  const [group, setGroup] = useState("");
  const [search, setSearch] = useState("");
  const write = (is: boolean) => {
    setWriting(is);
    replaceQuery("");
  };
  const groups = useLoad(async () => {
    const query = { teacher: me.id, page_size: 100, ordering: "name" };
    return (await talim.api.get("/courses/groups/", { query })).results;
  }, []);
  const several = (groups.value?.length ?? 0) > 1;
  const all = useLoad(() => {
    const query = {
      page,
      page_size: PAGE_SIZE,
      ordering: "-created_at",
      ...(group ? { group } : {}),
      ...(search ? { search } : {}),
    };
    return talim.api.get("/homework/assignments/", { query });
  }, [page, group, search]);
  useEvents(talim.realtime.own, EVENTS, all.reload);
  useLastPage(all, { page, size: PAGE_SIZE, turn: setPage });
  const given = (here: boolean, pupils: number | null) => {
    if (here) {
      write(false);
      setPage(1);
    }
    all.reload();
    showNotice(pupils === null ? w.given : w.givenToSome(pupils));
  };
  return (
    <div class="wide">
      <div class="title">
        <h1>{words.teacher.nav.assignments}</h1>
        {writing ? null : (
          <button type="button" class="main" onClick={() => write(true)}>
            {w.begin}
          </button>
        )}
      </div>
      {writing ? <AssignHomework me={me} asked={asked} given={given} open={write} /> : null}
      <div class="filters">
        <SearchField
          label={texts.find}
          onSearch={(typed) => {
            setSearch(typed);
            setPage(1);
          }}
        />
        {several ? (
          <select
            aria-label={texts.group}
            onChange={(event) => {
              setGroup(event.currentTarget.value);
              setPage(1);
            }}
          >
            <option value="">{`${texts.group}: ${texts.allGroups}`}</option>
            {groups.value?.map(({ id, name }) => (
              <option key={id} value={id} selected={id === group}>
                {name}
              </option>
            ))}
          </select>
        ) : null}
      </div>
      <Loading of={all}>
        {({ results, next, count }) => (
          <>
            {results.length ? null : (
              <p class="empty">{count ? words.loading : search || group ? texts.noneFound : w.none}</p>
            )}
            <ul class="rows roomy">
              {results.map((assignment) => (
                <AssignmentRow
                  key={assignment.id}
                  assignment={assignment}
                  place={
                    describeCoursePlace(assignment) ||
                    (several ? groups.value?.find(({ id }) => id === assignment.group)?.name : undefined)
                  }
                  dated={results.some(
                    ({ id, title, group }) =>
                      id !== assignment.id && title === assignment.title && group === assignment.group,
                  )}
                  me={me}
                  changed={all.reload}
                />
              ))}
            </ul>
            <div class="buttons">
              {page > 1 ? (
                <button type="button" onClick={() => setPage(page - 1)}>
                  {w.newer}
                </button>
              ) : null}
              {next ? (
                <button type="button" onClick={() => setPage(page + 1)}>
                  {w.older}
                </button>
              ) : null}
            </div>
          </>
        )}
      </Loading>
    </div>
  );
}

/** The lesson that homework is to be given for, by the address. */
function readAsked(): { group: string; lesson: string } | undefined {
  const values = new URLSearchParams(query.get());
  const lesson = values.get("lesson");
  return lesson ? { lesson, group: values.get("group") ?? "" } : undefined;
}

interface RowProps {
  assignment: Assignment;
  /** Course and lesson, or the name of its group, where the teacher has several. */
  place: string | undefined;
  /** Another one of the group has the same title: the day tells them apart. */
  dated: boolean;
  me: Person;
  changed: () => void;
}

function AssignmentRow({ assignment, place, dated, me, changed }: RowProps) {
  const words = useWords();
  const [changing, setChanging] = useState(false);
  const w = words.teacher.give;
  return (
    <li>
      <span>
        <Link to={`assignment/${assignment.id}`}>{assignment.title}</Link>
        <span class="quiet small">
          {[
            place,
            w.kinds[assignment.kind],
            dated ? words.home.given(formatDay(assignment.created_at, me.zone, words)) : "",
            assignment.deadline ? words.home.due(formatDayTime(assignment.deadline, me.zone, words)) : words.home.noDue,
          ]
            .filter(Boolean)
            .join(" · ")}
        </span>
      </span>
      <span class="number small">{w.handedIn(assignment.handed_in_count, assignment.pupils_count)}</span>
      {assignment.group ? (
        <>
          <Link to={`wall/${assignment.group}?homework=${assignment.id}`}>{words.teacher.wall.short}</Link>
          <button type="button" class="plain" onClick={() => setChanging(true)}>
            {words.teacher.change.open}
            <span class="unseen"> {assignment.title}</span>
          </button>
        </>
      ) : null}
      {changing ? (
        <EditAssignment assignment={assignment} me={me} close={() => setChanging(false)} changed={changed} />
      ) : null}
    </li>
  );
}
