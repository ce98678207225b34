/** A placement test for this lead alone: a link, by SMS too. */

import type { Answer } from "@talim/client";
import { talim } from "../talim.ts";
import { CheckField, SelectField } from "../ui/form/choice-fields.tsx";
import { Form } from "../ui/form/form.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { useLoad } from "../ui/load.tsx";
import { leadsWords } from "./words/index.ts";
import type { LeadProps } from "./data.ts";

type Props = LeadProps & { close: () => void; onLink: (link: Answer<"/leads/{id}/test/", "post">) => void };

export function TestForm({ lead, close, onLink }: Props) {
  const { flow: texts } = leadsWords.use();
  const tests = useLoad(
    () => talim.api.get("/quizzes/placement-tests/", { query: { is_open: true, page_size: 100 } }),
    [],
  );
  const form = useForm({
    initial: { test: "", by_sms: false },
    send: (body, key) => talim.api.post("/leads/{id}/test/", { path: { id: lead.id }, body, idempotencyKey: key }),
    onDone: onLink,
  });
  const rows = tests.value?.results ?? [];
  return (
    <Form of={form} word={texts.sendTest} label={texts.sendTest} close={close}>
      <SelectField
        of={form}
        name="test"
        label={texts.whichTest}
        hint={tests.value && !rows.length ? texts.noTests : undefined}
        options={rows.map(({ id, name }) => ({ value: id, label: name }))}
        required
      />
      {lead.phones.length ? <CheckField of={form} name="by_sms" label={texts.bySms} /> : null}
    </Form>
  );
}
