/** Rules that award certificates; each opens as a card. */

import { formatDate } from "../../format.ts";
import type { PageProps } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { DataTable } from "../../ui/data-table/data-table.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Empty } from "../../ui/empty.tsx";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { useOpenedRow } from "../../ui/opened-row.ts";
import { certificateWriteWords, type CertificateWriteWords } from "./words/index.ts";
import { useWords, type Words } from "../../words/index.ts";
import { useCourses, type Rule } from "./options.ts";
import { RuleForm } from "./rule-form.tsx";

export function CertificateRules({ me }: PageProps) {
  const words = useWords();
  const texts = certificateWriteWords.use();
  const courses = useCourses();
  const title = words.office.nav.pages.certificateRules;
  const { opened, open, close, changes, done } = useOpenedRow<Rule | "new">();
  return (
    <>
      <p>
        <Link to="certificates">← {words.learning.pages.certificates}</Link>
      </p>
      <h1>{title}</h1>
      <DataTable<Rule>
        name="certificate-rules"
        label={title}
        columns={[
          { id: "course", title: texts.course, cell: (row) => readTranslated(row.course_title) },
          { id: "template", title: texts.template, cell: (row) => row.template_name },
          {
            id: "conditions",
            title: texts.conditions,
            cell: (row) => listConditions(row, me, words, texts).join(", "),
          },
          { id: "state", title: texts.state, cell: (row) => <RuleState rule={row} /> },
        ]}
        load={(query, { course }) =>
          talim.api.get("/certificates/rules/", { query: { ...query, ...(course ? { course } : {}) } })
        }
        getKey={(row) => row.id}
        onOpen={open}
        filters={[{ name: "course", label: texts.course, options: [["", words.form.all], ...courses] }]}
        acts={
          <button type="button" class="main" onClick={() => open("new")}>
            {texts.newRule}
          </button>
        }
        empty={<Empty drawing="done" text={texts.noRules} />}
        on={[changes]}
      />
      {opened === "new" ? (
        <Drawer title={texts.newRule} close={close} holdsBack>
          <RuleForm close={close} onDone={() => done(words.form.saved)} />
        </Drawer>
      ) : opened ? (
        <Drawer key={opened.id} title={readTranslated(opened.course_title)} close={close} holdsBack>
          {opened.is_held ? (
            <div class="notice">
              <Icon name="warning" />
              <p>{texts.heldHelp}</p>
            </div>
          ) : null}
          <RuleForm rule={opened} close={close} onDone={() => done(words.form.saved)} />
          <ActButton
            word={texts.archiveRule}
            class="plain"
            question={<p>{texts.archiveRuleSure}</p>}
            act={() => talim.api.delete("/certificates/rules/{id}/", { path: { id: opened.id } })}
            onDone={() => done(texts.ruleArchived)}
          />
        </Drawer>
      ) : null}
    </>
  );
}

function RuleState({ rule }: { rule: Rule }) {
  const texts = certificateWriteWords.use();
  return (
    <span class={rule.is_held ? "state warn" : "state"}>
      <Icon name={rule.is_held ? "warning" : "good"} />
      {rule.is_held ? texts.held : texts.awards}
    </span>
  );
}

function listConditions(rule: Rule, me: Person, words: Words, texts: CertificateWriteWords): string[] {
  const { progress = "", grade = "", quiz = "", attendance = "" } = texts.grounds;
  const percents: [string, number | null][] = [
    [progress, rule.least_progress],
    [grade, rule.least_grade],
    [quiz, rule.least_quiz],
    [attendance, rule.least_attendance],
  ];
  return [
    ...percents.flatMap(([name, percent]) => (percent === null ? [] : [texts.from(name, percent)])),
    ...(rule.not_before ? [texts.notBeforeDay(formatDate(rule.not_before, me.zone, words))] : []),
  ];
}
