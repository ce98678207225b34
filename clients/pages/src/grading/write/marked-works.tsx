/** What two markers gave: how far they agree, the grades they agree on, and those that somebody has to settle. */

import { useState } from "preact/hooks";
import { talim } from "../../talim.ts";
import { ActButton } from "../../ui/act-button.tsx";
import { Drawer } from "../../ui/drawer.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextArea, TextField } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon, type IconName } from "../../ui/icon.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { markingWords } from "../marking/words/index.ts";
import { formatPoints, readNumber } from "../points.ts";
import type { Marking } from "./marking-data.ts";

type Work = Marking["works"][number];
type Agreement = NonNullable<Marking["agreement"]>;

const ICONS: Record<Work["state"], IconName> = {
  waiting: "clock",
  agreed: "good",
  differs: "absence",
  written: "good",
};
/** The most letters of a reason. */
const LONGEST_REASON = 400;

export function MarkedWorks({ marking, reload }: { marking: Marking; reload: () => void }) {
  const texts = markingWords.use();
  const [opened, setOpened] = useState<Work | undefined>();
  const { item, works, agreement } = marking;
  const agreed = works.filter(({ state }) => state === "agreed").length;
  return (
    <>
      <section aria-labelledby="agreement">
        <h2 id="agreement">{texts.agreement}</h2>
        {agreement?.count ? <AgreementFigures of={agreement} /> : <p class="empty">{texts.noPairs}</p>}
      </section>
      <section aria-labelledby="works">
        <h2 id="works">{marking.is_blind ? texts.codes : texts.works}</h2>
        {agreed ? (
          <ActButton
            word={texts.writeAgreed(agreed)}
            class="main"
            act={() => talim.api.post("/grading/items/{id}/marking/agreed/", { path: { id: item } })}
            onDone={({ written_count }) => {
              showNotice(texts.written(written_count));
              reload();
            }}
          />
        ) : null}
        {works.length ? null : <p class="empty">{texts.noWorks}</p>}
        <ul class="rows marking-rows">
          {works.map((work) => (
            <li key={work.code}>
              <p>
                <strong>{work.code}</strong> {work.student?.full_name ?? <span class="quiet">{texts.hidden}</span>}
              </p>
              <WorkState work={work} marking={marking} />
              {work.state === "differs" && work.student ? (
                <button
                  type="button"
                  onClick={() => setOpened(work)}
                  aria-label={texts.settleOf(work.student.full_name)}
                >
                  {texts.settle}
                </button>
              ) : null}
            </li>
          ))}
        </ul>
      </section>
      {opened?.student ? (
        <Drawer title={opened.student.full_name} close={() => setOpened(undefined)} holdsBack>
          <WorkState work={opened} marking={marking} />
          <SettleForm
            item={item}
            work={opened}
            name={opened.student.full_name}
            student={opened.student.id}
            close={() => setOpened(undefined)}
            onDone={() => {
              setOpened(undefined);
              reload();
            }}
          />
        </Drawer>
      ) : null}
    </>
  );
}

function AgreementFigures({
  of: { count, exact, adjacent, linear_kappa: linear, quadratic_kappa: quadratic, has_grades: hasGrades },
}: {
  of: Agreement;
}) {
  const texts = markingWords.use();
  const percent = (share: number | null) => (share === null ? "–" : `${formatPoints(share * 100)} %`);
  const kappa = (value: number | null) => (value === null ? "–" : formatPoints(value));
  const rows: [label: string, value: string][] = [
    [hasGrades ? texts.exact : texts.exactPoints, percent(exact)],
    [hasGrades ? texts.adjacent : texts.adjacentPoints, percent(adjacent)],
    [texts.linearKappa, kappa(linear)],
    [texts.quadraticKappa, kappa(quadratic)],
  ];
  return (
    <>
      <p>{texts.counted(count)}</p>
      <dl class="agreement">
        {rows.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd class="number">{value}</dd>
          </div>
        ))}
      </dl>
      <p class="quiet">{texts.kappaHelp}</p>
    </>
  );
}

/** Both marks with their notes where they are in, and whose where the place was given to another one; else which is in. */
function WorkState({ work, marking }: { work: Work; marking: Marking }) {
  const texts = markingWords.use();
  const { state, first, second, points } = work;
  const write = (mark: NonNullable<Work["first"]>, now: Marking["first"]) => {
    const former = mark.author?.id === now?.id ? "" : (mark.author?.full_name ?? texts.former);
    return [formatPoints(mark.points), mark.note && `(${mark.note})`, former && `– ${former}`]
      .filter(Boolean)
      .join(" ");
  };
  const both =
    first && second
      ? texts.both(write(first, marking.first), write(second, marking.second))
      : texts.marked(work.has_first, work.has_second);
  const given = state === "written" && points !== null ? `: ${formatPoints(points)}` : "";
  return (
    <p class="state">
      <Icon name={ICONS[state]} /> {[`${texts.states[state]}${given}`, both].filter(Boolean).join(" · ")}
    </p>
  );
}

interface SettleProps {
  item: string;
  work: Work;
  name: string;
  student: string;
  close: () => void;
  onDone: () => void;
}

function SettleForm({ item, work, name, student, close, onDone }: SettleProps) {
  const texts = markingWords.use();
  const form = useForm({
    initial: { points: "", reason: "" },
    check: ({ points }): { points?: string } =>
      points && readNumber(points) === undefined ? { points: texts.wrongPoints } : {},
    send: ({ points, reason }, idempotencyKey) => {
      const body = { student, points: readNumber(points) ?? 0, reason, last: work.last };
      return talim.api.post("/grading/items/{id}/marking/settled/", { path: { id: item }, body, idempotencyKey });
    },
    onDone: () => {
      showNotice(texts.settled(name, form.values.points));
      onDone();
    },
  });
  return (
    <Form of={form} word={texts.write} label={texts.settleOf(name)} close={close}>
      <TextField of={form} name="points" label={texts.grade} inputMode="decimal" maxLength={12} required />
      <TextArea of={form} name="reason" label={texts.why} maxLength={LONGEST_REASON} required />
    </Form>
  );
}
