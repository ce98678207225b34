/** Pupils and groups as files, for a spreadsheet. */

import { useState } from "preact/hooks";
import { toIsoDay } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { talim } from "../../talim.ts";
import { Choice } from "../../ui/choice.tsx";
import { useWords } from "../../words/index.ts";
import { groupsWords } from "./words/index.ts";
import { roomsWords } from "../../lessons/office/words/index.ts";
import { useBranches } from "../../office/branches.ts";
import { DownloadButton } from "./download.tsx";

type FileFormat = "xlsx" | "csv";

export function Exports({ me }: PageProps) {
  const words = useWords();
  const texts = roomsWords.use();
  const groupTexts = groupsWords.use();
  const branches = useBranches("own");
  const [branch, setBranch] = useState("");
  const [status, setStatus] = useState("");
  const [groupStatus, setGroupStatus] = useState("");
  const [format, setFormat] = useState<FileFormat>("xlsx");
  const query = { format, ...(branch ? { branch } : {}) };
  const day = toIsoDay(Date.now(), me.zone);
  const statuses = ["lead", "trial", "active", "frozen"].map((name): [string, string] => [
    name,
    groupTexts.memberStatus[name] ?? name,
  ]);
  const groupStatuses: [string, string][] = [
    ["active", texts.openGroups],
    ["closed", groupTexts.closedGroups],
  ];
  return (
    <>
      <h1>{words.office.nav.pages.tableFiles}</h1>
      <p class="quiet">{texts.exportsHelp}</p>
      <div class="table-tools">
        <Choice label={texts.format} options={{ xlsx: "XLSX", csv: "CSV" }} chosen={format} choose={setFormat} />
        {branches.length > 1 ? (
          <Select label={texts.branch} options={branches.map(({ id, name }) => [id, name])} choose={setBranch} />
        ) : null}
      </div>
      <section class="card" aria-label={texts.pupilsFile}>
        <h2>{texts.pupilsFile}</h2>
        <p>{texts.pupilsFileHelp}</p>
        <div class="table-tools">
          <Select label={texts.state} options={statuses} choose={setStatus} />
        </div>
        <DownloadButton
          word={texts.download}
          name={`${words.office.nav.pages.pupils} ${day}.${format}`}
          fetch={() =>
            talim.api.get("/courses/exports/students/", {
              query: { ...query, ...(status ? { status: status as "active" } : {}) },
            })
          }
        />
      </section>
      <section class="card" aria-label={texts.groupsFile}>
        <h2>{texts.groupsFile}</h2>
        <div class="table-tools">
          <Select label={texts.state} options={groupStatuses} choose={setGroupStatus} />
        </div>
        <DownloadButton
          word={texts.download}
          name={`${words.office.groups} ${day}.${format}`}
          fetch={() =>
            talim.api.get("/courses/exports/groups/", {
              query: { ...query, ...(groupStatus ? { status: groupStatus as "active" } : {}) },
            })
          }
        />
      </section>
    </>
  );
}

interface SelectProps {
  label: string;
  options: [value: string, word: string][];
  choose: (value: string) => void;
}

function Select({ label, options, choose }: SelectProps) {
  const words = useWords();
  return (
    <select aria-label={label} onChange={(event) => choose(event.currentTarget.value)}>
      <option value="">{`${label}: ${words.form.all}`}</option>
      {options.map(([value, word]) => (
        <option key={value} value={value}>
          {word}
        </option>
      ))}
    </select>
  );
}
