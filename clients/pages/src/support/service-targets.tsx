/** Service times of each priority: minutes of opening hours until the first answer and until the resolution. */

import type { Answer } from "@talim/client";
import { talim } from "../talim.ts";
import { FieldGroup, FieldRow, Form } from "../ui/form/form.tsx";
import { NumberField } from "../ui/form/text-fields.tsx";
import { useForm } from "../ui/form/use-form.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { useWords } from "../words/index.ts";
import { ticketWords } from "./words/index.ts";
import { PRIORITIES, type Priority } from "./data.ts";

type Target = Answer<"/support/targets/", "get">["targets"][number];
type Minutes = Record<string, number | null>;

const MOST_MINUTES = 60_000;
const first = (priority: Priority) => `${priority}.first`;
const resolution = (priority: Priority) => `${priority}.resolution`;

export function ServiceTargets() {
  const loaded = useLoad(async () => (await talim.api.get("/support/targets/")).targets, []);
  return <Loading of={loaded}>{(targets) => <TargetsForm targets={targets} />}</Loading>;
}

function TargetsForm({ targets }: { targets: Target[] }) {
  const words = useWords();
  const texts = ticketWords.use();
  const own = texts.rules;
  const initial: Minutes = Object.fromEntries(
    PRIORITIES.flatMap((priority) => {
      const target = targets.find((one) => one.priority === priority);
      return [
        [first(priority), target?.first_answer_minutes ?? null],
        [resolution(priority), target?.resolution_minutes ?? null],
      ];
    }),
  );
  const form = useForm<Minutes, unknown>({
    initial,
    check: (values) =>
      Object.fromEntries(
        PRIORITIES.filter((one) => (values[first(one)] === null) !== (values[resolution(one)] === null)).map((one) => [
          values[first(one)] === null ? first(one) : resolution(one),
          own.both,
        ]),
      ),
    send: (values) => {
      const set = PRIORITIES.flatMap((priority) => {
        const [first_answer_minutes, resolution_minutes] = [values[first(priority)], values[resolution(priority)]];
        return first_answer_minutes && resolution_minutes
          ? [{ priority, first_answer_minutes, resolution_minutes }]
          : [];
      });
      return talim.api.put("/support/targets/", { body: { targets: set } });
    },
    onDone: () => showNotice(own.saved),
  });
  return (
    <>
      <p class="quiet">{own.timesHelp}</p>
      <Form of={form} word={words.form.save} label={own.parts.times}>
        {PRIORITIES.map((priority) => (
          <FieldGroup key={priority} title={texts.priorities[priority]}>
            <FieldRow>
              <NumberField of={form} name={first(priority)} label={own.firstMinutes} min={1} max={MOST_MINUTES} />
              <NumberField
                of={form}
                name={resolution(priority)}
                label={own.resolutionMinutes}
                min={1}
                max={MOST_MINUTES}
              />
            </FieldRow>
          </FieldGroup>
        ))}
      </Form>
    </>
  );
}
