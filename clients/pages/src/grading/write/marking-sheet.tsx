/** The marking sheet of one of two markers: a work by its code, points, a note. */

import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { markingWords } from "../marking/words/index.ts";
import { formatPoints, readNumber, writeNumber } from "../points.ts";

type Sheet = Answer<"/grading/items/{id}/marks/", "get">;
type Row = Sheet["rows"][number];

/** The most letters of a note. */
const LONGEST_NOTE = 300;

export function MarkingSheet({ item, onMarked }: { item: string; onMarked: () => void }) {
  const texts = markingWords.use();
  const loaded = useLoad(() => talim.api.get("/grading/items/{id}/marks/", { path: { id: item } }), [item]);
  const marked = (sheet: Sheet, row: Row) => {
    loaded.replace({ ...sheet, rows: sheet.rows.map((one) => (one.code === row.code ? row : one)) });
    onMarked();
  };
  return (
    <section aria-labelledby="sheet">
      <h2 id="sheet">{texts.sheet}</h2>
      <p class="quiet">{texts.sheetHelp}</p>
      <Loading of={loaded}>
        {(sheet) =>
          sheet.rows.length ? (
            <ul class="rows marking-rows">
              {sheet.rows.map((row) => (
                <li key={row.code}>
                  <p>
                    <strong>{row.code}</strong> {row.student?.full_name}
                  </p>
                  {row.is_fixed ? (
                    <FixedMark row={row} most={sheet.max_points} />
                  ) : (
                    <MarkForm item={item} row={row} most={sheet.max_points} onDone={(given) => marked(sheet, given)} />
                  )}
                </li>
              ))}
            </ul>
          ) : (
            <p class="empty">{texts.noWorks}</p>
          )
        }
      </Loading>
    </section>
  );
}

function FixedMark({ row, most }: { row: Row; most: number }) {
  const texts = markingWords.use();
  return (
    <p class="state">
      <Icon name="good" />{" "}
      {[
        row.points === null ? "" : `${formatPoints(row.points)} / ${formatPoints(most)}`,
        row.note,
        row.marked_by?.full_name,
        texts.isFixed,
      ]
        .filter(Boolean)
        .join(" · ")}
    </p>
  );
}

function MarkForm({ item, row, most, onDone }: { item: string; row: Row; most: number; onDone: (row: Row) => void }) {
  const words = useWords();
  const texts = markingWords.use();
  const form = useForm({
    initial: { points: row.points === null ? "" : writeNumber(row.points), note: row.note },
    check: ({ points }): { points?: string } =>
      points && readNumber(points) === undefined ? { points: texts.wrongPoints } : {},
    send: ({ points, note }, idempotencyKey) => {
      const body = { code: row.code, points: readNumber(points) ?? 0, note };
      return talim.api.post("/grading/items/{id}/marks/", { path: { id: item }, body, idempotencyKey });
    },
    onDone: (given) => {
      showNotice(texts.given(given.code, formatPoints(given.points ?? 0)));
      onDone(given);
    },
  });
  return (
    <Form of={form} word={words.form.save} label={texts.work(row.code)}>
      <FieldRow>
        <TextField
          of={form}
          name="points"
          label={texts.points(formatPoints(most))}
          inputMode="decimal"
          maxLength={12}
          required
        />
        <TextField of={form} name="note" label={texts.note} maxLength={LONGEST_NOTE} />
      </FieldRow>
    </Form>
  );
}
