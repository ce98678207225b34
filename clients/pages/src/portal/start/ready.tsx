/** The first group is ready: its lessons of the next seven days, and what comes next. */

import { getDraft } from "../../drafts.ts";
import { addDays, toIsoDay } from "../../format.ts";
import { usePersonPages } from "../../person-pages.ts";
import { Link, navigate } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { startWords } from "./words/index.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { fetchDesks } from "../../payments/cash/desks.ts";
import { DayList } from "../../lessons/timetable/day-list.tsx";
import { PUPILS_DRAFT, PupilsStep } from "./pupils-step.tsx";
import type { Group } from "./state.ts";

const DAYS = 6;

export function Ready({ me, group, onChanged }: { me: Person; group: Group; onChanged: () => void }) {
  const texts = startWords.use();
  const { hasPage } = usePersonPages();
  const today = toIsoDay(Date.now(), me.zone);
  const lessons = useLoad(() => {
    const query = { group: group.id, from: today, to: addDays(today, DAYS), ordering: "starts_at", page_size: 100 };
    return fetchAllPages((page) => talim.api.get("/lessons/", { query: { ...query, page } }));
  }, [group.id, today]);
  const openLesson = ({ id }: { id: string }) =>
    navigate(hasPage(me, `register/${id}`) ? `register/${id}` : "timetable");
  return (
    <>
      <h1>{texts.ready(group.name)}</h1>
      <p>{texts.readyHelp(group.members_count)}</p>
      <Loading of={lessons}>
        {(rows) =>
          rows.length ? <DayList lessons={rows} onOpen={openLesson} /> : <p class="empty">{texts.noLessons}</p>
        }
      </Loading>
      {hasPage(me, "timetable") ? (
        <p>
          <Link to="timetable">{texts.wholeTimetable}</Link>
        </p>
      ) : null}
      <details class="card-part" open={"json" in getDraft(PUPILS_DRAFT)}>
        <summary>{texts.morePupils}</summary>
        <div class="card-part-body">
          <PupilsStep key={group.members_count} me={me} group={group} onDone={onChanged} />
        </div>
      </details>
      <NextSteps me={me} group={group} />
    </>
  );
}

function NextSteps({ me, group }: { me: Person; group: Group }) {
  const texts = startWords.use();
  const { hasPage } = usePersonPages();
  const desks = useLoad(async () => (hasPage(me, "shifts") ? fetchDesks() : []), [me.id]);
  const steps: [name: string, to: string][] = [
    ...(desks.value && !desks.value.length ? [["desk", "shifts"] satisfies [string, string]] : []),
    ["pay", "cash"],
    ["cards", `qr-sheet/${group.id}`],
    ["staff", "invitations"],
    ["telegram", "account"],
  ];
  return (
    <section aria-labelledby="next-steps">
      <h2 id="next-steps">{texts.next}</h2>
      <div class="more start-next">
        {steps
          .filter(([, to]) => hasPage(me, to))
          .map(([name, to]) => {
            const [word, help] = texts.nextSteps[name] ?? ["", ""];
            return (
              <Link key={name} to={to} class="card">
                <b>{word}</b>
                <span class="quiet">{help}</span>
              </Link>
            );
          })}
      </div>
    </section>
  );
}
