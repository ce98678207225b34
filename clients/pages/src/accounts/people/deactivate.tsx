/** Somebody does not work here any more. Who teaches, or is a member of groups too: the server asks what becomes of that. */

import { ApiError } from "@talim/client";
import { useState } from "preact/hooks";
import { talim, type Person } from "../../talim.ts";
import { CheckField, ChoiceField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { useWords } from "../../words/index.ts";
import { peopleWords } from "./words/index.ts";
import type { StaffPerson } from "./new-person.tsx";
import { getTeaching, Teaching } from "./teaching.tsx";

interface DeactivateProps {
  person: StaffPerson;
  me: Person;
  onDone: (person: StaffPerson) => void;
  close: () => void;
}

export function Deactivate({ person, me, onDone, close }: DeactivateProps) {
  const words = useWords();
  const texts = peopleWords.use();
  const [asked, setAsked] = useState(false);
  const [teaching, setTeaching] = useState<Record<string, string[]>>();
  const path = { id: person.id };
  const undo = () =>
    void talim.api.post("/auth/users/{id}/activate/", { path }).then((again) => {
      showNotice(texts.activated(again.first_name));
      onDone(again);
    });
  const form = useForm({
    initial: { memberships: "", keep: false },
    send: async ({ memberships, keep }) => {
      const body = {
        ...(memberships ? { memberships: memberships as "keep" } : {}),
        ...(keep ? { teaching: "keep" as const } : {}),
      };
      try {
        return await talim.api.post("/auth/users/{id}/deactivate/", { path, body });
      } catch (error) {
        if (error instanceof ApiError && "memberships" in error.fields) setAsked(true);
        setTeaching((before) => getTeaching(error) ?? before);
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
      {teaching ? (
        <>
          <Teaching person={person} named={teaching} me={me} />
          <CheckField of={form} name="keep" label={texts.teaching.keep} />
        </>
      ) : null}
      {asked ? (
        <ChoiceField
          of={form}
          name="memberships"
          label={texts.memberships}
          options={(["leave", "freeze", "keep"] as const).map((value) => ({
            value,
            label: texts.membershipChoices[value],
          }))}
          required
        />
      ) : null}
    </Form>
  );
}
