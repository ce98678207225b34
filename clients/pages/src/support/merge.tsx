/** Two tickets of one person become one. */

import { useState } from "preact/hooks";
import { navigate } from "../router.tsx";
import { talim } from "../talim.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Form } from "../ui/form/form.tsx";
import { PickField, type FindPicks, type Pick } from "../ui/form/pick-field.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { showNotice } from "../ui/notices.tsx";
import { ticketWords } from "./words/index.ts";
import type { Ticket } from "./data.ts";

/** So many are offered at once. */
const SHOWN = 12;

export function MergePart({ ticket }: { ticket: Ticket }) {
  const texts = ticketWords.use().work;
  const [asked, setAsked] = useState(false);
  return (
    <>
      <p>
        <button type="button" onClick={() => setAsked(true)}>
          {texts.merge}
        </button>
      </p>
      {asked ? <MergeDialog ticket={ticket} close={() => setAsked(false)} /> : null}
    </>
  );
}

function MergeDialog({ ticket, close }: { ticket: Ticket; close: () => void }) {
  const texts = ticketWords.use();
  const find: FindPicks = async (typed) => {
    const whose = ticket.reporter ? { reporter: ticket.reporter.id } : {};
    const search = typed || (ticket.reporter ? "" : (ticket.email ?? ""));
    const { results } = await talim.api.get("/support/tickets/", {
      query: { ...whose, ...(search ? { search } : {}), page_size: SHOWN },
    });
    return results
      .filter(({ id, merged_into }) => id !== ticket.id && merged_into === null)
      .map(({ id, number, subject, state }) => ({
        id,
        label: texts.title(number, subject),
        detail: texts.states[state],
      }));
  };
  const form = useForm({
    initial: { into: null as Pick | null },
    send: ({ into }) =>
      talim.api.post("/support/tickets/{id}/merge/", { path: { id: ticket.id }, body: { into: into?.id ?? "" } }),
    onDone: (kept: Ticket) => {
      showNotice(texts.work.merged);
      close();
      navigate(`ticket/${kept.id}`);
    },
  });
  return (
    <Dialog label={texts.work.merge} close={close}>
      <h2>{texts.work.merge}</h2>
      <p class="quiet">{texts.work.mergeHint}</p>
      <Form
        of={form}
        word={texts.work.merge}
        label={texts.work.merge}
        close={close}
        here={{ conflict: texts.work.twoPeople }}
      >
        <PickField of={form} name="into" label={texts.work.mergeInto} find={find} required />
      </Form>
    </Dialog>
  );
}
