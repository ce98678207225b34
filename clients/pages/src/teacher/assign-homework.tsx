/** Give homework to a group: what is asked for, shown as pupils will meet it before it goes out. */

import { useEffect, useRef, useState } from "preact/hooks";
import { newId, type Answer, type rest } from "@talim/client";
import { getDraft, saveDraft, type DraftFields } from "../drafts.ts";
import { describeError } from "../errors.ts";
import { formatSeconds } from "../format.ts";
import { talim, type Person } from "../talim.ts";
import { Loading, useLoad } from "../ui/load.tsx";
import { showNotice } from "../ui/notices.tsx";
import { Problem } from "../ui/problem.tsx";
import { LANGUAGES, useWords } from "../words/index.ts";
import { retryAfterSignIn } from "../retry-after-sign-in.ts";
import { hasIncompleteDate, parseFieldValue } from "./datetime-field.ts";

type AssignmentKind = rest.AssignmentIn["kind"];
type TextField = "reference_text" | "question" | "instructions";

type Preview = Answer<"/homework/assignments/preview/", "post">;

/** Which field holds what is asked for. */
const TEXT_FIELDS: Record<AssignmentKind, TextField> = {
  reading: "reference_text",
  repeat: "reference_text",
  speaking: "question",
  file: "instructions",
  text: "instructions",
};
const KINDS = Object.keys(TEXT_FIELDS) as AssignmentKind[];
/** Under which name what is typed here is kept until it is given. */
const DRAFT_NAME = "give";

interface Props {
  me: Person;
  /** `here`: this form is still before her. */
  given: (here: boolean) => void;
  /** Show this form, or put it away. */
  open: (is: boolean) => void;
}

export function AssignHomework({ me, given, open }: Props) {
  const words = useWords();
  const groups = useLoad(async () => {
    const query = { teacher: me.id, status: "active" as const, page_size: 100, ordering: "name" };
    return (await talim.api.get("/courses/groups/", { query })).results;
  }, []);
  return (
    <Loading of={groups}>
      {(all) =>
        all.length ? (
          <AssignHomeworkForm me={me} groups={all} given={given} open={open} />
        ) : (
          <p class="empty">{words.teacher.noGroups}</p>
        )
      }
    </Loading>
  );
}

interface FormProps extends Props {
  groups: rest.GroupOut[];
}

