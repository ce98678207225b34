/** For who has no account: write to the office, confirm that by the link in the e-mail, and go on with the ticket. */

import { useState } from "preact/hooks";
import { clearHash, readHashValue } from "../accounts/entry/link-token.ts";
import { talim } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { Form } from "../ui/form/form.tsx";
import { TextArea, TextField } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { useWords } from "../words/index.ts";
import { ticketWords } from "./words/index.ts";
import { GuestTicket } from "./guest-ticket.tsx";

export function GuestPage() {
  const [token, setToken] = useState(() => readHashValue("token"));
  const again = () => {
    clearHash();
    setToken("");
  };
  const ticket = readHashValue("ticket");
  if (ticket) return <GuestTicket token={ticket} />;
  return token ? <Confirm token={token} again={again} /> : <Request />;
}

function Request() {
  const texts = ticketWords.use();
  const own = texts.guest;
  const [sentTo, setSentTo] = useState("");
  const form = useForm({
    initial: { email: "", name: "", subject: "", text: "" },
    send: async (body, idempotencyKey) => {
      await talim.api.post("/support/guest-requests/", { body, idempotencyKey });
      return body.email;
    },
    onDone: setSentTo,
  });
  if (sentTo) {
    return (
      <div role="status">
        <h2>{own.sent}</h2>
        <p>{own.sentHelp(sentTo)}</p>
      </div>
    );
  }
  return (
    <>
      <p>{own.help}</p>
      <Form of={form} word={own.send} label={own.title}>
        <TextField
          of={form}
          name="email"
          label={own.email}
          type="email"
          inputMode="email"
          autocomplete="email"
          maxLength={254}
          required
        />
        <TextField of={form} name="name" label={own.name} autocomplete="name" maxLength={150} required />
        <TextField of={form} name="subject" label={texts.subject} required />
        <TextArea of={form} name="text" label={texts.text} rows={5} maxLength={20_000} required />
      </Form>
      <ToSignIn />
    </>
  );
}

function Confirm({ token, again }: { token: string; again: () => void }) {
  const own = ticketWords.use().guest;
  const [ticket, setTicket] = useState<{ number: number; page: string }>();
  if (ticket) {
    return (
      <>
        <div role="status">
          <h2>{own.confirmed(ticket.number)}</h2>
          <p>{own.confirmedHelp}</p>
        </div>
        <GuestTicket token={ticket.page} />
      </>
    );
  }
  return (
    <>
      <p>{own.confirmHelp}</p>
      <div class="buttons">
        <ActButton
          class="main"
          word={own.confirm}
          act={() => talim.api.post("/support/guest-requests/confirm/", { body: { token } })}
          onDone={(made) => {
            clearHash();
            setTicket(made);
          }}
        />
        <button type="button" class="plain" onClick={again}>
          {own.another}
        </button>
      </div>
    </>
  );
}

function ToSignIn() {
  const words = useWords();
  const own = ticketWords.use().guest;
  return (
    <p class="quiet small">
      {own.account} <a href="/app/">{words.signIn.go}</a>
    </p>
  );
}
