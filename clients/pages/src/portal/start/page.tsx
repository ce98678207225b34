/** The first steps of a new centre, to a group with pupils and a timetable. What is done is read from the server. */

import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";
import type { PageProps } from "../../person-pages.ts";
import { navigate } from "../../router.tsx";
import type { Person } from "../../talim.ts";
import { readTranslated } from "../../ui/form/translated-field.tsx";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { Problem } from "../../ui/problem.tsx";
import { useWords } from "../../words/index.ts";
import type { StartWords } from "./words/en.ts";
import { startWords } from "./words/index.ts";
import { CourseStep, RoomStep, TeacherStep } from "./basic-steps.tsx";
import { GroupStep } from "./group-step.tsx";
import { PupilsStep } from "./pupils-step.tsx";
import { Ready } from "./ready.tsx";
import { fetchStart, getFullName, isReady, saveChoices, STEPS, type StartState, type Step } from "./state.ts";

export function Start({ me }: PageProps) {
  const state = useLoad(() => fetchStart(me), [me.id]);
  const ready = state.value && isReady(state.value.begun);
  const begun = useRef(false);
  // The last step is saved: the page is another one now, and begins at its top.
  useEffect(() => {
    if (ready === false) begun.current = true;
    if (!ready || !begun.current) return;
    scrollTo(0, 0);
    document.getElementById("content")?.focus({ preventScroll: true });
  }, [ready]);
  return (
    <div class="start">
      <Loading of={state}>
        {(value) => (
          <>
            {state.error ? <Problem error={state.error} again={state.reload} /> : null}
            {isReady(value.begun) ? (
              <Ready me={me} group={value.begun.group} onChanged={state.reload} />
            ) : (
              <Steps me={me} state={value} reload={state.reload} />
            )}
          </>
        )}
      </Loading>
    </div>
  );
}

function Steps({ me, state, reload }: { me: Person; state: StartState; reload: () => void }) {
  const words = useWords();
  const texts = startWords.use();
  const [opened, setOpened] = useState<Step | undefined>();
  /** The state that the last saved step has made old: its form must not be sent again meanwhile. */
  const [old, setOld] = useState<StartState | undefined>();
  const current = opened ?? STEPS.find((step) => !state.done[step]) ?? "pupils";
  const done = () => {
    setOpened(undefined);
    setOld(state);
    reload();
  };
  const dismiss = () => {
    saveChoices(me, { over: true });
    showNotice(texts.dismissed, {
      label: words.form.undo,
      run: () => (saveChoices(me, { over: false }), navigate("start")),
    });
    navigate("");
  };
  return (
    <>
      <h1>{texts.title}</h1>
      <p>{texts.help}</p>
      <ol class="start-steps">
        {STEPS.map((step, place) => (
          <li key={step} class="card" aria-current={step === current ? "step" : undefined}>
            <h2>
              {state.done[step] ? <Icon name="good" /> : <span class="start-number">{place + 1}</span>}
              {texts.steps[step]}
              {state.done[step] ? <span class="unseen">{texts.done}</span> : null}
              {!state.done[step] && step !== current ? <span class="quiet small">{texts.later}</span> : null}
            </h2>
            {state.done[step] ? <p class="quiet">{summarize(step, me, state, texts)}</p> : null}
            {step === current ? (
              old === state ? (
                <p class="waiting">{words.loading}</p>
              ) : (
                <StepForm key={step} focus={old !== undefined || opened !== undefined}>
                  {renderStep(step, me, state, done)}
                </StepForm>
              )
            ) : state.done[step] && step in texts.another ? (
              <button type="button" class="plain" onClick={() => setOpened(step)}>
                {texts.another[step as keyof typeof texts.another]}
              </button>
            ) : null}
          </li>
        ))}
      </ol>
      <button type="button" class="plain" onClick={dismiss}>
        {texts.dismiss}
      </button>
    </>
  );
}

/** With `focus` its first field has the focus: the step before was just saved. */
function StepForm({ focus, children }: { focus: boolean; children: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (focus) box.current?.querySelector<HTMLElement>("input, select, textarea")?.focus();
  }, []);
  return (
    <div class="start-form" ref={box}>
      {children}
    </div>
  );
}

function renderStep(step: Step, me: Person, state: StartState, onDone: () => void) {
  if (step === "room") return <RoomStep me={me} onDone={onDone} />;
  if (step === "course") return <CourseStep me={me} onDone={onDone} />;
  if (step === "teacher") return <TeacherStep me={me} onDone={onDone} />;
  if (step === "group" || !state.begun) return <GroupStep me={me} state={state} onDone={onDone} />;
  return <PupilsStep me={me} group={state.begun.group} onDone={onDone} />;
}

/** What the step has led to. */
function summarize(
  step: Step,
  me: Person,
  { rooms, courses, teachers, invited, begun }: StartState,
  texts: StartWords,
): string {
  const others = [...teachers.map(({ name }) => name), ...(invited ? [texts.invited(invited)] : [])];
  const names = {
    room: rooms.map(({ name }) => name),
    course: courses.map(({ title, slug }) => readTranslated(title) || slug),
    teacher: others.length ? others : [texts.you(getFullName(me))],
    group: begun ? [begun.group.name] : [],
    pupils: begun ? [String(begun.group.members_count)] : [],
  }[step];
  return names.join(", ");
}
