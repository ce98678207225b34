/** The administrator erases a person who asked for it in the office: who it is, what goes and what stays. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Form } from "../../ui/form/form.tsx";
import { PickField, type Pick } from "../../ui/form/pick-field.tsx";
import { findPeople } from "../../ui/form/picks.ts";
import { useForm } from "../../ui/form/use-form.ts";
import { useWords } from "../../words/index.ts";
import { centreWords } from "./words/index.ts";
import { getTeaching, Teaching } from "../../accounts/people/teaching.tsx";

type User = Answer<"/auth/users/{id}/", "get">;

export function StartErasure({ me, onDone, close }: { me: Person; onDone: () => void; close: () => void }) {
  const words = useWords();
  const texts = centreWords.use();
  const [found, setFound] = useState<User>();
  const form = useForm({
    initial: { person: null as Pick | null },
    send: ({ person }) => talim.api.get("/auth/users/{id}/", { path: { id: person?.id ?? "" } }),
    onDone: setFound,
  });
  if (found) return <ConfirmErasure user={found} me={me} onDone={onDone} />;
  return (
    <Form of={form} word={words.form.next} label={texts.startErasure} close={close}>
      <p>{texts.startErasureHelp}</p>
      <PickField of={form} name="person" label={texts.person} find={findPeople()} required />
    </Form>
  );
}

function ConfirmErasure({ user, me, onDone }: { user: User; me: Person; onDone: () => void }) {
  const texts = centreWords.use();
  const [teaching, setTeaching] = useState<Record<string, string[]>>();
  const name = `${user.first_name} ${user.last_name}`.trim();
  return (
    <>
      <p>
        <strong>{name}</strong>
      </p>
      <p>{[user.phone, user.email].filter(Boolean).join(" · ")}</p>
      <p>{texts.whatStays}</p>
      <ActButton
        word={texts.erase}
        class="danger"
        question={<p>{texts.eraseSure(name)}</p>}
        act={async (key) => {
          try {
            return await talim.api.post("/auth/users/{id}/erase/", { path: { id: user.id }, idempotencyKey: key });
          } catch (error) {
            setTeaching(getTeaching(error));
            throw error;
          }
        }}
        onDone={onDone}
      />
      {teaching ? <Teaching person={user} named={teaching} me={me} /> : null}
    </>
  );
}
