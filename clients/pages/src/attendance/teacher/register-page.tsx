/** The register of a lesson on one screen: name, a button for each status, done. Works without a network. */

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";
import { NetworkError } from "@talim/client";
import { LiveAttendance } from "../../lessons/live/live-attendance.tsx";
import { usePersonPages, type PageProps } from "../../person-pages.ts";
import { formatDayTime } from "../../format.ts";
import { Link } from "../../router.tsx";
import { useStore } from "../../store.ts";
import { talim, type Person } from "../../talim.ts";
import { Icon } from "../../ui/icon.tsx";
import { isWithoutNetwork, Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import type { RegisterSync } from "./register-sync.ts";
import { getRegisterSync } from "./current-register-sync.ts";
import { Differences } from "./mark-conflicts.tsx";
import { nameOf, PupilRow, Sign } from "./register-row.tsx";
import {
  getTimeUntilOpen,
  countLessonMinutes,
  findOrphanMarks,
  getDisplayedMark,
  canTakeMarks,
  type Register,
  type RegisterRow,
  type MarkContent,
  type Status,
  type UnsentMark,
} from "./register.ts";
import { OrphanMarks } from "./orphan-marks.tsx";
import { useEvents, useStream } from "../../ui/stream.ts";

/** Marks that are made within this time (ms) are one reason to ask for the register again. */
const REFRESH_DELAY_MS = 1_000;
const MARK_EVENTS = ["register.marked"] as const;

export function RegisterPage({ me, values }: PageProps) {
  const words = useWords();
  const lesson = values["id"] ?? "";
  const book = useMemo(() => getRegisterSync(me.id), [me.id]);
  const fetched = useLoad(async () => {
    await book.refresh().catch(() => undefined); // a device that keeps nothing has nothing that waits
    return book.show(lesson);
  }, [book, lesson]);
  useEffect(() => {
    void book.send();
    return () => book.register.set(undefined);
  }, [book, lesson]);
  useEffect(() => {
    addEventListener("online", fetched.reload);
    return () => removeEventListener("online", fetched.reload);
  }, [fetched.reload]);
  useOtherDeviceMarks(fetched.value?.register.group, lesson, fetched.reload);
  const known = fetched.value !== undefined || fetched.error !== undefined;
  return (
    <div class="wide sheet">
      {known ? (
        <OrphanMarks book={book} lesson={lesson} rows={fetched.value?.register.rows ?? []} zone={me.zone} />
      ) : null}
      <Loading of={fetched}>
        {({ register, statuses }) => (
          <>
            <RegisterSheet
              book={book}
              first={register}
              statuses={statuses.filter((status) => !status.archived_at)}
              me={me}
            />
            <LiveAttendance
              lesson={lesson}
              rows={register.rows}
              takes={canTakeMarks(register, Date.now())}
              onMarked={fetched.reload}
            />
          </>
        )}
      </Loading>
      {fetched.value && fetched.error && !isWithoutNetwork(fetched.error) ? (
        <Problem error={fetched.error} again={fetched.reload} />
      ) : null}
      <p class="unseen">{words.teacher.register.help}</p>
    </div>
  );
}

/** Somebody marks in this register too, on another device: ask for it again. */
function useOtherDeviceMarks(group: string | undefined, lesson: string, again: () => void): void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEvents(useStream("group", group), MARK_EVENTS, (event) => {
    if (event && event.data.lesson !== lesson) return;
    timer.current ??= setTimeout(() => {
      timer.current = undefined;
      again();
    }, REFRESH_DELAY_MS);
  });
  useEffect(
    () => () => {
      clearTimeout(timer.current);
      timer.current = undefined;
    },
    [lesson, again],
  );
}

/** How many letters all marks together may have for their words to stand beside each name. */
const LONGEST_MARKS = 30;
const getLength = (names: string[]) => names.join("").length;

interface SheetProps {
  book: RegisterSync;
  first: Register;
  statuses: Status[];
  me: Person;
}

