/** Phone and e-mail, each proved by a code that was sent there. */

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { formatPhone } from "../../format.ts";
import { loadPerson, talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Form } from "../../ui/form/form.tsx";
import { PhoneField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { accountWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import { useSectionOfAddress } from "./section-of-address.ts";

export function Phone({ me }: { me: Person }) {
  const texts = accountWords.use();
  const [step, setStep] = useState<"shown" | "changed" | "sent">("shown");
  const confirm = (code: string) => talim.api.post("/auth/verify-phone/", { body: { code } });
  return (
    <Address
      name="phone"
      title={texts.phone}
      address={me.phone && formatPhone(me.phone)}
      proved={me.phone_verified_at !== null}
    >
      {step === "sent" ? (
        <CodeForm sentTo={texts.codeBySms} confirm={confirm} close={() => setStep("shown")} />
      ) : step === "changed" ? (
        <NewPhone onSent={() => setStep("sent")} close={() => setStep("shown")} />
      ) : (
        <div class="buttons">
          {me.phone && !me.phone_verified_at ? (
            <ActButton
              word={texts.sendCode}
              act={() => talim.api.post("/auth/verify-phone/request/", { body: {} })}
              onDone={() => setStep("sent")}
            />
          ) : null}
          <button type="button" onClick={() => setStep("changed")}>
            {me.phone ? texts.otherPhone : texts.addPhone}
          </button>
        </div>
      )}
    </Address>
  );
}

function NewPhone({ onSent, close }: { onSent: () => void; close: () => void }) {
  const words = useWords();
  const texts = accountWords.use();
  const form = useForm({
    initial: { phone: "", password: "" },
    send: (body) => talim.api.post("/auth/verify-phone/request/", { body }),
    onDone: onSent,
  });
  return (
    <Form of={form} word={texts.sendCode} label={texts.otherPhone} close={close}>
      <PhoneField of={form} name="phone" label={texts.newPhone} required />
      <TextField
        of={form}
        name="password"
        label={words.signIn.password}
        hint={texts.passwordWhy}
        type="password"
        autocomplete="current-password"
        maxLength={256}
        required
      />
    </Form>
  );
}

export function Email({ me }: { me: Person }) {
  const texts = accountWords.use();
  const [sent, setSent] = useState(false);
  const { email } = me;
  const confirm = (code: string) => talim.api.post("/auth/verify-email/", { body: { email, code } });
  return (
    <Address name="email" title={texts.email} address={email} proved={me.email_verified_at !== null}>
      {!email || me.email_verified_at ? (
        <p class="quiet">{texts.emailBy}</p>
      ) : sent ? (
        <CodeForm sentTo={texts.codeByEmail} confirm={confirm} close={() => setSent(false)} />
      ) : (
        <ActButton
          word={texts.sendCode}
          act={() => talim.api.post("/auth/verify-email/resend/", { body: { email } })}
          onDone={() => setSent(true)}
        />
      )}
    </Address>
  );
}

interface AddressProps {
  /** The address `account?phone` leads here. */
  name: "phone" | "email";
  title: string;
  address: string | null;
  proved: boolean;
  children: ComponentChildren;
}

function Address({ name, title, address, proved, children }: AddressProps) {
  const texts = accountWords.use();
  const section = useSectionOfAddress(name, true);
  return (
    <section class="card" ref={section}>
      <h2>{title}</h2>
      {address ? (
        <p>
          <strong>{address}</strong>{" "}
          <span class="state">
            <Icon name={proved ? "good" : "warning"} />
            {proved ? texts.proved : texts.notProved}
          </span>
        </p>
      ) : (
        <p class="quiet">{texts.noAddress}</p>
      )}
      {children}
    </section>
  );
}

function CodeForm({
  sentTo,
  confirm,
  close,
}: {
  sentTo: string;
  confirm: (code: string) => Promise<unknown>;
  close: () => void;
}) {
  const words = useWords();
  const texts = accountWords.use();
  const form = useForm({
    initial: { code: "" },
    send: ({ code }) => confirm(code.replace(/\s/g, "")),
    onDone: () => {
      showNotice(texts.addressProved);
      close();
      void loadPerson();
    },
  });
  return (
    <Form of={form} word={words.entry.confirm} close={close}>
      <p role="status">{sentTo}</p>
      <TextField
        of={form}
        name="code"
        label={words.entry.code}
        autocomplete="one-time-code"
        inputMode="numeric"
        maxLength={12}
        required
        autofocus
      />
    </Form>
  );
}
