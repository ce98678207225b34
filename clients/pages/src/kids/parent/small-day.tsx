/** The day of a small child: what it did and learnt, one thing to do at home with it, and how long it may play. */

import type { Answer } from "@talim/client";
import type { PageProps } from "../../person-pages.ts";
import { translateName } from "../../gamification/pupil/shop.tsx";
import { Link } from "../../router.tsx";
import { talim } from "../../talim.ts";
import { useToday } from "../../ui/day.ts";
import { SelectField } from "../../ui/form/choice-fields.tsx";
import { Form } from "../../ui/form/form.tsx";
import { useForm } from "../../ui/form/use-form.ts";
import { Icon } from "../../ui/icon.tsx";
import { Loading, useLoad } from "../../ui/load.tsx";
import { showNotice } from "../../ui/notices.tsx";
import { useEvents, useStream } from "../../ui/stream.ts";
import { smallWords } from "./words/index.ts";
import { useWords } from "../../words/index.ts";
import { ChildPage, type Child } from "../../parent/children.tsx";

type Day = Answer<"/children/{id}/day/", "get">;

const PLAYED = ["child.played"] as const;
/** Minutes that one chooses from. */
const A_DAY = [10, 15, 20, 30, 40, 50, 60, 90, 120];
const BEFORE_REST = [5, 10, 15, 20, 25, 30];

export function SmallDay({ me, values }: PageProps) {
  const words = useWords();
  const texts = smallWords.use();
  return (
    <>
      <p>
        <Link to="">← {words.nav.home}</Link>
      </p>
      <h1>{texts.title}</h1>
      <ChildPage childId={values["child"]}>
        {(child) => {
          if (!child.sees_progress) return <p class="empty">{words.parent.noProgress}</p>;
          return child.child_profile ? (
            <DayOfChild child={child} zone={me.zone} />
          ) : (
            <p class="empty">{texts.notSmall(child.first_name)}</p>
          );
        }}
      </ChildPage>
    </>
  );
}

function DayOfChild({ child, zone }: { child: Child; zone: string }) {
  const day = useLoad(() => talim.api.get("/children/{id}/day/", { path: { id: child.id } }), [child.id]);
  useEvents(useStream("child", child.id), PLAYED, day.reload);
  useToday(zone, day.reload);
  return (
    <Loading of={day}>
      {(found) => (
        <>
          <Today day={found} />
          <Learnt day={found} />
          <AtHome day={found} />
          <Limits key={JSON.stringify(found.limits)} child={child} day={found} onSaved={day.reload} />
          <Ways child={child} />
        </>
      )}
    </Loading>
  );
}

function Today({ day: { lessons, minutes, minutes_left: left } }: { day: Day }) {
  const texts = smallWords.use();
  return (
    <section aria-labelledby="small-today">
      <h2 id="small-today">{texts.today}</h2>
      {lessons.length ? (
        <ul class="rows">
          {lessons.map((lesson) => (
            <li key={lesson.id}>
              <Icon name="good" /> {lesson.title}
            </li>
          ))}
        </ul>
      ) : (
        <p class="empty">{texts.nothingToday}</p>
      )}
      <p>{minutes === null ? <span class="quiet">{texts.notCounted}</span> : texts.minutes(minutes)}</p>
      {left === null ? null : <p>{texts.left(left)}</p>}
    </section>
  );
}

/** In words: levels say how far the child is, and nothing compares it with others. */
function Learnt({ day: { learnt, is_recorded: isRecorded } }: { day: Day }) {
  const texts = smallWords.use();
  return (
    <section aria-labelledby="small-learnt">
      <h2 id="small-learnt">{texts.learnt}</h2>
      {learnt.length ? (
        <ul class="rows">
          {learnt.map(({ skill, words, level, today }) => (
            <li key={skill.id}>
              <p>
                <strong>{translateName(skill.name)}</strong> · {texts.levels[level]}
                {today ? ` · ${texts.practisedToday}` : ""}
              </p>
              <p class="quiet">{words}</p>
            </li>
          ))}
        </ul>
      ) : (
        <p class="empty">{isRecorded ? texts.nothingLearnt : texts.notRecorded}</p>
      )}
    </section>
  );
}

function AtHome({ day: { tip } }: { day: Day }) {
  const texts = smallWords.use();
  return (
    <section aria-labelledby="small-home">
      <h2 id="small-home">{texts.atHome}</h2>
      <p>{tip.text}</p>
      {tip.skill ? <p class="quiet">{texts.practises(translateName(tip.skill.name))}</p> : null}
    </section>
  );
}

function Limits({ child, day: { limits }, onSaved }: { child: Child; day: Day; onSaved: () => void }) {
  const texts = smallWords.use();
  const form = useForm({
    initial: {
      minutes_a_day: String(limits.minutes_a_day ?? ""),
      rest_after_minutes: String(limits.rest_after_minutes),
    },
    send: (values) =>
      talim.api.put("/children/{id}/limits/", {
        path: { id: child.id },
        body: {
          minutes_a_day: Number(values.minutes_a_day) || null,
          rest_after_minutes: Number(values.rest_after_minutes),
        },
      }),
    onDone: () => {
      showNotice(texts.saved);
      onSaved();
    },
  });
  const list = (all: number[], chosen: number | null) => {
    const known = chosen === null || all.includes(chosen) ? all : [...all, chosen].sort((a, b) => a - b);
    return known.map((minutes) => ({ value: String(minutes), label: texts.ofMinutes(minutes) }));
  };
  return (
    <section class="card" aria-labelledby="small-limits">
      <h2 id="small-limits">{texts.limits(child.first_name)}</h2>
      <Form of={form} word={texts.save} label={texts.limits(child.first_name)}>
        <SelectField
          of={form}
          name="minutes_a_day"
          label={texts.aDay}
          options={[{ value: "", label: texts.noLimit }, ...list(A_DAY, limits.minutes_a_day)]}
        />
        <SelectField
          of={form}
          name="rest_after_minutes"
          label={texts.beforeRest}
          options={list(BEFORE_REST, limits.rest_after_minutes)}
        />
      </Form>
      <p class="quiet">{texts.limitHelp}</p>
      {limits.author ? <p class="quiet">{texts.setBy(limits.author.full_name)}</p> : null}
    </section>
  );
}

function Ways({ child }: { child: Child }) {
  const words = useWords();
  const texts = smallWords.use();
  return (
    <section aria-label={texts.more}>
      <p>
        <Link to={`kids/${child.id}`}>{texts.play}</Link>
      </p>
      {child.is_minor ? (
        <p>
          <Link to={`consents/${child.id}`}>{texts.consents}</Link>
        </p>
      ) : null}
      <p>
        {texts.notes} <Link to="wishes">{words.nav.wishes}</Link>
      </p>
    </section>
  );
}
