/** A pupil of a teacher: whom to call, level, scores over time, attendance; coins by hand. */

import { useEffect, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { WriteButton } from "../../chat/write-button.tsx";
import type { PageProps } from "../../person-pages.ts";
import { formatDay, formatDayTime, formatPhone, formatScore } from "../../format.ts";
import { fetchAllPages } from "../../office/all-pages.ts";
import { FamilyForm } from "../../notifications/office/family-form.tsx";
import { hasPermission } from "../../office/permissions.ts";
import { Levels } from "../../accounts/pupils/levels.tsx";
import { Section } from "../../accounts/pupils/section.tsx";
import { AttendanceMark } from "../../attendance/parent/attendance-mark.tsx";
import { Link } from "../../router.tsx";
import { getMoment } from "../../homework/parent/trend.ts";
import { talim, type Person } from "../../talim.ts";
import { PersonName } from "../../ui/avatar.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import type { Pick } from "../../ui/form/pick-field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { messagesWords } from "../../notifications/office/words/index.ts";
import { groupWords } from "./words/index.ts";
import { CoinsForm } from "../../gamification/teacher/coins-form.tsx";
import { canOpenPage } from "../../teacher/page-permissions.ts";

type Facts = Answer<"/auth/users/{id}/facts/", "get">;
type Point = Answer<"/homework/trend/{student_id}/", "get">["points"][number];
type LoadedChart = typeof import("../../analytics/office/chart.tsx").ChartView;
/** Fewer points are no line. */
const LEAST_POINTS = 2;

export function PupilPage({ me, values }: PageProps) {
  const texts = groupWords.use();
  const id = values["id"] ?? "";
  const path = { id };
  const facts = useLoad(() => talim.api.get("/auth/users/{id}/facts/", { path }), [id]);
  return (
    <div class="wide">
      <Loading of={facts}>
        {({ student, levels, contacts, memberships }) => (
          <>
            <GroupLinks memberships={memberships ?? []} me={me} />
            <h1>
              <PersonName id={student.id} name={student.full_name} />
            </h1>
            {levels?.length ? (
              <p>
                {texts.levels}: <strong>{levels[0]?.level}</strong>
              </p>
            ) : null}
            {me.permissions.includes("chat.use") ? (
              <p>
                <WriteButton person={student.id} />
              </p>
            ) : null}
            {hasPermission(me, "families.message") ? (
              <WriteToFamily student={{ id: student.id, label: student.full_name }} me={me} />
            ) : null}
            <div class="sides">
              <div>
                {contacts ? <Contacts contacts={contacts} /> : null}
                <Section title={texts.levels}>
                  <Levels id={id} me={me} />
                </Section>
                <Scores pupil={id} zone={me.zone} />
                {me.permissions.includes("coins.adjust") ? <CoinsForm student={student} /> : null}
              </div>
              <Attended pupil={id} zone={me.zone} />
            </div>
          </>
        )}
      </Loading>
    </div>
  );
}

/** A ready message to the family; who may write templates may use own words too. */
function WriteToFamily({ student, me }: { student: Pick; me: Person }) {
  const texts = messagesWords.use();
  const { opened, open, close, done } = useOpenedRow<"message">();
  return (
    <p>
      <button type="button" onClick={() => open("message")}>
        <Icon name="messages" />
        {texts.toFamily}
      </button>
      {opened ? (
        <Drawer title={student.label} close={close} holdsBack>
          <ReadyMessage student={student} me={me} onSent={done} close={close} />
        </Drawer>
      ) : null}
    </p>
  );
}

/** The ways back to the groups in which the pupil learns now. */
function GroupLinks({ memberships, me }: { memberships: NonNullable<Facts["memberships"]>; me: Person }) {
  const open = memberships.filter(({ left_on }) => left_on === null);
  if (!open.length || !canOpenPage(me, "group/:id")) return null;
  return (
    <p>
      {open.map(({ group, group_name }, place) => (
        <>
          {place ? " · " : "← "}
          <Link key={group} to={`group/${group}`}>
            {group_name}
          </Link>
        </>
      ))}
    </p>
  );
}

function ReadyMessage(props: { student: Pick; me: Person; onSent: (told: string) => void; close: () => void }) {
  const templates = useLoad(
    () =>
      fetchAllPages((page) => talim.api.get("/notifications/family-templates/", { query: { page_size: 100, page } })),
    [],
  );
  return <Loading of={templates}>{(all) => <FamilyForm {...props} templates={all} />}</Loading>;
}

function Contacts({ contacts }: { contacts: NonNullable<Facts["contacts"]> }) {
  const texts = groupWords.use();
  const people = [
    ...contacts.guardians.map(({ id, full_name, phone }) => ({ id, name: full_name, phone })),
    ...contacts.contact_persons.map(({ id, name, phone }) => ({ id, name, phone })),
  ];
  return (
    <section aria-labelledby="contact">
      <h2 id="contact">{contacts.phones_shown ? texts.contact : texts.family}</h2>
      {contacts.phones_shown ? null : <p class="quiet">{texts.phonesHidden}</p>}
      {people.length ? (
        <ul class="rows">
          {people.map(({ id, name, phone }) => (
            <li key={id}>
              <span>{name}</span>
              {phone ? (
                <a href={`tel:${phone}`}>{formatPhone(phone)}</a>
              ) : contacts.phones_shown ? (
                <span class="quiet">{texts.noPhone}</span>
              ) : null}
            </li>
          ))}
        </ul>
      ) : (
        <p class="empty">{texts.noContact}</p>
      )}
    </section>
  );
}

/** The scores of the last homework as a line, and the table behind it. */
function Scores({ pupil, zone }: { pupil: string; zone: string }) {
  const words = useWords();
  const texts = groupWords.use();
  const trend = useLoad(() => talim.api.get("/homework/trend/{student_id}/", { path: { student_id: pupil } }), [pupil]);
  const [Chart, setChart] = useState<LoadedChart>();
  const points = trend.value?.points ?? [];
  const days = new Set(points.map((point) => formatDay(getMoment(point), zone, words)));
  const formatMoment = (point: Point) =>
    (days.size < points.length ? formatDayTime : formatDay)(getMoment(point), zone, words);
  const scored = points.filter(({ score }) => score !== null);
  useEffect(() => {
    if (scored.length < LEAST_POINTS) return;
    import("../../analytics/office/chart.tsx").then(
      (module) => setChart(() => module.ChartView),
      () => undefined, // the table says the same
    );
  }, [scored.length < LEAST_POINTS]);
  const set = {
    key: "score",
    label: texts.score,
    unit: "score" as const,
    currency: null,
    data: scored.map(({ score }) => score),
  };
  return (
    <section aria-labelledby="scores">
      <h2 id="scores">{texts.progress}</h2>
      <Loading of={trend}>
        {({ average }) =>
          points.length ? (
            <>
              {average === null ? null : (
                <p>
                  {texts.average}: <b class="number">{formatScore(average)}</b>
                </p>
              )}
              {Chart && scored.length >= LEAST_POINTS ? (
                <Chart
                  chartData={{ subject: "marks", kind: "line", sets: [set] }}
                  steps={scored.map(formatMoment)}
                  label={texts.progress}
                />
              ) : null}
              <Table
                label={texts.progress}
                heads={[{ word: texts.task }, { word: texts.day }, { word: texts.score, number: true }]}
                rows={points.map((point) => ({
                  key: point.homework,
                  cells: [
                    point.title,
                    formatMoment(point),
                    point.score === null ? texts.noFigure : formatScore(point.score),
                  ],
                }))}
              />
            </>
          ) : (
            <p class="empty">{texts.noScores}</p>
          )
        }
      </Loading>
    </section>
  );
}

function Attended({ pupil, zone }: { pupil: string; zone: string }) {
  const words = useWords();
  const texts = groupWords.use();
  const report = useLoad(() => talim.api.get("/attendance/reports/students/{id}/", { path: { id: pupil } }), [pupil]);
  return (
    <section aria-labelledby="attended">
      <h2 id="attended">{texts.attended}</h2>
      <Loading of={report}>
        {({ lessons, totals }) => {
          const marked = lessons.filter(({ cell }) => cell.mark).reverse();
          if (!marked.length) return <p class="empty">{texts.noMarks}</p>;
          return (
            <>
              {totals.percent === null ? null : <p>{texts.percent(totals.percent, totals.lessons)}</p>}
              <ul class="rows">
                {marked.map(({ lesson, cell }) => (
                  <li key={lesson.id}>
                    <span>
                      {formatDayTime(lesson.starts_at, zone, words)}
                      <span class="quiet small">{lesson.group.name}</span>
                    </span>
                    <AttendanceMark
                      of={{ counts_as: cell.mark?.counts_as ?? "present", minutes_late: cell.mark?.minutes_late ?? 0 }}
                    />
                  </li>
                ))}
              </ul>
            </>
          );
        }}
      </Loading>
    </section>
  );
}
