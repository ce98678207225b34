/** Another password. It signs out all other devices; this one goes on with the tokens of the answer. */

import { useState } from "preact/hooks";
import { completeSignIn, talim } from "../../talim.ts";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { accountWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";

export function PasswordChange() {
  const words = useWords();
  const texts = accountWords.use();
  const [open, setOpen] = useState(false);
  const [visible, setVisible] = useState(false);
  const form = useForm({
    initial: { current_password: "", password: "" },
    send: async (body) => completeSignIn(talim.session.begin(await talim.api.post("/auth/password-change/", { body }))),
    onDone: () => {
      showNotice(texts.passwordChanged);
      setOpen(false);
      form.reset();
    },
  });
  const type = visible ? "text" : "password";
  return (
    <section class="card">
      <h2>{words.signIn.password}</h2>
      {open ? (
        <Form of={form} word={texts.changePassword} label={words.signIn.password} close={() => setOpen(false)}>
          <TextField
            of={form}
            name="current_password"
            label={texts.currentPassword}
            type={type}
            autocomplete="current-password"
            maxLength={256}
            required
          />
          <TextField
            of={form}
            name="password"
            label={words.entry.newPassword}
            hint={texts.passwordHint}
            type={type}
            autocomplete="new-password"
            maxLength={256}
            required
          />
          <label class="check">
            <input type="checkbox" checked={visible} onChange={() => setVisible(!visible)} />
            {texts.showPasswords}
          </label>
          <p class="quiet">{texts.passwordEnds}</p>
        </Form>
      ) : (
        <button type="button" onClick={() => setOpen(true)}>
          {texts.changePassword}
        </button>
      )}
    </section>
  );
}
