/** Appeals against the items of a grade: what was asked and answered, and another one of a pupil or a parent. */

import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Answer } from "@talim/client";
import { formatDayTime } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Form } from "../ui/form/form.tsx";
import { TextArea } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Icon, type IconName } from "../ui/icon.tsx";
import { showNotice } from "../ui/notices.tsx";
import { useWords } from "../words/index.ts";
import { appealWords } from "./appeals/words/index.ts";
import type { ItemReason } from "./grade-data.ts";
import { formatPoints } from "./points.ts";

export type Appeal = Answer<"/grading/appeals/", "get">["results"][number];

/** The most letters of a reason. */
const LONGEST_REASON = 400;
/** What can be appealed: that something counts, or that nothing was handed in. */
const CONTESTED: ItemReason["state"][] = ["graded", "missing"];
const ICONS: Record<Appeal["state"], IconName> = { open: "clock", granted: "good", declined: "close" };

/** The appeals of the pupil in this gradebook; undefined until they are known. */
export const AppealsContext = createContext<{ appeals: Appeal[]; reload: () => void } | undefined>(undefined);

export function ItemAppeals({
  item,
  student,
  me,
  asTeacher,
}: {
  item: ItemReason;
  student: string;
  me: Person;
  asTeacher: boolean;
}) {
  const known = useContext(AppealsContext);
  if (!known) return null;
  const own = known.appeals.filter((appeal) => appeal.item === item.id);
  const canAppeal = !asTeacher && CONTESTED.includes(item.state) && !own.some(({ state }) => state === "open");
  return (
    <>
      {own.map((appeal) => (
        <AppealText key={appeal.id} appeal={appeal} me={me} />
      ))}
      {canAppeal ? <AppealForm key={own.length} item={item} student={student} reload={known.reload} /> : null}
    </>
  );
}

/** Who asked what and when, and who answered. */
export function AppealText({ appeal, me }: { appeal: Appeal; me: Person }) {
  const words = useWords();
  const texts = appealWords.use();
  const { author, state, reason, answer, points, max_points: most } = appeal;
  const when = (moment: string) => formatDayTime(moment, me.zone, words);
  return (
    <section class="grade-appeal" aria-label={texts.of(appeal.item_name)}>
      <p class="quiet">
        {[texts.said(author?.full_name ?? appeal.student.full_name), when(appeal.created_at)].join(" · ")}
      </p>
      <blockquote>{reason}</blockquote>
      <p class="state">
        <Icon name={ICONS[state]} />{" "}
        {[texts.states[state], points === null ? "" : `${formatPoints(points)} / ${formatPoints(most)}`]
          .filter(Boolean)
          .join(": ")}
      </p>
      {answer ? <blockquote>{answer}</blockquote> : null}
      {appeal.answered_at ? (
        <p class="quiet">{[appeal.answered_by?.full_name, when(appeal.answered_at)].filter(Boolean).join(" · ")}</p>
      ) : null}
    </section>
  );
}

function AppealForm({ item, student, reload }: { item: ItemReason; student: string; reload: () => void }) {
  const texts = appealWords.use();
  const form = useForm({
    initial: { reason: "" },
    draft: `grade-appeal ${student} ${item.id}`,
    send: ({ reason }, idempotencyKey) =>
      talim.api.post("/grading/appeals/", { body: { item: item.id, student, reason }, idempotencyKey }),
    onDone: () => {
      showNotice(texts.sent);
      reload();
    },
  });
  return (
    <details class="grade-appeal">
      <summary>
        {texts.appeal} <span class="unseen">{item.name}</span>
      </summary>
      <Form of={form} word={texts.send} label={texts.of(item.name)}>
        <TextArea of={form} name="reason" label={texts.why} hint={texts.whyHelp} maxLength={LONGEST_REASON} required />
      </Form>
    </details>
  );
}
