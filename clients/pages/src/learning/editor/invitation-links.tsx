/** Invitation links to a course: made and shown once, who joined by them, revoked. */

import type { Answer } from "@talim/client";
import { useState } from "preact/hooks";
import { addDays, formatDay, toIsoDay } from "../../format.ts";
import { hasPermission } from "../../office/permissions.ts";
import { talim, type Person } from "../../talim.ts";
import { parseFieldValue } from "../../ui/datetime-field.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DateField } from "../../ui/form/choice-fields.tsx";
import { FieldRow, Form } from "../../ui/form/form.tsx";
import { NumberField, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { editorWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";

type Link = Answer<"/courses/courses/{id}/invitation-links/", "get">["results"][number];

/** Of the links so many are shown, the newest first. */
const SHOWN = 50;
const USUAL_DAYS = 14;
const USUAL_USES = 30;

export function InvitationLinks({ course, me }: { course: string; me: Person }) {
  const texts = editorWords.use().links;
  const path = { id: course };
  const loaded = useLoad(async () => {
    const [links, { prices }] = await Promise.all([
      talim.api.get("/courses/courses/{id}/invitation-links/", { path, query: { page_size: SHOWN } }),
      talim.api.get("/courses/courses/{id}/", { path }),
    ]);
    return { links: links.results, isPriced: prices.length > 0 };
  }, [course]);
  return (
    <details class="add-learners">
      <summary>{texts.title}</summary>
      <p class="quiet">{texts.help}</p>
      <Loading of={loaded}>
        {({ links, isPriced }) => (
          <>
            {isPriced && !hasPermission(me, "learning.manage") ? (
              <p>{texts.officeOnly}</p>
            ) : (
              <NewLink course={course} me={me} onDone={loaded.reload} />
            )}
            {links.length ? (
              <ul class="rows">
                {links.map((link) => (
                  <li key={link.id}>
                    <LinkRow link={link} me={me} onDone={loaded.reload} />
                  </li>
                ))}
              </ul>
            ) : (
              <p class="empty">{texts.none}</p>
            )}
          </>
        )}
      </Loading>
    </details>
  );
}

function LinkRow({ link, me, onDone }: { link: Link; me: Person; onDone: () => void }) {
  const words = useWords();
  const texts = editorWords.use().links;
  const { id, used, max_uses: most, expires_at: ends, revoked_at: revoked, note, by } = link;
  const isOver = used >= most || Date.parse(ends) <= Date.now();
  const state = revoked ? texts.revoked : isOver ? texts.over : "";
  return (
    <>
      <span>
        {texts.row(used, most, formatDay(ends, me.zone, words))}
        <span class="quiet small">{[state, note, by?.full_name].filter(Boolean).join(" · ")}</span>
      </span>
      {state ? null : (
        <ActButton
          class="plain"
          word={texts.revoke}
          question={<p>{texts.revokeSure}</p>}
          act={() => talim.api.post("/courses/invitation-links/{id}/revoke/", { path: { id } })}
          onDone={onDone}
        />
      )}
    </>
  );
}

function NewLink({ course, me, onDone }: { course: string; me: Person; onDone: () => void }) {
  const texts = editorWords.use().links;
  const [url, setUrl] = useState("");
  const form = useForm({
    initial: {
      max_uses: USUAL_USES as number | null,
      expires_at: addDays(toIsoDay(Date.now(), me.zone), USUAL_DAYS),
      note: "",
    },
    send: ({ max_uses, expires_at, note }) => {
      const body = { max_uses: max_uses ?? 0, expires_at: parseFieldValue(`${expires_at}T23:59`, me.zone) ?? "", note };
      return talim.api.post("/courses/courses/{id}/invitation-links/", { path: { id: course }, body });
    },
    onDone: (link) => {
      setUrl(link.url);
      onDone();
    },
  });
  const copy = async () => {
    await navigator.clipboard.writeText(url);
    showNotice(texts.copied);
  };
  if (url) {
    return (
      <div class="notice" role="status">
        <div>
          <p>{texts.once}</p>
          <p class="new-link">{url}</p>
        </div>
        <button type="button" onClick={() => void copy()}>
          {texts.copy}
        </button>
        <button type="button" class="plain" onClick={() => setUrl("")}>
          {texts.new}
        </button>
      </div>
    );
  }
  return (
    <Form of={form} word={texts.create} label={texts.new}>
      <FieldRow>
        <NumberField of={form} name="max_uses" label={texts.maxUses} min={1} max={10_000} required />
        <DateField of={form} name="expires_at" label={texts.until} required />
      </FieldRow>
      <TextField of={form} name="note" label={texts.note} />
    </Form>
  );
}
