/** Who cannot come: what families told, and what they tell the office by phone. */

import { useState } from "preact/hooks";
import { toIsoDay } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim } from "../../talim.ts";
import { Excuses } from "../../attendance/teacher/excuses.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { DateField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findPeople } from "../../ui/form/picks.ts";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { todayWords } from "./words/index.ts";

export function OfficeExcuses({ me }: PageProps) {
  const texts = todayWords.use();
  const [opened, setOpened] = useState(false);
  const [changes, setChanges] = useState(0);
  const close = () => setOpened(false);
  return (
    <>
      <Excuses
        key={changes}
        me={me}
        values={{}}
        acts={
          <p>
            <button type="button" class="main" onClick={() => setOpened(true)}>
              {texts.newExcuse}
            </button>
          </p>
        }
      />
      {opened ? (
        <Drawer title={texts.newExcuse} close={close}>
          <ExcuseForm me={me} close={close} onDone={() => (close(), setChanges((n) => n + 1))} />
        </Drawer>
      ) : null}
    </>
  );
}

/** Days on which a pupil cannot come as the family told by phone. */
function ExcuseForm({ me, close, onDone }: { me: PageProps["me"]; close: () => void; onDone: () => void }) {
  const words = useWords();
  const texts = todayWords.use();
  const today = toIsoDay(Date.now(), me.zone);
  const form = useForm({
    initial: { student: null as Pick | null, starts_on: today, ends_on: "", reason: "" },
    send: ({ student, starts_on, ends_on, reason }, idempotencyKey) =>
      talim.api.post("/attendance/excuses/", {
        body: { student: student?.id ?? null, starts_on, ends_on: ends_on || starts_on, reason },
        idempotencyKey,
      }),
    onDone: ({ state }) => {
      const name = form.values.student?.label ?? "";
      showNotice(state === "accepted" ? texts.excuseNoted(name) : texts.excuseWaits(name));
      onDone();
    },
  });
  return (
    <Form of={form} word={words.form.save} label={texts.newExcuse} close={close}>
      <PickField of={form} name="student" label={texts.excusePupil} find={findPeople("student")} required autofocus />
      <FieldRow>
        <DateField of={form} name="starts_on" label={texts.excuseFrom} required />
        <DateField of={form} name="ends_on" label={texts.excuseUntil} min={form.values.starts_on} />
      </FieldRow>
      <TextField of={form} name="reason" label={texts.excuseReason} required />
    </Form>
  );
}
