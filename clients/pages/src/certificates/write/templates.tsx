/** Templates of certificates; a new one begins with a ready one. */

import { useState } from "preact/hooks";
import { formatDay } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link, navigate } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { ChoiceField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { certificateWriteWords } from "./words/index.ts";
import { getLanguage, useWords } from "../../words/index.ts";
import type { Template } from "./options.ts";
import { Preview } from "./preview.tsx";
import type { Content } from "./template-data.ts";

export function CertificateTemplates({ me }: PageProps) {
  const words = useWords();
  const texts = certificateWriteWords.use();
  const title = words.office.nav.pages.certificateTemplates;
  const [isOpen, setIsOpen] = useState(false);
  const close = () => setIsOpen(false);
  const edit = ({ id }: Template) => navigate(`certificate-template/${id}`);
  return (
    <>
      <p>
        <Link to="certificates">← {words.learning.pages.certificates}</Link>
      </p>
      <h1>{title}</h1>
      <DataTable<Template>
        name="certificate-templates"
        label={title}
        columns={[
          { id: "name", title: texts.name, cell: (row) => row.name, order: "name" },
          { id: "layout", title: texts.layout, cell: (row) => texts.layouts[row.content.layout] ?? row.content.layout },
          { id: "version", title: texts.version, cell: (row) => row.version, number: true },
          {
            id: "created",
            title: texts.day,
            cell: (row) => formatDay(row.created_at, me.zone, words),
            order: "created_at",
            optional: "narrow",
          },
        ]}
        load={(query) => talim.api.get("/certificates/templates/", { query })}
        getKey={(row) => row.id}
        onOpen={edit}
        acts={
          <button type="button" class="main" onClick={() => setIsOpen(true)}>
            {texts.newTemplate}
          </button>
        }
        empty={<Empty drawing="box" text={texts.noTemplates} />}
      />
      {isOpen ? (
        <Drawer title={texts.beginWith} close={close} holdsBack>
          <Starters
            close={close}
            onDone={(template) => {
              showNotice(texts.created);
              edit(template);
            }}
          />
        </Drawer>
      ) : null}
    </>
  );
}

interface StartersProps {
  close: () => void;
  onDone: (template: Template) => void;
}

function Starters(props: StartersProps) {
  const starters = useLoad(() => talim.api.get("/certificates/templates/starters/"), []);
  return (
    <Loading of={starters}>
      {(all) =>
        all[0] ? <StarterForm starters={all.map(({ content }) => content)} first={all[0].content} {...props} /> : null
      }
    </Loading>
  );
}

function StarterForm({ starters, first, close, onDone }: StartersProps & { starters: Content[]; first: Content }) {
  const texts = certificateWriteWords.use();
  const find = (layout: string) => starters.find((content) => content.layout === layout) ?? first;
  const form = useForm({
    initial: { name: "", layout: first.layout },
    send: ({ name, layout }, idempotencyKey) =>
      talim.api.post("/certificates/templates/", { body: { name, content: find(layout) }, idempotencyKey }),
    onDone,
  });
  return (
    <Form of={form} word={texts.begin} label={texts.beginWith} close={close}>
      <TextField of={form} name="name" label={texts.templateName} maxLength={120} required autofocus />
      <ChoiceField
        of={form}
        name="layout"
        label={texts.layout}
        required
        options={starters.map(({ layout }) => ({ value: layout, label: texts.layouts[layout] ?? layout }))}
      />
      <Preview content={find(form.values.layout)} language={getLanguage()} />
    </Form>
  );
}
