/** Invite the people of an import who have no account: a preview with the price, one press, and who is not reached. */

import { useRef, useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatMoney } from "../../format.ts";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { Empty } from "../../ui/empty.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { useFormRequest } from "../../accounts/entry/form-request.ts";
import { fetchAllPages } from "../../office/all-pages.ts";

type Preview = Answer<"/auth/activation-links/preview/", "post">;
type Unreached = Answer<"/auth/unreached/", "get">["results"][number];

export function FamilyInvitations({ importId }: { importId: string }) {
  const { office: texts } = useWords();
  const query = { import_id: importId, page_size: 100 };
  const people = useLoad(
    () => fetchAllPages((page) => talim.api.get("/auth/unreached/", { query: { ...query, page } })),
    [importId],
  );
  return (
    <section aria-labelledby="unreached">
      <h3 id="unreached">{texts.invite.title}</h3>
      <Loading of={people}>
        {(all) =>
          all.length ? (
            <>
              <p>{texts.invite.count(all.length)}</p>
              <InvitationForm scope={{ import_id: importId }} invited={hasInvited(all)} onSent={people.reload} />
              <SheetLinks people={all} />
              <UnreachedList people={all} />
            </>
          ) : (
            <Empty drawing="done" text={texts.invite.nobody} />
          )
        }
      </Loading>
    </section>
  );
}

function hasInvited(people: Unreached[]): boolean {
  return people.some(({ reason }) => reason === "invited" || reason === "printed");
}

/** One key for one preview: a press whose answer is lost can be repeated. */
export function InvitationForm({
  scope,
  invited,
  onSent,
}: {
  /** The people of an import or of a group; of all branches without. */
  scope: { import_id?: string; group?: string };
  /** Some of them have a link already, and can get another one. */
  invited: boolean;
  onSent: () => void;
}) {
  const words = useWords();
  const texts = words.office.invite;
  const [preview, setPreview] = useState<Preview>();
  const [again, setAgain] = useState(false);
  const [sentCount, setSentCount] = useState<number>();
  const key = useRef("");
  const { error, busy, run } = useFormRequest();
  const look = () =>
    run(async () => {
      setSentCount(undefined);
      key.current = crypto.randomUUID();
      setPreview(await talim.api.post("/auth/activation-links/preview/", { body: { ...scope, again } }));
    });
  const send = (previewed: number) =>
    run(async () => {
      const body = { ...scope, again, people: previewed };
      const sent = await talim.api.post("/auth/activation-links/", { body, idempotencyKey: key.current });
      setPreview(undefined);
      setSentCount(sent.people);
      onSent();
    });
  return (
    <>
      {error ? <Problem error={error} /> : null}
      {sentCount === undefined ? null : <p role="status">{texts.sent(sentCount)}</p>}
      {invited ? (
        <label class="switch">
          <input
            type="checkbox"
            checked={again}
            onChange={(event) => {
              setAgain(event.currentTarget.checked);
              setPreview(undefined);
            }}
          />
          {texts.again}
        </label>
      ) : null}
      {preview ? (
        <PreviewCard preview={preview} busy={busy} send={() => send(preview.people)} />
      ) : (
        <button type="button" disabled={busy} onClick={look}>
          {busy ? words.loading : texts.look}
        </button>
      )}
    </>
  );
}

function PreviewCard({ preview, busy, send }: { preview: Preview; busy: boolean; send: () => void }) {
  const words = useWords();
  const texts = words.office.invite;
  const money = (amount: number) => formatMoney({ amount, currency: preview.currency }, words);
  if (!preview.people) return <p class="empty">{texts.nobodyBySms}</p>;
  return (
    <div class="card">
      <strong>{texts.price(preview.people, preview.sms_parts, money(preview.sms_price))}</strong>
      <span class="quiet">{texts.budget(money(preview.sms_spent), money(preview.sms_budget))}</span>
      {preview.people > preview.sms_left_today ? <span>{texts.later(preview.sms_left_today)}</span> : null}
      {preview.texts.map((text) => (
        <p key={text.language} lang={text.language} class="small">
          {text.text}
        </p>
      ))}
      {preview.within_budget ? null : <p class="notice bad">{texts.overBudget}</p>}
      <button type="button" class="main" disabled={busy || !preview.within_budget} onClick={send}>
        {busy ? words.loading : texts.send(preview.people)}
      </button>
    </div>
  );
}

function SheetLinks({ people }: { people: Unreached[] }) {
  const texts = useWords().office.invite;
  const groups = new Map(people.flatMap(({ groups: all }) => all.map((group) => [group.id, group.name])));
  if (!groups.size) return null;
  return (
    <>
      <p>{texts.sheets}</p>
      <ul class="cards">
        {[...groups].map(([id, name]) => (
          <li key={id}>
            <Link to={`qr-sheet/${id}`} class="card">
              {name}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}

function UnreachedList({ people }: { people: Unreached[] }) {
  const texts = useWords().office.invite;
  return (
    <details>
      <summary>{texts.who}</summary>
      <ul class="cards">
        {people.map(({ person, pupils, explanation }) => (
          <li key={person.id} class="card">
            <strong>{person.full_name}</strong>
            <span class="quiet">
              {pupils
                .filter(({ id }) => id !== person.id)
                .map((pupil) => pupil.full_name)
                .join(", ")}
            </span>
            <span>{explanation}</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
