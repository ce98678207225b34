/** A new lead: whoever called or came in. */

import { toIsoDay } from "../format.ts";
import type { PageProps } from "../person-pages.ts";
import { Link, navigate } from "../router.tsx";
import { talim } from "../talim.ts";
import { SelectField } from "../ui/form/choice-fields.tsx";
import { FieldGroup, FieldRow, Form } from "../ui/form/form.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { showNotice } from "../ui/notices.tsx";
import { useWords } from "../words/index.ts";
import { leadsWords } from "./words/index.ts";
import { useBranches } from "../office/branches.ts";
import { checkStep, NO_STEP, writeStep, type Lead } from "./data.ts";
import { throwNamed } from "./field-names.ts";
import { LeadFields, NEW_LEAD, writeFields } from "./lead-fields.tsx";
import { StepFieldsRow } from "./parts.tsx";

const EMPTY = { ...NEW_LEAD, ...NO_STEP, branch: "" };

export function NewLead({ me }: PageProps) {
  const words = useWords();
  const texts = leadsWords.use();
  const branches = useBranches("own");
  const form = useForm<typeof EMPTY, Lead>({
    initial: EMPTY,
    draft: "new lead",
    check: (values) => checkStep(values, texts.stepNeedsDay),
    send: (values, key) =>
      talim.api
        .post("/leads/", {
          body: {
            ...writeFields(values),
            ...writeStep(values, me.zone),
            ...(values.branch ? { branch: values.branch } : {}),
          },
          idempotencyKey: key,
        })
        .catch(throwNamed),
    onDone: (lead) => {
      showNotice(words.form.saved);
      navigate(`leads/${lead.id}`);
    },
  });
  return (
    <div class="enrolment">
      <p>
        <Link to="leads">← {words.office.nav.pages.leads}</Link>
      </p>
      <h1>{words.office.nav.pages.newLead}</h1>
      <Form of={form} word={words.form.save} label={texts.newLead}>
        <LeadFields of={form} autofocus />
        {branches.length > 1 ? (
          <FieldRow>
            <SelectField
              of={form}
              name="branch"
              label={texts.branch}
              options={branches.map(({ id, name }) => ({ value: id, label: name }))}
              required
            />
          </FieldRow>
        ) : null}
        <FieldGroup title={texts.step}>
          <StepFieldsRow of={form} today={toIsoDay(Date.now(), me.zone)} />
        </FieldGroup>
      </Form>
    </div>
  );
}
