/** A cash desk: created, renamed, given to a keeper, archived. */

import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findPeople } from "../../ui/form/picks.ts";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { cashWords } from "./words/index.ts";
import { useBranches } from "../../office/branches.ts";
import type { CashDesk } from "./desks.ts";

interface DeskFormProps {
  /** Undefined: a new one. */
  desk: CashDesk | undefined;
  onSaved: () => void;
  close: () => void;
}

export function DeskForm({ desk, onSaved, close }: DeskFormProps) {
  const words = useWords();
  const texts = cashWords.use();
  const keeper = desk?.keeper ? { id: desk.keeper.id, label: desk.keeper.full_name } : null;
  const done = () => {
    showNotice(words.form.saved);
    onSaved();
  };
  const archive = (archived: boolean) =>
    talim.api.patch("/payments/cash-desks/{id}/", { path: { id: desk?.id ?? "" }, body: { archived } });
  const form = useForm({
    initial: { name: desk?.name ?? "", branch: "", currency: "UZS", keeper: keeper as Pick | null },
    draft: `desk.${desk?.id ?? "new"}`,
    send: ({ name, branch, currency, keeper: chosen }, key) =>
      desk
        ? talim.api.patch("/payments/cash-desks/{id}/", {
            path: { id: desk.id },
            body: { name, keeper: chosen?.id ?? null },
          })
        : talim.api.post("/payments/cash-desks/", {
            body: { name, currency: currency as "UZS", keeper: chosen?.id ?? null, ...(branch ? { branch } : {}) },
            idempotencyKey: key,
          }),
    onDone: done,
  });
  const places = useBranches("own");
  return (
    <>
      <Form of={form} word={words.form.save} close={close}>
        <TextField of={form} name="name" label={texts.deskName} required autofocus />
        {desk || places.length < 2 ? null : (
          <SelectField
            of={form}
            name="branch"
            label={texts.branch}
            options={places.map(({ id, name }) => ({ value: id, label: name }))}
            required
          />
        )}
        {desk ? null : (
          <SelectField
            of={form}
            name="currency"
            label={texts.currency}
            options={Object.entries(words.currency).map(([value, label]) => ({ value, label }))}
            required
          />
        )}
        <PickField of={form} name="keeper" label={texts.keeper} hint={texts.keeperHint} find={findPeople("manager")} />
      </Form>
      {desk && !desk.shift ? (
        <ActButton
          word={texts.archiveDesk}
          act={() => archive(true)}
          onDone={() => {
            showNotice(texts.deskArchived(desk.name), {
              label: words.form.undo,
              run: () => void archive(false).then(onSaved, () => undefined),
            });
            onSaved();
          }}
        />
      ) : null}
    </>
  );
}
