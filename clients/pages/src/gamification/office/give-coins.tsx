/** Coins given or taken by hand, with a reason that the pupil reads, and what earns coins by itself. */

import type { PageProps } from "../../person-pages.ts";
import { formatDayTime } from "../../format.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { Form } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findPeople } from "../../ui/form/picks.ts";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Table } from "../../ui/table.tsx";
import { usePersonPages } from "../../person-pages.ts";
import { useWords } from "../../words/index.ts";
import { settingsWords } from "../../settings/words/index.ts";
import { shopWords } from "./words/index.ts";

type Fields = { student: Pick | null; amount: number | null; reason: string };

const SHOWN = 10;
const EMPTY: Fields = { student: null, amount: null, reason: "" };

export function GiveCoins({ me }: PageProps) {
  const words = useWords();
  const texts = shopWords.use();
  const form = useForm<Fields, unknown>({
    initial: EMPTY,
    send: ({ student, amount, reason }, key) =>
      talim.api.post("/gamification/coins/adjust/", {
        body: { student: student?.id ?? "", amount: amount ?? 0, reason },
        idempotencyKey: key,
      }),
    onDone: () => {
      const { student, amount } = form.values;
      showNotice(texts.given(amount ?? 0, student?.label ?? ""));
      form.reset();
      form.set("student", student);
      last.reload();
    },
  });
  const student = form.values.student;
  const last = useLoad(() => fetchLast(student), [student?.id]);
  return (
    <>
      <h1>{texts.give}</h1>
      <p class="quiet">{texts.giveHelp}</p>
      <Form of={form} word={words.form.save} label={texts.give}>
        <PickField of={form} name="student" label={texts.pupil} find={findPeople("student")} required />
        <NumberField of={form} name="amount" label={texts.amount} min={-1000} max={1000} required />
        <TextField of={form} name="reason" label={texts.reason} required />
      </Form>
      {student ? <Loading of={last}>{(rows) => <LastCoins rows={rows} me={me} />}</Loading> : null}
      <Rules me={me} />
    </>
  );
}

const fetchLast = async (student: Pick | null) => {
  if (!student) return [];
  const { results } = await talim.api.get("/gamification/coins/{student_id}/transactions/", {
    path: { student_id: student.id },
    query: { limit: SHOWN },
  });
  return results;
};

function LastCoins({ rows, me }: { rows: Awaited<ReturnType<typeof fetchLast>>; me: Person }) {
  const words = useWords();
  const texts = shopWords.use();
  if (!rows.length) return <p class="empty">{texts.nothingYet}</p>;
  return (
    <section aria-labelledby="last">
      <h2 id="last">{texts.newest}</h2>
      <Table
        label={texts.newest}
        heads={[{ word: texts.reason }, { word: texts.amount, number: true }, { word: texts.when }]}
        rows={rows.map((row) => ({
          key: row.id,
          cells: [row.note || row.text, row.amount, formatDayTime(row.created_at, me.zone, words)],
        }))}
      />
    </section>
  );
}

function Rules({ me }: { me: Person }) {
  const texts = shopWords.use();
  const names: Record<string, string> = settingsWords.use().settings;
  const rules = useLoad(() => talim.api.get("/gamification/rules/"), []);
  const { hasPage } = usePersonPages();
  return (
    <section aria-labelledby="rules">
      <h2 id="rules">{texts.rules}</h2>
      <p class="quiet">{texts.rulesHelp}</p>
      <Loading of={rules}>
        {({ rules: all }) => (
          <Table
            label={texts.rules}
            heads={[{ word: texts.rule }, { word: texts.amount, number: true }]}
            rows={all
              .filter(({ value }) => value !== null && value !== "")
              .map(({ name, text, value }) => ({ key: name, cells: [names[name] ?? text, value] }))}
          />
        )}
      </Loading>
      {hasPage(me, "settings") ? (
        <p>
          <Link to="settings">{texts.toSettings}</Link>
        </p>
      ) : null}
    </section>
  );
}
