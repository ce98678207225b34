/** The live wall of a group: one line per pupil, the state moves through its columns while the teacher looks on. */

import { Component } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Stream, WallState } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { formatDayTime, formatScore } from "../../format.ts";
import { Link, query, replaceQuery } from "../../router.tsx";
import { useStore } from "../../store.ts";
import { talim, type Person } from "../../talim.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { useLoad } from "../../ui/load.tsx";
import { useConnectionLoss, useStream, type ConnectionLoss } from "../../ui/stream.ts";
import { useWords, type Words } from "../../words/index.ts";
import {
  FrameBatch,
  buildBoard,
  COLUMNS,
  countByColumn,
  getNextChangeTime,
  RECORDING_MS,
  type Column,
  type BoardLine,
  type LiveProgress,
} from "./board.ts";
import { EarlierHomework } from "./earlier-homework.tsx";
import { HardestWords } from "./hardest-words.tsx";
import { ExtendHomework } from "./extend-homework.tsx";
import { canOpenPage } from "../../teacher/page-permissions.ts";

const PICTURES: Record<Column, IconName> = {
  open: "clock",
  recording: "microphone",
  sent: "send",
  waiting: "eye",
  scored: "good",
  stuck: "warning",
};

/** The lines of each assignment as they were shown last: since when a recording waits is not forgotten. */
type BoardLines = Map<string, BoardLine[]>;

/** So many earlier assignments can be chosen here; older ones stand in the list of all homework. */
const EARLIER = 50;

/** Where there is something to hear. */
const PLAYABLE_COLUMNS: Column[] = ["waiting", "scored", "stuck"];

export function Wall({ me, values }: PageProps) {
  const words = useWords();
  const group = values["id"] ?? "";
  const wall = useStream("wall", group);
  const silence = useConnectionLoss();
  const [state, setState] = useState<WallState>();
  const [ended, setEnded] = useState<string>();
  /** Stands in the address, so that links, reload and the way back keep it. */
  const chosen = new URLSearchParams(useStore(query)).get("homework") ?? "";
  const boards = useRef<BoardLines>(new Map());
  const earlier = useLoad(
    () => talim.api.get("/homework/assignments/", { query: { group, ordering: "-created_at", page_size: EARLIER } }),
    [group],
  );
  useEffect(() => {
    if (!wall) return undefined;
    const look = () => setState((before) => (hasSameAssignments(before, wall.state) ? before : (wall.state ?? before)));
    look();
    setEnded(wall.ended);
    const stops = [wall.onChange(look), wall.onEnd(setEnded)];
    return () => stops.forEach((stop) => stop());
  }, [wall]);
  if (ended) return <p class="empty">{words.errors.not_found}</p>;
  const silent = silence ? <ConnectionNotice of={silence} me={me} /> : null;
  if (!wall || !state) {
    return silent ?? <p class="waiting">{navigator.onLine ? words.loading : words.errors.network}</p>;
  }
  const assignment = chosen || (state.assignments[0]?.assignment ?? "");
  const isLive = state.assignments.some((item) => item.assignment === assignment);
  const live = new Set(state.assignments.map((item) => item.assignment));
  const others = earlier.value?.results.filter(({ id }) => !live.has(id)) ?? [];
  return (
    <div class="wide">
      <h1>{words.teacher.wall.title}</h1>
      {silent}
      {state.assignments.length || others.length ? (
        <>
          <label for="assignment">{words.teacher.assignment}</label>
          <select
            id="assignment"
            value={assignment}
            onChange={(event) => replaceQuery(`?homework=${event.currentTarget.value}`)}
          >
            {isLive || others.some(({ id }) => id === assignment) ? null : (
              <option value={assignment}>{assignment ? words.teacher.wall.earlier : words.form.choose}</option>
            )}
            <optgroup label={words.teacher.wall.now}>
              {state.assignments.map((item) => (
                <option key={item.assignment} value={item.assignment}>
                  {item.title}
                </option>
              ))}
            </optgroup>
            {others.length ? (
              <optgroup label={words.teacher.wall.before}>
                {others.map(({ id, title }) => (
                  <option key={id} value={id}>
                    {title}
                  </option>
                ))}
              </optgroup>
            ) : null}
          </select>
          {earlier.value?.next && canOpenPage(me, "assignments") ? (
            <p>
              <Link to="assignments">{words.teacher.wall.all}</Link>
            </p>
          ) : null}
        </>
      ) : chosen ? null : (
        <p class="empty">{words.teacher.wall.nothing}</p>
      )}
      {isLive ? (
        <>
          <Board key={assignment} wall={wall} assignment={assignment} me={me} boards={boards.current} />
          <HardestWords key={`words ${assignment}`} assignment={assignment} wall={wall} />
        </>
      ) : chosen ? (
        <EarlierHomework key={chosen} assignment={chosen} me={me} />
      ) : null}
    </div>
  );
}

