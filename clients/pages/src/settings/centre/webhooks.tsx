/** Webhooks: other programs hear of what happens here. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { CheckField, ChecksField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { centreWords } from "./words/index.ts";

type Webhook = Answer<"/settings/webhooks/", "get">["results"][number];

export function Webhooks({ me }: PageProps) {
  const words = useWords();
  const texts = centreWords.use();
  const { opened, open, close, changes, done } = useOpenedRow<Webhook | "new">();
  const [secret, setSecret] = useState("");
  const doneWithSecret = (text: string, shown = "") => {
    setSecret(shown);
    done(shown ? "" : text);
  };
  return (
    <>
      <h1>{words.office.nav.pages.webhooks}</h1>
      <p class="quiet">{texts.webhooksHelp}</p>
      <DataTable<Webhook>
        name="webhooks"
        label={words.office.nav.pages.webhooks}
        columns={[
          { id: "url", title: texts.url, cell: (row) => row.url },
          { id: "description", title: texts.description, cell: (row) => row.description },
          { id: "events", title: texts.events, cell: (row) => row.event_types.length, number: true },
          { id: "active", title: texts.state, cell: (row) => <StateOf row={row} /> },
        ]}
        load={(query) => talim.api.get("/settings/webhooks/", { query })}
        getKey={(row) => row.id}
        onOpen={open}
        acts={
          <button type="button" class="main" onClick={() => open("new")}>
            {texts.newWebhook}
          </button>
        }
        empty={<Empty drawing="door" text={texts.noWebhooks} />}
        on={[changes]}
      />
      {opened ? (
        <Drawer title={opened === "new" ? texts.newWebhook : opened.url} close={close}>
          <Editor webhook={opened === "new" ? undefined : opened} me={me} onDone={doneWithSecret} close={close} />
        </Drawer>
      ) : null}
      {secret ? (
        <Dialog label={texts.secret} close={() => setSecret("")}>
          <p>{texts.secret}</p>
          <p>
            <code>{secret}</code>
          </p>
          <button type="button" class="main" onClick={() => setSecret("")}>
            {words.close}
          </button>
        </Dialog>
      ) : null}
    </>
  );
}

function StateOf({ row }: { row: Webhook }) {
  const texts = centreWords.use();
  return (
    <span class="state">
      <Icon name={row.active ? "good" : "close"} />
      {row.active ? texts.on : `${texts.off} ${texts.offReason[row.off_reason] ?? ""}`}
    </span>
  );
}

interface EditorProps {
  webhook: Webhook | undefined;
  me: Person;
  onDone: (text: string, secret?: string) => void;
  close: () => void;
}

function Editor({ webhook, me, onDone, close }: EditorProps) {
  const words = useWords();
  const texts = centreWords.use();
  const types = useLoad(() => talim.api.get("/settings/webhooks/event-types/"), []).value?.event_types ?? [];
  const path = { id: webhook?.id ?? "" };
  const form = useForm({
    initial: {
      url: webhook?.url ?? "",
      description: webhook?.description ?? "",
      event_types: webhook?.event_types ?? [],
      active: webhook?.active ?? true,
    },
    send: async (body) => {
      if (!webhook) return (await talim.api.post("/settings/webhooks/", { body })).secret;
      await talim.api.patch("/settings/webhooks/{id}/", { path, body });
      return "";
    },
    onDone: (secret) => onDone(words.form.saved, secret),
  });
  return (
    <>
      <Form of={form} word={words.form.save} label={texts.webhook} close={close}>
        <TextField of={form} name="url" label={texts.url} maxLength={500} inputMode="url" required />
        <TextField of={form} name="description" label={texts.description} />
        <ChecksField
          of={form}
          name="event_types"
          label={texts.events}
          options={types.map(({ type }) => ({ value: type, label: texts.eventTypes[type] ?? type }))}
          required
        />
        <CheckField of={form} name="active" label={texts.active} />
      </Form>
      {webhook ? (
        <>
          <div class="buttons">
            <ActButton
              word={texts.test}
              act={() => talim.api.post("/settings/webhooks/{id}/test/", { path })}
              onDone={() => showNotice(texts.tested)}
            />
            <ActButton
              word={texts.rotate}
              question={<p>{texts.rotateSure}</p>}
              act={() => talim.api.post("/settings/webhooks/{id}/rotate-secret/", { path })}
              onDone={({ secret }) => onDone("", secret)}
            />
            <ActButton
              word={texts.deleteWebhook}
              question={<p>{webhook.url}</p>}
              act={() => talim.api.delete("/settings/webhooks/{id}/", { path })}
              onDone={() => onDone(texts.deleted)}
            />
          </div>
          <Deliveries webhook={webhook.id} me={me} />
        </>
      ) : null}
    </>
  );
}

function Deliveries({ webhook, me }: { webhook: string; me: Person }) {
  const words = useWords();
  const texts = centreWords.use();
  const deliveries = useLoad(
    () => talim.api.get("/settings/webhooks/{id}/deliveries/", { path: { id: webhook }, query: { limit: 20 } }),
    [],
  );
  const redeliver = (id: string) =>
    talim.api.post("/settings/webhooks/{id}/deliveries/{delivery_id}/redeliver/", {
      path: { id: webhook, delivery_id: id },
    });
  return (
    <section aria-labelledby="deliveries">
      <h3 id="deliveries">{texts.deliveries}</h3>
      <Loading of={deliveries}>
        {({ results }) =>
          results.length ? (
            <ul class="cards">
              {results.map((row) => (
                <li key={row.id} class="card">
                  <strong>{texts.eventTypes[row.type] ?? row.type}</strong>
                  <span class="state">
                    <Icon name={row.state === "delivered" ? "good" : row.state === "waiting" ? "clock" : "warning"} />
                    {texts.deliveryState[row.state]} {row.why}
                  </span>
                  <span class="quiet">{formatDayTime(row.created_at, me.zone, words)}</span>
                  {row.state === "waiting" ? null : (
                    <ActButton
                      word={texts.redeliver}
                      act={() => redeliver(row.id)}
                      onDone={() => {
                        showNotice(texts.redelivered);
                        deliveries.reload();
                      }}
                    />
                  )}
                </li>
              ))}
            </ul>
          ) : (
            <p class="empty">{texts.noDeliveries}</p>
          )
        }
      </Loading>
    </section>
  );
}
