/** The questions of a bank as a file for other systems. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad, usePoll, Waiting } from "../../ui/load.tsx";
import { transferWords } from "../../course_transfers/words/index.ts";
import { quizWriteWords } from "./words/index.ts";
import { TransferProblems } from "./transfer-problems.tsx";

type QuestionExport = Answer<"/quizzes/banks/{id}/exports/", "post">;
type Format = QuestionExport["format"];

/** How often (ms) a file that is being written is asked for. */
const POLL_MS = 1_000;

export function BankExport({ bank }: { bank: string }) {
  const texts = quizWriteWords.use();
  const transfers = transferWords.use();
  const [begun, setBegun] = useState<string | undefined>();
  const form = useForm<{ format: Format; tag: string }, QuestionExport>({
    initial: { format: "moodle_xml", tag: "" },
    send: (body, idempotencyKey) =>
      talim.api.post("/quizzes/banks/{id}/exports/", { path: { id: bank }, body, idempotencyKey }),
    onDone: ({ id }) => setBegun(id),
  });
  return (
    <>
      <Form of={form} word={transfers.makeFile} label={transfers.exportTitle}>
        <SelectField
          of={form}
          name="format"
          label={transfers.format}
          options={Object.entries(texts.formats).map(([value, label]) => ({ value, label }))}
          required
        />
        <TextField of={form} name="tag" label={texts.tag} hint={texts.drawTagHelp} maxLength={100} />
      </Form>
      {begun ? <OpenExport key={begun} bank={bank} id={begun} /> : null}
    </>
  );
}

function OpenExport({ bank, id }: { bank: string; id: string }) {
  const texts = quizWriteWords.use();
  const transfers = transferWords.use();
  const loaded = useLoad(
    () => talim.api.get("/quizzes/banks/{id}/exports/{export_id}/", { path: { id: bank, export_id: id } }),
    [bank, id],
  );
  usePoll(loaded, loaded.value?.state === "waiting" ? POLL_MS : undefined);
  return (
    <Loading of={loaded}>
      {(entry) =>
        entry.state === "waiting" ? (
          <Waiting />
        ) : entry.state === "failed" ? (
          <p class="notice bad">{transfers.exportFailed}</p>
        ) : (
          <>
            <p role="status">{texts.exportedCount(entry.question_count)}</p>
            {entry.url ? (
              <a class="button main" href={entry.url} download>
                <Icon name="download" /> {texts.downloadFile}
              </a>
            ) : null}
            <TransferProblems of={entry} />
          </>
        )
      }
    </Loading>
  );
}
