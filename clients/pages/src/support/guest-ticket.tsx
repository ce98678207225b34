/** The ticket of who has no account: answers of the office, a text, the end, and the rating. A link of an e-mail opens it. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime } from "../format.ts";
import { talim } from "../talim.ts";
import { ActButton } from "../ui/act-button.tsx";
import { ChoiceField } from "../ui/form/choice-fields.tsx";
import { Form } from "../ui/form/form.tsx";
import { TextArea } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { useWords } from "../words/index.ts";
import { ticketWords } from "./words/index.ts";
import { FileList } from "./files-field.tsx";
import { StateBadge } from "./parts.tsx";

type Page = Answer<"/support/guest-tickets/", "post">;

const STARS = [1, 2, 3, 4, 5];
/** Where its reader is: nobody has told us. */
const ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone;

interface PartProps {
  token: string;
  page: Page;
  show: (page: Page) => void;
}

export function GuestTicket({ token }: { token: string }) {
  const loaded = useLoad(() => talim.api.post("/support/guest-tickets/", { body: { token } }), [token]);
  return <Loading of={loaded}>{(page) => <Opened token={token} first={page} />}</Loading>;
}

function Opened({ token, first }: { token: string; first: Page }) {
  const words = useWords();
  const texts = ticketWords.use();
  const [page, setPage] = useState(first);
  return (
    <section class="ticket-talk" aria-labelledby="guest-ticket">
      <h2 id="guest-ticket">{texts.title(page.number, page.subject)}</h2>
      <p class="badges" role="status">
        <StateBadge state={page.state} />
      </p>
      <ol class="ticket-comments">
        {page.comments.map((comment) => (
          <li
            key={comment.id}
            class={`ticket-comment ${comment.is_of_reporter ? "asked" : "answered"}`}
            data-testid="comment"
          >
            <p class="byline">
              <b>{comment.is_of_reporter ? texts.guest.you : texts.talk.office}</b>
              <span class="quiet">{formatDayTime(comment.created_at, ZONE, words)}</span>
            </p>
            <p class="ticket-text">{comment.text}</p>
            <FileList files={comment.files} />
          </li>
        ))}
      </ol>
      {page.rating === null ? null : <p>{texts.rating.given(page.rating)}</p>}
      {page.may_rate ? <Rating token={token} show={setPage} page={page} /> : null}
      {page.may_write ? <Writing token={token} show={setPage} page={page} /> : <p class="quiet">{texts.talk.over}</p>}
      {page.state === "closed" ? null : (
        <div class="buttons">
          <ActButton
            word={texts.close}
            question={<p>{texts.closeSure}</p>}
            act={() => talim.api.post("/support/guest-tickets/close/", { body: { token } })}
            onDone={setPage}
          />
        </div>
      )}
    </section>
  );
}

function Writing({ token, page, show }: PartProps) {
  const texts = ticketWords.use();
  const form = useForm({
    initial: { text: "" },
    send: ({ text }) => talim.api.post("/support/guest-tickets/comments/", { body: { token, text } }),
    onDone: (changed) => {
      form.reset();
      show(changed);
    },
  });
  const isEnded = page.state === "resolved" || page.state === "closed";
  return (
    <>
      {isEnded ? <p class="quiet">{page.state === "closed" ? texts.talk.ended : texts.talk.reopens}</p> : null}
      <Form of={form} word={texts.talk.send} label={texts.talk.answer}>
        <TextArea of={form} name="text" label={texts.talk.yours} rows={5} maxLength={20_000} required />
      </Form>
    </>
  );
}

function Rating({ token, show }: PartProps) {
  const texts = ticketWords.use().rating;
  const form = useForm({
    initial: { rating: "", words: "" },
    send: ({ rating, words }) =>
      talim.api.post("/support/guest-tickets/rate/", { body: { token, rating: Number(rating), words } }),
    onDone: show,
  });
  return (
    <section class="card ticket-rating" aria-labelledby="rating">
      <h3 id="rating">{texts.title}</h3>
      <Form of={form} word={texts.send} label={texts.title}>
        <ChoiceField
          of={form}
          name="rating"
          label={texts.stars}
          options={STARS.map((n) => ({ value: String(n), label: texts.star(n) }))}
          required
        />
        <TextArea of={form} name="words" label={texts.words} maxLength={500} />
      </Form>
    </section>
  );
}
