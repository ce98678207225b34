/** Skills that come as a sheet: looked through first, then written, all rows or none. */

import { useState } from "preact/hooks";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { checkReadable } from "../../ui/file.ts";
import { FileField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Table } from "../../ui/table.tsx";
import { skillsWords } from "./words/index.ts";
import type { SheetReport } from "./skill-data.ts";

interface Checked {
  file: File;
  report: SheetReport;
}

export function SkillSheet({ close, onDone }: { close: () => void; onDone: () => void }) {
  const texts = skillsWords.use();
  const [checked, setChecked] = useState<Checked>();
  const send = async (file: File, dry_run: boolean): Promise<Checked> => ({
    file,
    report: await talim.api.post("/skills/table/", { form: { file: await checkReadable(file), dry_run } }),
  });
  const form = useForm<{ file: File | null }, Checked>({
    initial: { file: null },
    send: ({ file }) => send(file as File, true),
    onDone: setChecked,
  });
  const current = checked?.file === form.values.file ? checked : undefined;
  const isWritable = ({ report }: Checked) => !report.refused_count && report.created_count + report.changed_count > 0;
  const writable = current && isWritable(current) ? current : undefined;
  return (
    <>
      <p class="quiet">{texts.sheetHelp}</p>
      <Form of={form} word={texts.check} label={texts.takeIn} close={close}>
        <FileField of={form} name="file" label={texts.file} accept=".csv,.xlsx" required />
      </Form>
      {current ? <Report of={current.report} /> : null}
      {writable ? (
        <ActButton
          word={texts.writeAll}
          class="main"
          act={() => send(writable.file, false)}
          // Somebody else may have changed the skills since the look.
          onDone={(now) => (now.report.refused_count ? setChecked(now) : onDone())}
        />
      ) : null}
    </>
  );
}

function Report({ of: report }: { of: SheetReport }) {
  const texts = skillsWords.use();
  const counts = [
    [report.created_count, texts.created],
    [report.changed_count, texts.changed],
    [report.same_count, texts.same],
    [report.refused_count, texts.refused],
  ] as const;
  return (
    <section aria-label={texts.report}>
      <ul class="tiles" aria-live="polite">
        {counts.map(([count, word]) => (
          <li key={word}>
            <b class="number">{count}</b> {word}
          </li>
        ))}
      </ul>
      {report.created.length ? <p>{`${texts.created}: ${report.created.join(", ")}`}</p> : null}
      {report.changed.length ? <p>{`${texts.changed}: ${report.changed.join(", ")}`}</p> : null}
      {report.refused.length ? (
        <Table
          label={texts.refused}
          heads={[
            { word: texts.row, number: true },
            { word: texts.column },
            { word: texts.cell },
            { word: texts.reason },
          ]}
          rows={report.refused.map(({ row, heading, text, reason }, place) => ({
            key: String(place),
            cells: [row || "–", heading, text || "–", reason],
          }))}
        />
      ) : null}
    </section>
  );
}
