/** Certificates: for the office those of everybody, for teachers those of their courses. Each opens as a card. */

import { formatDate } from "../../format.ts";
import { hasPermission } from "../../office/permissions.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { certificateWriteWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import { CertificateState } from "../certificate-parts.tsx";
import type { Certificate } from "../data.ts";
import { AwardForm } from "./award-form.tsx";
import { CertificateDetails } from "./details.tsx";
import { useCourses } from "./options.ts";

export function Certificates({ me }: PageProps) {
  const words = useWords();
  const texts = certificateWriteWords.use();
  const title = words.learning.pages.certificates;
  const manages = hasPermission(me, "certificates.manage");
  const courses = useCourses();
  const { opened, open, close, changes, changed, done } = useOpenedRow<Certificate | "new">();
  const all: [string, string] = ["", words.form.all];
  return (
    <>
      <h1>{title}</h1>
      {manages ? (
        <p class="page-links">
          <Link to="certificate-templates">{texts.toTemplates}</Link>{" "}
          <Link to="certificate-rules">{texts.toRules}</Link>
        </p>
      ) : null}
      <DataTable<Certificate>
        name="certificates"
        label={title}
        search={texts.find}
        columns={[
          { id: "name", title: texts.person, cell: (row) => row.name || row.number, order: "name" },
          { id: "number", title: texts.number, cell: (row) => row.number },
          { id: "course", title: texts.course, cell: (row) => row.course_title },
          { id: "day", title: texts.day, cell: (row) => formatDate(row.day, me.zone, words), order: "day" },
          { id: "state", title: texts.state, cell: (row) => <CertificateState state={row.state} /> },
          { id: "level", title: texts.level, cell: (row) => row.level, optional: "narrow" },
          { id: "hours", title: texts.hours, cell: (row) => row.hours ?? "", number: true, optional: true },
        ]}
        load={(query, filters) => talim.api.get("/certificates/", { query: { ...query, ...toQuery(filters) } })}
        exportFile={
          manages
            ? (query, filters) => ({ path: "/certificates/", query: { ...query, ...toQuery(filters) }, name: title })
            : undefined
        }
        getKey={(row) => row.id}
        onOpen={open}
        filters={[
          { name: "course", label: texts.course, options: [all, ...courses] },
          { name: "state", label: texts.state, options: [all, ["valid", texts.valid], ["revoked", texts.revoked]] },
        ]}
        acts={
          manages ? (
            <button type="button" class="main" onClick={() => open("new")}>
              {texts.award}
            </button>
          ) : null
        }
        empty={<Empty drawing="done" text={manages ? texts.none : texts.noneTaught} />}
        on={[changes]}
      />
      {opened === "new" ? (
        <Drawer title={texts.award} close={close} holdsBack>
          <AwardForm me={me} close={close} onDone={({ number }) => done(texts.awarded(number))} />
        </Drawer>
      ) : opened ? (
        <Drawer key={opened.id} title={opened.number} close={close}>
          <CertificateDetails id={opened.id} me={me} manages={manages} onChange={changed} />
        </Drawer>
      ) : null}
    </>
  );
}

function toQuery({ course, state }: Record<string, string>): { course?: string; is_valid?: boolean } {
  return { ...(course ? { course } : {}), ...(state ? { is_valid: state === "valid" } : {}) };
}