function RegisterSheet({ book, first, statuses, me }: SheetProps) {
  const words = useWords();
  const colleague = useColleague(book, first.lesson, me);
  const { hasPage } = usePersonPages();
  const w = words.teacher.register;
  const present = useStore(book.register);
  const register = present?.lesson === first.lesson ? present : first;
  const open = useStore(book.unsynced);
  const { lesson } = register;
  const takes = canTakeMarks(register, Date.now());
  useRegisterOpening(register);
  const waiting = new Map(open.waiting.filter((mark) => mark.lesson === lesson).map((mark) => [mark.student, mark]));
  const apart = new Set(findOrphanMarks(open, lesson, register.rows).differences);
  const names = new Map(statuses.map((status) => [status.code, nameOf(status)]));
  const rows = [...register.rows].sort((a, b) => a.student.full_name.localeCompare(b.student.full_name));
  const unmarked = rows.filter((row) => getDisplayedMark(row, waiting.get(row.student.id)).state === "unmarked");
  const usual = statuses.find((status) => status.counts_as === "present");
  const longest = countLessonMinutes(register);
  const list = useRef<HTMLUListElement>(null);
  useLayoutEffect(() => {
    if (!list.current) return;
    const top = list.current.getBoundingClientRect().top + scrollY;
    list.current.style.setProperty("--rows", String(rows.length));
    list.current.style.setProperty("--top", `${top}px`);
  });
  const put = (marks: ({ student: string } & MarkContent)[]) =>
    void book.mark(lesson, marks).catch(() => showNotice(w.failed));
  const markRest = async (status: Status) => {
    const made = await book.mark(
      lesson,
      unmarked.map((row) => toMarkContent(row, row.suggested ?? status.code)),
    );
    const takeBack = () => void book.takeBack(made).catch(() => showNotice(w.notTakenBack));
    showNotice(w.restDone(made.length, nameOf(status)), { label: words.form.undo, run: takeBack });
  };
  return (
    <>
      <div class="title">
        <h1>
          <span class="unseen">{w.title} </span>
          {hasPage(me, `lesson/${lesson}`) ? (
            <Link to={`lesson/${lesson}`}>{register.group_name || w.title}</Link>
          ) : (
            register.group_name
          )}{" "}
          <span class="quiet">{formatDayTime(register.starts_at, me.zone, words)}</span>
        </h1>
        {unmarked.length < rows.length || waiting.size ? <SaveStatus waiting={[...waiting.values()]} /> : null}
      </div>
      {takes && colleague ? <p class="quiet">{w.colleague(colleague)}</p> : null}
      {takes ? null : <p class="notice">{w.closed[register.closed_for ?? ""] ?? w.closed["closed"]}</p>}
      {open.error && waiting.size ? <SendProblem error={open.error} again={() => void book.send()} /> : null}
      {open.inMemory && open.error ? (
        <p class="notice bad" role="alert">
          <Icon name="warning" />
          {w.full}
        </p>
      ) : null}
      <Differences
        all={open.differences.filter((conflict) => conflict.lesson === lesson && !apart.has(conflict))}
        names={names}
        pupils={new Map(rows.map((row) => [row.student.id, row.student.full_name]))}
        decide={(difference, side) => void book.decide(difference, side).catch(() => showNotice(w.failed))}
      />
      {rows.length ? null : <p class="empty">{w.nobody}</p>}
      <ul class="legend small" aria-hidden="true">
        {statuses.map((status) => (
          <li key={status.code}>
            <b>
              <Sign of={status.counts_as} />
            </b>{" "}
            {nameOf(status)}
          </li>
        ))}
      </ul>
      <ul class={getLength([...names.values()]) > LONGEST_MARKS ? "register terse" : "register"} ref={list}>
        {rows.map((row) => (
          <PupilRow
            key={row.student.id}
            row={row}
            waiting={waiting.get(row.student.id)}
            statuses={statuses}
            longest={longest}
            takes={takes}
            put={(status, minutes = null) => put([toMarkContent(row, status, minutes)])}
            drop={(mark) => void book.removeRefused(mark).catch(() => showNotice(w.failed))}
          />
        ))}
      </ul>
      {usual && unmarked.length && takes ? (
        <button type="button" class="main rest" onClick={() => void markRest(usual).catch(() => showNotice(w.failed))}>
          {w.rest(unmarked.length, nameOf(usual))}
        </button>
      ) : null}
    </>
  );
}

/** Who gives the lesson, where it is somebody else; else empty. */
function useColleague(book: RegisterSync, lesson: string, me: Person): string {
  const { value } = useLoad(
    () =>
      book.fetchOrUseCache(`lesson ${lesson}`, (patience) =>
        talim.api.get("/lessons/{id}/", { path: { id: lesson }, ...patience }),
      ),
    [book, lesson],
  );
  return value?.teacher && value.teacher.id !== me.id ? value.teacher.full_name : "";
}

/** Why marks wait. Without a network nothing is wrong: the frame says that there is none, and they go by themselves. */
function SendProblem({ error, again }: { error: unknown; again: () => void }) {
  const words = useWords();
  if (isWithoutNetwork(error)) return null;
  if (!(error instanceof NetworkError)) return <Problem error={error} again={again} />;
  return (
    <div class="notice" role="status">
      <Icon name="away" />
      <p>{words.teacher.register.help}</p>
      <button type="button" onClick={again}>
        {words.retry}
      </button>
    </div>
  );
}

/** A mark over what the row shows of the server's books. */
function toMarkContent(
  row: RegisterRow,
  status: string,
  minutes: number | null = null,
): { student: string } & MarkContent {
  const { student, mark } = row;
  return { student: student.id, status, minutes_late: minutes, note: mark?.note ?? "", over: mark?.marked_at ?? null };
}

/** Draw it anew when it begins to take marks. */
function useRegisterOpening(register: Register): void {
  const [drawn, setDrawn] = useState(0);
  useEffect(() => {
    const left = getTimeUntilOpen(register, Date.now());
    if (left === undefined) return undefined;
    const timer = setTimeout(() => setDrawn(drawn + 1), left);
    return () => clearTimeout(timer);
  }, [register, drawn]);
}

/** Whether everything on this page is in the server's books. */
function SaveStatus({ waiting }: { waiting: UnsentMark[] }) {
  const w = useWords().teacher.register;
  const refused = waiting.filter((mark) => mark.refused !== undefined).length;
  const left = waiting.length - refused;
  const status = [left ? w.waiting(left) : "", refused ? w.refused(refused) : ""].filter(Boolean).join(" · ");
  return (
    <p class={status ? "chip waiting-chip" : "chip"} role="status">
      <Icon name={refused ? "warning" : left ? "clock" : "good"} />
      {status || w.saved}
    </p>
  );
}