function AssignHomeworkForm({ me, groups, given, open }: FormProps) {
  const words = useWords();
  const w = words.teacher.give;
  const [draft] = useState(() => getDraft(DRAFT_NAME));
  const [kind, choose] = useState<AssignmentKind>(KINDS.find((item) => item === draft["kind"]) ?? "reading");
  const [preview, show] = useState<Preview | null>(null);
  const [error, fail] = useState<unknown>();
  const [busy, wait] = useState(false);
  const [hint, say] = useState("");
  const form = useRef<HTMLFormElement>(null);
  const key = useRef(draft["key"] ?? newId());
  const seen = useRef(true);
  useEffect(() => () => void (seen.current = false), []);

  const read = () => {
    const values = new FormData(form.current ?? undefined);
    const value = (name: string) => String(values.get(name) ?? "").trim();
    return { value, text: { [TEXT_FIELDS[kind]]: value("text") } as Partial<Record<TextField, string>> };
  };
  /** `title`: of what is given; who has left hears by it that it was not. */
  const work = async (does: () => Promise<void>, title?: string) => {
    wait(true);
    fail(undefined);
    say("");
    try {
      await does();
    } catch (reason) {
      if (!seen.current && title) showNotice(words.teacher.notDone(title, describeError(reason, words).text));
      fail(() => reason);
    }
    wait(false);
  };
  const look = () =>
    void work(async () => {
      const { value, text } = read();
      const body = { kind, language: value("language") as rest.PreviewIn["language"], ...text };
      show(await retryAfterSignIn(() => talim.api.post("/homework/assignments/preview/", { body })));
    });
  const give = (event: SubmitEvent) => {
    event.preventDefault();
    const { value, text } = read();
    if (!value("title") || !value("text")) return say(w.empty);
    if (hasIncompleteDate(event.currentTarget)) return say(w.halfTyped);
    const deadline = parseFieldValue(value("deadline"), me.zone);
    if (deadline && Date.parse(deadline) < Date.now()) return say(w.past);
    const sent = key.current;
    const does = async () => {
      const body: rest.AssignmentIn = {
        kind,
        title: value("title"),
        group: value("group"),
        language: value("language") as rest.PreviewIn["language"],
        deadline,
        ...text,
      };
      await retryAfterSignIn(() => talim.api.post("/homework/assignments/", { body, idempotencyKey: sent }));
      if (getDraft(DRAFT_NAME)["key"] === sent) saveDraft(DRAFT_NAME, null);
      given(seen.current);
    };
    void work(does, value("title"));
  };
  const changed = () => {
    key.current = newId();
    show(null);
    const typed: DraftFields = { key: key.current };
    new FormData(form.current ?? undefined).forEach((value, name) => (typed[name] = String(value)));
    saveDraft(DRAFT_NAME, typed);
  };
  const cancel = () => {
    const typed = getDraft(DRAFT_NAME);
    const back = () => {
      saveDraft(DRAFT_NAME, typed);
      open(true);
    };
    saveDraft(DRAFT_NAME, null);
    open(false);
    if (typed["title"] || typed["text"]) showNotice(w.dropped, { label: words.recorder.undo, run: back });
  };
  return (
    <form ref={form} class="give" onSubmit={give} onInput={changed} noValidate>
      <label for="group">{w.group}</label>
      <select id="group" name="group">
        {groups.map((item) => (
          <option key={item.id} value={item.id} selected={item.id === draft["group"]}>
            {item.name}
          </option>
        ))}
      </select>
      <label for="kind">{w.kind}</label>
      <select id="kind" name="kind" value={kind} onChange={(event) => choose(event.currentTarget.value as AssignmentKind)}>
        {KINDS.map((item) => (
          <option key={item} value={item}>
            {w.kinds[item]}
          </option>
        ))}
      </select>
      <label for="title">{w.title}</label>
      <input
        id="title"
        name="title"
        maxLength={200}
        required
        autocomplete="off"
        defaultValue={draft["title"]}
      />
      <label for="text">{w.texts[TEXT_FIELDS[kind]]}</label>
      <textarea
        id="text"
        name="text"
        rows={6}
        maxLength={TEXT_FIELDS[kind] === "question" ? 1000 : 5000}
        required
        defaultValue={draft["text"]}
      />
      <label for="language">{words.language}</label>
      <select id="language" name="language">
        {Object.entries(LANGUAGES).map(([code, name]) => (
          <option key={code} value={code} lang={code} selected={code === (draft["language"] ?? "en")}>
            {name}
          </option>
        ))}
      </select>
      <label for="deadline">{w.deadline}</label>
      <input id="deadline" name="deadline" type="datetime-local" defaultValue={draft["deadline"]} />
      {hint ? <p role="alert">{hint}</p> : null}
      {error ? <Problem error={error} /> : null}
      {preview ? <AssignmentPreview of={preview} /> : null}
      <div class="buttons">
        <button type="button" disabled={busy} onClick={look}>
          {w.preview}
        </button>
        <button type="button" class="plain" onClick={cancel}>
          {words.cancel}
        </button>
      </div>
      <button type="submit" class="main" disabled={busy}>
        {busy ? words.loading : w.go}
      </button>
    </form>
  );
}

function AssignmentPreview({ of }: { of: Preview }) {
  const w = useWords().teacher.give;
  const ways = of.words.filter((word) => word.anything || word.readings.length > 1);
  return (
    <section class="preview" role="status" aria-label={w.preview}>
      <p>
        {of.marked_by === "machine" ? w.byMachine : w.byTeacher}
        {of.words.length ? ` · ${w.words(of.words.length)}` : ""}
        {of.seconds ? ` · ${w.takes(formatSeconds(of.seconds))}` : ""}
      </p>
      {of.too_long ? <p class="warn">{w.tooLong(formatSeconds(of.most_seconds))}</p> : null}
      {of.words.length ? <p class="reading">{of.words.map((word) => word.text).join(" ")}</p> : null}
      {of.phrases.length > 1 ? (
        <ol class="phrases">
          {of.phrases.map((phrase) => (
            <li key={phrase.first}>{phrase.text}</li>
          ))}
        </ol>
      ) : null}
      {ways.length ? (
        <ul class="small">
          {ways.map((word) => (
            <li key={word.index}>
              <b>{word.text}</b>: {word.anything ? w.anything : word.readings.join(" / ")}
            </li>
          ))}
        </ul>
      ) : null}
    </section>
  );
}
