/** Asks for the password, or for a code where there is a second factor. */

import { useEffect, useState } from "preact/hooks";
import { ApiError } from "@talim/client";
import { useStore } from "../store.ts";
import { talim } from "../talim.ts";
import { Dialog } from "../ui/dialog.tsx";
import { Form } from "../ui/form/form.tsx";
import { TextField } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { getLanguage } from "../words/index.ts";
import { stepUpWords } from "../words/step-up/index.ts";
import { stepUpAsked } from "./ask.ts";

export function StepUp() {
  const answer = useStore(stepUpAsked);
  const [ready, isReady] = useState(false);
  useEffect(() => {
    if (!answer) return;
    // Without its words it cannot ask; the act then stays refused.
    stepUpWords.load(getLanguage()).then(
      () => isReady(true),
      () => answer(false),
    );
  }, [answer]);
  return answer && ready ? <Question answer={answer} /> : null;
}

function Question({ answer }: { answer: (shown: boolean) => void }) {
  const texts = stepUpWords.use();
  const [byCode, askCode] = useState(false);
  const form = useForm({
    initial: { password: "", code: "" },
    send: async ({ password, code }) => {
      try {
        return await talim.api.post("/auth/mfa/step-up/", { body: byCode ? { code } : { password } });
      } catch (error) {
        if (error instanceof ApiError && "code" in error.fields && !byCode) askCode(true);
        throw error;
      }
    },
    onDone: () => answer(true),
  });
  return (
    <Dialog label={texts.title} close={() => answer(false)}>
      <h2>{texts.title}</h2>
      <p>{byCode ? texts.codeHelp : texts.help}</p>
      <Form of={form} word={texts.go} close={() => answer(false)}>
        {byCode ? (
          <TextField key="code" of={form} name="code" label={texts.code} autocomplete="one-time-code" inputMode="numeric" required autofocus />
        ) : (
          <TextField key="password" of={form} name="password" label={texts.password} type="password" autocomplete="current-password" required autofocus />
        )}
      </Form>
    </Dialog>
  );
}
