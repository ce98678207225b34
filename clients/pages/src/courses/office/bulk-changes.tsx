/** What was done with many at once in the last 90 days, and the way back. */

import { useState } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim, type Person } from "../../talim.ts";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useWords } from "../../words/index.ts";
import { roomsWords } from "../../lessons/office/words/index.ts";
import { BulkResult } from "./bulk-result.tsx";

type Row = Answer<"/settings/bulk-changes/", "get">["results"][number];

export function BulkChanges({ me }: PageProps) {
  const words = useWords();
  const texts = roomsWords.use();
  const [opened, setOpened] = useState<Row | undefined>();
  const [changes, setChanges] = useState(0);
  const name = (row: Row) => texts.bulkKinds[row.kind] ?? row.kind;
  return (
    <>
      <h1>{words.office.nav.pages.bulkChanges}</h1>
      <DataTable<Row>
        name="bulk-changes"
        label={words.office.nav.pages.bulkChanges}
        columns={[
          { id: "kind", title: texts.what, cell: name },
          { id: "at", title: texts.when, cell: (row) => formatDayTime(row.created_at, me.zone, words) },
          { id: "by", title: texts.who, cell: (row) => row.by?.full_name ?? "" },
          { id: "state", title: texts.state, cell: (row) => <State undone={row.undone_at !== null} /> },
        ]}
        load={(query, { kind }) =>
          talim.api.get("/settings/bulk-changes/", {
            query: { ...query, ...(kind ? { kind: kind as "members.add" } : {}) },
          })
        }
        getKey={(row) => row.id}
        onOpen={setOpened}
        filters={[
          { name: "kind", label: texts.what, options: [["", words.form.all], ...Object.entries(texts.bulkKinds)] },
        ]}
        empty={<Empty drawing="done" text={texts.noBulkChanges} />}
        on={[changes]}
      />
      {opened ? (
        <Drawer title={name(opened)} close={() => setOpened(undefined)}>
          <p class="quiet">
            {[opened.by?.full_name, formatDayTime(opened.created_at, me.zone, words)].filter(Boolean).join(" · ")}
          </p>
          <Change id={opened.id} me={me} onUndone={() => setChanges((n) => n + 1)} />
        </Drawer>
      ) : null}
    </>
  );
}

function State({ undone }: { undone: boolean }) {
  const texts = roomsWords.use();
  return (
    <span class="state">
      <Icon name={undone ? "close" : "good"} />
      {undone ? texts.undone : texts.done}
    </span>
  );
}

function Change({ id, me, onUndone }: { id: string; me: Person; onUndone: () => void }) {
  const change = useLoad(() => talim.api.get("/settings/bulk-changes/{id}/", { path: { id } }), [id]);
  return (
    <Loading of={change}>
      {(value) => (
        <BulkResult
          change={value}
          me={me}
          getName={() => ""}
          onUndone={(undone) => {
            change.replace(undone);
            onUndone();
          }}
        />
      )}
    </Loading>
  );
}
