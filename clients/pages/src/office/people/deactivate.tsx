/** Somebody does not work here any more. Who is a member of groups too: the server asks what becomes of that. */

import { ApiError } from "@talim/client";
import { useState } from "preact/hooks";
import { talim } from "../../talim.ts";
import { ChoiceField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { peopleWords } from "../../words/office/people/index.ts";
import type { StaffPerson } from "./new-person.tsx";

interface DeactivateProps {
  person: StaffPerson;
  onDone: (person: StaffPerson) => void;
  close: () => void;
}

export function Deactivate({ person, onDone, close }: DeactivateProps) {
  const words = useWords();
  const texts = peopleWords.use();
  const [asked, ask] = useState(false);
  const path = { id: person.id };
  const undo = () =>
    void talim.api.post("/auth/users/{id}/activate/", { path }).then((again) => {
      showNotice(texts.activated(again.first_name));
      onDone(again);
    });
  const form = useForm({
    initial: { memberships: "" },
    send: async ({ memberships }) => {
      try {
        return await talim.api.post("/auth/users/{id}/deactivate/", { path, body: memberships ? { memberships: memberships as "keep" } : {} });
      } catch (error) {
        if (error instanceof ApiError && "memberships" in error.fields) ask(true);
        throw error;
      }
    },
    onDone: (changed) => {
      showNotice(texts.deactivated(changed.first_name), { label: words.form.undo, run: undo });
      onDone(changed);
    },
  });
  return (
    <Form of={form} word={texts.deactivate} label={texts.deactivate} close={close}>
      <p>{texts.deactivateHelp(person.first_name)}</p>
      {asked ? (
        <ChoiceField
          of={form}
          name="memberships"
          label={texts.memberships}
          options={(["leave", "freeze", "keep"] as const).map((value) => ({ value, label: texts.membershipChoices[value] }))}
          required
        />
      ) : null}
    </Form>
  );
}
