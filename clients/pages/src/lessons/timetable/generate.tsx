/** The lessons of a group from its timetable: what would be added and removed, then done. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime } from "../../format.ts";
import { GroupRooms } from "../live/group-rooms.tsx";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DateField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { useWords } from "../../words/index.ts";
import { timetableWords } from "./words/index.ts";
import type { School } from "./school.ts";

type Generated = Answer<"/courses/groups/{id}/schedule/generate/", "post">;

const MAX_SHOWN = 20;

export function GenerateForm({ school, me, onChanged }: { school: School; me: Person; onChanged: () => void }) {
  const texts = timetableWords.use();
  const [made, setMade] = useState<{ text: string; group: string } | undefined>();
  const [preview, setPreview] = useState<{ found: Generated; of: string } | undefined>();
  const run = (values: { group: string; since: string; until: string }, dry_run: boolean, idempotencyKey: string) =>
    talim.api.post("/courses/groups/{id}/schedule/generate/", {
      path: { id: values.group },
      body: { since: values.since || null, until: values.until || null, dry_run },
      idempotencyKey,
    });
  const form = useForm({
    initial: { group: "", since: "", until: "" },
    send: async (values, key) => ({ found: await run(values, true, key), of: JSON.stringify(values) }),
    onDone: setPreview,
  });
  if (made)
    return (
      <>
        <p role="status">{made.text}</p>
        <GroupRooms group={made.group} onChanged={onChanged} />
        <Link to={`timetable?group=${made.group}`} class="button main">
          {texts.groupTimetable}
        </Link>
      </>
    );
  const current = preview?.of === JSON.stringify(form.values) ? preview.found : undefined;
  return (
    <>
      <p>{texts.generateHelp}</p>
      <Form of={form} word={texts.generatePreview} label={texts.generateTitle}>
        <SelectField
          of={form}
          name="group"
          label={texts.group}
          options={school.groups.map(({ id, name }) => ({ value: id, label: name }))}
          required
        />
        <FieldRow>
          <DateField of={form} name="since" label={texts.since} />
          <DateField of={form} name="until" label={texts.until} />
        </FieldRow>
      </Form>
      {current ? (
        <section aria-label={texts.preview}>
          <GeneratedView found={current} me={me} />
          {current.counts.added + current.counts.removed ? (
            <ActButton
              word={texts.generateRun}
              class="main"
              act={(key) => run(form.values, false, key)}
              onDone={({ counts }) => {
                setMade({ text: texts.generated(counts.added), group: form.values.group });
                onChanged();
              }}
            />
          ) : null}
        </section>
      ) : null}
      {form.values.group ? <GroupRooms group={form.values.group} onChanged={onChanged} /> : null}
    </>
  );
}

function GeneratedView({ found, me }: { found: Generated; me: Person }) {
  const words = useWords();
  const texts = timetableWords.use();
  return (
    <>
      <ul class="tiles">
        {Object.entries(found.counts).map(([name, n]) => (
          <li key={name}>
            <b class="number">{n}</b> {texts.generatedCounts[name] ?? name}
          </li>
        ))}
      </ul>
      <ul class="cards">
        {found.skipped.slice(0, MAX_SHOWN).map((row) => (
          <li key={row.starts_at} class="state warn">
            <Icon name="warning" />
            {formatDayTime(row.starts_at, me.zone, words)}:{" "}
            {[row.detail, row.clash?.name, row.clash?.group_name].filter(Boolean).join(" · ")}
          </li>
        ))}
      </ul>
    </>
  );
}
