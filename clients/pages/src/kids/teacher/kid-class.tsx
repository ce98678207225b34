/** The class of a small child: by the age, or as staff chose it with a reason. */

import { formatDate } from "../../format.ts";
import { hasPermission } from "../../office/permissions.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { ChoiceField, DateField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextArea } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { kidsTeacherWords } from "./words/index.ts";
import type { Kid, KgClass } from "./data.ts";

const CLASSES: KgClass[] = ["KG1", "KG2", "KG3"];

export function KidClass({ child: id, me }: { child: string; me: Person }) {
  const texts = kidsTeacherWords.use();
  const { opened, open, close, done, changes } = useOpenedRow<"form">();
  const child = useLoad(() => talim.api.get("/children/{id}/", { path: { id } }), [id, changes]);
  return (
    <section class="not-printed" aria-labelledby="class">
      <h2 id="class">{texts.class}</h2>
      <Loading of={child}>
        {(found) => (
          <>
            <p>{found.kg_class ? texts.classes[found.kg_class] : texts.noClass}</p>
            {found.exception ? <Exception of={found.exception} byAge={found.by_age} me={me} /> : null}
            {hasPermission(me, "kids.arrange") ? (
              <div class="buttons">
                <button type="button" onClick={() => open("form")}>
                  {texts.setClass}
                </button>
                {found.exception ? (
                  <ActButton
                    word={texts.removeClass}
                    class="plain"
                    act={() => talim.api.delete("/children/{id}/class/", { path: { id } })}
                    onDone={() => done(texts.saved)}
                  />
                ) : null}
              </div>
            ) : null}
          </>
        )}
      </Loading>
      {opened ? (
        <Drawer title={texts.setClass} close={close} holdsBack>
          <ClassForm child={id} close={close} onDone={() => done(texts.saved)} />
        </Drawer>
      ) : null}
    </section>
  );
}

function Exception({
  of: exception,
  byAge,
  me,
}: {
  of: NonNullable<Kid["exception"]>;
  byAge: KgClass | null;
  me: Person;
}) {
  const words = useWords();
  const texts = kidsTeacherWords.use();
  const until = formatDate(exception.until, me.zone, words);
  return (
    <>
      <p>{texts.chosen(exception.author?.full_name ?? texts.somebody, until, exception.reason)}</p>
      <p class="quiet">{texts.byAge(byAge ? texts.classes[byAge] : texts.noClass)}</p>
    </>
  );
}

function ClassForm({ child: id, close, onDone }: { child: string; close: () => void; onDone: () => void }) {
  const texts = kidsTeacherWords.use();
  const form = useForm<{ kg_class: KgClass | ""; reason: string; until: string }, unknown>({
    initial: { kg_class: "", reason: "", until: "" },
    send: ({ kg_class, reason, until }) =>
      talim.api.put("/children/{id}/class/", {
        path: { id },
        body: { kg_class: kg_class as KgClass, reason, ...(until ? { until } : {}) },
      }),
    onDone,
  });
  return (
    <Form of={form} word={texts.save} label={texts.setClass} close={close}>
      <ChoiceField
        of={form}
        name="kg_class"
        label={texts.class}
        options={CLASSES.map((value) => ({ value, label: texts.classes[value] }))}
        required
      />
      <TextArea of={form} name="reason" label={texts.classReason} maxLength={500} required />
      <DateField of={form} name="until" label={texts.classUntil} hint={texts.classUntilHint} />
    </Form>
  );
}
