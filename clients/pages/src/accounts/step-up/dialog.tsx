/** Asks for the password, or for a code where there is a second factor. */

import { useEffect, useState } from "preact/hooks";
import { useStore } from "../../store.ts";
import { talim } from "../../talim.ts";
import { Dialog } from "../../ui/dialog.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { loadCatalogues } from "../../words/catalogue.ts";
import { stepUpWords } from "./words/index.ts";
import { stepUpAsked } from "./ask.ts";

export function StepUp() {
  const answer = useStore(stepUpAsked);
  const [byCode, setByCode] = useState<boolean>();
  useEffect(() => {
    if (!answer) return;
    // Without its words it cannot ask; the act then stays refused.
    Promise.all([talim.api.get("/auth/mfa/"), loadCatalogues([stepUpWords])]).then(
      ([{ enabled }]) => setByCode(enabled),
      () => answer(false),
    );
  }, [answer]);
  return answer && byCode !== undefined ? <Question byCode={byCode} answer={answer} /> : null;
}

function Question({ byCode, answer }: { byCode: boolean; answer: (shown: boolean) => void }) {
  const texts = stepUpWords.use();
  const form = useForm({
    initial: { password: "", code: "" },
    send: ({ password, code }) =>
      talim.api.post("/auth/mfa/step-up/", { body: byCode ? { code: code.trim() } : { password } }),
    onDone: () => answer(true),
  });
  return (
    <Dialog label={texts.title} close={() => answer(false)}>
      <h2>{texts.title}</h2>
      <p>{byCode ? texts.codeHelp : texts.help}</p>
      <Form of={form} word={texts.go} close={() => answer(false)}>
        {byCode ? (
          <TextField
            key="code"
            of={form}
            name="code"
            label={texts.code}
            autocomplete="one-time-code"
            required
            autofocus
          />
        ) : (
          <TextField
            key="password"
            of={form}
            name="password"
            label={texts.password}
            type="password"
            autocomplete="current-password"
            required
            autofocus
          />
        )}
      </Form>
    </Dialog>
  );
}
