/** The branches of the centre. */

import type { Answer } from "@talim/client";
import { talim } from "../../talim.ts";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { useWords } from "../../words/index.ts";
import { centreWords } from "./words/index.ts";

type Branch = Answer<"/settings/branches/", "get">["results"][number];

export function Branches() {
  const words = useWords();
  const texts = centreWords.use();
  const { opened, open, close, changes, done } = useOpenedRow<Branch | "new">();
  return (
    <>
      <h1>{words.office.nav.pages.branches}</h1>
      <DataTable<Branch>
        name="branches"
        label={words.office.nav.pages.branches}
        columns={[
          { id: "name", title: texts.name, cell: (row) => row.name },
          { id: "address", title: texts.address, cell: (row) => row.address },
          { id: "zone", title: texts.zone, cell: (row) => row.zone },
          { id: "default", title: "", cell: (row) => (row.is_default ? texts.defaultBranch : "") },
        ]}
        load={(query) => talim.api.get("/settings/branches/", { query })}
        getKey={(row) => row.id}
        onOpen={open}
        acts={
          <button type="button" class="main" onClick={() => open("new")}>
            {texts.newBranch}
          </button>
        }
        empty={<Empty drawing="door" text={texts.branchesHelp} />}
        on={[changes]}
      />
      {opened ? (
        <Drawer title={opened === "new" ? texts.newBranch : opened.name} close={close}>
          <BranchForm
            branch={opened === "new" ? undefined : opened}
            onDone={() => done(words.form.saved)}
            close={close}
          />
        </Drawer>
      ) : null}
    </>
  );
}

function BranchForm({ branch, onDone, close }: { branch: Branch | undefined; onDone: () => void; close: () => void }) {
  const words = useWords();
  const texts = centreWords.use();
  const form = useForm({
    initial: { name: branch?.name ?? "", address: branch?.address ?? "", zone: branch?.zone ?? "Asia/Tashkent" },
    send: (body) =>
      branch
        ? talim.api.patch("/settings/branches/{id}/", { path: { id: branch.id }, body })
        : talim.api.post("/settings/branches/", { body }),
    onDone,
  });
  return (
    <Form of={form} word={words.form.save} label={texts.branch} close={close}>
      <TextField of={form} name="name" label={texts.name} maxLength={120} required />
      <TextField of={form} name="address" label={texts.address} maxLength={300} />
      <TextField of={form} name="zone" label={texts.zone} maxLength={64} required />
    </Form>
  );
}
