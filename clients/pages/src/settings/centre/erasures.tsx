/** Requests of families to erase everything about them. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { formatDayTime } from "../../format.ts";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { centreWords } from "./words/index.ts";
import { StartErasure } from "./start-erasure.tsx";

type Erasure = Answer<"/auth/erase-requests/", "get">["results"][number];

export function Erasures({ me }: PageProps) {
  const words = useWords();
  const texts = centreWords.use();
  const { opened, open, close, changes, done } = useOpenedRow<Erasure | "new">();
  const [reason, setReason] = useState("");
  const decide = (row: Erasure, approve: boolean) =>
    talim.api.post("/auth/erase-requests/{id}/decide/", {
      path: { id: row.id },
      body: { approve, reason: approve ? "" : reason.trim() },
    });
  const openRow = (row: Erasure) => {
    setReason("");
    open(row);
  };
  return (
    <>
      <h1>{words.office.nav.pages.erasures}</h1>
      <p class="quiet">{texts.erasuresHelp}</p>
      <DataTable<Erasure>
        name="erasures"
        label={words.office.nav.pages.erasures}
        columns={[
          { id: "person", title: texts.person, cell: (row) => row.person.full_name },
          { id: "by", title: texts.askedBy, cell: (row) => row.requested_by?.full_name ?? "" },
          { id: "state", title: texts.state, cell: (row) => texts.erasureState[row.state] },
          {
            id: "at",
            title: texts.when,
            cell: (row) => formatDayTime(row.created_at, me.zone, words),
            order: "created_at",
          },
        ]}
        load={(query, { state }) =>
          talim.api.get("/auth/erase-requests/", {
            query: { ...query, ...(state ? { state: state as "waiting" } : {}) },
          })
        }
        getKey={(row) => row.id}
        onOpen={openRow}
        filters={[
          { name: "state", label: texts.state, options: [["", words.form.all], ...Object.entries(texts.erasureState)] },
        ]}
        acts={
          <button type="button" onClick={() => open("new")}>
            {texts.startErasure}
          </button>
        }
        empty={<Empty drawing="done" text={texts.noErasures} />}
        on={[changes]}
      />
      {opened === "new" ? (
        <Drawer title={texts.startErasure} close={close}>
          <StartErasure me={me} onDone={() => done(texts.erased)} close={close} />
        </Drawer>
      ) : opened ? (
        <Drawer title={opened.person.full_name} close={close}>
          <p>{texts.erasureState[opened.state]}</p>
          {opened.reason ? <blockquote>{opened.reason}</blockquote> : null}
          {opened.state === "waiting" ? <p>{texts.whatStays}</p> : null}
          {opened.state === "waiting" ? (
            <>
              <label for="why-not-erased">{texts.whyNotErased}</label>
              <textarea
                id="why-not-erased"
                rows={2}
                maxLength={500}
                value={reason}
                onInput={(event) => setReason(event.currentTarget.value)}
              />
              <div class="buttons">
                <ActButton
                  word={texts.erase}
                  question={<p>{texts.eraseSure(opened.person.full_name)}</p>}
                  act={() => decide(opened, true)}
                  onDone={() => done(texts.erased)}
                />
                <ActButton word={texts.refuse} act={() => decide(opened, false)} onDone={() => done(texts.refused)} />
              </div>
            </>
          ) : null}
        </Drawer>
      ) : null}
    </>
  );
}
