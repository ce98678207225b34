/** A gradebook: its grid, what is changed in it, and where each grade comes from. */

import { useEffect, useMemo, useState } from "preact/hooks";
import { getLastPage, Pager, useLastPage } from "../../office/pager.tsx";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { throttleTrailing } from "../../throttle.ts";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad, type Loaded } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useEvents, useStream } from "../../ui/stream.ts";
import { useWords } from "../../words/index.ts";
import { gradebookWords } from "./words/index.ts";
import { GradeDetails } from "../grade-details.tsx";
import { AppealsLink } from "./appeals-link.tsx";
import { EntryDialog } from "./entry-dialog.tsx";
import { useEntries } from "./entries.ts";
import { ExtensionForm } from "./extension-form.tsx";
import type { Grid } from "./grid-data.ts";
import { GridTools } from "./grid-tools.tsx";
import { GradeGrid } from "./grid.tsx";
import { getCellElementId, SIGNS, type Editing } from "./grid-line.tsx";
import type { Place } from "./moves.ts";
import { Spreadsheet } from "./spreadsheet.tsx";

/** Results of quizzes change grades too. */
const EVENTS = ["grade.changed", "quiz.result"] as const;
/** Events within this time (ms) lead to one reload. */
const REFRESH_DELAY_MS = 1_000;
/** Pupils in one answer of the server. */
const GRID_PAGE = 200;

export function GradebookPage({ me, values: { id = "" } }: PageProps) {
  const [page, setPage] = useState(1);
  const loaded = useLoad(
    () => talim.api.get("/grading/gradebooks/{id}/grid/", { path: { id }, query: { page } }),
    [id, page],
  );
  useLastPage(
    { value: loaded.value && { results: loaded.value.rows, count: loaded.value.student_count }, stale: loaded.stale },
    { page, size: GRID_PAGE, turn: setPage },
  );
  return (
    <Loading of={loaded}>
      {(grid) => <GradebookDesk key={id} grid={grid} loaded={loaded} me={me} page={page} turn={setPage} />}
    </Loading>
  );
}

interface GradebookDeskProps {
  grid: Grid;
  loaded: Loaded<Grid>;
  me: Person;
  page: number;
  turn: (page: number) => void;
}

function GradebookDesk({ grid, loaded, me, page, turn }: GradebookDeskProps) {
  const words = useWords();
  const texts = gradebookWords.use();
  const entries = useEntries(loaded, grid, page);
  const [editing, setEditing] = useState<Editing | undefined>();
  const [active, setActive] = useState<Place>({ row: 0, column: 1 });
  const [opened, setOpened] = useState<"reasons" | "extension" | "table" | undefined>();
  const refresh = useMemo(() => throttleTrailing(loaded.reload, REFRESH_DELAY_MS), [loaded.reload]);
  useEffect(() => refresh.cancel, [refresh]);
  useEvents(useStream("wall", grid.group ?? undefined), EVENTS, refresh.schedule);
  useEvents(useStream("course_wall", grid.course ?? undefined), EVENTS, refresh.schedule);
  // Pupils and items may have gone since.
  const here = {
    row: Math.min(active.row, Math.max(0, grid.rows.length - 1)),
    column: Math.min(active.column, grid.items.length),
  };
  const student = grid.rows[here.row]?.student;
  const item = grid.items[here.column - 1];
  const close = () => setOpened(undefined);
  const asked = editing ? undefined : entries.unsaved.find(({ isSending }) => !isSending);
  /** Without writing; the keys go on at the cell. */
  const stopEditing = () => {
    setEditing(undefined);
    setTimeout(() => student && document.getElementById(getCellElementId(student.id, item?.id))?.focus());
  };
  const setup = `gradebook-setup/${grid.id}`;
  return (
    <div class="wide gradebook">
      <h1>{grid.title}</h1>
      <p class="quiet">{words.teacher.nav.gradebook}</p>
      <div class="buttons">
        <Link to={setup} class="button">
          {texts.setup}
        </Link>
        {grid.items.length && grid.rows.length ? (
          <>
            <button type="button" onClick={() => setOpened("table")}>
              {texts.table}
            </button>
            <AppealsLink gradebook={grid.id} />
          </>
        ) : null}
      </div>
      {!grid.items.length ? (
        <Empty drawing="box" text={texts.noItems}>
          <Link to={setup} class="button main">
            {texts.setup}
          </Link>
        </Empty>
      ) : !grid.rows.length ? (
        <Empty drawing="people" text={texts.noPupils} />
      ) : (
        <>
          <GridTools
            grid={grid}
            cell={student && { student: student.id, item: item?.id }}
            entries={entries}
            stopEditing={stopEditing}
            open={setOpened}
          />
          <GradeGrid
            grid={grid}
            entries={entries}
            me={me}
            editing={editing}
            edit={setEditing}
            active={here}
            activate={setActive}
            explain={() => setOpened("reasons")}
          />
          <Pager
            page={page}
            pages={getLastPage(grid.student_count, GRID_PAGE)}
            turn={(next) => {
              setEditing(undefined);
              setActive({ row: 0, column: 1 });
              turn(next);
            }}
          />
          <Legend />
        </>
      )}
      {asked ? <EntryDialog key={`${asked.student} ${asked.item}`} of={asked} grid={grid} entries={entries} /> : null}
      {opened === "table" ? (
        <Drawer title={texts.table} close={close} holdsBack>
          <Spreadsheet
            grid={grid}
            onDone={(report) => {
              close();
              loaded.reload();
              showNotice(texts.tableDone(report.taken_count));
            }}
          />
        </Drawer>
      ) : opened && student ? (
        <Drawer title={student.full_name} close={close} holdsBack>
          {opened === "reasons" ? (
            <GradeDetails gradebook={grid.id} student={student.id} me={me} asTeacher />
          ) : item ? (
            <>
              <p>{item.name}</p>
              <ExtensionForm
                gradebook={grid.id}
                cell={{ student: student.id, item: item.id }}
                me={me}
                close={close}
                onDone={(grade) => {
                  entries.show(grade);
                  close();
                  showNotice(texts.extended(student.full_name, item.name));
                }}
              />
            </>
          ) : null}
        </Drawer>
      ) : null}
    </div>
  );
}

/** What the signs of the cells mean, and what the keys do. */
function Legend() {
  const texts = gradebookWords.use();
  return (
    <>
      <ul class="grid-legend quiet">
        {Object.entries(SIGNS).map(([sign, icon]) => (
          <li key={sign}>
            <Icon name={icon} /> {texts.signs[sign as keyof typeof SIGNS]}
          </li>
        ))}
        <li>
          <b>e</b> {texts.excused}
        </li>
        <li>
          <s>12</s> {texts.dropped}
        </li>
      </ul>
      <p id="grid-keys" class="quiet">
        {texts.keys}
      </p>
    </>
  );
}