/** What stands here may be old: since when, and the way back where it does not come by itself. */
function ConnectionNotice({ of: { lastHeardAt: until, stopped }, me }: { of: ConnectionLoss; me: Person }) {
  const words = useWords();
  const w = words.teacher.wall;
  return (
    <div class="notice" role="status">
      <Icon name="away" />
      <p>
        {stopped ? w.stopped : w.away} {until === undefined ? "" : w.last(formatDayTime(until, me.zone, words))}
      </p>
      {stopped ? (
        <button type="button" onClick={() => talim.realtime.start()}>
          {words.retry}
        </button>
      ) : null}
    </div>
  );
}

/** The page around the board is drawn anew only when there are other assignments. */
function hasSameAssignments(a: WallState | undefined, b: WallState | undefined): boolean {
  return a !== undefined && a.assignments === b?.assignments;
}

interface BoardProps {
  wall: Stream<"wall">;
  assignment: string;
  me: Person;
  boards: BoardLines;
}

function Board({ wall, assignment, me, boards }: BoardProps) {
  const words = useWords();
  const [asking, setAsking] = useState("");
  const [reviews, more] = [canOpenPage(me, "review"), canOpenPage(me, "assignments") ? setAsking : undefined];
  const lines = useBoard(wall, assignment, boards);
  const counts = countByColumn(lines);
  return (
    <>
      <table class="departures">
        <thead>
          <tr>
            <th scope="col">{words.teacher.pupil}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                <Icon name={PICTURES[column]} />
                <span>{words.teacher.wall.columns[column]}</span> <b class="number">{counts[column]}</b>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <WallRow key={line.homework} line={line} words={words} reviews={reviews} more={more} />
          ))}
        </tbody>
      </table>
      <ul class="legend signs" aria-hidden="true">
        {COLUMNS.map((column) => (
          <li key={column} class="state">
            <Icon name={PICTURES[column]} />
            {words.teacher.wall.columns[column]}
          </li>
        ))}
      </ul>
      {asking ? <ExtendHomework homework={asking} me={me} close={() => setAsking("")} /> : null}
    </>
  );
}

interface RowProps {
  line: BoardLine;
  words: Words;
  /** Whether the teacher may hear and decide. */
  reviews: boolean;
  /** Opens what gives a pupil more time; undefined for who may not. */
  more: ((homework: string) => void) | undefined;
}

/** Drawn anew only when its line is another one. */
class WallRow extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    return next.line !== this.props.line || next.words !== this.props.words;
  }

  override render() {
    const { line, words } = this.props;
    return (
      <tr class={line.isGlowing ? "glows" : undefined}>
        <th scope="row">{this.name()}</th>
        {COLUMNS.map((column) => (
          <td key={column}>{column === line.column ? <LitCell line={line} words={words} /> : null}</td>
        ))}
      </tr>
    );
  }

  /** The name leads to what can be heard; where there is nothing yet, to more time for it. */
  private name() {
    const { line, words, reviews, more } = this.props;
    if (reviews && PLAYABLE_COLUMNS.includes(line.column))
      return <Link to={`review/${line.homework}`}>{line.name}</Link>;
    if (!more || line.column !== "open") return line.name;
    return (
      <button type="button" class="plain" title={words.teacher.more.title} onClick={() => more(line.homework)}>
        {line.name}
      </button>
    );
  }
}

function LitCell({ line, words }: { line: BoardLine; words: Words }) {
  const { columns, stages } = words.teacher.wall;
  const stage = stages[line.stage];
  return (
    <span class={`lit ${line.column}`}>
      <Icon name={PICTURES[line.column]} />
      <span>{line.score === null ? (stage ?? columns[line.column]) : formatScore(line.score)}</span>
      {line.score === null ? null : <span class="unseen">{columns[line.column]}</span>}
    </span>
  );
}

/** The lines as they stand, at most one drawing for each picture of the screen. */
function useBoard(wall: Stream<"wall">, assignment: string, boards: BoardLines): BoardLine[] {
  const [lines, setLines] = useState<BoardLine[]>([]);
  useEffect(() => {
    const passing: LiveProgress = { recording: new Map(), stages: new Map() };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const batch = new FrameBatch(
      () => {
        if (!wall.state) return;
        const now = Date.now();
        const shown = buildBoard(wall.state, assignment, passing, now, boards.get(assignment) ?? []);
        boards.set(assignment, shown);
        setLines(shown);
        const next = getNextChangeTime(shown, passing, now);
        clearTimeout(timer);
        if (next !== undefined) timer = setTimeout(() => batch.schedule(), next - now);
      },
      (work) => requestAnimationFrame(work),
    );
    const change = () => batch.schedule();
    change();
    const stops = [
      wall.onChange(change),
      wall.on("homework.recording", ({ data }) => {
        passing.recording.set(data.homework, Date.now() + RECORDING_MS);
        change();
      }),
      wall.on("attempt.stage", ({ data }) => {
        passing.stages.set(data.homework, data.stage);
        change();
      }),
      wall.on("attempt.received", ({ data }) => {
        passing.recording.delete(data.homework);
        passing.stages.delete(data.homework);
        change();
      }),
    ];
    return () => {
      clearTimeout(timer);
      batch.end();
      stops.forEach((stop) => stop());
    };
  }, [wall, assignment]);
  return lines;
}
