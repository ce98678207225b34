/** Second marking of an item: who marks, the reader's own sheet, how far the markers agree, and the grades that come of it. */

import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { CheckField, SelectField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { markingWords } from "../marking/words/index.ts";
import { readNumber, writeNumber } from "../points.ts";
import { MarkedWorks } from "./marked-works.tsx";
import type { Marking } from "./marking-data.ts";
import { MarkingSheet } from "./marking-sheet.tsx";

export function MarkingPage({ me, values: { id = "" } }: PageProps) {
  const loaded = useLoad(() => talim.api.get("/grading/items/{id}/marking/", { path: { id } }), [id]);
  return <Loading of={loaded}>{(marking) => <MarkingDesk marking={marking} me={me} reload={loaded.reload} />}</Loading>;
}

function MarkingDesk({ marking, me, reload }: { marking: Marking; me: Person; reload: () => void }) {
  const texts = markingWords.use();
  const { item, name, title, gradebook, first, second, is_set: isSet, works } = marking;
  const isMarker = [first?.id, second?.id].includes(me.id);
  return (
    <div class="marking">
      <p>
        <Link to={`gradebook/${gradebook}`}>← {title}</Link>
      </p>
      <h1>{name}</h1>
      <p class="quiet">
        {texts.title}. {texts.intro}
      </p>
      {isMarker ? <MarkingSheet item={item} onMarked={reload} /> : null}
      {isSet ? <MarkedWorks marking={marking} reload={reload} /> : null}
      <section aria-labelledby="who-marks">
        <h2 id="who-marks">{texts.settings}</h2>
        <MarkingSettings key={`${first?.id} ${second?.id}`} marking={marking} reload={reload} />
        {isSet && !works.some(({ has_first, has_second }) => has_first || has_second) ? (
          <ActButton
            word={texts.stop}
            class="plain"
            question={<p>{texts.stopQuestion}</p>}
            act={() => talim.api.delete("/grading/items/{id}/marking/", { path: { id: item } })}
            onDone={() => {
              showNotice(texts.stopped);
              reload();
            }}
          />
        ) : null}
      </section>
    </div>
  );
}

function MarkingSettings({ marking, reload }: { marking: Marking; reload: () => void }) {
  const words = useWords();
  const texts = markingWords.use();
  const { item, first, second, gone, teachers } = marking;
  const [firstHere, secondHere] = [gone.includes("first") ? null : first, gone.includes("second") ? null : second];
  const people = new Map(
    [...teachers, firstHere, secondHere].flatMap((person) => (person ? [[person.id, person.full_name] as const] : [])),
  );
  const options = [...people].map(([value, label]) => ({ value, label }));
  const form = useForm({
    initial: {
      first: firstHere?.id ?? "",
      second: secondHere?.id ?? "",
      is_blind: marking.is_blind,
      tolerance: writeNumber(marking.tolerance),
    },
    check: ({ tolerance }): { tolerance?: string } =>
      readNumber(tolerance) === undefined ? { tolerance: texts.number } : {},
    send: ({ tolerance, ...others }) =>
      talim.api.put("/grading/items/{id}/marking/", {
        path: { id: item },
        body: { ...others, tolerance: readNumber(tolerance) ?? 0 },
      }),
    onDone: () => {
      showNotice(texts.saved);
      reload();
    },
  });
  return (
    <Form of={form} word={words.form.save} label={texts.settings}>
      {gone.map((place) => (
        <p key={place} class="notice">
          {texts.gone(texts[place], marking[place]?.full_name ?? texts.former)}
        </p>
      ))}
      <FieldRow>
        <SelectField of={form} name="first" label={texts.first} options={options} required />
        <SelectField of={form} name="second" label={texts.second} options={options} required />
        <TextField of={form} name="tolerance" label={texts.tolerance} inputMode="decimal" maxLength={12} required />
      </FieldRow>
      <CheckField of={form} name="is_blind" label={texts.isBlind} hint={texts.isBlindHelp} />
    </Form>
  );
}
