/** The live wall of a group: one line per pupil, the state moves through its columns while the teacher looks on. */

import { Component } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { Stream, WallState } from "@talim/client";
import type { PageProps } from "../app.tsx";
import { mark } from "../format.ts";
import { Link } from "../router.tsx";
import { Icon, type Picture } from "../ui/icon.tsx";
import { useStream } from "../ui/stream.ts";
import { useWords, type Words } from "../words/index.ts";
import {
  Batch,
  boardOf,
  COLUMNS,
  counted,
  nextChange,
  RECORDING_MS,
  type Column,
  type Line,
  type Passing,
} from "./board.ts";
import { Hardest } from "./hardest.tsx";
import { opens } from "./part.ts";

const PICTURES: Record<Column, Picture> = {
  open: "clock",
  recording: "microphone",
  sent: "send",
  waiting: "eye",
  scored: "good",
  stuck: "warning",
};

/** Where there is something to hear. */
const HEARD: Column[] = ["waiting", "scored", "stuck"];

export function Wall({ me, values }: PageProps) {
  const words = useWords();
  const group = values["id"] ?? "";
  const wall = useStream("wall", group);
  const [state, set] = useState<WallState>();
  const [ended, end] = useState<string>();
  const [chosen, choose] = useState("");
  useEffect(() => {
    if (!wall) return undefined;
    const look = () => set((before) => (sameAssignments(before, wall.state) ? before : (wall.state ?? before)));
    look();
    end(wall.ended);
    const stops = [wall.onChange(look), wall.onEnd(end)];
    return () => stops.forEach((stop) => stop());
  }, [wall]);
  if (ended) return <p class="empty">{words.errors.not_found}</p>;
  if (!wall || !state) return <p class="waiting">{navigator.onLine ? words.loading : words.errors.network}</p>;
  const [newest] = state.assignments;
  const assignment = state.assignments.some((one) => one.assignment === chosen) ? chosen : (newest?.assignment ?? "");
  return (
    <div class="wide">
      <h1>{words.teacher.wall.title}</h1>
      {newest ? (
        <>
          <label for="assignment">{words.teacher.assignment}</label>
          <select id="assignment" value={assignment} onChange={(event) => choose(event.currentTarget.value)}>
            {state.assignments.map((one) => (
              <option key={one.assignment} value={one.assignment}>
                {one.title}
              </option>
            ))}
          </select>
          <Board key={assignment} wall={wall} assignment={assignment} reviews={opens(me, "review")} />
          <Hardest key={`words ${assignment}`} assignment={assignment} wall={wall} />
        </>
      ) : (
        <p class="empty">{words.teacher.wall.nothing}</p>
      )}
    </div>
  );
}

/** The page around the board is drawn anew only when there are other assignments. */
function sameAssignments(a: WallState | undefined, b: WallState | undefined): boolean {
  return a !== undefined && a.assignments === b?.assignments;
}

function Board({ wall, assignment, reviews }: { wall: Stream<"wall">; assignment: string; reviews: boolean }) {
  const words = useWords();
  const lines = useBoard(wall, assignment);
  const counts = counted(lines);
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
            <Row key={line.homework} line={line} words={words} reviews={reviews} />
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
    </>
  );
}

interface RowProps {
  line: Line;
  words: Words;
  /** Whether the teacher may hear and decide. */
  reviews: boolean;
}

/** Drawn anew only when its line is another one. */
class Row extends Component<RowProps> {
  override shouldComponentUpdate(next: RowProps): boolean {
    return next.line !== this.props.line || next.words !== this.props.words;
  }

  override render() {
    const { line, words, reviews } = this.props;
    const heard = reviews && HEARD.includes(line.column);
    return (
      <tr class={line.glows ? "glows" : undefined}>
        <th scope="row">{heard ? <Link to={`review/${line.homework}`}>{line.name}</Link> : line.name}</th>
        {COLUMNS.map((column) => (
          <td key={column}>{column === line.column ? <Lit line={line} words={words} /> : null}</td>
        ))}
      </tr>
    );
  }
}

function Lit({ line, words }: { line: Line; words: Words }) {
  const { columns, stages } = words.teacher.wall;
  const stage = stages[line.stage];
  return (
    <span class={`lit ${line.column}`}>
      <Icon name={PICTURES[line.column]} />
      <span>{line.score === null ? (stage ?? columns[line.column]) : mark(line.score)}</span>
      {line.score === null ? null : <span class="unseen">{columns[line.column]}</span>}
    </span>
  );
}

/** The lines as they stand, at most one drawing for each picture of the screen. */
function useBoard(wall: Stream<"wall">, assignment: string): Line[] {
  const [lines, draw] = useState<Line[]>([]);
  const shown = useRef<Line[]>([]);
  useEffect(() => {
    const passing: Passing = { recording: new Map(), stages: new Map() };
    let timer: ReturnType<typeof setTimeout> | undefined;
    const batch = new Batch(() => {
      if (!wall.state) return;
      const now = Date.now();
      shown.current = boardOf(wall.state, assignment, passing, now, shown.current);
      draw(shown.current);
      const next = nextChange(shown.current, passing, now);
      clearTimeout(timer);
      if (next !== undefined) timer = setTimeout(() => batch.change(), next - now);
    }, (work) => requestAnimationFrame(work));
    const change = () => batch.change();
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
