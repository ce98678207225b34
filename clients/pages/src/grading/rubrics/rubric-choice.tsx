/** The rubric in a review: the teacher chooses a level by each criterion, and sees what that gives. */

import type { ComponentChildren } from "preact";
import { ApiError } from "@talim/client";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { getDraft, saveDraft } from "../../drafts.ts";
import { formatScore } from "../../format.ts";
import { retryAfterSignIn } from "../../retry-after-sign-in.ts";
import { talim } from "../../talim.ts";
import { Button } from "../../ui/button.tsx";
import { LoadProblem, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import { rubricWritingWords } from "../rubric-writing/words/index.ts";
import { rubricWords } from "./words/index.ts";
import { formatPoints } from "../points.ts";
import {
  countPoints,
  keepKnownLevels,
  toMark,
  type Criterion,
  type HomeworkRubric,
  type JudgedRubric,
} from "./rubric-data.ts";
import { RubricTotalLine, RubricView } from "./rubric-view.tsx";

/** What the review does with the rubric: what was chosen is saved before the review is decided. */
export interface RubricHandle {
  /** Rejects where it is not saved; the rubric says so itself. */
  save: () => Promise<void>;
}

interface RubricChoiceProps {
  homework: string;
  handle: { current: RubricHandle | null };
  /** Takes the percent of the rubric as the mark. */
  takeMark: (mark: string) => void;
}

export function RubricChoice({ homework, handle, takeMark }: RubricChoiceProps) {
  const texts = rubricWritingWords.use();
  /** What was chosen in `before` when somebody else had changed by what the work is judged. */
  const [left, setLeft] = useState<{ levels: Record<string, string>; before: HomeworkRubric } | undefined>();
  const loaded = useLoad(() => talim.api.get("/grading/homework/{id}/rubric/", { path: { id: homework } }), [homework]);
  const answer = loaded.value;
  // Most homework has none: nothing stands there while it is asked for.
  if (!answer) return loaded.error ? <LoadProblem of={loaded} /> : null;
  const isRenewed = left !== undefined && left.before !== answer;
  const notice = isRenewed ? (
    <p class="notice" role="alert">
      {answer.current ? texts.judgedByAnother(answer.current.name) : texts.judgedByNone}
    </p>
  ) : left && loaded.error ? (
    <LoadProblem of={loaded} />
  ) : null;
  if (!answer.rubric) return notice;
  const saved = (rubric: JudgedRubric) => {
    setLeft(undefined);
    loaded.replace({ ...answer, rubric });
  };
  const changed = (levels: Record<string, string>) => {
    setLeft({ levels, before: answer });
    loaded.reload();
  };
  return (
    <>
      {notice}
      <LoadedRubric
        homework={homework}
        answer={answer}
        judged={answer.rubric}
        left={isRenewed ? left.levels : undefined}
        handle={handle}
        takeMark={takeMark}
        saved={saved}
        changed={changed}
      />
    </>
  );
}

interface LoadedRubricProps extends RubricChoiceProps {
  answer: HomeworkRubric;
  judged: JudgedRubric;
  /** Levels that were chosen in what is not current any more. */
  left: Record<string, string> | undefined;
  saved: (rubric: JudgedRubric) => void;
  /** Somebody else changed by what the work is judged; these levels were chosen, and are not saved. */
  changed: (levels: Record<string, string>) => void;
}

const isSameVersion = (one: JudgedRubric, other: JudgedRubric) =>
  one.rubric === other.rubric && one.version === other.version;

function LoadedRubric({ answer: { current }, judged, left, ...rest }: LoadedRubricProps) {
  const texts = rubricWritingWords.use();
  const [isNew, setIsNew] = useState(false);
  if (!current)
    return (
      <RubricFrame of={judged}>
        <p class="quiet">{texts.rubricGone}</p>
        <RubricView criteria={judged.criteria} levels={judged.levels} isJudged />
      </RubricFrame>
    );
  if (isSameVersion(judged, current)) {
    const key = `${judged.rubric} ${judged.version}`;
    const kept = left && keepKnownLevels(judged.criteria, left);
    const isKept = kept !== undefined && Object.keys(kept).length > 0;
    return <LevelForm key={key} rubric={judged} levels={isKept ? kept : judged.levels} isUnsaved={isKept} {...rest} />;
  }
  const isOther = judged.rubric !== current.rubric;
  if (isNew)
    return (
      <LevelForm
        key="new"
        rubric={current}
        levels={keepKnownLevels(current.criteria, left ?? judged.levels)}
        isUnsaved
        {...rest}
      />
    );
  const change = (
    <div class="notice" role="status">
      <p>{isOther ? texts.otherRubric(current.name) : texts.keepsVersion(judged.version, current.version)}</p>
      <button type="button" onClick={() => setIsNew(true)}>
        {isOther ? texts.takeRubric(current.name) : texts.takeVersion(current.version)}
      </button>
    </div>
  );
  if (!isOther) return <LevelForm key="old" rubric={judged} levels={judged.levels} above={change} {...rest} />;
  return (
    <RubricFrame of={judged}>
      {change}
      <RubricView criteria={judged.criteria} levels={judged.levels} isJudged />
    </RubricFrame>
  );
}

function RubricFrame({ of: rubric, children }: { of: JudgedRubric; children: ComponentChildren }) {
  const texts = rubricWritingWords.use();
  return (
    <section class="rubric" aria-labelledby="rubric">
      <h3 id="rubric">
        {texts.rubric}: {rubric.name} <span class="quiet small">{texts.version(rubric.version)}</span>
      </h3>
      {children}
    </section>
  );
}

interface LevelFormProps extends Omit<LoadedRubricProps, "answer" | "judged" | "left"> {
  rubric: JudgedRubric;
  levels: Record<string, string>;
  /** These levels were taken over from another version. */
  isUnsaved?: boolean;
  above?: ComponentChildren;
}

function LevelForm({
  homework,
  rubric,
  levels: before,
  isUnsaved = false,
  above,
  handle,
  takeMark,
  saved,
  changed,
}: LevelFormProps) {
  const words = useWords();
  const texts = rubricWritingWords.use();
  const draft = `rubric.${homework}.${rubric.rubric}.${rubric.version}`;
  const [typed, setTyped] = useState<Record<string, string> | undefined>(() => {
    const kept = getDraft(draft);
    return Object.keys(kept).length ? keepKnownLevels(rubric.criteria, kept) : undefined;
  });
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const running = useRef<Promise<void> | null>(null);
  const levels = typed ?? before;
  const isChanged = isUnsaved || (typed !== undefined && !isSame(typed, before));
  const put = (next: Record<string, string>) => {
    setTyped(next);
    saveDraft(draft, Object.keys(next).length ? next : null);
  };
  const send = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const body = { rubric: rubric.rubric, version: rubric.version, levels };
      const answer = await retryAfterSignIn(() =>
        talim.api.put("/grading/homework/{id}/rubric/", { path: { id: homework }, body }),
      );
      saveDraft(draft, null);
      setTyped(undefined);
      saved(answer);
    } catch (reason) {
      if (reason instanceof ApiError && reason.code === "draft_changed") {
        saveDraft(draft, null);
        changed(levels);
      } else setError(() => reason);
      throw reason;
    } finally {
      setBusy(false);
      running.current = null;
    }
  };
  const save = async () => {
    if (!isChanged) return;
    running.current ??= send();
    await running.current;
  };
  useLayoutEffect(() => {
    handle.current = { save };
    return () => void (handle.current = null);
  });
  const total = countPoints(rubric.criteria, levels);
  const open = rubric.criteria.filter(({ id }) => !levels[id]).length;
  return (
    <RubricFrame of={rubric}>
      {above}
      {rubric.criteria.map((criterion) => (
        <CriterionChoice
          key={criterion.id}
          criterion={criterion}
          chosen={levels[criterion.id]}
          choose={(level) => {
            const { [criterion.id]: _, ...others } = levels;
            put(level === undefined ? others : { ...others, [criterion.id]: level });
          }}
        />
      ))}
      <p role="status">
        <RubricTotalLine criteria={rubric.criteria} levels={levels} />
        {open ? <span class="quiet"> {texts.unfilled(open)}</span> : null}
      </p>
      {error ? <Problem error={error} /> : null}
      <div class="buttons">
        <Button
          off={busy || !isChanged}
          onClick={() =>
            void save().then(
              () => showNotice(texts.levelsSaved),
              () => undefined,
            )
          }
        >
          {busy ? words.loading : texts.saveLevels}
        </Button>
        {typeof total?.percent === "number" ? (
          <button type="button" onClick={() => takeMark(formatScore(toMark(total.percent ?? 0)))}>
            {texts.takeMark(formatScore(toMark(total.percent)))}
          </button>
        ) : null}
      </div>
    </RubricFrame>
  );
}

interface CriterionChoiceProps {
  criterion: Criterion;
  chosen: string | undefined;
  choose: (level: string | undefined) => void;
}

function CriterionChoice({ criterion, chosen, choose }: CriterionChoiceProps) {
  const texts = rubricWritingWords.use();
  const view = rubricWords.use();
  return (
    <fieldset class="rubric-choice">
      <legend>{criterion.name}</legend>
      <div class="rubric-options">
        {criterion.levels.map((level) => (
          <label key={level.id} class="choice-option">
            <input
              type="radio"
              name={`level-${criterion.id}`}
              checked={chosen === level.id}
              onChange={() => choose(level.id)}
            />
            <span>
              {level.name}
              {level.points === null ? null : <small>{view.points(level.points, formatPoints(level.points))}</small>}
            </span>
          </label>
        ))}
      </div>
      {chosen === undefined ? null : (
        <button type="button" class="plain" aria-label={texts.clear(criterion.name)} onClick={() => choose(undefined)}>
          {texts.clearShort}
        </button>
      )}
    </fieldset>
  );
}

function isSame(one: Record<string, string>, other: Record<string, string>): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
