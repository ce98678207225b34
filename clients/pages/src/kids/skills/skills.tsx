/** The skills of the kindergarten: areas, skills in them and steps of these, written one by one or as a sheet. */

import { useState } from "preact/hooks";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Choice } from "../../ui/choice.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { Table } from "../../ui/table.tsx";
import { useWords } from "../../words/index.ts";
import { skillsWords } from "./words/index.ts";
import { DownloadButton } from "../../courses/office/download.tsx";
import { listAreas, nameSkill, type Skill, type SkillArea } from "./skill-data.ts";
import { SkillForm } from "./skill-form.tsx";
import { SkillSheet } from "./skill-sheet.tsx";

type Shown = "used" | "all";

export function Skills() {
  const words = useWords();
  const texts = skillsWords.use();
  const [shown, setShown] = useState<Shown>("used");
  const { opened, open, close, changes, done } = useOpenedRow<Skill | "new" | "sheet">();
  const tree = useLoad(() => talim.api.get("/skills/", { query: { archived: true } }), [changes]);
  const saved = () => done(words.form.saved);
  return (
    <>
      <h1>{words.office.nav.pages.skills}</h1>
      <p class="quiet">{texts.help}</p>
      <div class="buttons">
        <button type="button" class="main" onClick={() => open("new")}>
          {texts.newSkill}
        </button>
        <DownloadButton
          word={texts.download}
          name="skills.xlsx"
          fetch={() => talim.api.get("/skills/table/", { query: { format: "xlsx" } })}
        />
        <button type="button" onClick={() => open("sheet")}>
          {texts.takeIn}
        </button>
      </div>
      <Choice label={texts.shown} options={texts.shownOptions} chosen={shown} choose={setShown} />
      <Loading of={tree}>
        {({ skills }) => {
          const areas = listAreas(skills.filter(({ archived_at: gone }) => shown === "all" || !gone));
          const names = new Map(skills.map((skill) => [skill.id, nameSkill(skill)]));
          return (
            <>
              {areas.length ? (
                areas.map((one) => <Area key={one.area.id} of={one} names={names} open={open} />)
              ) : (
                <Empty drawing="box" text={texts.none} />
              )}
              {opened ? <Opened of={opened} skills={skills} close={close} saved={saved} /> : null}
            </>
          );
        }}
      </Loading>
    </>
  );
}

interface AreaProps {
  of: SkillArea;
  names: Map<string, string>;
  open: (skill: Skill) => void;
}

function Area({ of: { area, parts }, names, open }: AreaProps) {
  const texts = skillsWords.use();
  const list = (ids: string[]) => ids.map((id) => names.get(id) ?? "").join(", ") || "–";
  const opener = (skill: Skill) => (
    <>
      <button type="button" class="link" onClick={() => open(skill)}>
        {skill.kind === "step" ? `${names.get(skill.parent ?? "") ?? ""} › ${nameSkill(skill)}` : nameSkill(skill)}
      </button>
      {skill.archived_at ? <span class="quiet small"> {texts.archived}</span> : null}
    </>
  );
  return (
    <section>
      <h2>{opener(area)}</h2>
      {parts.length ? (
        <Table
          label={nameSkill(area)}
          heads={[{ word: texts.skill }, { word: texts.needs }, { word: texts.code }]}
          rows={parts.map((skill) => ({ key: skill.id, cells: [opener(skill), list(skill.needs), skill.code] }))}
        />
      ) : (
        <p class="empty">{texts.emptyArea}</p>
      )}
    </section>
  );
}

interface OpenedProps {
  of: Skill | "new" | "sheet";
  skills: Skill[];
  close: () => void;
  saved: () => void;
}

function Opened({ of: opened, skills, close, saved }: OpenedProps) {
  const texts = skillsWords.use();
  if (opened === "sheet") {
    return (
      <Drawer title={texts.takeIn} close={close}>
        <SkillSheet close={close} onDone={saved} />
      </Drawer>
    );
  }
  if (opened === "new") {
    return (
      <Drawer title={texts.newSkill} close={close}>
        <SkillForm skill={undefined} skills={skills} close={close} onDone={saved} />
      </Drawer>
    );
  }
  const path = { id: opened.id };
  return (
    <Drawer title={nameSkill(opened)} close={close}>
      {opened.archived_at ? (
        <ActButton
          word={texts.useAgain}
          class="main"
          act={() => talim.api.post("/skills/{id}/restore/", { path })}
          onDone={saved}
          here={{ conflict: texts.aboveArchived }}
        />
      ) : (
        <>
          <SkillForm skill={opened} skills={skills} close={close} onDone={saved} />
          <ActButton
            word={texts.archive}
            class="plain"
            act={() => talim.api.delete("/skills/{id}/", { path })}
            onDone={saved}
            here={{ conflict: texts.underInUse }}
          />
        </>
      )}
    </Drawer>
  );
}
