/** Announcements: written once, previewed with number and price, sent at once or at a time. */

import type { Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { formatDayTime } from "../../format.ts";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import type { MessagesWords } from "./words/en.ts";
import { messagesWords } from "./words/index.ts";
import { AnnouncementForm } from "./announcement-form.tsx";

type Announcement = Answer<"/notifications/announcements/", "get">["results"][number];

export function Announcements({ me }: PageProps) {
  const words = useWords();
  const texts = messagesWords.use();
  const { opened, open, close, changes, done } = useOpenedRow<Announcement | "new">();
  const scopes = Object.entries(texts.scope);
  return (
    <>
      <h1>{words.office.nav.pages.announcements}</h1>
      <DataTable<Announcement>
        name="announcements"
        label={words.office.nav.pages.announcements}
        columns={[
          { id: "title", title: texts.title, cell: (row) => readTranslated(row.title) },
          { id: "scope", title: texts.to, cell: (row) => nameTarget(row, texts) },
          { id: "state", title: texts.stateName, cell: (row) => <StateOf row={row} /> },
          {
            id: "at",
            title: texts.when,
            cell: (row) => formatDayTime(row.sent_at ?? row.send_at, me.zone, words),
            order: "send_at",
          },
          { id: "reached", title: texts.reached, cell: (row) => row.reached, number: true },
          { id: "author", title: texts.author, cell: (row) => row.author?.full_name ?? "", optional: "narrow" },
        ]}
        load={(query, { scope, state }) =>
          talim.api.get("/notifications/announcements/", {
            query: {
              ...query,
              ...(scope ? { scope: scope as "group" } : {}),
              ...(state ? { state: state as "sent" } : {}),
            },
          })
        }
        getKey={(row) => row.id}
        onOpen={open}
        filters={[
          { name: "state", label: texts.stateName, options: [["", words.form.all], ...Object.entries(texts.state)] },
          { name: "scope", label: texts.to, options: [["", words.form.all], ...scopes] },
        ]}
        acts={
          <button type="button" class="main" onClick={() => open("new")}>
            {texts.newAnnouncement}
          </button>
        }
        empty={<Empty drawing="messages" text={texts.noAnnouncements} />}
        on={[changes]}
      />
      {opened === "new" ? (
        <Drawer title={texts.newAnnouncement} close={close}>
          <AnnouncementForm me={me} onSent={done} close={close} />
        </Drawer>
      ) : opened ? (
        <Drawer title={readTranslated(opened.title) || texts.announcement} close={close}>
          <Card row={opened} me={me} onCancelled={() => done(texts.cancelled)} />
        </Drawer>
      ) : null}
    </>
  );
}

/** "To a group: A2 morning". */
function nameTarget(row: Announcement, texts: MessagesWords): string {
  const scope = texts.roles[row.role] ?? texts.scope[row.scope] ?? row.scope;
  return row.target_name ? `${scope}: ${row.target_name}` : scope;
}

function StateOf({ row }: { row: Announcement }) {
  const texts = messagesWords.use();
  const icon = row.state === "sent" ? "good" : row.state === "scheduled" ? "clock" : "close";
  return (
    <span class="state">
      <Icon name={icon} />
      {texts.state[row.state] ?? row.state}
    </span>
  );
}

function Card({ row, me, onCancelled }: { row: Announcement; me: Person; onCancelled: () => void }) {
  const words = useWords();
  const texts = messagesWords.use();
  return (
    <>
      <StateOf row={row} />
      <p class="spoken">{readTranslated(row.text)}</p>
      <dl class="facts">
        <dt>{texts.to}</dt>
        <dd>
          {[nameTarget(row, texts), ...row.audience.map((name) => texts.audiences[name])].filter(Boolean).join(", ")}
        </dd>
        <dt>{texts.channel}</dt>
        <dd>
          {["in_app", ...row.channels.filter((name) => name !== "in_app")]
            .map((name) => texts.channels[name])
            .join(", ")}
        </dd>
        <dt>{texts.when}</dt>
        <dd>{formatDayTime(row.sent_at ?? row.send_at, me.zone, words)}</dd>
        <dt>{texts.reached}</dt>
        <dd>{row.reached}</dd>
      </dl>
      {row.state === "scheduled" ? (
        <ActButton
          word={texts.cancelIt}
          act={() => talim.api.post("/notifications/announcements/{id}/cancel/", { path: { id: row.id } })}
          onDone={onCancelled}
        />
      ) : null}
    </>
  );
}
