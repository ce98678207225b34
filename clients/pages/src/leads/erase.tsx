/** A stranger asks to be forgotten: everything that says who it was is deleted. */

import { useState } from "preact/hooks";
import { navigate } from "../router.tsx";
import { talim } from "../talim.ts";
import { Form } from "../ui/form/form.tsx";
import { Dialog, DialogButtons } from "../ui/dialog.tsx";
import { TextField } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { showNotice } from "../ui/notices.tsx";
import { leadsWords } from "./words/index.ts";
import { Opening } from "../accounts/pupils/section.tsx";
import type { Lead } from "./data.ts";

export function EraseLead({ lead }: { lead: Lead }) {
  const texts = leadsWords.use();
  if (lead.student) return <p class="quiet">{texts.eraseWithPerson}</p>;
  return <Opening word={texts.eraseTitle}>{(close) => <EraseForm lead={lead} close={close} />}</Opening>;
}

function EraseForm({ lead, close }: { lead: Lead; close: () => void }) {
  const texts = leadsWords.use();
  const [asked, setAsked] = useState(false);
  const form = useForm({
    initial: { reason: "" },
    send: async (body) => {
      if (!asked) return false;
      setAsked(false);
      await talim.api.post("/leads/{id}/erase/", { path: { id: lead.id }, body });
      return true;
    },
    onDone: (isDone) => {
      if (!isDone) return setAsked(true);
      showNotice(texts.erased);
      navigate("leads");
    },
  });
  return (
    <>
      <p>{texts.eraseHelp}</p>
      <Form of={form} word={texts.erase} label={texts.eraseTitle} close={close}>
        <TextField of={form} name="reason" label={texts.eraseReason} maxLength={300} required />
      </Form>
      {asked ? (
        <Dialog label={texts.eraseTitle} close={() => setAsked(false)}>
          <p class="read-back">{texts.eraseSure(lead.name)}</p>
          <DialogButtons
            word={texts.erase}
            busy={form.busy}
            go={() => void form.submit()}
            close={() => setAsked(false)}
          />
        </Dialog>
      ) : null}
    </>
  );
}
