/** Many pupils at once, one per line, each with a parent; who is saved leaves the list, who is refused stays with the reason. */

import { ApiError, newId } from "@talim/client";
import { useRef } from "preact/hooks";
import { usePersonPages } from "../../person-pages.ts";
import { Link } from "../../router.tsx";
import { talim, type Person } from "../../talim.ts";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { ChoiceField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { TextArea } from "../../ui/form/text-fields.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { showNotice } from "../../ui/notices.tsx";
import { getLanguage } from "../../words/index.ts";
import { startWords } from "./words/index.ts";
import { getLocalDigits, parsePupilLines, type NameOrder, type PupilLine } from "./pupil-lines.ts";
import type { Group } from "./state.ts";

export const PUPILS_DRAFT = "start-pupils";
/** More lines than these are work for a spreadsheet. */
const MAX_LETTERS = 8_000;
const TAKEN_PHONE = "guardians.0.person.phone";

/** An interface would have no index of its own. */
type Fields = { lines: string; order: NameOrder };

export function PupilsStep({ me, group, onDone }: { me: Person; group: Group; onDone: () => void }) {
  const texts = startWords.use();
  const { hasPage } = usePersonPages();
  const free = Math.max(0, group.capacity - group.members_count);
  const keys = useRef(new Map<string, string>());
  const form = useForm<Fields, number>({
    initial: { lines: "", order: "first" },
    draft: PUPILS_DRAFT,
    check: ({ lines, order }) => checkLines(parsePupilLines(lines, order)),
    send: ({ lines, order }) => enrolAll(parsePupilLines(lines, order)),
    onDone: (saved) => {
      showNotice(texts.added(saved));
      onDone();
    },
  });
  const checkLines = (lines: PupilLine[]): { lines?: string } => {
    const nameless = lines.find(({ first_name }) => !first_name);
    const twice = lines.find(({ text }, place) => lines.findIndex((other) => other.text === text) < place);
    if (nameless) return { lines: texts.noName(nameless.text) };
    if (twice) return { lines: texts.twice(twice.text) };
    return lines.length > free ? { lines: texts.tooMany(free) } : {};
  };
  /** One after the other. A line keeps its key until it is refused, so that a lost answer does not make a pupil twice. */
  const enrolAll = async (lines: PupilLine[]): Promise<number> => {
    const phones = new Set<string>();
    for (const [place, line] of lines.entries()) {
      const key = keys.current.get(line.text) ?? newId();
      keys.current.set(line.text, key);
      const known = line.phone !== "" && phones.has(getLocalDigits(line.phone));
      await retryAfterSignIn(() => enrol(line, group.id, texts.parent, key, known)).catch((reason: unknown) => {
        if (reason instanceof ApiError && reason.status < 500) keys.current.delete(line.text);
        form.set(
          "lines",
          lines
            .slice(place)
            .map(({ text }) => text)
            .join("\n"),
        );
        throw explain(line, reason);
      });
      phones.add(getLocalDigits(line.phone));
    }
    return lines.length;
  };
  const parsed = parsePupilLines(form.values.lines, form.values.order);
  return (
    <>
      <Form of={form} word={texts.savePupils(parsed.length)} label={texts.steps.pupils}>
        <TextArea
          of={form}
          name="lines"
          label={texts.lines}
          hint={`${texts.linesHelp} ${texts.linesExample}`}
          rows={6}
          maxLength={MAX_LETTERS}
          required
        />
        <ChoiceField
          of={form}
          name="order"
          label={texts.order}
          options={Object.entries(texts.orders).map(([value, label]) => ({ value, label }))}
          required
        />
        {parsed.length ? <Preview lines={parsed} /> : null}
        {parsed.length > free && hasPage(me, `groups/${group.id}`) ? (
          <p>
            <Link to={`groups/${group.id}`}>{texts.toGroup}</Link>
          </p>
        ) : null}
      </Form>
      {hasPage(me, "imports") ? (
        <p>
          <Link to="imports">{texts.fromTable}</Link>
        </p>
      ) : null}
    </>
  );
}

function Preview({ lines }: { lines: PupilLine[] }) {
  const texts = startWords.use();
  return (
    <div role="group" aria-label={texts.preview}>
      <p class="label">{texts.preview}</p>
      <ol class="start-preview">
        {lines.map(({ text, first_name, last_name, phone, parent }, place) => (
          <li key={`${place} ${text}`}>
            {first_name} <b>{last_name}</b>{" "}
            <span class="quiet">
              {parent ? `${parent} · ` : ""}
              <span class="number">{phone || texts.noPhone}</span>
            </span>
          </li>
        ))}
      </ol>
    </div>
  );
}

/**
 * The pupil, a parent and the seat in one act. `known`: the parent was made a moment ago, with another child. One whose
 * phone is here already is taken in place of a new one.
 */
async function enrol(line: PupilLine, group: string, word: string, key: string, known: boolean): Promise<void> {
  const { first_name, last_name, phone, parent } = line;
  const locale = getLanguage();
  const post = (person: object | undefined, idempotencyKey: string) => {
    const guardians = person ? [{ person, kind: "guardian" as const }] : [];
    const body = {
      pupil: { first_name, last_name, locale },
      guardians,
      place: { group, status: "active" as const, wait: false },
    };
    return talim.api.post("/auth/families/", { body, idempotencyKey });
  };
  const takeKnown = async (): Promise<boolean> => {
    const { results } = await talim.api.get("/auth/users/", { query: { search: phone, page_size: 5 } });
    const found = results.find((user) => user.phone && getLocalDigits(user.phone) === getLocalDigits(phone));
    if (found) await post({ id: found.id }, `${key}k`);
    return found !== undefined;
  };
  if (known && (await takeKnown())) return;
  const [first = word, ...rest] = parent ? parent.split(/\s+/) : [];
  const person = { first_name: first, last_name: parent ? rest.join(" ") : last_name, phone: phone || null, locale };
  try {
    await post(phone || parent ? person : undefined, key);
  } catch (reason) {
    const taken = reason instanceof ApiError && TAKEN_PHONE in reason.fields;
    if (!taken || known || !(await takeKnown())) throw reason;
  }
}

/** The refusal beside the list, with the name of whom it is about. */
function explain({ text }: PupilLine, reason: unknown): unknown {
  if (!(reason instanceof ApiError) || reason.status >= 500) return reason;
  const why = Object.values(reason.fields).flat().join(" ") || reason.detail;
  return new ApiError(
    reason.status,
    reason.code,
    reason.detail,
    { lines: [`${text}: ${why}`] },
    reason.requestId,
    reason.retryAfter,
  );
}
